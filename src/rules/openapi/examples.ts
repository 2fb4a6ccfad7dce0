type Example = { readonly before: object; readonly after: object };

/** Two descriptions that differ in what is given. */
export function descriptions(before: object, after: object): Example {
  return { before: { openapi: '3.1.0', ...before }, after: { openapi: '3.1.0', ...after } };
}

/** Two descriptions with an operation that differs. */
export function operations(before: object, after: object): Example {
  return descriptions({ paths: { '/users': { get: before } } }, { paths: { '/users': { get: after } } });
}

/** Two descriptions of which one request body has another schema. */
export function requestBodies(before: object, after: object): Example {
  const description = (schema: object) => ({
    openapi: '3.0.3',
    paths: { '/users': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
  });
  return { before: description(before), after: description(after) };
}

/** Two descriptions of which one response has another schema. */
export function responseBodies(before: object, after: object): Example {
  const description = (schema: object) => ({
    openapi: '3.0.3',
    paths: { '/users': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } },
  });
  return { before: description(before), after: description(after) };
}

/** Two descriptions of an operation that takes and returns a base, which has some subtypes. */
export function hierarchies(before: readonly string[], after: readonly string[]): Example {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } };
  const description = (subtypes: readonly string[]) => ({
    openapi: '3.0.3',
    paths: { '/pets': { post: { requestBody: { content }, responses: { 200: { content } } } } },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string' } },
          discriminator: { propertyName: 'kind' },
        },
        ...Object.fromEntries(subtypes.map((name) => [name, { allOf: [{ $ref: '#/components/schemas/Pet' }] }])),
      },
    },
  });
  return { before: description(before), after: description(after) };
}
