import { byName, diffByName } from '../../lib/diff-by-name.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import type { Operation, RequestBody, Response } from '../../model/openapi.js';
import type { OpenApiChange, Place } from '../../model/openapi-change.js';
import { type Api, type Endpoint, placeAt } from './endpoint.js';
import { parameterChanges } from './parameters.js';
import { compareSchemas, type SchemaSlot, type SchemaWalk } from './schemas.js';
import { type Owner, writtenChanges } from './written.js';

/** What changed at an operation that both descriptions have: parameters, body, responses, security. */
export function compareOperations(walk: SchemaWalk, endpoint: Endpoint, before: Api, after: Api): OpenApiChange[] {
  return [
    ...parameterChanges(walk, endpoint, before, after),
    ...bodyChanges(walk, endpoint, before.operation, after.operation),
    ...responseChanges(walk, endpoint, before.operation, after.operation),
    ...securityChanges(endpoint, before, after),
    ...writtenChanges(walk, before.operation, after.operation, ['callbacks', 'servers'], ownerOf(endpoint)),
  ];
}

function ownerOf({ path, method }: Endpoint): Owner {
  const operation = `${method.toUpperCase()} ${path}`;
  return { path: `paths.${path}.${method}`, subject: operation, operations: [operation] };
}

function bodyChanges(walk: SchemaWalk, endpoint: Endpoint, before: Operation, after: Operation): OpenApiChange[] {
  const place = placeAt(endpoint, 'request', 'the request body', 'requestBody');
  const from = before.requestBody ? walk.before.resolve<RequestBody>(before.requestBody).node : undefined;
  const { node: to, reference } = after.requestBody
    ? walk.after.resolve<RequestBody>(after.requestBody)
    : { node: undefined, reference: undefined };
  if (to === undefined) {
    if (from === undefined) return [];
    if (reference !== undefined) return [{ kind: 'reference_unresolved', place, reference }];
    return [{ kind: 'request_body_removed', ...endpoint, before: from }];
  }
  if (from === undefined)
    return [{ kind: 'request_body_added', ...endpoint, required: isTruthy(to.required ?? false) }];
  const required = { before: isTruthy(from.required ?? false), after: isTruthy(to.required ?? false) };
  return [
    ...(required.before === required.after
      ? []
      : [{ kind: 'request_body_required_changed', ...endpoint, ...required } as const]),
    ...contentChanges(walk, endpoint, from, to, place, 'the request body'),
  ];
}

type Responses = ReadonlyMap<string, Response | null>;

function responseChanges(walk: SchemaWalk, endpoint: Endpoint, before: Operation, after: Operation): OpenApiChange[] {
  const responses = diffByName(responsesOf(before), responsesOf(after));
  const ranges = responsesOf(after);
  return [
    ...responses.common.flatMap(([status, from, to]): OpenApiChange[] => {
      const schemas = { before: jsonSchemaOf(from) ?? {}, after: jsonSchemaOf(to) ?? {} };
      return [
        ...(equal(schemas.before, schemas.after)
          ? []
          : [{ kind: 'response_schema_changed', ...endpoint, status, ...schemas } as const]),
        ...changesOfResponse(walk, endpoint, status, from, to),
      ];
    }),
    ...responses.removed.flatMap(([status, from]): OpenApiChange[] => {
      // A range such as 2XX stands for each status in it (OpenAPI 3.2, "Responses Object").
      const range = ranges.get(`${status[0]}XX`) ?? ranges.get(`${status[0]}xx`);
      if (range !== undefined) return changesOfResponse(walk, endpoint, status, from, range);
      return [{ kind: 'response_removed', ...endpoint, status, before: from }];
    }),
  ];
}

function responsesOf({ responses }: Operation): Responses {
  return new Map([...byName(responses ?? undefined)].filter(([status]) => !status.startsWith('x-')));
}

function changesOfResponse(
  walk: SchemaWalk,
  endpoint: Endpoint,
  status: string,
  before: Response | null,
  after: Response | null,
): OpenApiChange[] {
  const where = `the response (status ${status})`;
  const place = placeAt(endpoint, 'response', where, `responses.${status}`);
  const [from, to] = [walk.before.resolve(before ?? {}), walk.after.resolve(after ?? {})];
  if (from.node === undefined) return [];
  if (to.node === undefined) return [{ kind: 'reference_unresolved', place, reference: String(to.reference) }];
  const owner = { path: place.path, subject: place.subject, operations: [...place.usage.operations] };
  return [
    ...contentChanges(walk, endpoint, from.node, to.node, place, where),
    ...writtenChanges(walk, from.node, to.node, ['headers'], owner),
  ];
}

function jsonSchemaOf(response: Response | null): unknown {
  return byName(response?.content ?? undefined).get('application/json')?.schema;
}

function contentChanges(
  walk: SchemaWalk,
  endpoint: Endpoint,
  before: RequestBody | Response,
  after: RequestBody | Response,
  place: Place,
  where: string,
): OpenApiChange[] {
  const types = diffByName(mediaTypesOf(before), mediaTypesOf(after));
  return [
    ...types.removed.map(([mediaType]) => {
      const fieldPath = `${place.path}.content.${mediaType}`;
      return { kind: 'media_type_removed', ...endpoint, mediaType, where, fieldPath } as const;
    }),
    ...types.common.flatMap(([mediaType, from, to]) => {
      const at = { ...place, path: `${place.path}.content.${mediaType}` };
      const owner = { path: at.path, subject: place.subject, operations: [...place.usage.operations] };
      return [
        ...compareSchemas(walk, from.schema as SchemaSlot, to.schema as SchemaSlot, {
          ...at,
          path: `${at.path}.schema`,
        }),
        ...writtenChanges(walk, from, to, ['encoding'], owner),
      ];
    }),
  ];
}

/** Bodies by media type, whose case means nothing (RFC 9110, section 8.3.1), and in which JSON has one charset. */
function mediaTypesOf({ content }: RequestBody | Response) {
  const types = [...byName(content ?? undefined)];
  return new Map(
    types.map(([name, value]) => [
      name
        .toLowerCase()
        .replace(/;\s*charset=[^;]*/, '')
        .replace(/\s/g, ''),
      value,
    ]),
  );
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
