import { reordered } from '../../diff/migration/mysql/column-operations.js';
import { optionOperations } from '../../diff/migration/mysql/operations.js';
import type { Table } from '../../model/catalog/table.js';
import type { Alteration, Server, Way } from './alteration.js';
import { between, type Pair } from './between.js';
import { moves } from './column-order.js';
import { modificationOf, modify } from './columns.js';
import { computing } from './computed.js';
import { takeNumbers } from './counters.js';
import { fill } from './filling.js';
import { columnsOf } from './members.js';
import { optionClauses, withoutSums } from './options.js';
import { partitioned } from './partitions.js';
import { removals } from './remove-column.js';
import { type Shapes, shapesOf } from './shapes.js';
import { id } from './spelling.js';
import { optionsChanged, orderedAs } from './verification.js';
import { versioned, withoutHistory } from './versioning.js';
import type { IsLinked } from './while-both.js';

/** The changes of a table that stays, but for foreign keys: in the order in which each can be done. */
export function alterTable(
  before: Table,
  after: Table,
  isLinked: IsLinked,
  isArchived: boolean,
  server: Server,
): Alteration[] {
  const [from, to] = withoutHistory(before, after);
  const pair: Pair = { from, to, server };
  const shapes = shapesOf(from, to, isLinked, server);
  const { expanded, shared, ordered, settled, gone } = shapes;
  const [forgotten, remembered] = versioned(before, after, { before: expanded, behind: ordered });
  const [apart, parted] = partitioned(from, to);
  const computed = computations(from, to);
  // The table until its partitions are those of after: without any, or with those that it had.
  const partitioning = apart.length > 0 ? undefined : from.partitioning;
  // Where a counter need not lead a key, or no key may be left (MariaDB, "CSV Limitations"), the keys change first.
  const isLate = (countsWithin(from) && !countsWithin(to)) || to.options['engine']?.toLowerCase() === 'csv';
  const { engine: _, ...others } = to.options;
  const kept = { ...others, ...(from.options['engine'] !== undefined && { engine: from.options['engine'] }) };
  const inEngine = (table: Table): Table => (isLate ? withOptions(table, { ...to, options: kept }) : table);
  const optioned = inEngine({ ...withOptions(expanded, to), partitioning });
  const unparted = inEngine({ ...shared, partitioning });
  const options = optionChanges(expanded, to, server);
  return [
    ...between(from, expanded, 'expand', pair),
    ...(isLate ? [] : options),
    // Partitions of the past are none of a table that has forgotten it.
    ...(from.partitioning?.strategy === 'system_time' ? [...apart, ...forgotten] : [...forgotten, ...apart]),
    ...takeNumbers(from, to),
    ...between(optioned, stored(optioned, shared), 'migrate', pair),
    ...between(stored(optioned, shared), unparted, 'migrate', pair),
    ...(isLate ? options : []),
    ...reordering(shapes, to, server),
    ...parted,
    ...remembered,
    ...computed.filter(({ phase }) => phase === 'migrate'),
    ...computed.filter(({ phase }) => phase === 'contract'),
    ...fillings(shapes, pair),
    ...between(ordered, stored(settled, shared), 'contract', pair),
    ...between(stored(settled, shared), settled, 'contract', pair),
    ...removals(settled, gone, from, isArchived, server),
  ];
}

/** Whether the engine of a table takes a counter that leads no key (MariaDB, "AUTO_INCREMENT", of MyISAM and Aria). */
function countsWithin({ options }: Table): boolean {
  return /^(?:myisam|aria)$/i.test(options['engine'] ?? '');
}

/**
 * A shape in which what another one has as a plain column is stored where it is computed: the values of a stored
 * column stay when it becomes a plain one, and the other way round; those that are computed when they are read do not.
 */
function stored(table: Table, plain: Table): Table {
  const others = columnsOf(plain);
  return {
    ...table,
    columns: table.columns.map((column) => {
      const { generated } = column;
      const isPlain = others.get(column.name.toLowerCase())?.generated === undefined;
      return generated === undefined || !isPlain ? column : { ...column, generated: { ...generated, isStored: true } };
    }),
  };
}

/** A table with the options of another one, but for the character set of its texts and its periods. */
function withOptions(table: Table, { options }: Table): Table {
  const isKept = (key: string) =>
    key === 'charset' || key === 'collate' || (key.startsWith('period ') && key !== 'period system_time');
  const others = Object.entries(options).filter(([key]) => !isKept(key));
  const kept = Object.entries(table.options).filter(([key]) => isKept(key));
  return { ...table, options: Object.fromEntries([...others, ...kept]) };
}

