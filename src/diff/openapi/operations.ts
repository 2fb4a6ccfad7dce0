import { byName, diffByName } from '../../lib/diff-by-name.js';
import { equal } from '../../lib/python/equal.js';
import type { Operation, RequestBody, Response } from '../../model/openapi.js';
import type { OpenApiChange, Place } from '../../model/openapi-change.js';
import { type Api, type Endpoint, placeAt } from './endpoint.js';
import { parameterChanges } from './parameters.js';
import { compareSchemas, type SchemaSlot, type SchemaWalk } from './schemas.js';

/** What changed at an operation that both descriptions have: parameters, body, responses, security. */
export function compareOperations(walk: SchemaWalk, endpoint: Endpoint, before: Api, after: Api): OpenApiChange[] {
  return [
    ...parameterChanges(walk, endpoint, before, after),
    ...bodyChanges(walk, endpoint, before.operation, after.operation),
    ...responseChanges(walk, endpoint, before.operation, after.operation),
    ...securityChanges(endpoint, before, after),
  ];
}

function bodyChanges(walk: SchemaWalk, endpoint: Endpoint, before: Operation, after: Operation): OpenApiChange[] {
  const from = before.requestBody && walk.before.resolve<RequestBody>(before.requestBody).node;
  const to = after.requestBody && walk.after.resolve<RequestBody>(after.requestBody).node;
  if (to === undefined) return from === undefined ? [] : [{ kind: 'request_body_removed', ...endpoint, before: from }];
  if (from === undefined) return [{ kind: 'request_body_added', ...endpoint, required: to.required ?? false }];
  const required = { before: from.required ?? false, after: to.required ?? false };
  const place = placeAt(endpoint, 'request', 'the request body', 'requestBody');
  return [
    ...(required.before === required.after
      ? []
      : [{ kind: 'request_body_required_changed', ...endpoint, ...required } as const]),
    ...contentChanges(walk, endpoint, from, to, place, 'the request body'),
  ];
}

function responseChanges(walk: SchemaWalk, endpoint: Endpoint, before: Operation, after: Operation): OpenApiChange[] {
  const responses = diffByName<Response>(before.responses, after.responses);
  return [
    ...responses.common.flatMap(([status, from, to]): OpenApiChange[] => {
      const schemas = { before: jsonSchemaOf(from) ?? {}, after: jsonSchemaOf(to) ?? {} };
      const nodes = [walk.before.resolve(from).node, walk.after.resolve(to).node] as const;
      const where = `the response (status ${status})`;
      const place = placeAt(endpoint, 'response', where, `responses.${status}`);
      return [
        ...(equal(schemas.before, schemas.after)
          ? []
          : [{ kind: 'response_schema_changed', ...endpoint, status, ...schemas } as const]),
        ...(nodes[0] && nodes[1] ? contentChanges(walk, endpoint, nodes[0], nodes[1], place, where) : []),
      ];
    }),
    ...responses.removed.map(
      ([status, value]) => ({ kind: 'response_removed', ...endpoint, status, before: value }) as const,
    ),
  ];
}

function jsonSchemaOf(response: Response): unknown {
  return byName(response.content).get('application/json')?.schema;
}

function contentChanges(
  walk: SchemaWalk,
  endpoint: Endpoint,
  before: RequestBody,
  after: RequestBody,
  place: Place,
  where: string,
): OpenApiChange[] {
  const types = diffByName(before.content, after.content);
  return [
    ...types.removed.map(([mediaType]) => {
      return {
        kind: 'media_type_removed',
        ...endpoint,
        mediaType,
        where,
        fieldPath: `${place.path}.content.${mediaType}`,
      } as const;
    }),
    ...types.common.flatMap(([mediaType, from, to]) => {
      const schemaPlace = { ...place, path: `${place.path}.content.${mediaType}.schema` };
      return compareSchemas(walk, from.schema as SchemaSlot, to.schema as SchemaSlot, schemaPlace);
    }),
  ];
}

function securityChanges(endpoint: Endpoint, before: Api, after: Api): OpenApiChange[] {
  const [from, to] = [securityOf(before), securityOf(after)];
  return equal(from, to) ? [] : [{ kind: 'security_changed', ...endpoint, before: from, after: to }];
}

/** The alternatives of which a client must satisfy one; none means that anybody may call. */
function securityOf({ description, operation }: Api): readonly unknown[] {
  const security = operation.security ?? description.security;
  return Array.isArray(security) ? security : [];
}
