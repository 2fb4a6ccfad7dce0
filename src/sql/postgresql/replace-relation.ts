import { automaticName } from '../../diff/catalog/automatic-name.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { asideName } from './aside.js';
import { copyRows, moveRows } from './copy-rows.js';
import { attach } from './join-parent.js';
import { partitionsBelow, type Tables } from './lineage.js';
import { settleNotNulls } from './not-null-names.js';
import type { Planning } from './planning.js';
import { type Retired, retiredColumn } from './retired.js';
import { settleName } from './share-units.js';
import { full, id, reg, relationQuery, when } from './spelling.js';
import { homelessRows } from './strays.js';
import { describeTable } from './table-units.js';
import { createTable, tableWord } from './tables.js';

/**
 * A table that gives its name away.
 *
 * @param leaves what it is a partition of, where that stays
 */
export function renameAside(unit: Unit, group: string, leaves?: Table['partitionOf']): Operation {
  const table = unit.object as Table;
  const aside = { ...table, name: asideName(table.name) };
  const isThere = `${relationQuery(table)} AND ${reg('regclass', full(aside))} IS NULL`;
  return {
    ...NO_TIES,
    action: 'drop',
    unit,
    // Once it has gone aside, what has its name is another one.
    up: [
      ...(leaves ? [`ALTER TABLE ${full(leaves.parent)} DETACH PARTITION ${full(table)}`] : []),
      `ALTER TABLE ${full(table)} RENAME TO ${id(aside.name)}`,
    ].map((statement) => when(isThere, statement)),
    down: [
      when(relationQuery(aside), `ALTER TABLE ${full(aside)} RENAME TO ${id(table.name)}`),
      ...settleNotNulls(table),
      ...(leaves ? attach(table) : []),
    ],
    phase: 'migrate',
    removes: [...unit.provides, ...table.columns.map(({ name }) => `column ${nameKey(table)}.${name}`)],
    frees: unit.occupies,
    provides: [`aside ${unit.key}`],
    group,
  };
}

/** A table that cannot be altered: the new one takes its name and its rows. */
export function replaceTable(
  { tables: replaced, retired, before, after: later, were, are: after, pairs }: Planning,
  from: Unit,
  to: Unit,
  group: string,
): Operation[] {
  const [old, now] = [from.object as Table, to.object as Table];
  const aside = inRetired(retired, standAlone({ ...old, name: asideName(old.name) }, replaced));
  const parentGoes = [old, now].map(
    ({ partitionOf }) => partitionOf !== undefined && replaced.has(nameKey(partitionOf.parent)),
  );
  const columns = (table: Table) => table.columns.map(({ name }) => `column ${nameKey(table)}.${name}`);
  // Once the old one has come back, what has its name is that.
  const ifAside = (statement: string) => when(relationQuery(aside), statement);
  const below = partitionsBelow(after, now);
  // Tables with rows of their own, of which no second run may think that they are those that were copied.
  const attached = below.filter((each) => pairs.has(`table ${nameKey(each)}`) && isApart(were, each, old));
  const heirs = becomeHeirs([old, were], [now, after]);
  const keeping = heirs
    .flatMap((each) => [each, ...partitionsBelow(were, each)])
    .map((each) => ({ ...each, name: asideName(each.name) }));
  const back = copyRows(before, now, aside, attached);
  const isMoved = attached.length > 0;
  const copies = now.foreign === undefined && old.foreign === undefined;
  const lost = old.columns.filter(({ name, generated }) => {
    return generated === undefined && !now.columns.some((each) => each.name === name);
  });
  return [
    renameAside(from, group, parentGoes[0] ? undefined : old.partitionOf),
    {
      ...NO_TIES,
      action: 'create',
      unit: to,
      up: [...to.create, ...settleNotNulls(now)],
      down: to.drop.map(ifAside),
      phase: 'migrate',
      requires: [...to.requires, `aside ${from.key}`],
      provides: [...to.provides, ...columns(now)],
      takes: to.occupies,
      group,
    },
    // Rows need the partitions that take them, on the way there and on the way back.
    {
      ...NO_TIES,
      action: 'create',
      unit: { ...to, title: `rows of ${to.title}` },
      ...(copies && homelessRows([old, were], [now, after])),
      up: parentGoes[1] || !copies ? [] : [isMoved ? moveRows(aside, now) : copyRows(later, aside, now, keeping)],
      down: parentGoes[0] || !copies ? [] : [`TRUNCATE ${full(aside)}`, back].map(ifAside),
      phase: 'migrate',
      requires: [
        ...columns(now),
        ...to.provides,
        ...below.map((each) => `relation ${nameKey(each)}`),
        ...attached.map((each) => `attached table ${nameKey(each)}`),
        // Their rows come back through what they have their columns from: they are there until then.
        ...heirs.map((each) => `relation ${nameKey(each)}`),
      ],
      group,
      ...(copies &&
        !isMoved &&
        lost.length > 0 && {
          loss: {
            extent: 'lossy' as const,
            text: `values of ${lost.map(({ name }) => id(name)).join(', ')} in ${full(now)} are gone when this is undone`,
          },
        }),
      ...(isMoved && {
        loss: {
          extent: 'lossy' as const,
          text: `rows of ${full(now)} that lie in ${attached.map(full).join(', ')} stay there when this is undone`,
        },
      }),
    },
    ...(parentGoes[0]
      ? []
      : [dropOld([before, later], replaced, [from, now, after], aside, copies && !isMoved ? [back] : [])]),
  ];
}

