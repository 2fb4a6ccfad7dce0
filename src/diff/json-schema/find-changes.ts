import { createContainment } from '../../containment/containment.js';
import type { Side } from '../../containment/shape.js';
import type { JsonObject } from '../../lib/json-value.js';
import { FLOWS_OF, type Mode } from '../../model/mode.js';
import type { OpenApiDescription } from '../../model/openapi.js';
import type { SchemaChange } from '../../model/schema-change.js';
import { createFacts } from '../openapi/facts.js';
import { createPairGraph } from '../openapi/pairs.js';
import { createResolver, type Resolver } from '../openapi/references.js';
import { createSameness } from '../openapi/sameness.js';
import { compareSchemas, type SchemaWalk } from '../openapi/schemas.js';

/** How the schemas of one version are read: by their letter. */
export function sideOf(schema: JsonObject): Resolver & Side {
  return { ...createResolver(schema as OpenApiDescription), keepsSiblings: true, sendsUndeclared: true };
}

/** Discriminators, by which schemas inherit from others, are OpenAPI's. */
const NO_HIERARCHIES = { of: () => undefined, bases: new Set<object>() };

/**
 * Every difference between two JSON Schemas, one for each cause, in the order of before, then of after.
 *
 * @param mode whose data whose schema must let pass
 * @throws TooManyPairs when their references make more pairs of schemas than can be compared
 */
export function findJsonSchemaChanges(before: JsonObject, after: JsonObject, mode: Mode): SchemaChange[] {
  const sides = { before: sideOf(before), after: sideOf(after) };
  const hierarchies = { before: NO_HIERARCHIES, after: NO_HIERARCHIES };
  const sameness = createSameness(sides, hierarchies);
  const walk: SchemaWalk = {
    ...sides,
    models: new Set(),
    goneModels: new Set(),
    pairs: createPairGraph(),
    containment: createContainment(sides, sameness),
    hierarchies,
    isSame: sameness.isSame,
    facts: createFacts(),
    waiting: [],
    written: [],
    depth: 0,
  };
  const usage = { flows: new Set(FLOWS_OF[mode]), operations: new Set<string>() };
  const changes = compareSchemas(walk, before, after, { path: 'schema', subject: 'the schema', usage });
  // More join the list while it is gone through.
  for (const compare of walk.waiting) for (const change of compare()) changes.push(change);
  walk.pairs.spread();
  walk.facts.settle(() => false);
  return changes as SchemaChange[];
}
