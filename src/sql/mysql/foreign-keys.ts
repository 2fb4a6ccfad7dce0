import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { ForeignKey, Table } from '../../model/catalog/table.js';
import type { Alteration, Server } from './alteration.js';
import { reversed } from './between.js';
import { nameItsIndex } from './generated-index.js';
import { columnsIn, columnsOf, hasConstraint } from './members.js';
import type { Linked } from './online-tools.js';
import { USUAL } from './options.js';
import { foreignKeyQuestions } from './questions.js';
import { type Shapes, shapesOf } from './shapes.js';
import { constraintDefinition, id } from './spelling.js';
import { togetherOf } from './what-together.js';
import type { IsLinked } from './while-both.js';

export interface Keys {
  /** Dropped before what they stand on changes. */
  readonly moved: readonly Alteration[];
  readonly come: readonly Alteration[];
  readonly gone: readonly Alteration[];
}

/** Foreign keys that come, go, or must make way while a column that they stand on changes. */
export function foreignKeys(
  before: Catalog,
  after: Catalog,
  pairs: readonly (readonly [Table, Table])[],
  isLinked: IsLinked,
  isArchived: boolean,
  server: Server,
): Keys {
  const shapes = new Map(pairs.map(([from, to]) => [from.name, shapesOf(from, to, isLinked, server)]));
  const reshaped = reshapedColumns(pairs, shapes, server);
  // InnoDB takes no foreign keys of tables in partitions, and none that lead to them.
  const parted = new Set(after.tables.flatMap(({ name, partitioning }) => (partitioning === undefined ? [] : [name])));
  // No table leaves its engine while foreign keys hold it.
  const moving = new Set(pairs.flatMap(([from, to]) => (isInOtherEngine(from, to) ? [to.name] : [])));
  const moved: Alteration[] = [];
  const gone: Alteration[] = [];
  const come: Alteration[] = [];
  const [were, are] = [keysOf(before), keysOf(after)];
  const isInTheWay = (table: Table, key: ForeignKey) =>
    [table.name, key.references.name].some((name) => parted.has(name) || moving.has(name)) ||
    key.columns.some((column) => reshaped.has(columnKey(table.name, column))) ||
    key.referencedColumns.some((column) => reshaped.has(columnKey(key.references.name, column)));
  for (const [name, [table, key]] of were) {
    const now = are.get(name)?.[1];
    const isStaying = now !== undefined && same(key, now) && !isInTheWay(table, key);
    if (isStaying) continue;
    const makesWay = now !== undefined || isInTheWay(table, key);
    const title = `drop foreign key ${key.name} of ${table.name}`;
    // Nobody brings back the rows that a table had, or what they had in a column.
    const led = after.tables.find(({ name: each }) => each === key.references.name);
    const left = led && columnsOf(led);
    const isHeld = isArchived || key.referencedColumns.every((column) => left?.has(column.toLowerCase()));
    // What makes way does so before the table changes, and all others behind that.
    const on = shapes.get(table.name)?.[makesWay ? 'expanded' : 'ordered'] ?? table;
    (makesWay ? moved : gone).push(
      reversed(addForeignKey([table, on], key, isHeld, before.tables, server), 'migrate', title),
    );
  }
  for (const [name, [table, key]] of are) {
    const was = were.get(name)?.[1];
    if (was === undefined || !same(was, key) || isInTheWay(table, key))
      come.push(addForeignKey([table, shapes.get(table.name)?.ordered ?? table], key, true, after.tables, server));
  }
  return { moved, gone, come };
}

const isInOtherEngine = (from: Table, to: Table): boolean =>
  (from.options['engine'] ?? USUAL['engine'])?.toLowerCase() !==
  (to.options['engine'] ?? USUAL['engine'])?.toLowerCase();

function keysOf({ tables }: Catalog): Map<string, [Table, ForeignKey]> {
  return new Map(
    tables.flatMap((table) =>
      table.constraints.flatMap((key): [string, [Table, ForeignKey]][] =>
        key.type === 'foreign_key' ? [[columnKey(table.name, key.name), [table, key]]] : [],
      ),
    ),
  );
}

const columnKey = (table: string, column: string): string => JSON.stringify([table, column.toLowerCase()]);

