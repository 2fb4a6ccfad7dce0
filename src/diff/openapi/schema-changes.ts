import type { Comparing, Difference } from '../../containment/containment.js';
import type { Clause, Shape } from '../../containment/shape.js';
import { namesOfKinds } from '../../containment/types.js';
import { isObject, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { Held, OpenApiChange, Place, Spot, Spots } from '../../model/openapi-change.js';
import { annotationChanges } from './annotations.js';
import type { Cause, Draft, Outcomes } from './facts.js';
import type { Pair } from './pairs.js';
import { declaredBy, propertyChanges } from './properties.js';
import { resolve, type SchemaSlot, type SchemaWalk } from './schemas.js';

/** Two schemas, where they stand, and what was found about them. */
export interface Compared {
  readonly before: SchemaNode;
  readonly after: SchemaNode;
  readonly place: Place;
  readonly pair: Pair;
  readonly comparing: Comparing;
  readonly held: Held;
}

/** The changes of two schemas themselves, not of what stands below them. */
export function schemaChanges(walk: SchemaWalk, compared: Compared): OpenApiChange[] {
  const reporter = new Reporter(walk, compared);
  propertyChanges(reporter);
  retypedChanges(walk, reporter);
  for (const found of compared.comparing.differences) {
    const difference = completed(found, reporter.shapes);
    const draft = draftOf(difference, reporter);
    if (draft !== undefined) reporter.report(difference, draft, difference.outcomes);
  }
  annotationChanges(reporter);
  return reporter.changes;
}

/** A difference with the clauses of both sides that have the keyword, whichever of them was at fault. */
function completed(difference: Difference, shapes: Reporter['shapes']): Difference {
  const { facet, property } = difference;
  if (property !== undefined) return difference;
  const clauseOf = (side: 'before' | 'after') => {
    return (
      difference[side] ??
      shapes[side].clauses.find(({ node }) => keywordsOf(facet).some((one) => Object.hasOwn(node, one)))
    );
  };
  const [before, after] = [clauseOf('before'), clauseOf('after')];
  return { ...difference, ...(before && { before }), ...(after && { after }) };
}

function keywordsOf(facet: string): readonly string[] {
  return facet === 'enum' ? ['enum', 'const'] : [facet];
}

/** Alternatives of alternatives are followed so deep. */
const MOST_UNIONS = 3;

/** Collects the changes of one pair of schemas. */
export class Reporter {
  readonly changes: OpenApiChange[] = [];
  readonly shapes: { readonly before: Shape; readonly after: Shape };

  constructor(
    private readonly walk: SchemaWalk,
    readonly compared: Compared,
  ) {
    const { before, after } = compared;
    this.shapes = {
      before: walk.containment.shape('before', before),
      after: walk.containment.shape('after', after),
    };
  }

  /** The properties that a schema and its alternatives name, with the clause that does. */
  namesOf(side: 'before' | 'after', shape: Shape, depth = 0): ReadonlyMap<string, Clause> {
    const names = new Map(declaredBy(shape));
    if (depth > MOST_UNIONS) return names;
    for (const branch of shape.unions.flatMap(({ branches }) => branches)) {
      const inner = this.namesOf(side, this.walk.containment.shape(side, branch), depth + 1);
      for (const [name, clause] of inner) if (!names.has(name)) names.set(name, clause);
    }
    return names;
  }

  get place(): Place {
    return this.compared.place;
  }

  /** Adds a change unless its cause is known. */
  report(
    difference: Pick<Difference, 'facet' | 'property' | 'before' | 'after'>,
    draft: Draft,
    outcomes: Difference['outcomes'],
    { pair, held }: Pick<Compared, 'pair' | 'held'> = this.compared,
  ): void {
    const { facet, property, before, after } = difference;
    const cause: Cause = {
      facet,
      ...(property === undefined ? {} : { property }),
      before: before?.node,
      after: after?.node,
    };
    const spots = this.spotsOf(difference);
    this.changes.push(
      ...this.walk.facts.add(cause, { ...draft, spots } as Draft, pair, shown(outcomes, held), this.compared.pair),
    );
  }

  private spotsOf({
    facet,
    property,
    before,
    after,
  }: Pick<Difference, 'facet' | 'property' | 'before' | 'after'>): Spots {
    const keys = property === undefined || facet === 'required' ? [facet] : [facet, property];
    return {
      before: spotOf(before, keys, this.shapes.before, this.compared.before),
      after: spotOf(after, keys, this.shapes.after, this.compared.after),
    };
  }
}

/** Outcomes whose witnesses know of which schemas they are. */
function shown(outcomes: Difference['outcomes'], held: Held): Outcomes {
  return Object.fromEntries(
    Object.entries(outcomes).map(([flow, outcomeOf]) => {
      const shownOutcome = () => {
        const { witness, ...outcome } = outcomeOf();
        return witness === undefined ? outcome : { ...outcome, witness: { ...witness, held } };
      };
      return [flow, shownOutcome];
    }),
  );
}

/** The keyword where it is written; the schema where it is not. */
function spotOf(clause: Clause | undefined, keys: readonly string[], shape: Shape, root: SchemaNode): Spot {
  if (clause === undefined) return { node: shape.clauses.find(({ node }) => isWritten(node))?.node ?? root };
  const [keyword = '', name] = keys;
  const written = keyword === 'enum' && !Object.hasOwn(clause.node, 'enum') ? 'const' : keyword;
  if (!Object.hasOwn(clause.node, written)) return { node: clause.node };
  const value = clause.node[written];
  const isNamed = name !== undefined && isObject(value) && Object.hasOwn(value, name);
  return { node: clause.node, keys: isNamed ? [written, name] : [written] };
}

// Conjunctions that no document has are made of nothing but `allOf`.
function isWritten(node: SchemaNode): boolean {
  const keys = Object.keys(node);
  return keys.length !== 1 || keys[0] !== 'allOf';
}

const LIMITS = new Set([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);
const OPENNESS = new Set(['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems']);

/** A difference in words; nothing for what is told of properties elsewhere. */
function draftOf({ facet, property, before, after }: Difference, { shapes, place }: Reporter): Draft | undefined {
  const values = { before: before?.node[facet], after: after?.node[facet] };
  switch (facet) {
    case 'required':
    case 'properties':
      // Of one property; the keyword as a whole is at fault where its type makes it say nothing.
      if (property !== undefined) return undefined;
      break;
    case 'type':
      return { kind: 'schema_type_changed', place, before: typesOf(shapes.before), after: typesOf(shapes.after) };
    case 'enum':
      return { kind: 'schema_enum_changed', place, before: shapes.before.values, after: shapes.after.values };
    case 'format':
      return { kind: 'schema_format_changed', place, ...values };
    case 'pattern':
      return { kind: 'schema_pattern_changed', place, ...values };
    case 'anyOf':
    case 'oneOf':
      return { kind: 'schema_branches_changed', place, keyword: facet, ...countBranches(shapes) };
  }
  const kind = LIMITS.has(facet)
    ? 'schema_limit_changed'
    : OPENNESS.has(facet)
      ? 'schema_openness_changed'
      : 'schema_keyword_changed';
  return { kind, place, keyword: facet, ...values };
}

function typesOf({ kinds, strangeTypes }: Shape): readonly string[] {
  return [...namesOfKinds(kinds), ...strangeTypes];
}

function countBranches(shapes: Reporter['shapes']): { readonly before: number; readonly after: number } {
  const listed = ({ branches, orNull, clause }: Shape['unions'][number]) => {
    return branches.length + (orNull && !clause.orNull ? 1 : 0);
  };
  const count = ({ unions }: Shape) => unions.reduce((sum, union) => sum + listed(union), 0) || 1;
  return { before: count(shapes.before), after: count(shapes.after) };
}

/** Properties of a named model that have another type as it is written, which is the original's finding. */
function retypedChanges(walk: SchemaWalk, reporter: Reporter): void {
  const { place, compared } = reporter;
  if (place.model === undefined) return;
  for (const { step, before: from, after: to } of compared.comparing.below) {
    if (step.keyword !== 'properties' || step.name === undefined) continue;
    const types = { before: typeOf(compared.before, step.name), after: typeOf(compared.after, step.name) };
    if (equal(types.before, types.after)) continue;
    const [left, right] = [resolve(walk.before, from as SchemaSlot).node, resolve(walk.after, to as SchemaSlot).node];
    if (left === undefined || right === undefined) continue;
    const { differences } = walk.containment.compare(left, right, false);
    const difference = differences.find(({ facet }) => facet === 'type');
    if (difference === undefined) continue;
    const draft = { kind: 'property_type_changed', place, property: step.name, ...types } as const;
    const held = { before: left, after: right, holder: compared.held, step };
    reporter.report(difference, draft, difference.outcomes, { pair: walk.pairs.of(left, right), held });
  }
}

function typeOf({ properties }: SchemaNode, name: string): unknown {
  const property = isObject(properties) ? own(properties, name) : undefined;
  return (isObject(property) ? property.type : undefined) ?? null;
}
