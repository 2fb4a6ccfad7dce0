import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { archiveColumn } from './archive.js';
import { asideName } from './aside.js';
import { filler } from './filler.js';
import { settleNotNulls } from './not-null-names.js';
import type { Planning } from './planning.js';
import { underOldNames } from './replace-type.js';
import { counterOf, full, id, when } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';
import { columnDefinition } from './tables.js';

/** How a column goes that only before has: nobody need fill it, then it gets another name, then it is dropped. */
export function dropColumn(planning: Planning, unit: Unit, place: string): Operation[] {
  const { before, were, are, isArchived } = planning;
  const [table, now] = [were.get(place) as Table, are.get(place) as Table];
  const column = unit.object as Column;
  const aside = asideName(column.name);
  const alter = `ALTER TABLE IF EXISTS ${full(table)}`;
  const has = (name: string) => columnQuery(table, name);
  const rename = (from: string, to: string) =>
    when(has(from), `ALTER TABLE ${full(table)} RENAME COLUMN ${id(from)} TO ${id(to)}`);
  const demanded = isDemanded(column);
  const relaxed = demanded && !isInKey(table, column);
  const back = { ...column, name: aside };
  const demand = `ALTER TABLE ${full(table)} ALTER COLUMN ${id(aside)} SET NOT NULL`;
  const archive = isArchived ? archiveColumn(before, [table, now], column, aside, were) : undefined;
  const relax: Operation = {
    ...NO_TIES,
    action: 'alter',
    unit: { ...unit, title: `${unit.title} may be left out` },
    up: [`ALTER TABLE ${full(table)} ALTER COLUMN ${id(column.name)} DROP NOT NULL`],
    down: [
      ...fill(before, table, column, column.name),
      `ALTER TABLE ${full(table)} ALTER COLUMN ${id(column.name)} SET NOT NULL`,
    ],
    phase: 'expand',
    loss: {
      extent: 'lossy',
      text: `rows that were written without ${id(column.name)} get a value of its type when this is undone`,
    },
    provides: [`relaxed ${unit.key}`],
    verify: [{ run: `SELECT EXISTS (${has(column.name)} AND attnotnull)`, expect: 'f' }],
    group: `relax ${unit.key}`,
  };
  return [
    ...(relaxed ? [relax] : []),
    {
      ...NO_TIES,
      action: 'drop',
      unit: { ...unit, title: `${unit.title} out of the way` },
      up: [rename(column.name, aside)],
      down: [rename(aside, column.name), ...settleNotNulls(table, table, [column])],
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
      down: underOldNames(planning, unit, [
        `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(table, demanded ? { ...back, nullable: true } : back)}`,
        ...nameCounter(table, column, aside),
        ...(archive?.restore ?? []),
        // Where it may be left out, the step that allowed so fills it on the way back.
        ...((demanded && !relaxed) || isCheckedNotNull(table, column) ? fill(before, table, column, aside) : []),
        ...(demanded && !relaxed ? [demand] : []),
        ...describeColumn(table, back),
      ]),
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
      frees: [`dropped ${unit.key}`, ...unit.occupies.filter(isCounter)],
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

/** Whether whoever leaves the column out is refused. */
function isDemanded({ nullable, default: value, identity, generated, isInherited }: Column): boolean {
  return !nullable && value === undefined && identity === undefined && generated === undefined && isInherited !== true;
}

/** Whether a check, rather than the column itself, refuses rows without a value. */
function isCheckedNotNull({ constraints }: Table, { name }: Column): boolean {
  return constraints.some((each) => {
    if (each.type !== 'check' || !/\bIS NOT NULL\b/i.test(each.expression.form)) return false;
    return mentionsOf(each.expression.form).words.has(name);
  });
}

function isInKey({ constraints }: Table, { name }: Column): boolean {
  return constraints.some((each) => each.type === 'primary_key' && each.columns.includes(name));
}

/** Rows that have no value get one that the type allows. */
function fill(before: Catalog, table: Table, column: Column, name: string): string[] {
  return [`UPDATE ${full(table)} SET ${id(name)} = ${filler(before, table, column)} WHERE ${id(name)} IS NULL`];
}
