import { fail } from '../../errors.js';
import { isObject } from '../../lib/json-value.js';
import { lineAndColumn } from '../../lib/places.js';
import type { Location } from '../../model/finding.js';
import {
  type Described,
  type DirectiveDefinition,
  type GraphqlField,
  type GraphqlSchema,
  type InputValue,
  NO_REASON,
  OPERATIONS,
  STANDARD_DIRECTIVES,
  STANDARD_SCALARS,
  type TypeKind,
  type TypeReference,
} from '../../model/graphql.js';
import { findInJson } from '../json-places.js';
import { constantOf } from './constants.js';
import {
  finishType,
  listOf,
  namedReference,
  newSchema,
  newType,
  nonNull,
  type SchemaDraft,
  type TypeDraft,
} from './draft.js';
import { placesOfNames } from './introspection-places.js';
import { refuseUnknownTypes } from './known-types.js';
import { MOST_LEVELS, parseConstant } from './syntax.js';

type Json = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, TypeKind>> = {
  SCALAR: 'scalar',
  OBJECT: 'object',
  INTERFACE: 'interface',
  UNION: 'union',
  ENUM: 'enum',
  INPUT_OBJECT: 'input',
};

/** What a query leaves out that does not ask with `includeDeprecated` (GraphQL, September 2025, section 4.2). */
const UNTOLD =
  'tells nothing of arguments and input fields that are deprecated: one that is not in it may be there (getIntrospectionQuery asks for them with inputValueDeprecation: true)';

/** Reads one document, and says of what is not as it must be where it is. */
class Introspection {
  readonly draft: SchemaDraft = newSchema();
  readonly tells = {
    ...{ uses: false, descriptions: false, specifiedBy: false, oneOf: false, repeatable: false },
    deprecatedInputs: false,
  };
  hasInputs = false;
  /** Whether the document is the whole response. */
  isWrapped = false;

  constructor(
    private readonly file: string,
    private readonly text: string | undefined,
    /** Where what has a name has it, by its path. */
    private readonly places: ReadonlyMap<string, Location>,
  ) {}

  refuse(path: string, expected: string): never {
    return fail('WRONG_SHAPE', {
      file: `${this.file}${this.placeOf(path)}`,
      problems: [`${path}: expected ${expected}`],
    });
  }

  placeOf(path: string): string {
    if (this.text === undefined || path === 'the document') return '';
    const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
    const [found] = findInJson(this.text, [this.isWrapped ? ['data', ...keys] : keys]);
    const { line, column } = lineAndColumn(this.text, found?.offset ?? 0);
    return `:${line}:${column}`;
  }

  object(value: unknown, path: string): Json {
    return isObject(value as never) ? (value as Json) : this.refuse(path, 'an object');
  }

  name(value: unknown, path: string): string {
    return typeof value === 'string' && value !== '' ? value : this.refuse(path, 'a name');
  }

  list(value: unknown, path: string): readonly Json[] {
    if (value === null || value === undefined) return [];
    if (!Array.isArray(value)) return this.refuse(path, 'a list');
    return value.map((one, index) => this.object(one, `${path}[${index}]`));
  }

  reference(value: unknown, path: string, levels = 0): TypeReference {
    const { kind, name, ofType } = this.object(value, path);
    if (levels > MOST_LEVELS) fail('NESTED_TOO_DEEP', { place: `${this.file}: ${path}`, most: MOST_LEVELS });
    if (kind !== 'LIST' && kind !== 'NON_NULL') return namedReference(this.draft, this.name(name, `${path}.name`));
    const inner = this.reference(ofType, `${path}.ofType`, levels + 1);
    return kind === 'LIST' ? listOf(this.draft, inner) : nonNull(this.draft, inner);
  }

  describe(json: Json, path: string): Described {
    if ('description' in json) this.tells.descriptions = true;
    const name = this.name(json.name, `${path}.name`);
    const description = typeof json.description === 'string' ? json.description : '';
    const place = this.places.get(path);
    return { name, uses: [], ...(description !== '' && { description }), ...(place && { place }) };
  }

  deprecation({ isDeprecated, deprecationReason }: Json): { readonly deprecated?: string } {
    if (isDeprecated !== true) return {};
    return { deprecated: typeof deprecationReason === 'string' ? deprecationReason : NO_REASON };
  }

  inputs(value: unknown, path: string): ReadonlyMap<string, InputValue> {
    const values = this.list(value, path).map((json, index) => this.input(json, `${path}[${index}]`));
    return new Map(values.map((one) => [one.name, one]));
  }

  input(json: Json, path: string): InputValue {
    this.hasInputs = true;
    if ('isDeprecated' in json) this.tells.deprecatedInputs = true;
    const { defaultValue } = json;
    const node = typeof defaultValue === 'string' ? parseConstant(defaultValue) : undefined;
    if (typeof defaultValue === 'string' && node === undefined)
      this.refuse(`${path}.defaultValue`, 'a value of GraphQL');
    return {
      ...this.describe(json, path),
      type: this.reference(json.type, `${path}.type`),
      ...(node && { default: constantOf(node) }),
      ...this.deprecation(json),
    };
  }

