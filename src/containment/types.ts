/** The kinds of JSON value, as bits; `number` is both `integer` and `fraction`. */
export const KIND = { null: 1, boolean: 2, integer: 4, fraction: 8, string: 16, array: 32, object: 64 } as const;
export type Kind = keyof typeof KIND;
export const KINDS = Object.keys(KIND) as readonly Kind[];

export const EVERY_KIND = 127;
export const NUMBER = KIND.integer | KIND.fraction;

const OF_TYPE: Readonly<Record<string, number>> = { ...KIND, number: NUMBER, any: EVERY_KIND };

/** The kinds that a `type` names; `undefined` for a name that no JSON Schema knows, such as `file`. */
export function kindsOfType(type: unknown): number | undefined {
  // `type: null` of YAML is no text.
  if (type === null) return KIND.null;
  return typeof type === 'string' && Object.hasOwn(OF_TYPE, type) ? OF_TYPE[type] : undefined;
}

/** The kind of a value; an integer is one by value, whatever it is written like (JSON Schema 2020-12, 4.2.3). */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value === 'object' ? 'object' : (typeof value as 'string' | 'boolean');
}

/** The JSON Schema names of kinds, in a fixed order: `number` where fractions are allowed. */
export function namesOfKinds(kinds: number): string[] {
  return KINDS.filter((kind) => kinds & KIND[kind] && !(kind === 'integer' && kinds & KIND.fraction)).map((kind) => {
    return kind === 'fraction' ? 'number' : kind;
  });
}
