import type { KeyConstraint, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { constraintComments, constraintQuery } from './constraint-units.js';
import type { Planning } from './planning.js';
import { isKey, isRenamedKey } from './renamed-key.js';
import { full, id, when } from './spelling.js';

/**
 * Primary keys and unique constraints that go while one like them comes under another name: the same index serves on,
 * and whatever refers to the key stays.
 */
export function renamedKeys(planning: Planning, were: readonly Unit[], are: readonly Unit[]): Operation[] {
  const { pairs, replacements, tables } = planning;
  const come = are.filter((unit) => isKey(unit) && !pairs.has(unit.key));
  const taken = new Set<Unit>();
  return were.flatMap((from): Operation[] => {
    if (!isKey(from) || pairs.has(from.key) || replacements.groupOf(from.key) !== undefined) return [];
    const to = come.find((unit) => !taken.has(unit) && isRenamedKey(from, unit));
    const table = to?.relation && planning.are.get(nameKey(to.relation));
    if (to === undefined || table === undefined || tables.has(nameKey(table)) || isInTree(planning, table)) return [];
    taken.add(to);
    return [rename(table, from, to)];
  });
}

/** The keys of partitioned tables and of partitions hang together under names of their own. */
function isInTree({ were }: Planning, table: Table): boolean {
  return [table, were.get(nameKey(table))].some((each) => (each?.partitioning ?? each?.partitionOf) !== undefined);
}

function rename(table: Table, from: Unit, to: Unit): Operation {
  const [was, is] = [from.object as KeyConstraint, to.object as KeyConstraint];
  const way = (one: KeyConstraint, other: KeyConstraint) => [
    when(
      constraintQuery(table, one.name),
      `ALTER TABLE ${full(table)} RENAME CONSTRAINT ${id(one.name)} TO ${id(other.name)}`,
    ),
    ...constraintComments(table, one, other),
  ];
  return {
    ...NO_TIES,
    action: 'alter',
    unit: to,
    from,
    up: way(was, is),
    down: way(is, was),
    phase: 'migrate',
    provides: to.provides,
    requires: [...to.requires].filter((need) => !need.startsWith('relation ')),
    takes: to.occupies.filter((name) => !from.occupies.includes(name)),
    frees: from.occupies.filter((name) => !to.occupies.includes(name)),
    verify: [{ run: `SELECT EXISTS (${constraintQuery(table, is.name)})`, expect: 't' }],
    group: `rename ${from.key}`,
  };
}
