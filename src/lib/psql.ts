import { singleQuoted } from './shell-quote.js';

/** Where psql finds an address: in the environment, so that it is in no document. */
export type Address = 'DATABASE_URL' | 'SOURCE_URL' | 'TARGET_URL' | 'RESTORE_URL';

/** psql that answers with the value alone. */
export function psql(query: string, address: Address = 'DATABASE_URL'): string {
  return `psql "$${address}" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align --command ${singleQuoted(query)}`;
}
