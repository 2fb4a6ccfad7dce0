import { load } from '../lib/load.js';
import { matchesPattern } from './patterns.js';

type Ajv = typeof import('ajv/dist/2020.js');
type Formats = typeof import('ajv-formats');

/**
 * What ajv says against a value; nothing when the value is valid.
 *
 * @param schema in the words of JSON Schema 2020-12, without references
 */
export function problemOf(schema: unknown, value: unknown): string | undefined {
  const { Ajv2020 } = load<Ajv>('ajv/dist/2020');
  const { default: addFormats } = load<Formats>('ajv-formats');
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    multipleOfPrecision: 9,
    // Patterns come from strangers: ours do not take for ever.
    code: { regExp: Object.assign((pattern: string) => testing(pattern), { code: '' }) },
  });
  (addFormats as unknown as (ajv: object) => void)(ajv);
  const validate = ajv.compile(schema as object | boolean);
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'the value' });
}

function testing(pattern: string): RegExp {
  return { test: (text: string) => matchesPattern(pattern, text) !== false } as RegExp;
}
