import { expect, test } from 'vitest';
import { RULE_PAGES } from '../../src/cli/rule-pages.js';
import { findOpenApiChanges } from '../../src/diff/openapi/find-changes.js';
import type { OpenApiDescription } from '../../src/model/openapi.js';

const rules = [...RULE_PAGES.values()].flat().filter(({ family }) => family === 'api');

/** Every object of a document, lists apart. */
function objectsOf(value: unknown, objects = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null) return objects;
  if (!Array.isArray(value)) objects.add(value);
  for (const inner of Object.values(value)) objectsOf(inner, objects);
  return objects;
}

test.each(rules)('the changes of $id point at objects of their documents', ({ example }) => {
  const { before, after } = example as { before: OpenApiDescription; after: OpenApiDescription };
  const objects = { before: objectsOf(before), after: objectsOf(after) };
  const changes = findOpenApiChanges(before, after).filter(
    (change) => !('place' in change) && change.kind !== 'model_removed',
  );
  for (const { kind, spots = {} } of changes) {
    const where = (['before', 'after'] as const).filter((side) => spots[side] !== undefined);
    expect([kind, where.length > 0]).toEqual([kind, true]);
    expect([kind, where.map((side) => objects[side].has(spots[side]?.node))]).toEqual([kind, where.map(() => true)]);
  }
});
