import { same } from '../../diff/catalog/same.js';
import type { Column, Constraint, Table } from '../../model/catalog/table.js';
import type { Alteration, Way } from './alteration.js';
import { placeAmong } from './column-order.js';
import { negated } from './members.js';
import { tableFound } from './objects.js';
import { columnDefinition, id, periodText } from './spelling.js';

const VERSIONING = 'system_versioning';
const PERIOD = 'period system_time';

/** The columns in which a table notes from when until when a row held, where they are its own. */
const ownColumns = ({ columns }: Table): Column[] => columns.filter(({ options }) => options?.['row'] !== undefined);
const isVersioned = ({ options }: Table): boolean => options[VERSIONING] !== undefined;
const isOther = (from: Table, to: Table): boolean => !same(ownColumns(from), ownColumns(to));

/** Tables without the columns that only come and go together with their remembering, where those are others. */
export function withoutHistory(from: Table, to: Table): [from: Table, to: Table] {
  if (!isOther(from, to)) return [from, to];
  const bare = (table: Table): Table => {
    const { [PERIOD]: _, ...options } = table.options;
    const own = new Set(ownColumns(table).map(({ name }) => name));
    const columns = table.columns.filter(({ name }) => !own.has(name));
    return { ...table, options, columns, constraints: table.constraints.map((each) => withoutMoments(each, own)) };
  };
  return [bare(from), bare(to)];
}

/** A key without the row's end, with which the server ends each by itself. */
function withoutMoments(constraint: Constraint, own: ReadonlySet<string>): Constraint {
  if (constraint.type !== 'primary_key' && constraint.type !== 'unique') return constraint;
  const { keys, ...key } = constraint;
  const columns = key.columns.filter((name) => !own.has(name));
  const left = keys?.filter(({ column }) => column === undefined || !own.has(column));
  return { ...key, columns, ...(left && { keys: left }) };
}

/** That a table remembers the rows that it had, or no longer does: before its columns change, and behind that. */
export function versioned(from: Table, to: Table): [before: Alteration[], behind: Alteration[]] {
  if (!isOther(from, to)) {
    const isSame = isVersioned(from) === isVersioned(to);
    return [isSame ? [] : [isVersioned(to) ? remembering(to) : forgetting(from)], []];
  }
  return [isVersioned(from) ? [forgetting(from)] : [], isVersioned(to) ? [remembering(to)] : []];
}

function remembering(table: Table): Alteration {
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
    up: way({ ...table, options }, [
      ...come,
      ...(period === undefined ? [] : [`ADD ${periodText(PERIOD, period)}`]),
      'ADD SYSTEM VERSIONING',
    ]),
    down: way(table, ['DROP SYSTEM VERSIONING', ...go]),
    done: found,
    loss: {
      extent: 'lossy',
      text: `the rows that ${table.name} remembers are gone, whichever way it goes; a backup recovers them`,
    },
  };
}

function forgetting(table: Table): Alteration {
  const { up, down, done = '', ...rest } = remembering(table);
  return { ...rest, title: `no longer have ${table.name} remember its rows`, up: down, down: up, done: negated(done) };
}
