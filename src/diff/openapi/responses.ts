import { byName, diffByName } from '../../lib/diff-by-name.js';
import { equal } from '../../lib/python/equal.js';
import { isUnsaid, type Operation, type Response } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { bodyAt, contentChanges } from './bodies.js';
import { type ApiWalk, componentOf, type Pairing, partOf, placeIn, sharedChanges, spotsOf } from './endpoint.js';
import { headerChanges } from './headers.js';
import { linkChanges } from './links.js';
import { resolve, type SchemaSlot, saysTheSame } from './schemas.js';

type Responses = ReadonlyMap<string, Response | null>;

/**
 * Statuses that went and came, and what changed about those that stayed. A range such as 2XX stands for each status
 * in it that is not there itself, and `default` for all that are neither (OpenAPI 3.2, "Responses Object").
 */
export function responseChanges(walk: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { endpoint } = pairing;
  const [from, to] = [responsesOf(pairing.before.operation), responsesOf(pairing.after.operation)];
  const statuses = diffByName(from, to);
  const compare = (status: string, before: Response | null, after: Response | null) => {
    return changesOfResponse(walk, pairing, status, before, after);
  };
  return [
    ...statuses.common.flatMap(([status, before, after]) => [
      ...writtenSchemas(walk, pairing, status, before, after),
      ...compare(status, before, after),
    ]),
    ...statuses.removed.flatMap(([status, before]): OpenApiChange[] => {
      const range = coveringOf(status, to, from);
      if (range !== undefined) return saysBodies(walk, before, range) ? compare(status, before, range) : [];
      const isCovered = [...to.keys()].some((other) => rangeOf(other) === status);
      const { operation } = pairing.after;
      const spots = spotsOf(before, operation.responses ?? operation);
      return [{ kind: 'response_removed', endpoint, status, before, isCovered, ...spots }];
    }),
    ...statuses.added.flatMap(([status, after]): OpenApiChange[] => {
      const range = coveringOf(status, from, to);
      if (range !== undefined) return saysBodies(walk, range, after) ? compare(status, range, after) : [];
      const { operation } = pairing.before;
      const spots = spotsOf(operation.responses ?? operation, after);
      return [{ kind: 'response_added', endpoint, status, after, ...spots }];
    }),
  ];
}

function responsesOf({ responses }: Operation): Responses {
  const statuses = [...byName(responses ?? undefined)].filter(([status]) => !status.startsWith('x-'));
  return new Map(
    statuses.map(([status, response]) => [/^\dxx$/.test(status) ? status.toUpperCase() : status, response]),
  );
}

/**
 * What stands for a status, or for a range, that one side does not name: its range, or else `default`. Beside a
 * success `default` is for errors, so that it stands for one only where no success is named and the other side has
 * no default.
 */
function coveringOf(status: string, side: Responses, other: Responses): Response | null | undefined {
  if (status === 'default') return undefined;
  const range = rangeOf(status);
  if (side.has(range)) return side.get(range);
  const namesSuccess = () => [...side.keys()].some((name) => name.startsWith('2'));
  return status.startsWith('2') && (other.has('default') || namesSuccess()) ? undefined : side.get('default');
}

/** Whether both say what their bodies are: people list statuses without, and mean what stands for them. */
function saysBodies({ schemas }: ApiWalk, before: Response | null, after: Response | null): boolean {
  const nodes = [schemas.before.resolve(before ?? {}).node, schemas.after.resolve(after ?? {}).node];
  return nodes.every((node) => node === undefined || (node as Response).content !== undefined);
}

function rangeOf(status: string): string {
  return `${status[0]}XX`;
}

/** What the original compares: the schemas of one media type, as they are written. */
function writtenSchemas(
  { schemas: walk }: ApiWalk,
  { endpoint }: Pairing,
  status: string,
  before: Response | null,
  after: Response | null,
): OpenApiChange[] {
  const bodies = { before: jsonBodyOf(before), after: jsonBodyOf(after) };
  const schemas = { before: bodies.before?.schema ?? {}, after: bodies.after?.schema ?? {} };
  const isAlone = (bodies.before === undefined) !== (bodies.after === undefined);
  // The original looks at no callbacks and webhooks.
  if (endpoint.isTurned || equal(schemas.before, schemas.after)) return [];
  if (isAlone && isUnsaid(bodies.before ?? bodies.after)) return [];
  if (saysTheSame(walk, schemas.before as SchemaSlot, schemas.after as SchemaSlot)) return [];
  const letsMorePass = !walk.containment.provers.response.holds(schemas.after, schemas.before);
  // That there is such a body or none is told of the media type.
  const explanation = { isFound: isAlone };
  const nodes = [resolve(walk.before, schemas.before as SchemaSlot), resolve(walk.after, schemas.after as SchemaSlot)];
  const [from, to] = nodes.map(({ node }) => node);
  if (from !== undefined && to !== undefined) walk.written.push({ pair: walk.pairs.of(from, to), explanation });
  const known = { ...schemas, letsMorePass, explanation };
  return [{ kind: 'response_schema_changed', endpoint, status, ...known, ...spotsOf(before, after) }];
}

function jsonBodyOf(response: Response | null) {
  return byName(response?.content ?? undefined).get('application/json');
}

function changesOfResponse(
  walk: ApiWalk,
  pairing: Pairing,
  status: string,
  before: Response | null,
  after: Response | null,
): OpenApiChange[] {
  const { schemas } = walk;
  const local = partOf(pairing, `responses.${status}`, `the response (status ${status})`);
  const [from, to] = [schemas.before.resolve(before ?? {}), schemas.after.resolve(after ?? {})];
  if (from.node === undefined) return [];
  if (to.node === undefined) {
    const place = { ...placeIn(pairing, local, 'response', ''), path: local.at };
    return [{ kind: 'reference_unresolved', place, reference: String(to.reference), ...spotsOf(before, after) }];
  }
  const nodes = { before: from.node, after: to.node };
  return sharedChanges(walk, pairing, nodes, componentOf(from.reference, to.reference, 'response'), local, (part) => [
    ...contentChanges(walk, pairing, nodes, bodyAt(pairing, part, 'response'), 'response'),
    ...headerChanges(walk, pairing, nodes, part),
    ...linkChanges(walk, nodes, part),
  ]);
}
