import { diffByName } from '../../lib/diff-by-name.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import type { Parameter } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { type Api, type Endpoint, placeAt } from './endpoint.js';
import type { Resolver } from './references.js';
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
  const { removed, added, common } = diffByName(parametersOf(walk.before, before), parametersOf(walk.after, after));
  return [
    ...removed.map(
      ([, [parameter]]) => ({ kind: 'parameter_removed', ...endpoint, before: parameter as Parameter }) as const,
    ),
    ...added.map(
      ([, [parameter]]) => ({ kind: 'parameter_added', ...endpoint, after: parameter as Parameter }) as const,
    ),
    ...common.flatMap(([name, from, to]) => sameNameChanges(walk, endpoint, name, from, to)),
  ];
}

/**
 * The parameters by name; several may share one in different places. Those of the path hold for each of its
 * operations unless the operation has one of the same name and place.
 */
function parametersOf(resolver: Resolver, { item, operation }: Api): ReadonlyMap<string, readonly Parameter[]> {
  const byKey = new Map<string, Parameter>();
  for (const parameter of [...(operation.parameters ?? []), ...(item.parameters ?? [])]) {
    const resolved = resolver.resolve<Parameter>(parameter).node;
    if (resolved?.name === undefined) continue;
    const key = JSON.stringify([resolved.in, resolved.name]);
    if (!byKey.has(key)) byKey.set(key, resolved);
  }
  const named = new Map<string, Parameter[]>();
  for (const parameter of byKey.values()) {
    const name = parameter.name as string;
    const alike = named.get(name) ?? [];
    alike.push(parameter);
    named.set(name, alike);
  }
  return named;
}

function sameNameChanges(
  walk: SchemaWalk,
  endpoint: Endpoint,
  name: string,
  before: readonly Parameter[],
  after: readonly Parameter[],
): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  for (const from of before) {
    const to = after.find((candidate) => candidate.in === from.in);
    if (to !== undefined) changes.push(...changesOfParameter(walk, endpoint, name, from, to));
    else if (after.length > 0) {
      const place = { before: String(from.in), after: after.map((candidate) => candidate.in).join(' and ') };
      changes.push({ kind: 'parameter_moved', ...endpoint, name, ...place });
    }
  }
  return changes;
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
    if (!equal(values.before, values.after))
      changes.push({ kind: 'parameter_encoding_changed', ...endpoint, name, keyword, ...values });
  }
  const place = placeAt(endpoint, 'request', `parameter '${name}'`, `parameters.${name}.schema`);
  changes.push(...compareSchemas(walk, before.schema as SchemaSlot, after.schema as SchemaSlot, place));
  return changes;
}
