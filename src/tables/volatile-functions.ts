import { FUNCTIONS } from './postgresql/builtins.js';

/**
 * Functions whose value is another one in every row (`pg_proc.provolatile = 'v'` in PostgreSQL 18 and in the
 * extensions that generate keys), as far as a default can call them.
 */
export const VOLATILE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['clock_timestamp', 'timeofday', 'random', 'random_normal', 'gen_random_uuid', 'uuidv4', 'uuidv7'],
  ...['nextval', 'currval', 'lastval', 'setval', 'set_config', 'setseed', 'array_shuffle', 'array_sample'],
  ...['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4', 'gen_random_bytes', 'gen_salt'],
]);

let names: ReadonlySet<string> | undefined;

/** Whether a function is one of the server's. */
export function isServerFunction(name: string): boolean {
  names ??= new Set(FUNCTIONS.split('\n').map((line) => line.slice(0, line.indexOf(' '))));
  return names.has(name);
}
