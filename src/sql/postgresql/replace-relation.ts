import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { converted } from './alter-tables.js';
import { asideName } from './aside.js';
import type { Tables } from './lineage.js';
import { settleNotNulls } from './not-null-names.js';
import type { Planning } from './planning.js';
import { type Retired, retiredColumn } from './retired.js';
import { full, id, reg, relationQuery, when } from './spelling.js';
import { attach } from './table-units.js';
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
  { tables: replaced, retired, before, are: after }: Planning,
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
  const back = copy(now, aside);
  const copies = now.foreign === undefined && old.foreign === undefined;
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
      up: parentGoes[1] || !copies ? [] : [copy(aside, now)],
      down: parentGoes[0] || !copies ? [] : [`TRUNCATE ${full(aside)}`, back].map(ifAside),
      phase: 'migrate',
      requires: [
        ...columns(now),
        ...to.provides,
        ...partitionsBelow(after, now).map((each) => `relation ${nameKey(each)}`),
      ],
      group,
    },
    ...(parentGoes[0] ? [] : [dropOld(before, replaced, from, aside, copies ? [back] : [])]),
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

/** What has left a parent that stays has its columns to itself. */
function standAlone(table: Table, replaced: ReadonlySet<string>): Table {
  const { partitionOf, ...alone } = table;
  if (partitionOf === undefined || replaced.has(nameKey(partitionOf.parent))) return table;
  return { ...alone, columns: table.columns.map(({ isInherited: _, ...column }) => column) };
}

/** The partitions of a table, and theirs. */
function partitionsBelow(after: Tables, table: Table): Table[] {
  const own = [...after.values()].filter(
    ({ partitionOf }) => partitionOf && nameKey(partitionOf.parent) === nameKey(table),
  );
  return own.flatMap((each) => [each, ...partitionsBelow(after, each)]);
}

/** Copies the rows of one table into another, column by column. */
function copy(from: Table, to: Table): string {
  const common = to.columns.flatMap((column) => {
    const was = from.columns.find(({ name }) => name === column.name);
    return was === undefined || column.generated !== undefined ? [] : [[was, column] as const];
  });
  const names = common.map(([, { name }]) => id(name)).join(', ');
  const values = common.map(([was, is]) => copied(was, is)).join(', ');
  // What has been copied is not copied again.
  const where = ` WHERE NOT EXISTS (SELECT FROM ${full(to)})`;
  if (common.length === 0) return `INSERT INTO ${full(to)} SELECT FROM ${full(from)}${where}`;
  return `INSERT INTO ${full(to)} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${full(from)}${where}`;
}

function copied(was: Column, is: Column): string {
  const isSame = JSON.stringify(was.type) === JSON.stringify(is.type);
  return isSame ? id(was.name) : converted(id(was.name), was.type, is.type);
}

function dropOld(
  before: Catalog,
  replaced: ReadonlySet<string>,
  from: Unit,
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
    up: [`DROP ${tableWord(aside)} IF EXISTS ${full(aside)}`],
    down: [
      createTable(aside),
      ...settleNotNulls(old, aside),
      ...children.map((child) => createTable(child, tables)),
      ...fill,
    ],
    phase: 'contract',
    requires: from.provides,
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