  field(json: Json, path: string): GraphqlField {
    return {
      ...this.describe(json, path),
      type: this.reference(json.type, `${path}.type`),
      args: this.inputs(json.args, `${path}.args`),
      ...this.deprecation(json),
    };
  }

  directive(json: Json, path: string): DirectiveDefinition {
    if (typeof json.isRepeatable === 'boolean') this.tells.repeatable = true;
    const { locations = [] } = json;
    if (!Array.isArray(locations)) this.refuse(`${path}.locations`, 'a list');
    return {
      ...this.describe(json, path),
      args: this.inputs(json.args, `${path}.args`),
      locations: (locations as readonly unknown[]).map(String),
      isRepeatable: json.isRepeatable === true,
    };
  }

  addNames(names: Map<string, Location | undefined>, value: unknown, path: string): void {
    for (const [index, one] of this.list(value, path).entries()) {
      names.set(this.name(one.name, path), this.places.get(`${path}[${index}]`));
    }
  }

  type(json: Json, path: string): TypeDraft {
    const kind = KINDS[String(json.kind)] ?? this.refuse(`${path}.kind`, `one of ${Object.keys(KINDS).join(', ')}`);
    const { name, description, place } = this.describe(json, path);
    const type = newType(kind, name);
    if (description !== undefined) type.description = description;
    if (place !== undefined) type.place = place;
    if ('specifiedByURL' in json) this.tells.specifiedBy = true;
    if (typeof json.specifiedByURL === 'string') type.specifiedBy = json.specifiedByURL;
    if ('isOneOf' in json) this.tells.oneOf = true;
    type.isOneOf = json.isOneOf === true;
    this.addNames(type.interfaces, json.interfaces, `${path}.interfaces`);
    if (kind === 'union') this.addNames(type.members, json.possibleTypes, `${path}.possibleTypes`);
    for (const [index, one] of this.list(json.fields, `${path}.fields`).entries()) {
      const field = this.field(one, `${path}.fields[${index}]`);
      type.fields.set(field.name, field);
    }
    for (const one of this.inputs(json.inputFields, `${path}.inputFields`).values()) type.fields.set(one.name, one);
    for (const [index, one] of this.list(json.enumValues, `${path}.enumValues`).entries()) {
      const value = { ...this.describe(one, `${path}.enumValues[${index}]`), ...this.deprecation(one) };
      type.values.set(value.name, value);
    }
    return type;
  }
}

/**
 * Reads the answer to an introspection query (GraphQL, October 2021, section 4): the whole response, its `data`, or
 * what is in it. What the query did not ask for is not compared.
 *
 * @param file how messages speak of it
 * @param text that it was read from, to say where something is
 * @throws UserError with the place and the path of what is not as it must be
 */
export function readIntrospection(value: unknown, file: string, text?: string): GraphqlSchema {
  const reader = new Introspection(file, text, text === undefined ? new Map() : placesOfNames(value, file, text));
  const root = reader.object(value, 'the document');
  if (!('__schema' in root) && !isObject(root.data as never)) reader.refuse('data', `an object${errorsIn(root)}`);
  const data = '__schema' in root ? root : (root.data as Json);
  reader.isWrapped = data !== root;
  const json = reader.object(data.__schema, '__schema');
  const { draft, tells } = reader;
  for (const [index, one] of reader.list(json.types, '__schema.types').entries()) {
    const type = reader.type(one, `__schema.types[${index}]`);
    if (!type.name.startsWith('__') && !STANDARD_SCALARS.has(type.name)) draft.types.set(type.name, type);
  }
  for (const [index, one] of reader.list(json.directives, '__schema.directives').entries()) {
    const directive = reader.directive(one, `__schema.directives[${index}]`);
    if (!STANDARD_DIRECTIVES.has(directive.name)) draft.directives.set(directive.name, directive);
  }
  for (const operation of OPERATIONS) {
    const type = json[`${operation}Type`];
    if (isObject(type as never))
      draft.roots.set(operation, reader.name((type as Json).name, `__schema.${operation}Type`));
  }
  const types = new Map([...draft.types].map(([name, type]) => [name, finishType(type)]));
  const description = typeof json.description === 'string' ? json.description : '';
  const { directives, roots, uses, notes } = draft;
  if (!reader.hasInputs) tells.deprecatedInputs = true;
  if (!tells.deprecatedInputs) notes.push(`${file} ${UNTOLD}`);
  const schema = { types, directives, roots, uses, notes, tells, ...(description !== '' && { description }) };
  refuseUnknownTypes(schema, file);
  return schema;
}

/** What a server answered that does not tell its schema (GraphQL, October 2021, section 7.1.2). */
function errorsIn({ errors }: Json): string {
  const [first] = Array.isArray(errors) ? errors : [];
  const message = isObject(first) ? (first as Json).message : undefined;
  return typeof message === 'string' ? `, but the server answered: ${message.slice(0, 200)}` : '';
}
