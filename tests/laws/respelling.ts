import type { Json, Schema } from '../systematic/subjects.js';

export type Models = Readonly<Record<string, Schema>>;
export type Version = '3.0.3' | '3.1.0';

interface Uses {
  readonly request?: Schema;
  readonly response?: Schema;
  readonly parameter?: Schema;
}

/** A description with one operation that uses the schemas, and with the models that these refer to. */
export function description(uses: Uses, schemas: Models, version: Version = '3.1.0', path = '/things'): object {
  const content = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  const operation = {
    ...(uses.parameter && { parameters: [{ name: 'filter', in: 'query', schema: uses.parameter }] }),
    ...(uses.request && { requestBody: { required: true, ...content(uses.request) } }),
    responses: { 200: { description: 'Done.', ...(uses.response && content(uses.response)) } },
  };
  return {
    openapi: version,
    info: { title: 'Laws', version: '1' },
    paths: { [path]: { post: operation } },
    components: { schemas: reachable(Object.values(uses) as Schema[], schemas) },
  };
}

/** The models that somebody uses: what changes in others breaks nobody, and is none of the laws' business. */
function reachable(schemas: readonly Schema[], models: Models): Models {
  const found = new Set<string>();
  const visit = (part: unknown) => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name as string)) continue;
      found.add(name as string);
      visit(models[name as string]);
    }
  };
  visit(schemas);
  return Object.fromEntries(Object.entries(models).filter(([name]) => found.has(name)));
}

export function withReversedKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withReversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, below]) => [key, withReversedKeys(below)]),
  );
}

/** A schema of 3.0 in the words of 3.1: null is a type, and bounds that are excluded are numbers. */
export function modernized(value: Json): Json {
  if (Array.isArray(value)) return value.map(modernized);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = value as Schema;
  const spelt = Object.fromEntries(Object.entries(rest).map(([key, below]) => [key, modernized(below)]));
  const type = nullable === true ? [spelt['type'] as Json, 'null'] : spelt['type'];
  return {
    ...spelt,
    ...(type !== undefined && { type }),
    ...(minimum !== undefined && { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum !== undefined && { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
}
