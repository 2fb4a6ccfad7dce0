import type { Column, Table } from '../../model/catalog/table.js';
import { asideName } from './aside.js';
import { asksOf, backfill, type Passage, shortHash } from './backfill.js';
import { bothWays, differs, mirrorObjects, swapNames } from './mirror.js';
import { settleNotNulls } from './not-null-names.js';
import { privilegeChanges } from './ownership.js';
import type { Part } from './part.js';
import { collate, full, id, typeText, unless, when } from './spelling.js';
import { columnQuery } from './table-units.js';
import { createIndex, dropInvalid } from './tables.js';

/** A column that gets another name. */
export interface ColumnRename {
  readonly table: Table;
  /** The table as it will be. */
  readonly now: Table;
  readonly column: Column;
  readonly to: string;
  readonly passage: Passage;
  /** What a column of the table is called after all renames. */
  later(column: string): string;
}

/** What is done in each phase. */
export interface PhasedParts {
  readonly expand: readonly Part[];
  readonly migrate: readonly Part[];
  readonly contract: readonly Part[];
}

/**
 * A column that is known by both names until nobody uses the old one any more: a copy has the new name, with a trigger
 * that fills each from the other; then the two change their names, so that keys, constraints and the default are where
 * they belong, and last the copy goes.
 */
export function renameColumnInUse(rename: ColumnRename): PhasedParts {
  const { table, now, column, to, passage, later } = rename;
  const from = column.name;
  const objects = mirrorObjects(table, from, bothWays(from, to, column.type), bothWays(to, from, column.type));
  const subject = `column ${id(from)} of ${full(table)}`;
  const gone = (name: string) => [`ALTER TABLE ${full(table)} DROP COLUMN IF EXISTS ${id(name)}`];
  const filled = (name: string, other: string, way: Passage) =>
    backfill({
      ...{ ...way, table, column: name, value: `old.${id(other)}` },
      lacks: differs(`old.${id(name)}`, `old.${id(other)}`, column.type),
    });
  const fill = filled(to, from, passage);
  const refilled = filled(from, to, { ...passage, ...(passage.key && { key: passage.key.map(later) }) });
  const isCopied = `SELECT EXISTS (SELECT FROM ${full(table)} WHERE ${differs(id(to), id(from), column.type)})`;
  const [copies, laterCopies] = [indexCopies(rename, to, (name) => name), indexCopies(rename, from, later)];
  const back = unless(
    objects.runs('swapped'),
    [...addCopy(table, column, from), objects.createTrigger('swapped')].join('; '),
  );
  return {
    expand: [
      {
        title: `have ${subject} by the name of ${id(to)} as well, each filled from the other`,
        up: [...addCopy(table, column, to, 'IF NOT EXISTS '), ...objects.functions, objects.trigger],
        down: [objects.dropTrigger, ...gone(to), ...objects.dropFunctions],
        transactional: true,
        preflight: asksOf(passage),
        verify: [{ run: `SELECT EXISTS (${objects.runs('first')})`, expect: 't' }],
      },
      {
        ...{ title: `fill ${id(to)} from ${id(from)} in the rows that are there`, ...fill, transactional: false },
        verify: [{ run: isCopied, expect: 'f' }],
      },
      ...(copies.up.length === 0
        ? []
        : [{ title: `build the indexes of ${subject} for ${id(to)}`, ...copies, transactional: false }]),
    ],
    migrate: [
      {
        title: `let ${id(from)} and ${id(to)} of ${full(table)} change their names, keys and all`,
        up: [
          swapNames(table, [from, to], objects, 'swapped'),
          ...settleNotNulls(
            now,
            table,
            now.columns.filter(({ name }) => name === to),
          ),
        ],
        down: [swapNames(table, [from, to], objects, 'first'), ...settleNotNulls(table, table, [column])],
        transactional: true,
        verify: [{ run: `SELECT EXISTS (${objects.runs('swapped')})`, expect: 't' }],
      },
    ],
    contract: [
      {
        title: `drop ${id(from)} of ${full(table)}, which is ${id(to)} now`,
        up: [when(columnQuery(table, from), [objects.dropTrigger, ...gone(from)].join('; ')), ...objects.dropFunctions],
        down: [...objects.functions, back, ...refilled.up, ...laterCopies.up],
        transactional: false,
        undoPreflight: refilled.preflight,
        verify: [{ run: `SELECT EXISTS (${columnQuery(table, from)})`, expect: 'f' }],
      },
    ],
  };
}

function addCopy(table: Table, { type, collation, privileges }: Column, name: string, guard = ''): string[] {
  return [
    `ALTER TABLE ${full(table)} ADD COLUMN ${guard}${id(name)} ${typeText(type)}${collate(collation)}`,
    ...privilegeChanges({ grants: 'TABLE', name: full(table) }, [], privileges, ` (${id(name)})`),
  ];
}

/** Indexes that find rows by a copy as those of the column do by the column; it need not be unique by itself. */
function indexCopies({ table, column, passage }: ColumnRename, copy: string, called: (name: string) => string) {
  // One for each partition will do: they go with the copy, and need not be one index of the whole table.
  const places = passage.parts?.map((part) => ({ part, bearers: [table, part] })) ?? [
    { part: table, bearers: [table] },
  ];
  const all = places.map(({ part, bearers }) => copiesOn(part, bearers, column.name, copy, called));
  return { up: all.flatMap(({ up }) => up), down: all.flatMap(({ down }) => down) };
}

/** @param bearers what has the indexes: the table, and where it is a partition, the one that it is of */
function copiesOn(
  table: Table,
  bearers: readonly Table[],
  column: string,
  copy: string,
  called: (name: string) => string,
) {
  const name = (one: string) => (one === column ? copy : called(one));
  const keyed = bearers
    .flatMap(({ constraints }) => constraints)
    .flatMap((each) => {
      const isKey = each.type === 'primary_key' || each.type === 'unique';
      if (!isKey || each.attachedTo !== undefined || !each.columns.includes(column)) return [];
      const keys = each.columns.map((one) => ({ column: name(one), order: 'asc', nulls: 'last' }) as const);
      return [{ name: each.name, keys, include: each.include, method: 'btree', options: each.options }];
    });
  const plain = bearers
    .flatMap(({ indexes }) => indexes)
    .flatMap(({ attachedTo, ...each }) => {
      const isOwn = each.predicate === undefined && each.keys.some((one) => one.column === column);
      const isWhole = isOwn && each.keys.every((one) => one.column !== undefined);
      if (!isWhole || attachedTo !== undefined) return [];
      return [{ ...each, keys: each.keys.map((one) => ({ ...one, column: name(one.column as string) })) }];
    });
  const isPart = bearers.length > 1;
  const made = [...keyed, ...plain].map((each) => ({
    ...each,
    name: isPart
      ? `migrate_arch_dropped_${shortHash(table, `${column}_${each.name}`)}`
      : asideName(`${column}_${each.name}`),
    include: each.include.map(name),
    ...{ isUnique: false, nullsNotDistinct: false, isValid: true },
  }));
  const places = made.map((each) => full({ schema: table.schema, name: each.name }));
  return {
    up: made.flatMap((each) => [dropInvalid(table, each.name), createIndex(table, each, { isConcurrent: true })]),
    down: places.map((place) => `DROP INDEX CONCURRENTLY IF EXISTS ${place}`),
  };
}
