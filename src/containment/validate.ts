import { load } from '../lib/load.js';
import { matchesPattern } from './patterns.js';

type Ajv = typeof import('ajv/dist/2020.js');
type Formats = typeof import('ajv-formats');

/**
 * All that ajv says against a value; nothing when the value is valid.
 *
 * @param schema in the words of JSON Schema 2020-12, without references
 */
export function problemsOf(schema: unknown, value: unknown): readonly string[] {
  validator ??= createValidator();
  const validate = validator.compile(schema as object | boolean);
  const errors = validate(value) ? [] : (validate.errors ?? []);
  if (typeof schema === 'object' && schema !== null) validator.removeSchema(schema);
  return errors.map(({ instancePath, message = 'is refused' }) => `the value${instancePath} ${message}`);
}

let validator: InstanceType<Ajv['Ajv2020']> | undefined;

function createValidator(): InstanceType<Ajv['Ajv2020']> {
  const { Ajv2020 } = load<Ajv>('ajv/dist/2020');
  const { default: addFormats } = load<Formats>('ajv-formats');
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    // `constructor` is a name like any other.
    ownProperties: true,
    logger: false,
    // The schemas are our own slices; to compile the schema of schemas takes a second.
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    multipleOfPrecision: 9,
    // Patterns come from strangers: ours do not take for ever.
    code: {
      regExp: Object.assign((pattern: string) => testing(pattern), { code: '' }),
      // To make the code of a check faster takes longer than the one value that it is for.
      optimize: false,
    },
  });
  (addFormats as unknown as (ajv: object) => void)(ajv);
  return ajv;
}

function testing(pattern: string): RegExp {
  // ajv takes expressions of one text for one expression.
  return { test: (text: string) => matchesPattern(pattern, text) !== false, toString: () => pattern } as RegExp;
}
