import type { Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Part } from './online.js';
import { full, id, relationQuery, when } from './spelling.js';
import { columnQuery } from './table-units.js';

/**
 * The renames that somebody has confirmed. The rows stay where they are, and whoever knows the old name must go over
 * to the new one at that moment.
 */
export function renameParts(renames: readonly Rename[]): Part[] {
  return renames.map(({ table, column, to }, at) => {
    if (column !== undefined) {
      const renamed = renames
        .slice(0, at)
        .find((each) => each.column === undefined && full(each.table) === full(table));
      return renameColumn(full(renamed?.to ?? table), renamed?.to ?? table, column, to.name);
    }
    const [forwards, backwards] = [moves(table, to), moves(to, table)];
    return {
      title: `rename table ${full(table)} to ${full(to)}`,
      up: forwards.map(([name, sql]) => when(relationQuery(name), sql)),
      down: backwards.map(([name, sql]) => when(relationQuery(name), sql)),
      transactional: true,
    };
  });
}

/** A table that gets another name, another schema, or both: what is renamed, and how. */
function moves(from: Name, to: Name): [relation: Name, statement: string][] {
  const moved = { schema: to.schema, name: from.name };
  return [
    ...(from.schema === to.schema
      ? []
      : [[from, `ALTER TABLE ${full(from)} SET SCHEMA ${id(to.schema)}`] as [Name, string]]),
    ...(from.name === to.name
      ? []
      : [[moved, `ALTER TABLE ${full(moved)} RENAME TO ${id(to.name)}`] as [Name, string]]),
  ];
}

function renameColumn(name: string, table: Rename['table'], from: string, to: string): Part {
  const rename = (one: string, other: string) => {
    return when(columnQuery(table, one), `ALTER TABLE ${name} RENAME COLUMN ${id(one)} TO ${id(other)}`);
  };
  return {
    title: `rename column ${id(from)} of ${name} to ${id(to)}`,
    up: [rename(from, to)],
    down: [rename(to, from)],
    transactional: true,
  };
}
