import { diffByName } from '../../lib/diff-by-name.js';
import { isTruthy } from '../../lib/python/equal.js';
import type { Parameter } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { type Api, type Endpoint, placeAt } from './endpoint.js';
import { type Resolver, saySame } from './references.js';
import { compareSchemas, type SchemaSlot, type SchemaWalk } from './schemas.js';

/** Keywords that say how a value is written into a request. */
const ENCODING = ['style', 'explode', 'allowReserved', 'allowEmptyValue', 'content'] as const;

/** What a parameter says or means when it does not (OpenAPI 3.2, "Parameter Object"). */
function encodingOf(parameter: Parameter, keyword: (typeof ENCODING)[number]): unknown {
  const style = parameter.style ?? (parameter.in === 'path' || parameter.in === 'header' ? 'simple' : 'form');
  const defaults = {
    style,
    explode: style === 'form',
    allowReserved: false,
    allowEmptyValue: false,
    content: undefined,
  };
  return parameter[keyword] ?? defaults[keyword];
}

/** Parameters that went, that came, and what changed about those that stayed. */
export function parameterChanges(walk: SchemaWalk, endpoint: Endpoint, before: Api, after: Api): OpenApiChange[] {
  const names = diffByName(parametersOf(walk.before, before), parametersOf(walk.after, after));
  return [
    ...names.removed.flatMap(([, parameters]) =>
      [...parameters.values()].map((one, index) => removed(endpoint, one, index > 0)),
    ),
    ...names.added.flatMap(([, parameters]) =>
      [...parameters.values()].map((one, index) => added(endpoint, one, index > 0)),
    ),
    ...names.common.flatMap(([name, from, to]) => sameNameChanges(walk, endpoint, name, from, to)),
    ...unresolvedParameters(walk, endpoint, before, after),
  ];
}

function removed(endpoint: Endpoint, parameter: Parameter, sameName: boolean) {
  return { kind: 'parameter_removed', ...endpoint, before: parameter, sameName } as const;
}

function added(endpoint: Endpoint, parameter: Parameter, sameName: boolean) {
  return { kind: 'parameter_added', ...endpoint, after: parameter, sameName } as const;
}

type ByPlace = ReadonlyMap<string, Parameter>;

/**
 * The parameters by name and place. Those of the path hold for each of its operations unless the operation has
 * one of the same name and place.
 */
function parametersOf(resolver: Resolver, { item, operation }: Api): ReadonlyMap<string, ByPlace> {
  const names = new Map<string, Map<string, Parameter>>();
  for (const parameter of [...(operation.parameters ?? []), ...(item.parameters ?? [])]) {
    const { node } = resolver.resolve<Parameter>(parameter);
    if (node?.name === undefined) continue;
    const places = names.get(node.name) ?? new Map<string, Parameter>();
    names.set(node.name, places);
    const place = String(node.in);
    if (!places.has(place)) places.set(place, node);
  }
  return names;
}

// What is left of a name on both sides has moved, one for one.
function sameNameChanges(
  walk: SchemaWalk,
  endpoint: Endpoint,
  name: string,
  before: ByPlace,
  after: ByPlace,
): OpenApiChange[] {
  const places = diffByName(before, after);
  const moves = Math.min(places.removed.length, places.added.length);
  return [
    ...places.common.flatMap(([, from, to]) => changesOfParameter(walk, endpoint, name, from, to)),
    ...places.removed.slice(0, moves).map(([from], index) => {
      const [to = ''] = places.added[index] ?? [];
      return { kind: 'parameter_moved', ...endpoint, name, before: from, after: to } as const;
    }),
    ...places.removed.slice(moves).map(([, parameter]) => removed(endpoint, parameter, true)),
    ...places.added.slice(moves).map(([, parameter]) => added(endpoint, parameter, true)),
  ];
}

/** References of parameters that lead nowhere now. */
function unresolvedParameters(walk: SchemaWalk, endpoint: Endpoint, before: Api, after: Api): OpenApiChange[] {
  const known = new Set((before.operation.parameters ?? []).map(({ $ref }) => $ref));
  return (after.operation.parameters ?? []).flatMap((parameter) => {
    const { $ref } = parameter;
    if ($ref === undefined || walk.after.resolve(parameter).node !== undefined) return [];
    if (known.has($ref) && walk.before.follow($ref) === undefined) return [];
    return [
      {
        kind: 'reference_unresolved',
        place: placeAt(endpoint, 'request', 'a parameter', 'parameters'),
        reference: $ref,
      },
    ];
  });
}

function changesOfParameter(
  walk: SchemaWalk,
  endpoint: Endpoint,
  name: string,
  before: Parameter,
  after: Parameter,
): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  const required = { before: isTruthy(before.required ?? false), after: isTruthy(after.required ?? false) };
  if (required.before !== required.after)
    changes.push({ kind: 'parameter_required_changed', ...endpoint, name, ...required });
  for (const keyword of ENCODING) {
    const values = { before: encodingOf(before, keyword), after: encodingOf(after, keyword) };
    if (!saySame(walk, values.before, values.after))
      changes.push({ kind: 'parameter_encoding_changed', ...endpoint, name, keyword, ...values });
  }
  const place = placeAt(endpoint, 'request', `parameter '${name}'`, `parameters.${name}.schema`);
  changes.push(...compareSchemas(walk, before.schema as SchemaSlot, after.schema as SchemaSlot, place));
  return changes;
}
