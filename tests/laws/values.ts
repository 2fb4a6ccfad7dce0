// Values about which two schemas may disagree.
import type { Json, Schema } from '../systematic/subjects.js';

const POOL: readonly Json[] = ['', 'a', 'b', 'abc', 'abcd', 'abcdefg', -4, -1, 0, 1, 1.5, 2, 3, 5, 6, 12, true, null];
const OTHER_NAME = 'z';
/** Enough for a pair of schemas of depth 2. */
const COMBINATIONS = 60;

/**
 * Values that are shaped as schemas say, and some that are not quite.
 *
 * @param schemas those that the values are for, all at the same place
 */
export function valuesOf(schemas: readonly unknown[], models: Readonly<Record<string, Schema>>, depth = 4): Json[] {
  if (depth === 0) return [null, {}];
  const parts = schemas.flatMap((schema) => partsOf(schema as Schema, models));
  const values: Json[] = [...POOL, [], {}];
  values.push(...parts.flatMap((part) => (part['enum'] ?? []) as Json[]));
  const items = parts.flatMap(({ items, prefixItems, contains }) => [items, prefixItems, contains].flat());
  const elements = items.filter((item) => typeof item === 'object' && item !== null);
  if (elements.length > 0) values.push(...listsOf(valuesOf(elements, models, depth - 1)));
  const declared = parts.filter(({ properties }) => properties !== undefined);
  if (declared.length > 0) values.push(...objectsOf(declared, models, depth));
  return values;
}

/** The schemas that say something of the same value. */
function partsOf(schema: Schema, models: Readonly<Record<string, Schema>>): Schema[] {
  const name = String(schema['$ref']).replace('#/components/schemas/', '');
  const referred = Object.hasOwn(models, name) ? [models[name] as Schema] : [];
  const branches = ['allOf', 'anyOf', 'oneOf', 'not'].flatMap((key) => (schema[key] ?? []) as readonly Schema[]);
  return [schema, ...[...referred, ...branches].flatMap((part) => partsOf(part, models))];
}

function listsOf(elements: readonly Json[]): Json[] {
  const draw = drawing(elements.length);
  const drawn = Array.from({ length: COMBINATIONS / 2 }, (_, index) =>
    Array.from({ length: index % 5 }, () => elements[draw()] as Json),
  );
  return [...elements.map((element) => [element]), ...drawn];
}

function objectsOf(declared: readonly Schema[], models: Readonly<Record<string, Schema>>, depth: number): Json[] {
  const properties = declared.flatMap((part) => Object.entries(part['properties'] as Record<string, Schema>));
  const names = [...new Set(properties.map(([name]) => name))];
  const choices = names.map((name) => {
    const own = properties.filter(([other]) => other === name).map(([, schema]) => schema);
    return [name, valuesOf(own, models, depth - 1)] as const;
  });
  const draw = drawing(1_000_003);
  const singles = choices.flatMap(([name, values]) => values.map((value): Json => ({ [name]: value })));
  const drawn = Array.from({ length: COMBINATIONS * 2 }, (): Json => {
    const present = choices.filter(() => draw() % 4 > 0);
    const entries = present.map(([name, values]) => [name, values[draw() % values.length] as Json]);
    return Object.fromEntries(draw() % 5 === 0 ? [...entries, [OTHER_NAME, 'a']] : entries) as Json;
  });
  return [...singles, ...drawn, { [OTHER_NAME]: 1 }];
}

/** Numbers below a bound, always the same ones (a linear congruence, MINSTD). */
function drawing(bound: number): () => number {
  let state = 48_271;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
}