/** Whether a foreign key of one of two databases stands on a column, or leads to it. */
export function linkedIn(...catalogs: readonly Catalog[]): IsLinked {
  const linked = new Set(
    catalogs.flatMap((catalog) =>
      [...keysOf(catalog).values()].flatMap(([table, { columns, references, referencedColumns }]) => [
        ...columns.map((column) => columnKey(table.name, column)),
        ...referencedColumns.map((column) => columnKey(references.name, column)),
      ]),
    ),
  );
  return (table, column) => linked.has(columnKey(table, column));
}

/** The tables of databases that have foreign keys, and those that these lead to. */
export function linkedTables(...catalogs: readonly Catalog[]): Linked {
  const keys = catalogs.flatMap((catalog) => [...keysOf(catalog).values()]);
  return {
    children: new Set(keys.map(([{ name }]) => name)),
    parents: new Set(keys.map(([, { references }]) => references.name)),
  };
}

function reshapedColumns(
  pairs: readonly (readonly [Table, Table])[],
  shapes: ReadonlyMap<string, Shapes>,
  server: Server,
): Set<string> {
  const reshaped = new Set<string>();
  for (const [from, to] of pairs) {
    const { expanded, shared } = shapes.get(from.name) as Shapes;
    const together = togetherOf(expanded, shared, server);
    const now = columnsOf(to);
    for (const column of from.columns) {
      const is = now.get(column.name.toLowerCase());
      const isSame =
        is !== undefined &&
        same(column.type, is.type) &&
        column.collation === is.collation &&
        column.nullable === is.nullable;
      const isTogether = together.columns.has(column.name.toLowerCase());
      if (isTogether || (is !== undefined && !isSame)) reshaped.add(columnKey(from.name, column.name));
    }
    // An index that is replaced may be the one that a foreign key needs.
    for (const index of [
      ...from.indexes,
      ...from.constraints.filter(({ type }) => type === 'unique' || type === 'primary_key'),
    ]) {
      const stays = [...to.indexes, ...to.constraints].some((each) => same(each, index));
      if (!stays) for (const column of columnsIn(index)) reshaped.add(columnKey(from.name, column));
    }
  }
  return reshaped;
}

/** Whether a foreign key leads to a whole unique key, as MySQL demands from 8.4 on ("restrict_fk_on_non_standard_key"). */
function leadsToKey({ references, referencedColumns }: ForeignKey, tables: readonly Table[]): boolean {
  const parent = tables.find(({ name }) => name === references.name);
  const wanted = referencedColumns.map((name) => name.toLowerCase()).join();
  const isKey = ({ type }: Table['constraints'][number]) => type === 'primary_key' || type === 'unique';
  const keys = (parent?.constraints ?? []).filter(isKey);
  return parent === undefined || keys.some((each) => columnsIn(each).join().toLowerCase() === wanted);
}

/**
 * A foreign key that comes.
 *
 * @param on the table as it is at that time
 * @param parents the tables that it may lead to
 * @param isHeld whether the rows that are there are held against it; not where those that they lead to are gone
 */
function addForeignKey(
  [table, on]: readonly [Table, Table],
  key: ForeignKey,
  isHeld: boolean,
  parents: readonly Table[],
  server: Server,
): Alteration {
  const { dialect } = server;
  const isAllowed = dialect === 'mariadb' || server.version < 80_400 || leadsToKey(key, parents);
  const checked = (isOn: boolean) => [
    ...(isHeld ? [] : [`SET SESSION foreign_key_checks = ${Number(isOn)}`]),
    ...(isAllowed ? [] : [`SET SESSION restrict_fk_on_non_standard_key = ${isOn ? 'ON' : 'OFF'}`]),
  ];
  return {
    phase: 'migrate',
    title: `add foreign key ${key.name} to ${table.name}`,
    path: `tables.${table.name}.constraints.${key.name}`,
    table: table.name,
    up: {
      on,
      leading: checked(false),
      clauses: [`ADD ${constraintDefinition(key, dialect)}`],
      // Without a copy, MariaDB notes RESTRICT as NO ACTION.
      operations: ['add_foreign_key'],
      following: [...nameItsIndex(table, key), ...checked(true)],
    },
    down: { on, clauses: [`DROP FOREIGN KEY ${id(key.name)}`], operations: ['drop_foreign_key'] },
    preflight: isHeld ? foreignKeyQuestions(table, key) : [],
    done: hasConstraint(table.name, key.name),
  };
}
