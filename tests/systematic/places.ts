import type { Json, Schema, Version } from './subjects.js';

export type Flow = 'request' | 'response';

/** Somewhere in a description where a schema can stand. */
export interface Place {
  readonly name: string;
  /** Which way the data go, seen from the client. */
  readonly flow: Flow;
  readonly isText?: boolean;
  /** The versions that have the place; both when absent. */
  readonly versions?: readonly Version[];
  /** The description with the schema in that place. */
  describe(schema: Schema, version: Version, components?: Readonly<Record<string, Schema>>): object;
}

type Parts = { readonly [key: string]: Json };

const json = (schema: Json): Parts => ({ content: { 'application/json': { schema } } });
const DONE: Parts = { description: 'Done.' };
const responses = (response: Parts = {}): Parts => ({ 200: { ...DONE, ...response } });
const post = (path: string, operation: Parts): Parts => ({ paths: { [path]: { post: operation } } });
const sends = (schema: Json): Parts => ({ requestBody: { required: true, ...json(schema) }, responses: responses() });
const receives = (schema: Json): Parts => ({ responses: responses(json(schema)) });
const takes = (place: string, schema: Json): Parts => ({
  parameters: [{ name: 'value', in: place, required: place === 'path', schema }],
  responses: responses(),
});

function place(
  name: string,
  flow: Flow,
  parts: (schema: Schema) => Parts,
  rest: Pick<Place, 'isText' | 'versions'> = {},
): Place {
  return {
    name,
    flow,
    ...rest,
    describe(schema, version, components) {
      const { components: own, ...described } = parts(schema);
      const schemas = { ...components, ...(own as Readonly<Record<string, Schema>> | undefined) };
      return {
        openapi: version === '3.0' ? '3.0.3' : '3.1.0',
        info: { title: 'Systematic', version: '1' },
        ...described,
        ...(Object.keys(schemas).length > 0 && { components: { schemas } }),
      };
    },
  };
}

/** Something around a schema that lets through what the schema lets through. */
const AROUND: Readonly<Record<string, (schema: Schema) => Schema>> = {
  'a property of': (schema) => ({ type: 'object', properties: { outer: string, inner: schema } }),
  'the items of': (schema) => ({ type: 'array', items: schema }),
  'allOf in': (schema) => ({ allOf: [{ description: 'Nothing more.' }, schema] }),
};
const string = { type: 'string' };
const named = (parts: (schema: Json) => Parts) => (schema: Schema) => ({
  ...parts({ $ref: '#/components/schemas/Named' }),
  components: { Named: schema },
});

const BODIES = {
  request: (schema: Json) => post('/things', sends(schema)),
  response: (schema: Json) => post('/things', receives(schema)),
} satisfies Record<Flow, unknown>;
const FLOWS = ['request', 'response'] as const;

const callback = (operation: Parts) =>
  post('/things', { responses: responses(), callbacks: { done: { '{$request.query.url}': { post: operation } } } });
const webhook = (operation: Parts) => ({ paths: {}, webhooks: { done: { post: operation } } });

export const PLACES: readonly Place[] = [
  place('request body', 'request', BODIES.request),
  place('response body', 'response', BODIES.response),
  place('query parameter', 'request', (schema) => post('/things', takes('query', schema)), { isText: true }),
  place('path parameter', 'request', (schema) => post('/things/{value}', takes('path', schema)), { isText: true }),
  place('request header', 'request', (schema) => post('/things', takes('header', schema)), { isText: true }),
  place(
    'response header',
    'response',
    (schema) => post('/things', { responses: responses({ headers: { 'X-Value': { schema } } }) }),
    { isText: true },
  ),
  place('webhook request', 'response', (schema) => webhook(sends(schema)), { versions: ['3.1'] }),
  place('webhook response', 'request', (schema) => webhook(receives(schema)), { versions: ['3.1'] }),
  place('callback request', 'response', (schema) => callback(sends(schema))),
  place('callback response', 'request', (schema) => callback(receives(schema))),
  ...Object.entries(AROUND).flatMap(([name, around]) =>
    FLOWS.map((flow) => place(`${name} a ${flow} body`, flow, (schema) => BODIES[flow](around(schema)))),
  ),
  ...FLOWS.map((flow) => place(`a component of a ${flow} body`, flow, named(BODIES[flow]))),
];
