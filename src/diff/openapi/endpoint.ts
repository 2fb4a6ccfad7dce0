import type { OpenApiDescription, Operation, PathItem } from '../../model/openapi.js';
import type { Place } from '../../model/openapi-change.js';

/** An operation and what surrounds it. */
export interface Api {
  readonly description: OpenApiDescription;
  readonly item: PathItem;
  readonly operation: Operation;
}

export interface Endpoint {
  readonly path: string;
  readonly method: string;
}

/** A place at an operation. */
export function placeAt({ path, method }: Endpoint, flow: 'request' | 'response', where: string, step: string): Place {
  const operation = `${method.toUpperCase()} ${path}`;
  return {
    path: `paths.${path}.${method}.${step}`,
    subject: `${where} of ${operation}`,
    usage: { flows: new Set([flow]), operations: new Set([operation]) },
  };
}
