import type { Column, Table } from '../../model/catalog/table.js';
import { type Alteration, type Server, type Way, when } from './alteration.js';
import { withBound } from './bound-to-name.js';
import { copyColumn, copyOf, isCopy, type Part } from './copied-column.js';
import { alterStatements } from './draft-step.js';
import { columnsOf, negated } from './members.js';
import type { Filling } from './rename-ways.js';
import { id } from './spelling.js';

/** A column that gets another name. */
export interface ColumnRename {
  /** The table before, the same by the names that all renames lead to, and the table after. */
  readonly table: Table;
  readonly named: Table;
  readonly now: Table;
  readonly from: string;
  readonly to: string;
  /** What the copy holds: what either application writes. */
  readonly both: Column;
  readonly filling: Filling;
  /** Where the copy stands once it has the old name, as a clause. */
  readonly place: string;
}

/**
 * A column that is known by both names until nobody uses the old one any more: a copy has the new name, with triggers
 * that fill each from the other; then the two change their names in one statement, so that keys, constraints and the
 * default are where they belong, and last the copy goes.
 */
export function renameColumnInUse(rename: ColumnRename, server: Server): Alteration[] {
  const { table, named, now, from, to, place } = rename;
  const first = copied(rename, table, [from, to], server);
  const last = copied(rename, named, [to, from], server, place);
  const common = { path: `tables.${table.name}.columns.${from}`, table: table.name };
  const swap: Way = {
    on: first.whole,
    clauses: [`RENAME COLUMN ${id(from)} TO ${id(to)}`, `RENAME COLUMN ${id(to)} TO ${id(from)}`],
    operations: ['rename_column'],
  };
  return [
    ...first.parts.map((part): Alteration => ({ ...common, phase: 'expand', ...part })),
    {
      ...{ ...common, phase: 'migrate', done: isCopy(table.name, from) },
      up: withBound(swap, [table, from], named, server),
      down: withBound(swap, [named, to], table, server),
      title: `let ${from} and ${to} of ${table.name} change their names, keys and all`,
    },
    {
      ...{ ...common, table: now.name, phase: 'contract', up: last.drop, done: negated(isCopy(now.name, from)) },
      title: `drop ${from} of ${now.name}, which is ${to} now`,
      down: {
        clauses: [],
        operations: [],
        following: last.parts.flatMap((part) => statementsOf(now.name, part, server)),
      },
    },
  ];
}

/** What the copy adds to the table once the two have changed their names: the server counts it with the others. */
export function besides(rename: Omit<ColumnRename, 'place'>, server: Server): Pick<Table, 'columns' | 'indexes'> {
  const { named, from, to } = rename;
  const { columns, indexes } = copied(rename, named, [to, from], server).whole;
  return { columns: columns.slice(named.columns.length), indexes: indexes.slice(named.indexes.length) };
}

function copied(
  rename: Omit<ColumnRename, 'place'>,
  table: Table,
  [main, name]: readonly [string, string],
  server: Server,
  place = '',
) {
  const { from, to, both, filling } = rename;
  const [was, is] = [columnsOf(rename.table).get(from.toLowerCase()), columnsOf(rename.now).get(to.toLowerCase())];
  const given = (...values: readonly (string | undefined)[]) => [...new Set(values.flatMap((value) => value ?? []))];
  const value = { text: id(main), form: id(main) };
  const expression = columnsOf(table).get(main.toLowerCase())?.generated?.expression ?? value;
  const { generated: _, ...plain } = both;
  const copy = {
    ...copyColumn(plain, name, server),
    ...(filling === 'computed' && { generated: { expression, isStored: false } }),
    // Rows that are there get it as the column comes.
    ...(filling === 'copied' && { default: { text: `(${value.text})`, form: value.form } }),
  };
  const own = {
    inserted: given(was?.default?.text, is?.default?.text, both.default?.text),
    updated: given(was?.onUpdate?.text, is?.onUpdate?.text),
  };
  return copyOf({ table, main, copy, names: { table: rename.table.name, from, to }, own, place }, server);
}

/** A part as statements that come back behind others; they say nothing of how. */
function statementsOf(table: string, { up, done }: Part, server: Server): string[] {
  const { clauses, leading = [], following = [] } = up;
  if (clauses.length === 0 || done === undefined) return [...leading, ...following];
  const { before, statement } = alterStatements(table, { ...up, operations: [] }, server);
  return [...leading, ...before, ...when(done, 0, statement), ...following];
}
