import { defaultValue } from '../../model/catalog/default-value.js';
import type { Column, Constraint } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { converted, validate } from './alter-tables.js';
import { addConstraint, constraintComments, constraintQuery } from './constraint-units.js';
import type { Tables } from './lineage.js';
import { swapStatements } from './mirror.js';
import { besideName, nextKeyName } from './retype-copies.js';
import type { RetypedColumn, RetypedTable, Retyping } from './retyping.js';
import { full, id, identityOptions, literal, unguarded, when } from './spelling.js';
import { deferral, inBrackets, isCheckedLater } from './tables.js';
import { fitsAlways } from './unfitting.js';

/** Which way columns change their names. */
export type Way = 'first' | 'swapped';

/**
 * One statement in which columns change their names with those beside them, with all that hangs on them; nothing when
 * they have already. What is held against rows comes back for rows to come only.
 *
 * @param made the tables that the constraints that come back are of
 */
export function switchOver({ tables, dropped, created }: Retyping, to: Way, made: Tables): string {
  const [gone, come] = to === 'swapped' ? [dropped, created] : [created.toReversed(), dropped.toReversed()];
  const statements = [
    ...gone.flatMap((each) => (to === 'swapped' ? each.up : each.down)).map(unguarded),
    ...tables.flatMap((each) => switchTable(each, to)),
    ...come.flatMap((each) => comingBack(each, to, made)),
  ];
  const [first] = (tables[0] as RetypedTable).columns as readonly [RetypedColumn];
  return when(first.objects.runs(to === 'first' ? 'swapped' : 'first'), statements.join('; '));
}

/** What holds the rows that are there against the constraints that came back, of which each is named by its title. */
export function heldAgainst(
  operations: readonly Operation[],
  tables: Tables,
): { title: string; run: string; verify: Question[] }[] {
  return operations.flatMap(({ unit }) => {
    const constraint = checkedLater(unit);
    const table = unit.relation && tables.get(nameKey(unit.relation));
    if (constraint === undefined || table === undefined) return [];
    const isHeld = `SELECT EXISTS (${constraintQuery(table, constraint.name)} AND convalidated)`;
    return [{ title: unit.title, run: validate(table, constraint), verify: [{ run: isHeld, expect: 't' }] }];
  });
}

function checkedLater({ kind, object }: Operation['unit']) {
  const constraint = object as Constraint;
  const isLate = kind === 'constraint' && isCheckedLater(constraint);
  return isLate && constraint.isValidated && constraint.isEnforced ? constraint : undefined;
}

function comingBack({ unit, up, down }: Operation, to: Way, tables: Tables): string[] {
  const constraint = checkedLater(unit);
  const table = unit.relation && tables.get(nameKey(unit.relation));
  const statements = to === 'swapped' ? up : down;
  if (constraint === undefined || table === undefined) return statements.map(unguarded);
  return [addConstraint(table, constraint, true), ...statements.slice(1)];
}

function switchTable(retyped: RetypedTable, to: Way): string[] {
  const { table, columns, indexes, uniques, primary } = retyped;
  const alter = `ALTER TABLE ${full(table)}`;
  const [gone, come] = to === 'swapped' ? (['old', 'new'] as const) : (['new', 'old'] as const);
  const index = (name: string) => full({ schema: table.schema, name });
  return [
    ...(primary === undefined ? [] : [`${alter} DROP CONSTRAINT ${id(primary.name)}`]),
    ...columns.flatMap(({ was, aside, objects }) => swapStatements(table, [was.name, aside], objects, to)),
    ...indexes.flatMap(({ name }) => [
      `ALTER INDEX ${index(name)} RENAME TO ${id(besideName(name, gone))}`,
      `ALTER INDEX ${index(besideName(name, come))} RENAME TO ${id(name)}`,
    ]),
    ...uniques.flatMap(({ name }) => [
      `${alter} RENAME CONSTRAINT ${id(name)} TO ${id(besideName(name, gone))}`,
      `${alter} RENAME CONSTRAINT ${id(besideName(name, come))} TO ${id(name)}`,
    ]),
    ...columns.flatMap((column) => switchColumn(retyped, column, to)),
    ...(primary === undefined
      ? []
      : [
          `${alter} ADD CONSTRAINT ${id(primary.name)} PRIMARY KEY USING INDEX ${id(nextKeyName(primary.name))}${deferral(primary)}`,
          ...constraintComments(table, {}, primary),
        ]),
  ];
}

/**
 * The default that goes, in the new type: whoever leaves the column out does so until contract. One that may be no value
 * of that type would keep rows out.
 */
export function lateDefault({ was, is }: Pick<RetypedColumn, 'was' | 'is'>): string | undefined {
  const value = defaultValue(was.default);
  if (value === undefined || (is.default ?? is.identity) !== undefined) return undefined;
  if (!fitsAlways(was.type, is.type)) return undefined;
  return converted(`(${value.text})`, was.type, is.type);
}

/** What belongs to the name: default, NOT NULL, identity and sequences. */
function switchColumn({ table }: RetypedTable, column: RetypedColumn, to: Way): string[] {
  const { was, is, aside, sequences, kept } = column;
  const late = to === 'swapped' ? lateDefault(column) : undefined;
  const alter = `ALTER TABLE ${full(table)}`;
  const [from, into] = to === 'swapped' ? [was, is] : [is, was];
  const isFreed = to === 'swapped' && !was.nullable;
  const isBound = to === 'first' && !was.nullable;
  return [
    ...(from.default === undefined ? [] : [`${alter} ALTER COLUMN ${id(aside)} DROP DEFAULT`]),
    ...(late === undefined ? [] : [`${alter} ALTER COLUMN ${id(was.name)} SET DEFAULT (${late})`]),
    ...(into.default === undefined
      ? []
      : [`${alter} ALTER COLUMN ${id(was.name)} SET DEFAULT ${inBrackets(into.default.text)}`]),
    ...(isBound ? [`${alter} ALTER COLUMN ${id(was.name)} SET NOT NULL`] : []),
    ...moveIdentity(full(table), was.name, aside, into),
    ...(isFreed ? [`${alter} ALTER COLUMN ${id(aside)} DROP NOT NULL`] : []),
    ...(to === 'swapped' ? kept : sequences).map(
      (sequence) => `ALTER SEQUENCE ${sequence} OWNED BY ${full(table)}.${id(was.name)}`,
    ),
  ];
}

/**
 * An identity goes on with the number at which that of the other column stands. One that was never used says so by
 * NULL, and then its first number is at hand.
 */
function moveIdentity(table: string, name: string, aside: string, { identity }: Column): string[] {
  if (identity === undefined) return [];
  const place = literal('migrate_arch.place');
  const sequence = (column: string) =>
    `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(column)})::regclass`;
  const last = `pg_catalog.pg_sequence_last_value(${sequence(aside)})`;
  const said = `pg_catalog.current_setting(${place})`;
  return [
    `PERFORM pg_catalog.set_config(${place}, coalesce('t' || ${last}, 'f' || pg_catalog.nextval(${sequence(aside)})), true)`,
    `ALTER TABLE ${table} ALTER COLUMN ${id(aside)} DROP IDENTITY`,
    `ALTER TABLE ${table} ALTER COLUMN ${id(name)} ADD GENERATED ${identity.mode.toUpperCase()} AS IDENTITY ${identityOptions(identity)}`,
    `PERFORM pg_catalog.setval(${sequence(name)}, substr(${said}, 2)::bigint, left(${said}, 1)::boolean)`,
  ];
}
