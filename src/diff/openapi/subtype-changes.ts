import { isObject } from '../../lib/json-value.js';
import type { SchemaNode } from '../../model/openapi.js';
import { FLOWS, type OpenApiChange } from '../../model/openapi-change.js';
import type { Compared } from './schema-changes.js';
import { compareSchemas, resolve, type SchemaSlot, type SchemaWalk } from './schemas.js';
import type { Hierarchy, Subtype } from './subtypes.js';

const BOTH_WAYS = new Set(FLOWS);

/** The subtypes that went and came with two schemas, and what changed about those that stayed. */
export function subtypeChanges(walk: SchemaWalk, compared: Compared): OpenApiChange[] {
  const [from, to] = [walk.hierarchies.before.of(compared.before), walk.hierarchies.after.of(compared.after)];
  const changes = branchChanges(walk, compared);
  // What gets or loses its discriminator is told of the keyword.
  if (from === undefined || to === undefined) return changes;
  const { place, pair, held } = compared;
  const { model: _, ...inside } = place;
  for (const [value, before] of from.subtypes) {
    const after = to.subtypes.get(value);
    if (after === undefined) {
      changes.push(...removed(walk, compared, from, to, value, before));
      continue;
    }
    const step = { keyword: 'discriminator', name: value };
    const at = {
      ...inside,
      path: `${place.path}.discriminator.mapping.${value}`,
      subject: `subtype '${value}' of ${place.subject}`,
    };
    const slots = [{ $ref: before.reference }, { $ref: after.reference }] as const;
    changes.push(...compareSchemas(walk, ...slots, at, { pair, flows: BOTH_WAYS, held, step }));
  }
  for (const [value, after] of to.subtypes) {
    if (!from.subtypes.has(value)) changes.push(...added(walk, compared, from, to, value, after));
  }
  return changes;
}

function removed(
  { facts }: SchemaWalk,
  { place, pair }: Compared,
  from: Hierarchy,
  to: Hierarchy,
  value: string,
  { reference, spot }: Subtype,
): OpenApiChange[] {
  const spots = { before: spot, after: { node: to.discriminator } };
  const cause = { facet: 'discriminator', property: value, before: from.discriminator, after: to.discriminator };
  const draft = { kind: 'subtype_removed', place, value, before: reference, spots } as const;
  return facts.add(cause, draft, pair, { request: () => ({}) }, pair);
}

function added(
  { facts }: SchemaWalk,
  { place, pair }: Compared,
  from: Hierarchy,
  to: Hierarchy,
  value: string,
  { reference, spot }: Subtype,
): OpenApiChange[] {
  const spots = { before: { node: from.discriminator }, after: spot };
  const cause = { facet: 'discriminator', property: value, before: from.discriminator, after: to.discriminator };
  const draft = { kind: 'subtype_added', place, value, after: reference, spots } as const;
  return facts.add(cause, draft, pair, { response: () => ({}) }, pair);
}

/** The changes below alternatives that are bases: that all alternatives still pass does not say that of subtypes. */
function branchChanges(walk: SchemaWalk, { before, after, place, pair, held }: Compared): OpenApiChange[] {
  if (walk.hierarchies.before.bases.size === 0 || walk.hierarchies.after.bases.size === 0) return [];
  const others = new Map(basesIn(walk, 'after', after));
  const { model: _, ...inside } = place;
  return basesIn(walk, 'before', before).flatMap(([reference, slot]) => {
    const other = others.get(reference);
    const step = { keyword: 'anyOf' };
    const at = { ...inside, subject: `an alternative of ${place.subject}` };
    return other === undefined ? [] : compareSchemas(walk, slot, other, at, { pair, flows: BOTH_WAYS, held, step });
  });
}

/** The alternatives that refer to a schema with subtypes. */
function basesIn(walk: SchemaWalk, side: 'before' | 'after', schema: SchemaNode): [string, SchemaSlot][] {
  const branches = walk.containment.shape(side, schema).unions.flatMap((union) => union.branches);
  return branches.flatMap((branch): [string, SchemaSlot][] => {
    if (!isObject(branch) || typeof branch.$ref !== 'string') return [];
    const { node } = resolve(walk[side], branch);
    return node !== undefined && walk.hierarchies[side].bases.has(node) ? [[branch.$ref, branch]] : [];
  });
}
