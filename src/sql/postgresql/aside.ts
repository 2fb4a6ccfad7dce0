import { fittingName } from './spelling.js';

const ASIDE = 'migrate_arch_dropped';

/** The schema in which the tables of a schema wait that nobody uses any more, until they are dropped. */
export function asideSchema(schema: string): string {
  return schema === 'public' ? ASIDE : asideName(schema);
}

/** What something is called that waits to be dropped, or to be taken back. */
export function asideName(name: string): string {
  return fittingName(`${ASIDE}_${name}`);
}
