import type { Index } from '../../model/catalog/table.js';
import { asideName } from './aside.js';
import { constraintQuery } from './constraint-units.js';
import { indexOf } from './index-of.js';
import type { Part } from './part.js';
import type { RetypedTable } from './retyping.js';
import { full, id, unless } from './spelling.js';
import { createIndex, dropInvalid, isBuilt } from './tables.js';

/** What an index or a constraint is called while that of the other column has its name. */
export function besideName(name: string, which: 'new' | 'old'): string {
  return asideName(`${which}_${name}`);
}

/** The unique index of the column beside, of which the switch makes the primary key. */
export function nextKeyName(name: string): string {
  return asideName(`next_${name}`);
}

/** The indexes, unique constraints and what becomes the primary key of the columns of a table, for those beside. */
export function copiesOf(
  { table, columns, indexes, uniques, primary }: RetypedTable,
  which: 'new' | 'old',
): Pick<Part, 'up' | 'down' | 'verify'> {
  const aside = new Map(columns.map((column) => [column.was.name, column.aside]));
  const called = (name: string) => aside.get(name) ?? name;
  const copy = (index: Index, name: string): Index => ({
    ...index,
    name,
    keys: index.keys.map((each) => (each.column === undefined ? each : { ...each, column: called(each.column) })),
    include: index.include.map(called),
  });
  const alter = `ALTER TABLE ${full(table)}`;
  const make = (index: Index) => [dropInvalid(table, index.name), createIndex(table, index, { isConcurrent: true })];
  const drop = ({ name }: Index) => `DROP INDEX CONCURRENTLY IF EXISTS ${full({ schema: table.schema, name })}`;
  const plain = indexes.map((each) => copy(each, besideName(each.name, which)));
  const keyed = uniques.map((each) => copy(indexOf(each), besideName(each.name, which)));
  const next = primary === undefined ? [] : [copy(indexOf(primary), nextKeyName(primary.name))];
  const adopted = keyed.map(({ name }) =>
    unless(constraintQuery(table, name), `${alter} ADD CONSTRAINT ${id(name)} UNIQUE USING INDEX ${id(name)}`),
  );
  const all = [...plain, ...keyed, ...next];
  return {
    up: [...all.flatMap(make), ...adopted],
    down: [...keyed.map(({ name }) => `${alter} DROP CONSTRAINT IF EXISTS ${id(name)}`), ...all.map(drop)],
    verify: all.map(({ name }) => isBuilt(table, name)),
  };
}

/** How one builds what becomes the primary key, where there is one. */
export function nextKeyOf(retyped: RetypedTable): Pick<Part, 'up' | 'verify'> {
  const { up, verify } = copiesOf({ ...retyped, indexes: [], uniques: [] }, 'new');
  return { up, ...(verify && { verify }) };
}
