import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject, type JsonObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { OpenApiChange, Part } from '../../model/openapi-change.js';
import { type Api, type Pairing, partOf, spotsOf } from './endpoint.js';
import type { Descriptions } from './security.js';

/** What changed about the addresses that hold for every operation without its own. */
export function serverChanges({ before, after }: Descriptions): OpenApiChange[] {
  const part = { at: 'servers', subject: 'the description', operations: [] };
  return compare({ before: serversOf(before), after: serversOf(after) }, part, { before, after });
}

/** What changed about the addresses of an operation or of its path. */
export function operationServerChanges(pairing: Pairing): OpenApiChange[] {
  const { before, after, endpoint } = pairing;
  // Where the API calls, the client says.
  if (endpoint.isTurned || (isCommon(before) && isCommon(after))) return [];
  const lists = { before: effective(before), after: effective(after) };
  return compare(lists, partOf(pairing, 'servers'), { before: before.operation, after: after.operation });
}

function isCommon({ item, operation }: Api): boolean {
  return !isList(operation.servers) && !isList(item.servers);
}

/** The nearest list holds (OpenAPI 3.2, "Operation Object", servers). */
function effective({ description, item, operation }: Api): Servers {
  return serversOf(isList(operation.servers) ? operation : isList(item.servers) ? item : description);
}

// An empty list is none.
function isList(servers: unknown): boolean {
  return Array.isArray(servers) && servers.length > 0;
}

type Server = JsonObject;
type Servers = ReadonlyMap<string, Server>;

function serversOf(owner: object): Servers {
  const { servers } = owner as { readonly servers?: unknown };
  const list = Array.isArray(servers) ? servers.filter(isObject) : [];
  return new Map(list.map((server) => [addressOf(server), server]));
}

// Paths are appended to the address, and begin with a slash.
function addressOf({ url }: Server): string {
  return String(url).replace(/\/$/, '');
}

function compare(
  lists: { readonly before: Servers; readonly after: Servers },
  part: Part,
  owners: { readonly before: object; readonly after: object },
): OpenApiChange[] {
  const servers = diffByName(lists.before, lists.after);
  const urlOf = ({ url }: Server) => String(url);
  return [
    ...servers.removed.map(([, server]): OpenApiChange => {
      return { kind: 'server_removed', ...part, url: urlOf(server), ...spotsOf(server, owners.after) };
    }),
    ...servers.common.flatMap(([, from, to]) => variableChanges(part, from, to)),
    ...servers.added.map(([, server]): OpenApiChange => {
      return { kind: 'server_added', ...part, url: urlOf(server), ...spotsOf(owners.before, server) };
    }),
  ];
}

function variableChanges(part: Part, before: Server, after: Server): OpenApiChange[] {
  const of = ({ variables }: Server) => byName<unknown>(isObject(variables) ? variables : undefined);
  return diffByName(of(before), of(after)).common.flatMap(([variable, from, to]) => {
    if (!isObject(from) || !isObject(to)) return [];
    return (['enum', 'default'] as const).flatMap((keyword): OpenApiChange[] => {
      const values = { before: from[keyword], after: to[keyword] };
      if (equal(values.before, values.after)) return [];
      const spots = spotsOf(from, to, keyword);
      return [
        { kind: 'server_variable_changed', ...part, url: String(after.url), variable, keyword, ...values, ...spots },
      ];
    });
  });
}
