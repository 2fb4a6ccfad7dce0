import type { Constant, GraphqlSchema, TypeReference } from '../../model/graphql.js';

/** A constant, the type that it is of, and the schema that defines the type. */
export interface Typed {
  readonly constant: Constant;
  readonly type: TypeReference;
  readonly schema: GraphqlSchema;
}

/**
 * Whether two constants mean the same to their types: fields of an object in any order, one value for a list of one,
 * numbers by their value.
 */
export function isSameConstant(one: Typed, other: Typed): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ constant, type, schema }: Typed): string {
  if (constant.kind === 'null') return 'null';
  if (type.item !== undefined) {
    const items = constant.kind === 'list' ? constant.items : [constant];
    return `[${items.map((item) => canonical({ constant: item, type: type.item as TypeReference, schema })).join()}]`;
  }
  return constant.kind === 'object' ? canonicalObject(constant.fields, type, schema) : scalar(constant, type);
}

function canonicalObject(fields: ReadonlyMap<string, Constant>, type: TypeReference, schema: GraphqlSchema): string {
  const input = schema.types.get(type.name);
  const known = input?.kind === 'input' ? input.fields : undefined;
  const parts = [...fields].map(([name, constant]) => {
    const field = known?.get(name);
    return `${name}:${field === undefined ? raw(constant) : canonical({ constant, type: field.type, schema })}`;
  });
  return `{${parts.sort().join()}}`;
}

function scalar(constant: Constant, { name }: TypeReference): string {
  if (constant.kind === 'number' && name === 'ID') return JSON.stringify(constant.value);
  return raw(constant);
}

function raw(constant: Constant): string {
  switch (constant.kind) {
    case 'null':
      return 'null';
    case 'number':
      return numberText(constant.value);
    case 'string':
      return JSON.stringify(constant.value);
    case 'list':
      return `[${constant.items.map(raw).join()}]`;
    case 'object':
      return `{${[...constant.fields]
        .map(([name, value]) => `${name}:${raw(value)}`)
        .sort()
        .join()}}`;
    default:
      return constant.value;
  }
}

// An integer may have more digits than a double; 1, 1.0 and 1e0 are one number.
function numberText(text: string): string {
  return /^-?\d+$/.test(text) ? BigInt(text).toString() : String(Number(text));
}
