import { EXIT, fail } from '../../errors.js';
import { nearest } from '../../lib/suggest.js';
import type { Io } from '../io.js';
import { jsonSchemaOf, SCHEMAS } from '../json-schemas.js';

/** `migrate-arch schema`: the names of the JSON Schemas, or one of them. Returns the exit status. */
export async function runSchema(name: string | undefined, io: Io): Promise<number> {
  const names = [...SCHEMAS.keys()];
  if (name === undefined) {
    io.stdout.write(names.map((known) => `${known}\n`).join(''));
    return EXIT.ok;
  }
  const schema = SCHEMAS.get(name);
  if (schema === undefined) {
    return fail('UNKNOWN_CHOICE', { option: 'schema', value: name, choices: names, nearest: nearest(name, names) });
  }
  io.stdout.write(`${jsonSchemaOf(name, schema)}\n`);
  return EXIT.ok;
}
