import { diffByName } from '../../lib/diff-by-name.js';
import { isObject } from '../../lib/json-value.js';
import { dumps } from '../../lib/python/json.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { OpenApiChange, Place } from '../../model/openapi-change.js';

/**
 * Compares the branches of `allOf`, `anyOf` and `oneOf`. Branches that refer to the same schema or are written
 * alike belong together; of the others, those in the same place of what is left.
 */
export function branchChanges(
  before: SchemaNode,
  after: SchemaNode,
  place: Place,
  compare: (from: unknown, to: unknown, keyword: string) => OpenApiChange[],
): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const [from, to] = [branchesOf(before[keyword]), branchesOf(after[keyword])];
    if (from.length === 0 && to.length === 0) continue;
    const { common, removed, added } = diffByName(byIdentity(from), byIdentity(to));
    for (const [, left, right] of common) changes.push(...compare(left, right, keyword));
    const pairs = Math.min(removed.length, added.length);
    for (let index = 0; index < pairs; index++) {
      changes.push(...compare(removed[index]?.[1], added[index]?.[1], keyword));
    }
    const counts = { removed: removed.length - pairs, added: added.length - pairs };
    if (counts.removed > 0 || counts.added > 0) {
      changes.push({
        kind: 'schema_branches_changed',
        place,
        keyword,
        before: from.length,
        after: to.length,
        ...counts,
      });
    }
  }
  return changes;
}

function branchesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function byIdentity(branches: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    branches.map((branch) => [
      isObject(branch) && typeof branch.$ref === 'string' ? `$ref ${branch.$ref}` : dumps(branch, { sortKeys: true }),
      branch,
    ]),
  );
}
