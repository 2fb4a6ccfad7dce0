import { load } from '../lib/load.js';
import { matchesPattern } from './patterns.js';

type Ajv = typeof import('ajv/dist/2020.js');
type Validate = import('ajv').ValidateFunction;
type Formats = typeof import('ajv-formats');

/**
 * All that ajv says against a value; nothing when the value is valid. What holds whatever alternative was meant comes
 * first, then that no alternative fits, then what one of them says.
 *
 * @param schema in the words of JSON Schema 2020-12, without references
 * @param isText whether the value travels as text, which is read as whatever the schema wants
 */
export function problemsOf(schema: unknown, value: unknown, isText: boolean = false): readonly string[] {
  // ajv passes over this name, as if nobody could mean it.
  const isOdd = JSON.stringify(value)?.includes(PROTO) === true;
  const read = (isOdd ? renamed(schema) : schema) as object | boolean;
  const validate = compiled(read, isText);
  const errors = validate(isOdd ? renamed(value) : value) ? [] : (validate.errors ?? []);
  return errors
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .map(({ instancePath, message = 'is refused' }) => {
      const text = `${SUBJECT}${instancePath} ${message}`;
      return isOdd ? text.replaceAll(STAND_IN, PROTO) : text;
    });
}

/** How problems call the value; the path within it follows. */
export const SUBJECT = 'the value';

interface Problem {
  readonly schemaPath: string;
  readonly keyword: string;
}

function rankOf({ schemaPath, keyword }: Problem): number {
  if (/\/(?:anyOf|oneOf)\/\d+\//.test(schemaPath)) return 2;
  return keyword === 'anyOf' || keyword === 'oneOf' ? 1 : 0;
}

const PROTO = '__proto__';
const STAND_IN = '__prot0__';

/** The same with another name in place of `__proto__`, where names of properties stand. */
function renamed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(renamed);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const isList = key === 'required' && Array.isArray(value);
      return [
        key === PROTO ? STAND_IN : key,
        isList ? value.map((name) => (name === PROTO ? STAND_IN : name)) : renamed(value),
      ];
    }),
  );
}

/** By what the schemas say: several values are held against one slice, and to compile it takes longest. */
const known = { plain: new Map<string, Validate>(), text: new Map<string, Validate>() };

/** Who checks one pair after the other must not keep them all. */
const MOST_KEPT = 1000;

function compiled(schema: object | boolean, isText: boolean): Validate {
  const validates = known[isText ? 'text' : 'plain'];
  const key = JSON.stringify(schema);
  const validate = validates.get(key) ?? compile(schema, isText);
  if (validates.size === MOST_KEPT) validates.clear();
  validates.set(key, validate);
  return validate;
}

function compile(schema: object | boolean, isText: boolean): Validate {
  const validator = validatorOf(isText);
  const validate = validator.compile(schema);
  if (typeof schema === 'object') validator.removeSchema(schema);
  return validate;
}

const validators = new Map<boolean, InstanceType<Ajv['Ajv2020']>>();

function validatorOf(isText: boolean): InstanceType<Ajv['Ajv2020']> {
  const validator = validators.get(isText) ?? createValidator(isText);
  validators.set(isText, validator);
  return validator;
}

function createValidator(isText: boolean): InstanceType<Ajv['Ajv2020']> {
  const { Ajv2020 } = load<Ajv>('ajv/dist/2020');
  const { default: addFormats } = load<Formats>('ajv-formats');
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    coerceTypes: isText ? 'array' : false,
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
