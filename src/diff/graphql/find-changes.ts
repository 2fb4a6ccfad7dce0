import { diffByName } from '../../lib/diff-by-name.js';
import { type GraphqlSchema, OPERATIONS } from '../../model/graphql.js';
import type { GraphqlChange } from '../../model/graphql-change.js';
import { compareUses } from './annotations.js';
import { type Collector, createCollector, state, subjects } from './collector.js';
import { compareDirectives } from './directives.js';
import { foldCauses } from './fold.js';
import { compareType } from './types.js';

/** All changes between two schemas, in the order of the documents. Linear in their size. */
export function findGraphqlChanges(from: GraphqlSchema, to: GraphqlSchema): GraphqlChange[] {
  const collector = createCollector(from, to);
  const { before, after } = collector;
  compareSchemas(collector);
  const { removed, added, common } = diffByName(before.types, after.types);
  for (const [name, type] of removed) {
    state(collector, 'type_removed', subjects.type(name, type.kind), { from: type, before: type.kind });
  }
  for (const [, was, is] of common) compareType(collector, was, is);
  for (const [name, type] of added) {
    state(collector, 'type_added', subjects.type(name, type.kind), { to: type, after: type.kind });
  }
  compareDirectives(collector);
  return foldCauses(collector.changes, before, after);
}

function compareSchemas(collector: Collector): void {
  const { before, after } = collector;
  for (const operation of OPERATIONS) {
    const [was, is] = [before.roots.get(operation), after.roots.get(operation)];
    if (was === is) continue;
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const [from, to] = [before.types.get(was ?? ''), after.types.get(is ?? '')];
    const details = { from, to, before: was ?? null, after: is ?? null };
    state(collector, `root_type_${kind}`, subjects.schema(operation), details);
  }
  const subject = { element: 'schema', owner: 'schema', coordinate: 'schema' } as const;
  const { description: past = null } = before;
  const { description: present = null } = after;
  if (past !== present && before.tells.descriptions && after.tells.descriptions) {
    const details = { from: before, to: after, before: past, after: present };
    state(collector, 'description_changed', subject, details);
  }
  compareUses(collector, subject, before, after);
}
