import { same } from '../../diff/catalog/same.js';
import type { UserType } from '../../model/catalog/objects.js';
import type { Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import type { Pair, Planning, Ways } from './planning.js';
import { full, reg, when } from './spelling.js';

/** Makes a table one of the rows that its type describes, or one with columns of its own. */
export function setTyped(table: Table): string {
  const alter = `ALTER TABLE ${full(table)}`;
  if (table.ofType !== undefined) return `${alter} OF ${full(table.ofType)}`;
  return when(
    `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(table))} AND reloftype <> 0`,
    `${alter} NOT OF`,
  );
}

/** Whether a table stays one of a type that is made anew, or whose attributes are not those that they were. */
export function isRefitted({ pairs, replacements }: Planning, from: Table, to: Table): boolean {
  if (from.ofType === undefined || !same(from.ofType, to.ofType)) return false;
  if (replacements.groupOf(typeKey(from.ofType)) !== undefined) return true;
  const [was, is] = pairs.get(typeKey(from.ofType)) ?? [];
  const shape = (type: UserType | undefined) =>
    type?.type === 'composite' ? type.attributes.map(({ name, type: of, collation }) => [name, of, collation]) : [];
  return !same(shape(was?.object as UserType), shape(is?.object as UserType));
}

function typeKey(type: NonNullable<Table['ofType']>): string {
  return `type ${nameKey(type)}`;
}

/**
 * A table that has its columns to itself while its type and they change, each by its own steps: what the type's own
 * statements would do to it happens at once, and loses what goes.
 */
export function refitted([from, to]: Pair, alter: (ways: Ways) => Operation, others: Ways = [[], []]): Operation[] {
  const [was, is] = [from.object as Table, to.object as Table];
  const { ofType: _, ...alone } = is;
  const columns = ({ columns }: Table) => columns.map(({ name }) => `column ${nameKey(is)}.${name}`);
  const gone = columns(was).filter((column) => !columns(is).includes(column));
  const leave = alter([[setTyped(alone)], [setTyped(was)]]);
  const join = alter([
    [...others[0], setTyped(is)],
    [setTyped(alone), ...others[1]],
  ]);
  return [
    { ...leave, provides: [leftType(was)], requires: [] },
    {
      ...join,
      requires: [...join.requires, leftType(was), ...columns(is)],
      // Behind the last step of what goes.
      takes: gone.map((column) => `dropped ${column}`),
    },
  ];
}

/** What a type waits for: that the tables of its rows are no more such. */
export function leftTables(planning: Planning, type: UserType): string[] {
  return [...planning.were.values()].flatMap((table) => {
    const now = planning.are.get(nameKey(table));
    const isOfIt = table.ofType !== undefined && nameKey(table.ofType) === nameKey(type);
    return isOfIt && now !== undefined && isRefitted(planning, table, now) ? [leftType(table)] : [];
  });
}

/** What waits for a table to be one of its type's no more. */
export function leftType(table: Table): string {
  return `left type ${nameKey(table)}`;
}
