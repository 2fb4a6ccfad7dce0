/** An operation as people say it: `GET /users`. */
export function endpointName({ path, method }: { readonly path: string; readonly method: string }): string {
  return `${method.toUpperCase()} ${path}`;
}
