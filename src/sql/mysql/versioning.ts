import { same } from '../../diff/catalog/same.js';
import type { Column, Constraint, Table } from '../../model/catalog/table.js';
import type { Alteration, Way } from './alteration.js';
import { placeAmong } from './column-order.js';
import { negated } from './members.js';
import { tableFound } from './objects.js';
import { columnDefinition, id, periodText } from './spelling.js';

/** Rows that a table remembers are altered with it (MariaDB, "System-Versioned Tables"). */
export const KEEP_HISTORY = 'SET SESSION system_versioning_alter_history = KEEP';
const VERSIONING = 'system_versioning';
const PERIOD = 'period system_time';

/** The columns in which a table notes from when until when a row held, where they are its own. */
const ownColumns = ({ columns }: Table): Column[] => columns.filter(({ options }) => options?.['row'] !== undefined);
const isVersioned = ({ options }: Table): boolean => options[VERSIONING] !== undefined;
const isOther = (from: Table, to: Table): boolean => !same(ownColumns(from), ownColumns(to));

/** Tables without the columns that only come and go together with their remembering, where those are others. */
export function withoutHistory(from: Table, to: Table): [from: Table, to: Table] {
  // A table that remembers nothing has no word for it of its columns.
  if (!isOther(from, to))
    return [isVersioned(to) ? from : withoutWords(from), beginsLate(from, to) ? withoutWords(to) : to];
  const bare = (table: Table): Table => {
    const { [PERIOD]: _, ...options } = table.options;
    const own = new Set(ownColumns(table).map(({ name }) => name));
    const columns = withoutWords(table).columns.filter(({ name }) => !own.has(name));
    return { ...table, options, columns, constraints: table.constraints.map((each) => withoutMoments(each, own)) };
  };
  return [bare(from), bare(to)];
}

/** Whether a table that begins to remember its rows leaves some columns out, which it can only be told behind that. */
const beginsLate = (from: Table, to: Table): boolean =>
  !isVersioned(from) && isVersioned(to) && to.columns.some(isLeftOut);

/** Columns of which a table that remembers its rows does not. */
const isLeftOut = ({ options }: Column): boolean => options?.[VERSIONING] === 'no';

function withoutWords(table: Table): Table {
  const bare = (column: Column): Column => {
    const { [VERSIONING]: _, ...options } = column.options ?? {};
    const { options: __, ...rest } = column;
    return Object.keys(options).length === 0 ? rest : { ...rest, options };
  };
  return { ...table, columns: table.columns.map((column) => (isLeftOut(column) ? bare(column) : column)) };
}

/** That some columns are left out, said once the table remembers: MariaDB forgets what is said before, measured on 10.11. */
function leavingOut(table: Table, shape: Table): string[] {
  const left = new Set(table.columns.filter(isLeftOut).map(({ name }) => name.toLowerCase()));
  const clauses = shape.columns.flatMap((column) => {
    if (!left.has(column.name.toLowerCase())) return [];
    const marked = { ...column, options: { ...column.options, [VERSIONING]: 'no' } };
    return [`MODIFY COLUMN ${columnDefinition(shape, marked, 'mariadb')}`];
  });
  return clauses.length === 0
    ? []
    : [KEEP_HISTORY, `ALTER TABLE ${id(table.name)} ${clauses.join(', ')}, ALGORITHM=INSTANT, LOCK=NONE`];
}

/** A key without the row's end, with which the server ends each by itself. */
function withoutMoments(constraint: Constraint, own: ReadonlySet<string>): Constraint {
  if (constraint.type !== 'primary_key' && constraint.type !== 'unique') return constraint;
  const { keys, ...key } = constraint;
  const columns = key.columns.filter((name) => !own.has(name));
  const left = keys?.filter(({ column }) => column === undefined || !own.has(column));
  return { ...key, columns, ...(left && { keys: left }) };
}

/**
 * That a table remembers the rows that it had, or no longer does: before its columns change, and behind that.
 *
 * @param shapes the table as it is at the one time and at the other
 */
export function versioned(
  from: Table,
  to: Table,
  shapes: { readonly before: Table; readonly behind: Table },
): [before: Alteration[], behind: Alteration[]] {
  if (!isOther(from, to) && !beginsLate(from, to)) {
    const isSame = isVersioned(from) === isVersioned(to);
    // Where it begins to, its columns say so themselves when they change.
    return [isSame ? [] : [isVersioned(to) ? remembering(to, undefined) : forgetting(from, shapes.before)], []];
  }
  return [
    isVersioned(from) ? [forgetting(from, shapes.before)] : [],
    isVersioned(to) ? [remembering(to, shapes.behind)] : [],
  ];
}

function remembering(table: Table, shape: Table | undefined): Alteration {
  const found = `${tableFound(table.name)} AND TABLE_TYPE = 'SYSTEM VERSIONED'`;
  const period = table.options[PERIOD];
  const names = table.columns.map(({ name }) => name);
  const come = ownColumns(table).map((column) => {
    const place = placeAmong(names, names.indexOf(column.name));
    return `ADD COLUMN ${columnDefinition(table, column, 'mariadb')}${place}`;
  });
  const go = ownColumns(table).map(({ name }) => `DROP COLUMN ${id(name)}`);
  const { [VERSIONING]: _, ...options } = table.options;
  const way = (on: Table, clauses: readonly string[]): Way => ({ on, clauses, operations: ['set_versioning'] });
  return {
    phase: 'migrate',
    title: `have ${table.name} remember its rows`,
    path: `tables.${table.name}`,
    table: table.name,
    up: {
      ...way({ ...table, options }, [
        ...come,
        ...(period === undefined ? [] : [`ADD ${periodText(PERIOD, period)}`]),
        'ADD SYSTEM VERSIONING',
      ]),
      following: shape === undefined ? [] : leavingOut(table, shape),
    },
    down: way(table, ['DROP SYSTEM VERSIONING', ...go]),
    done: found,
    loss: {
      extent: 'lossy',
      text: `the rows that ${table.name} remembers are gone, whichever way it goes; a backup recovers them`,
    },
  };
}

function forgetting(table: Table, shape: Table): Alteration {
  const { up, down, done = '', ...rest } = remembering(table, shape);
  return { ...rest, title: `no longer have ${table.name} remember its rows`, up: down, down: up, done: negated(done) };
}
