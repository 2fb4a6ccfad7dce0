import type { Name } from '../../model/catalog/common.js';
import type { Column, Index, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { alterColumn } from './alter-tables.js';
import type { Pair, Planning, Ways } from './planning.js';
import { full, id } from './spelling.js';
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
  { were, are }: Planning,
  [from, to]: Pair,
  group: string,
  alter: (units: Pair, ways: Ways) => Operation,
): Operation[] {
  const [before, table] = [were, are].map((tables) => tables.get(nameKey(to.relation as Name))) as [Table, Table];
  const [was, is] = [from.object as Column, to.object as Column];
  const isFreed = !was.nullable && was.identity === undefined && !was.isInherited;
  const freed: Column = isFreed ? { ...was, nullable: true } : was;
  const middle: Unit = { ...from, object: freed };
  const plain = withoutExpression(is);
  const back =
    is.generated?.isStored === true
      ? [
          `ALTER TABLE ${full(table)} ALTER COLUMN ${id(is.name)} DROP EXPRESSION IF EXISTS`,
          ...(alterColumn(before, plain, freed) ?? []),
        ]
      : [...to.drop, ...from.create];
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

function withoutExpression({ generated: _, ...column }: Column): Column {
  return column;
}

/** How a column becomes an ordinary one with the values that it was computed to have, and is computed again. */
export function loseExpression(table: Table, before: Table, from: Column, to: Column): Ways {
  const alter = `ALTER TABLE ${full(table)}`;
  const plain = withoutExpression(from);
  return [
    [`${alter} ALTER COLUMN ${id(from.name)} DROP EXPRESSION IF EXISTS`, ...(alterColumn(table, plain, to) ?? [])],
    [
      `${alter} DROP COLUMN IF EXISTS ${id(from.name)}`,
      `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(before, from)}`,
      // They have gone with it.
      ...before.indexes.filter((index) => speaksOf(index, from.name)).map((index) => createIndex(table, index)),
    ],
  ];
}

function speaksOf({ keys, include, predicate }: Index, column: string): boolean {
  const texts = [...keys.map(({ expression }) => expression), predicate].map((each) => each?.form ?? '');
  return (
    [...keys.map((key) => key.column), ...include].includes(column) || mentionsOf(texts.join(' ')).words.has(column)
  );
}