function optionChanges(expanded: Table, to: Table, server: Server): Alteration[] {
  const { comment: _, ...bare } = expanded;
  const { charset, collate } = to.options;
  const texts = { ...(charset !== undefined && { charset }), ...(collate !== undefined && { collate }) };
  const { charset: __, collate: ___, ...others } = withOptions(bare, to).options;
  const is: Table = {
    ...bare,
    options: { ...others, ...texts },
    ...(to.comment !== undefined && { comment: to.comment }),
  };
  const [up, down] = [optionClauses(expanded, is, server), optionClauses(is, expanded, server)];
  if (up.length === 0) return [];
  const way = (one: Table, other: Table, clauses: readonly string[]): Way => ({
    on: one,
    clauses,
    operations: optionOperations(one, other),
    following: withoutSums(one, other),
  });
  return [
    {
      phase: 'migrate',
      title: `alter options of table ${to.name}`,
      path: `tables.${to.name}`,
      table: to.name,
      up: way(expanded, is, up),
      down: way(is, expanded, down),
      verify: optionsChanged(expanded, is),
      undoVerify: optionsChanged(is, expanded),
    },
  ];
}

/** The columns in the order of after, where those that stay have another. */
function reordering({ shared, ordered }: Shapes, to: Table, server: Server): Alteration[] {
  const all = shared.columns.map(({ name }) => name);
  const columns = columnsOf(shared);
  const wanted = to.columns.map(({ name }) => columns.get(name.toLowerCase())?.name ?? name);
  const known = new Set(wanted);
  const present = all.filter((name) => known.has(name));
  const forwards = moves(present, wanted);
  if (forwards.length === 0) return [];
  const moved = new Set(forwards.map(({ name }) => name));
  const backwards = all.flatMap((name, at) => {
    return moved.has(name) ? [{ name, place: at === 0 ? ' FIRST' : ` AFTER ${id(all[at - 1] as string)}` }] : [];
  });
  const way = (list: readonly { name: string; place: string }[]): Way => ({
    on: shared,
    clauses: list.flatMap(({ name, place }) => {
      const column = columns.get(name.toLowerCase());
      return column === undefined ? [] : [`${modify(shared, column, server)}${place}`];
    }),
    operations: [
      reordered(shared.columns, ordered.columns),
      ...list.flatMap(({ name }) => {
        const column = columns.get(name.toLowerCase());
        // What is stored where it is computed is written anew in another place: measured.
        if (column?.generated?.isStored) return ['change_type' as const];
        return column === undefined ? [] : modificationOf([shared, column], [shared, column], server);
      }),
    ],
  });
  return [
    {
      phase: 'migrate',
      title: `order columns of ${to.name}`,
      path: `tables.${to.name}`,
      table: to.name,
      up: way(forwards),
      down: way(backwards),
      verify: orderedAs(to),
    },
  ];
}

/** What is computed by triggers while one of the applications writes it and the other does not. */
function computations(from: Table, to: Table): Alteration[] {
  const before = columnsOf(from);
  return to.columns.flatMap((is) => {
    const was = before.get(is.name.toLowerCase());
    if (was === undefined || (was.generated === undefined) === (is.generated === undefined)) return [];
    const [whole, column, plain] = is.generated === undefined ? [from, was, to] : [to, is, from];
    return (['migrate', 'contract'] as const).map((phase) => computing(whole, column, plain, phase));
  });
}

/** Values for the rows in which nobody has written a column that is demanded at last. */
function fillings({ shared }: Shapes, { from, to }: Pair): Alteration[] {
  const [before, lenient] = [columnsOf(from), columnsOf(shared)];
  return to.columns.flatMap((column): Alteration[] => {
    const was = lenient.get(column.name.toLowerCase());
    if (column.nullable || was?.nullable !== true || before.has(column.name.toLowerCase())) return [];
    const following = fill(to, column, column.name, to);
    if (following.length === 0) return [];
    return [
      {
        phase: 'contract',
        title: `fill ${column.name} of ${to.name} in rows in which nobody has written it`,
        path: `tables.${to.name}.columns.${column.name}`,
        table: to.name,
        up: { clauses: [], operations: [], following },
        down: { clauses: [], operations: [] },
        verify: [{ run: `SELECT EXISTS (SELECT 1 FROM ${id(to.name)} WHERE ${id(column.name)} IS NULL)`, expect: '0' }],
        loss: {
          extent: 'lossy',
          text: `which rows of ${to.name} had no ${column.name}: undone, they keep what they have got`,
        },
      },
    ];
  });
}
