import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { CheckConstraint, Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { archiveColumn } from './archive.js';
import { asideName } from './aside.js';
import { filler } from './filler.js';
import { inTheWayOf, makeWay, withoutTakenNames } from './make-way.js';
import { settleNotNulls } from './not-null-names.js';
import type { Planning } from './planning.js';
import { underOldNames } from './replace-type.js';
import { isDemanded } from './require-column.js';
import { counterOf, full, id, when } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';
import { columnDefinition } from './tables.js';
import { alterations } from './verify-alter.js';

/**
 * How a column goes that only before has: nobody need fill it, then it gets another name, then it is dropped.
 *
 * @param taken the names of relations that after gives to something else
 */
export function dropColumn(planning: Planning, unit: Unit, taken: ReadonlySet<string>): Operation[] {
  const { before, were, are, isArchived } = planning;
  const place = nameKey(unit.relation as Name);
  const [table, now] = [were.get(place) as Table, are.get(place) as Table];
  const column = unit.object as Column;
  const isInTheWay = inTheWayOf(taken);
  const ways = makeWay(table, [unit], isInTheWay);
  const waiting = withoutTakenNames({ ...table, columns: [column] }, isInTheWay).columns[0] as Column;
  const aside = asideName(column.name);
  const alter = `ALTER TABLE IF EXISTS ${full(table)}`;
  const has = (name: string) => columnQuery(table, name);
  const rename = (from: string, to: string) =>
    when(has(from), `ALTER TABLE ${full(table)} RENAME COLUMN ${id(from)} TO ${id(to)}`);
  const demanded = isDemanded(column);
  const back = { ...waiting, name: aside };
  const archive = isArchived ? archiveColumn(before, [table, now], column, aside, were) : undefined;
  const hidden = demanded ? { ...back, nullable: true } : back;
  const down = underOldNames(planning, unit, [
    `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(table, hidden)}`,
    ...nameCounter(table, waiting, aside),
    ...(archive?.restore ?? []),
    ...describeColumn(table, back),
  ]);
  // Of a type that may have another name at that moment nobody asks by its own.
  const isNamed = column.type.schema === '' || planning.retired.size === 0;
  const isBack = (called: Column) =>
    isNamed
      ? alterations(undefined, { ...unit, object: called })
      : [{ run: `SELECT EXISTS (${has(called.name)})`, expect: 't' }];
  const relax: Operation = {
    ...NO_TIES,
    action: 'alter',
    unit: { ...unit, title: `${unit.title} may be left out` },
    up: [`ALTER TABLE ${full(table)} ALTER COLUMN ${id(column.name)} DROP NOT NULL`],
    down: [
      fill(before, table, column),
      `ALTER TABLE ${full(table)} ALTER COLUMN ${id(column.name)} SET NOT NULL`,
      ...(column.notNull?.name === undefined ? [] : settleNotNulls(table, table, [column])),
    ],
    // What is in the primary key is demanded until that is another one.
    phase: isInKey(table, column) ? 'migrate' : 'expand',
    removes: [`demanded ${unit.key}`],
    loss: {
      extent: 'lossy',
      text: `rows that were written without ${id(column.name)} get a value of its type when this is undone`,
    },
    provides: [`relaxed ${unit.key}`],
    verify: [{ run: `SELECT EXISTS (${has(column.name)} AND attnotnull)`, expect: 'f' }],
    undoVerify: [{ run: `SELECT EXISTS (${has(column.name)} AND attnotnull)`, expect: 't' }],
    group: `relax ${unit.key}`,
  };
  return [
    ...ways,
    ...(demanded ? [relax] : []),
    {
      ...NO_TIES,
      action: 'drop',
      unit: { ...unit, title: `${unit.title} out of the way` },
      up: [rename(column.name, aside)],
      down: [rename(aside, column.name), ...settleNotNulls(table, table, [column])],
      undoVerify: isBack({ ...hidden, name: column.name }),
      phase: 'contract',
      requires: [`relaxed ${unit.key}`],
      removes: unit.provides,
      frees: unit.occupies.filter((name) => !isCounter(name)),
      provides: [`aside ${unit.key}`],
      group: `aside ${unit.key}`,
    },
    {
      ...NO_TIES,
      action: 'drop',
      unit: archive ? { ...unit, title: `${unit.title}, archived` } : unit,
      up: [...(archive?.keep ?? []), `${alter} DROP COLUMN IF EXISTS ${id(aside)}`],
      down,
      undoVerify: [...isBack(hidden), ...(archive === undefined ? [] : [archive.isEmptied])],
      phase: 'contract',
      ...(archive
        ? { undoPreflight: [archive.isThere] }
        : {
            loss: {
              extent: 'irreversible',
              text: `the values of ${id(column.name)} in ${full(table)} are gone for good; only a backup has them`,
            },
          }),
      requires: [`aside ${unit.key}`],
      frees: [`dropped ${unit.key}`, ...(ways.length > 0 ? [] : unit.occupies.filter(isCounter))],
      releases: [...unit.requires].filter((need) => need !== `relation ${nameKey(table)}`),
      group: `drop ${unit.key}`,
    },
  ];
}

/** Of the names that a column takes, its sequence's is given back when the column goes for good. */
function isCounter(name: string): boolean {
  return name.startsWith('class ');
}

/** The sequence of an identity is called after its column, which has its own name again last. */
function nameCounter(table: Table, column: Column, aside: string): string[] {
  if (column.identity === undefined || column.identity.name !== undefined) return [];
  const called = (of: string) => counterOf(table, { ...column, name: of });
  return [`ALTER SEQUENCE IF EXISTS ${full(called(aside))} RENAME TO ${id(called(column.name).name)}`];
}

function isInKey({ constraints }: Table, { name }: Column): boolean {
  return constraints.some((each) => each.type === 'primary_key' && each.columns.includes(name));
}

/** Rows that have no value get one that the type allows, and the checks. */
function fill(before: Catalog, table: Table, column: Column, lacks = `old.${id(column.name)} IS NULL`): string {
  return `UPDATE ${full(table)} AS old SET ${id(column.name)} = ${filler(before, table, column)} WHERE ${lacks}`;
}

/** What asks for a value itself. */
const ASKS = /\bIS NOT NULL\b|\b(?:num_nulls|num_nonnulls|coalesce)\(/i;

/**
 * A check that goes with a column that it demands is what lets rows leave that out: when it comes back, those get a
 * value.
 */
export function relaxing(planning: Planning, operation: Operation): Operation {
  const { action, unit } = operation;
  const place = unit.relation && nameKey(unit.relation);
  const [table, now] = [planning.were.get(place ?? ''), planning.are.get(place ?? '')];
  const { type, expression } = unit.object as Partial<CheckConstraint>;
  if (action !== 'drop' || unit.kind !== 'constraint' || type !== 'check' || expression === undefined) return operation;
  if (table === undefined || now === undefined || !ASKS.test(expression.form)) return operation;
  const { words } = mentionsOf(expression.form);
  const gone = table.columns.filter((column) => {
    const { name, nullable, generated, isInherited } = column;
    const isLeft = (nullable || isDemanded(column)) && generated === undefined && isInherited !== true;
    return isLeft && words.has(name) && !now.columns.some((each) => each.name === name);
  });
  if (gone.length === 0) return operation;
  const isRefused = `EXISTS (SELECT FROM (SELECT old.*) AS ${id(table.name)} WHERE NOT (${expression.text}))`;
  const names = gone.map(({ name }) => id(name)).join(', ');
  return {
    ...operation,
    refills: {
      columns: gone.map(({ name }) => name),
      statements: gone.map((column) => {
        return fill(planning.before, table, column, `old.${id(column.name)} IS NULL AND ${isRefused}`);
      }),
    },
    loss: {
      extent: 'lossy',
      text: `rows that were written without ${names} get a value that ${id(unit.key.split(' ').at(-1) as string)} takes when this is undone`,
    },
  };
}
