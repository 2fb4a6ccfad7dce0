import { isTruthy } from '../../lib/python/equal.js';
import type { Parameter } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import {
  type ApiWalk,
  componentOf,
  flowOf,
  type Pairing,
  partOf,
  placeIn,
  sharedChanges,
  spotsOf,
} from './endpoint.js';
import { lifecycleChanges, lifecycleOf } from './lifecycle.js';
import {
  type FoundParameter,
  type ParameterPairs,
  pairParameters,
  parametersOf,
  writtenParameters,
} from './parameter-pairs.js';
import { valueChanges } from './values.js';

/** Parameters that went, that came, and what changed about those that stayed. */
export function parameterChanges(walk: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { schemas } = walk;
  const before = parametersOf(schemas.before, pairing.before, pairing.renamed);
  const after = parametersOf(schemas.after, pairing.after, new Map());
  const pairs = pairParameters(before, after);
  return [
    ...seenBy(before, after, pairs.removed).map(({ node, seen }): OpenApiChange => {
      const spots = spotsOf(node, pairing.after.operation);
      const lifecycle = lifecycleOf(node);
      return { kind: 'parameter_removed', endpoint: pairing.endpoint, before: node, lifecycle, ...spots, ...seen };
    }),
    ...seenBy(after, before, pairs.added).map(({ node, seen }): OpenApiChange => {
      const spots = spotsOf(pairing.before.operation, node);
      return { kind: 'parameter_added', endpoint: pairing.endpoint, after: node, ...spots, ...seen };
    }),
    ...pairs.common.flatMap(([from, to]) => commonChanges(walk, pairing, from, to)),
    ...movedParameters(pairing, pairs),
    ...unresolvedParameters(walk, pairing),
  ];
}

interface Alone {
  readonly node: Parameter;
  readonly seen: { readonly onlyIn?: 'all' | 'classic' };
}

/**
 * The parameters that only one side has, in the document's order, and which rule sets see that. The original knows
 * parameters by their names alone, as written, whatever their place.
 */
function seenBy(
  own: readonly FoundParameter[],
  others: readonly FoundParameter[],
  alone: readonly FoundParameter[],
): Alone[] {
  const names = new Set(others.map(({ name }) => name));
  const ours = new Set(alone);
  return own.flatMap((parameter): Alone[] => {
    const { node, name } = parameter;
    const isClassic = !names.has(name);
    names.add(name);
    if (ours.has(parameter)) return [{ node, seen: isClassic ? {} : { onlyIn: 'all' } }];
    return isClassic ? [{ node, seen: { onlyIn: 'classic' } }] : [];
  });
}

function movedParameters({ endpoint }: Pairing, { moved }: ParameterPairs): OpenApiChange[] {
  return moved.map(([from, to]) => {
    const places = { before: from.place, after: to.place };
    return { kind: 'parameter_moved', endpoint, name: from.name, ...places, ...spotsOf(from.node, to.node, 'in') };
  });
}

/** References of parameters that lead nowhere now. */
function unresolvedParameters({ schemas }: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { before, after } = pairing;
  const known = new Set(writtenParameters(before.operation).map(({ $ref }) => $ref));
  return writtenParameters(after.operation).flatMap((parameter) => {
    const { $ref } = parameter;
    if ($ref === undefined || schemas.after.resolve(parameter).node !== undefined) return [];
    if (known.has($ref) && schemas.before.follow($ref) === undefined) return [];
    const place = placeIn(pairing, partOf(pairing, 'parameters', 'a parameter'), 'request', '');
    const spots = spotsOf(undefined, parameter);
    return [
      {
        kind: 'reference_unresolved',
        place: { ...place, path: `${pairing.endpoint.at}.parameters` },
        reference: $ref,
        ...spots,
      },
    ];
  });
}

function commonChanges(walk: ApiWalk, pairing: Pairing, from: FoundParameter, to: FoundParameter): OpenApiChange[] {
  const nodes = { before: from.node, after: to.node };
  const { name } = from;
  const local = partOf(pairing, `parameters.${name}`, `parameter '${name}'`);
  const shared = componentOf(from.reference, to.reference, 'parameter') ?? ofPath(pairing, from, to);
  return sharedChanges(walk, pairing, nodes, shared, local, (part) => {
    const required = {
      before: isTruthy(nodes.before.required ?? false),
      after: isTruthy(nodes.after.required ?? false),
    };
    const changes: OpenApiChange[] = [...lifecycleChanges(part, nodes.before, nodes.after)];
    // A template without one of its parts is another path.
    if (required.before !== required.after && from.place !== 'path') {
      const spots = spotsOf(nodes.before, nodes.after, 'required');
      const flow = flowOf(pairing, 'request');
      changes.push({ kind: 'parameter_required_changed', ...part, name, ...required, flow, ...spots });
    }
    const isOptional = !required.after && from.place !== 'path';
    return [...changes, ...valueChanges(walk, pairing, nodes, part, { direction: 'request', isOptional })];
  });
}

function ofPath({ endpoint }: Pairing, from: FoundParameter, to: FoundParameter) {
  if (!from.isOfPath || !to.isOfPath) return undefined;
  const at = endpoint.at.slice(0, endpoint.at.lastIndexOf(endpoint.path) + endpoint.path.length);
  return { at: `${at}.parameters.${from.name}`, subject: `parameter '${from.name}' of path ${endpoint.path}` };
}
