type Example = { readonly before: object; readonly after: object };

/** Two descriptions that differ in what is given. */
export function descriptions(before: object, after: object): Example {
  return { before: { openapi: '3.1.0', ...before }, after: { openapi: '3.1.0', ...after } };
}

/** Two descriptions with an operation that differs. */
export function operations(before: object, after: object): Example {
  return descriptions({ paths: { '/users': { get: before } } }, { paths: { '/users': { get: after } } });
}
