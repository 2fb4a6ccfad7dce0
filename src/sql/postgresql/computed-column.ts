import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Column, Index, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { alterColumn, converted } from './alter-tables.js';
import { filler } from './filler.js';
import type { Pair, Planning, Ways } from './planning.js';
import { full, id, unless, when } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';
import { columnDefinition, createIndex } from './tables.js';

/** Whether what was written into a column is computed from now on. */
export function becomesComputed(from: Unit, to: Unit): boolean {
  if (from.kind !== 'column' || to.kind !== 'column') return false;
  return (from.object as Column).generated === undefined && (to.object as Column).generated !== undefined;
}

/**
 * A column that is computed from now on: nobody need write it before, and what was written is gone when it is. On the
 * way back it keeps what was computed where that is stored.
 */
export function computed(
  { before: earlier, were, are }: Planning,
  [from, to]: Pair,
  group: string,
  alter: (units: Pair, ways: Ways) => Operation,
): Operation[] {
  const [before, table] = [were, are].map((tables) => tables.get(nameKey(to.relation as Name))) as [Table, Table];
  const [was, is] = [from.object as Column, to.object as Column];
  const isFreed = !was.nullable && was.identity === undefined && !was.isInherited;
  const freed: Column = isFreed ? { ...was, nullable: true } : was;
  const middle: Unit = { ...from, object: freed };
  const back = written(earlier, before, is, freed, isFreed);
  const free: Operation[] = isFreed
    ? [
        {
          ...alter([from, middle], [alterColumn(table, was, freed) ?? [], alterColumn(table, freed, was) ?? []]),
          ...{ phase: 'migrate', provides: [`freed ${from.key}`], group: `free ${from.key}` },
        },
      ]
    : [];
  return [
    ...free,
    {
      ...alter([middle, to], [[...from.drop, ...to.create], back]),
      ...{ phase: 'contract', group, provides: to.provides, removes: from.provides },
      requires: [...to.requires, `freed ${from.key}`],
      loss: {
        extent: 'irreversible',
        text: `what was written into ${id(is.name)} of ${full(table)} is gone for good; only a backup has it`,
      },
    },
  ];
}

/**
 * How a column that was computed becomes one that is written, with the values that it had.
 *
 * @param isDemanded whether rows get a value that were computed to have none
 */
function written(
  catalog: Catalog,
  table: Table,
  from: Column,
  to: Column,
  isDemanded = from.nullable && !to.nullable,
): string[] {
  const name = id(from.name);
  const alter = `ALTER TABLE ${full(table)}`;
  const { generated, ...plain } = from;
  const open = isDemanded ? { ...to, nullable: true } : to;
  const value = isDemanded ? [defaultValue(to.default)?.text ?? filler(catalog, table, to)] : [];
  const fill = (values: readonly string[]) =>
    `UPDATE ${full(table)} AS old SET ${name} = ${values.length > 1 ? `coalesce(${values.join(', ')})` : values} WHERE ${name} IS NULL`;
  const demand = alterColumn(table, open, to) ?? [];
  if (generated?.isStored !== false) {
    const altered = alterColumn(table, plain, open) ?? [];
    const filled = isDemanded ? [fill(value)] : [];
    return [`${alter} ALTER COLUMN ${name} DROP EXPRESSION IF EXISTS`, ...altered, ...filled, ...demand];
  }
  // Nothing but another column takes the place of one that has no values of its own.
  return [
    when(
      `${columnQuery(table, from.name)} AND attgenerated <> ''`,
      `${alter} DROP COLUMN ${name}; ${alter} ADD COLUMN ${columnDefinition(table, open)}`,
    ),
    ...describeColumn(table, to),
    fill([converted(`(${generated.expression.text})`, from.type, to.type), ...value]),
    ...demand,
  ];
}

/** How a column becomes an ordinary one with the values that it was computed to have, and is computed again. */
export function loseExpression(catalog: Catalog, table: Table, before: Table, from: Column, to: Column): Ways {
  const alter = `ALTER TABLE ${full(table)}`;
  return [
    written(catalog, table, from, to),
    [
      `${alter} DROP COLUMN IF EXISTS ${id(from.name)}`,
      `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(before, from)}`,
      ...describeColumn(before, from),
      // They have gone with it.
      ...before.indexes.filter((index) => speaksOf(index, from.name)).map((index) => createIndex(table, index)),
    ],
  ];
}

/**
 * What converts a column on the way back, unless a column that is plain meanwhile is computed from it again: then the
 * step has been undone already.
 */
export function whileComputing(
  [table, before]: readonly [table: Table, before: Table],
  { name }: Column,
  statements: readonly string[],
): readonly string[] {
  const plain = before.columns.filter(({ name: each, generated }) => {
    const isPlain = table.columns.some((one) => one.name === each && one.generated === undefined);
    return isPlain && generated !== undefined && mentionsOf(generated.expression.form).words.has(name);
  });
  const isComputed = plain.map((each) => `${columnQuery(table, each.name)} AND attgenerated <> ''`);
  return isComputed.reduce((all, query) => all.map((statement) => unless(query, statement)), statements);
}

function speaksOf({ keys, include, predicate }: Index, column: string): boolean {
  const texts = [...keys.map(({ expression }) => expression), predicate].map((each) => each?.form ?? '');
  return (
    [...keys.map((key) => key.column), ...include].includes(column) || mentionsOf(texts.join(' ')).words.has(column)
  );
}