/** A table while its types have other names. */
function inRetired(names: Retired, table: Table): Table {
  const { ofType } = table;
  const alias = ofType && names.get(nameKey(ofType));
  return {
    ...table,
    ...(ofType && alias && { ofType: { ...ofType, name: alias } }),
    columns: table.columns.map((column) => retiredColumn(names, column)),
  };
}

/** What has left a parent that stays has its columns to itself; what has not, has them from that by its other name. */
function standAlone(table: Table, replaced: ReadonlySet<string>): Table {
  const { partitionOf, ...alone } = table;
  const inherits = table.inherits.map((each) =>
    replaced.has(nameKey(each)) ? { ...each, name: asideName(each.name) } : each,
  );
  if (partitionOf === undefined || replaced.has(nameKey(partitionOf.parent))) return { ...table, inherits };
  return { ...alone, columns: table.columns.map(({ isInherited: _, ...column }) => column) };
}

/** The partitions of a table that have their columns from the one in its place: they keep their rows. */
function becomeHeirs([was, were]: readonly [Table, Tables], [is, are]: readonly [Table, Tables]): Table[] {
  const isHeir = (table: Table | undefined): boolean =>
    table?.inherits.some((each) => nameKey(each) === nameKey(is) || isHeir(are.get(nameKey(each)))) === true;
  return partitionsBelow(were, was).filter((each) => isHeir(are.get(nameKey(each))));
}

/** Whether a table was none of the partitions of another one. */
function isApart(were: Tables, table: Table, parent: Table): boolean {
  const was = were.get(nameKey(table));
  return was !== undefined && !partitionsBelow(were, parent).includes(was);
}

function dropOld(
  [before, after]: readonly [Catalog, Catalog],
  replaced: ReadonlySet<string>,
  [from, now, are]: readonly [Unit, Table, Tables],
  aside: Table,
  fill: readonly string[],
): Operation {
  const old = from.object as Table;
  const alias = (table: Table): Table => ({
    ...table,
    name: asideName(table.name),
    ...(table.partitionOf && {
      partitionOf: {
        ...table.partitionOf,
        parent: { ...table.partitionOf.parent, name: asideName(table.partitionOf.parent.name) },
      },
    }),
  });
  const children = descendants(before, replaced, old).map(alias);
  const tables = new Map([aside, ...children].map((each) => [nameKey(each), each]));
  return {
    ...NO_TIES,
    action: 'drop',
    unit: { ...from, title: `the old ${from.title}` },
    // What the new one has of its parent's indexes could not have its name before.
    up: [`DROP ${tableWord(aside)} IF EXISTS ${full(aside)}`, ...settleShares(now, are)],
    down: [
      createTable(aside),
      ...settleNotNulls(old, aside),
      ...children.map((child) => createTable(child, tables)),
      ...fill,
      ...[aside, ...children].flatMap((table) => describeTable(table, [before, after])),
    ],
    phase: 'contract',
    requires: [...from.provides, ...heirsOf(before, replaced, old).map((each) => `gone old table ${nameKey(each)}`)],
    provides: [`gone old ${from.key}`],
    releases: [
      ...[...from.requires].filter((need) => !/^(?:relation|column) /.test(need)),
      ...old.columns.flatMap(({ type, collation }) => [
        ...(type.schema === '' ? [] : [`type ${nameKey(type)}`]),
        ...(collation === undefined ? [] : [`other collation ${collation}`]),
      ]),
    ],
    group: `drop old ${from.key}`,
  };
}

/** Gives what a partition has of the indexes of its parent the names that they have, or that the server gives them. */
function settleShares(table: Table, are: Tables): string[] {
  const parent = table.partitionOf && are.get(nameKey(table.partitionOf.parent));
  if (parent === undefined) return [];
  const own = [...table.indexes, ...table.constraints];
  const named = [
    ...parent.indexes,
    ...parent.constraints.filter(({ type }) => type === 'primary_key' || type === 'unique'),
  ].map((index) => {
    const share = own.find((each) => 'attachedTo' in each && each.attachedTo?.name === index.name);
    return { index, name: share?.name ?? automaticName(table.name, index) };
  });
  // Of two that would have the same name, nobody knows which has it.
  const once = named.filter(({ name }) => named.filter((each) => each.name === name).length === 1);
  return once.map(({ index, name }) => settleName(table, { schema: parent.schema, name: index.name }, name));
}

/** The tables made anew that have their columns from another one. */
function heirsOf({ tables }: Catalog, replaced: ReadonlySet<string>, table: Table): Table[] {
  return tables.filter((each) => replaced.has(nameKey(each)) && each.inherits.map(nameKey).includes(nameKey(table)));
}

function descendants(before: Catalog, replaced: ReadonlySet<string>, table: Table): Table[] {
  return before.tables
    .filter(
      (each) =>
        replaced.has(nameKey(each)) &&
        each.partitionOf !== undefined &&
        nameKey(each.partitionOf.parent) === nameKey(table),
    )
    .flatMap((each) => [each, ...descendants(before, replaced, each)]);
}
