import { define, isObject, type JsonObject, own, put } from '../../lib/json-value.js';
import { UNSAID, type Unsaid } from '../../model/openapi.js';
import { type Conversion, entriesBut, made, once } from './conversion.js';

/** The keywords of a schema that a parameter or header of version 2.0 holds itself ("Parameter Object"). */
const OF_SCHEMA = [
  ...['type', 'format', 'items', 'default', 'enum', 'pattern', 'multipleOf', 'uniqueItems'],
  ...['maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'maxItems', 'minItems', 'x-nullable'],
] as const;
const NOT_KEPT = new Set<string>([...OF_SCHEMA, 'schema', 'collectionFormat']);
const IN_FORMS = 'formData';

/** A parameter that is neither the body nor a part of it. */
export function convertParameter(conversion: Conversion, parameter: JsonObject): JsonObject {
  return once(conversion, parameter, 'parameter', () =>
    made(conversion, parameter, [
      ...entriesBut(parameter, NOT_KEPT),
      ...Object.entries(styleOf(parameter)),
      ['schema', schemaOf(conversion, parameter)],
    ]),
  );
}

/** A header of a response. */
export function convertHeader(conversion: Conversion, header: JsonObject): JsonObject {
  return once(conversion, header, 'header', () =>
    made(conversion, header, [...entriesBut(header, NOT_KEPT), ['schema', schemaOf(conversion, header)]]),
  );
}

function schemaOf(conversion: Conversion, parameter: JsonObject): JsonObject {
  if (isObject(parameter.schema)) return parameter.schema;
  const entries = OF_SCHEMA.map((key): [string, unknown] => [key, own(parameter, key)]);
  const schema = made(conversion, parameter, entries);
  respell(conversion, schema);
  return schema;
}

/** Spells what version 2.0 has otherwise in a schema as version 3.0 does; the object stays the same. */
export function respell(conversion: Conversion, schema: JsonObject): void {
  if (schema['x-nullable'] === true && schema.nullable === undefined) put(schema, 'nullable', true);
  if (schema.type === 'file') {
    put(schema, 'type', 'string');
    put(schema, 'format', 'binary');
  }
  if (typeof schema.discriminator !== 'string') return;
  const discriminator = made(conversion, schema, [['propertyName', schema.discriminator]], ['discriminator']);
  put(schema, 'discriminator', discriminator);
}

/** Separators that version 3 has no name for keep the one they would have. */
const SEPARATORS: ReadonlyMap<unknown, string> = new Map([
  ['ssv', 'spaceDelimited'],
  ['pipes', 'pipeDelimited'],
  ['tsv', 'tabDelimited'],
]);

/** How a list is written: with commas unless it says otherwise. */
function styleOf({ type, in: place, collectionFormat }: JsonObject): { style?: string; explode?: boolean } {
  if (type !== 'array') return {};
  const style = SEPARATORS.get(collectionFormat);
  if (place === 'path' || place === 'header') return style === undefined ? {} : { style };
  return { style: style ?? 'form', explode: collectionFormat === 'multi' };
}

/** Whether a parameter is the body, or a part of it. */
export function isOfBody(parameter: JsonObject): boolean {
  return parameter.in === 'body' || parameter.in === IN_FORMS;
}

const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data';
const URL_ENCODED = 'application/x-www-form-urlencoded';

/**
 * The body that some parameters make; none when they make none.
 *
 * @param owner what has them
 * @param consumes the media types of the operation
 */
export function bodyOf(
  conversion: Conversion,
  parameters: readonly JsonObject[],
  owner: JsonObject,
  consumes: readonly string[],
): JsonObject | undefined {
  const body = parameters.find((parameter) => parameter.in === 'body');
  if (body !== undefined) {
    const types: readonly (string | Unsaid)[] = consumes.length === 0 ? [UNSAID] : consumes;
    return once(conversion, body, `body of ${types.map(String).join()}`, () =>
      made(conversion, body, [
        ...entriesBut(body, new Set(['name', 'in', 'schema'])),
        ['content', contentOf(conversion, body, types, [['schema', body.schema ?? {}]])],
      ]),
    );
  }
  const fields = parameters.filter((parameter) => parameter.in === IN_FORMS);
  return fields.length === 0 ? undefined : formOf(conversion, fields, owner, consumes);
}

function formOf(
  conversion: Conversion,
  fields: readonly JsonObject[],
  owner: JsonObject,
  consumes: readonly string[],
): JsonObject {
  const required = fields.filter((field) => field.required === true).map(({ name }) => String(name));
  const properties = made(
    conversion,
    owner,
    fields.map((field) => [String(field.name), schemaOf(conversion, field)]),
    ['parameters'],
  );
  const schema = made(
    conversion,
    owner,
    [
      ['type', 'object'],
      ['properties', properties],
      ['required', required.length === 0 ? undefined : required],
    ],
    ['parameters'],
  );
  const lists = fields.filter(({ type }) => type === 'array');
  const encoding = lists.map((field): [string, unknown] => {
    const written = made(conversion, field, Object.entries(styleOf(field)));
    if (field.collectionFormat === undefined) define(written, UNSAID, true, false);
    return [String(field.name), written];
  });
  const hasFile = fields.some(({ type }) => type === 'file');
  const forms = consumes.filter((type) => type === MULTIPART || (type === URL_ENCODED && !hasFile));
  const types = forms.length > 0 ? forms : [hasFile ? MULTIPART : URL_ENCODED];
  const media: [string, unknown][] = [
    ['schema', schema],
    ['encoding', encoding.length === 0 ? undefined : made(conversion, owner, encoding, ['parameters'])],
  ];
  return made(
    conversion,
    owner,
    [
      ['required', required.length > 0],
      ['content', contentOf(conversion, owner, types, media)],
    ],
    ['parameters'],
  );
}

/**
 * The same body for each of some media types.
 *
 * @param types UNSAID is JSON, as tools take it
 */
export function contentOf(
  conversion: Conversion,
  from: JsonObject,
  types: readonly (string | Unsaid)[],
  media: readonly (readonly [string, unknown])[],
): JsonObject {
  return made(
    conversion,
    from,
    types.map((type) => {
      const body = made(conversion, from, media);
      if (type !== UNSAID) return [type, body];
      define(body, UNSAID, true, false);
      return [JSON_TYPE, body];
    }),
  );
}
