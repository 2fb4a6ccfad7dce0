import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { constraintUnit } from './constraint-units.js';
import { indexUnit } from './index-units.js';
import { otherDefault } from './inherited.js';
import { createPart, detach } from './join-parent.js';
import { parentsOf, type Tables } from './lineage.js';
import { describeNew, privilegeChanges, setComment, type Target } from './ownership.js';
import { counterOf, full, id, literal, reg, when } from './spelling.js';
import { policyUnit, ruleUnit, triggerUnit } from './table-parts.js';
import { columnDefinition, createTable, inBrackets, tableWord } from './tables.js';
import { type Database, namedOther, needsOf, needsOfType } from './units.js';

/** A table and everything that belongs to it. */
export function tableUnits(database: Database, table: Table): Unit[] {
  const key = nameKey(table);
  const owner = `table ${key}`;
  const counterpart = database.otherTables.get(key);
  const stays = counterpart !== undefined;
  return [
    tableUnit(database, table, stays),
    ...(stays ? table.columns.flatMap((column) => columnUnits(database, table, column, counterpart)) : []),
    ...table.constraints.map((constraint) => constraintUnit(database, table, constraint, owner)),
    ...table.indexes.map((index) => indexUnit(database, table, index, owner)),
    ...table.triggers.map((trigger) => triggerUnit(database, table, trigger, owner)),
    ...table.policies.map((policy) => policyUnit(database, table, policy, owner)),
    ...table.rules.map((rule) => ruleUnit(database, table, rule, owner)),
  ];
}

export function tableTarget(table: Table): Target {
  return { word: tableWord(table), name: full(table), grants: 'TABLE', defaults: 'tables', schema: table.schema };
}

function tableUnit(database: Database, table: Table, stays: boolean): Unit {
  const key = nameKey(table);
  const { partitionOf, ofType, foreign, partitioning, accessMethod } = table;
  const own = stays ? [] : table.columns;
  return {
    key: `table ${key}`,
    kind: 'table',
    title: `table ${full(table)}`,
    path: `tables.${key}`,
    object: table,
    provides: [`relation ${key}`, `type ${key}`, ...own.map(({ name }) => `column ${key}.${name}`)],
    occupies: [`class ${key}`, `type ${key}`, ...own.flatMap((column) => counterName(table, column))],
    requires: new Set([
      `schema ${table.schema}`,
      ...own.flatMap((column) =>
        needsOfColumn(database, table, column).filter((need) => !need.startsWith(`column ${key}.`)),
      ),
      ...parentsOf(table).map((parent) => `relation ${nameKey(parent)}`),
      ...(ofType === undefined ? [] : [`type ${nameKey(ofType)}`]),
      ...(foreign === undefined ? [] : [`other server ${foreign.server}`]),
      ...(accessMethod === undefined ? [] : [`other access method ${accessMethod}`]),
      ...(stays ? [] : needsOf(database, partitioning?.keys.map((each) => each.expression) ?? [])),
      ...(stays && table.replicaIdentity !== undefined
        ? [
            `index ${nameKey({ schema: table.schema, name: table.replicaIdentity })}`,
            `constraint ${key} ${table.replicaIdentity}`,
          ]
        : []),
      ...(stays ? (partitioning?.keys ?? []).map((each) => `column ${key}.${each.column}`) : []),
    ]),
    follows: new Set(own.flatMap(({ type }) => columnsOfRows(database, type))),
    create: [
      ...(stays ? [createTable(table, database.tables)] : createPart(database, table)),
      ...describeTable(table, [database.catalog, database.other]),
    ],
    drop: [...(partitionOf === undefined ? [] : [detach(table, partitionOf.parent)]), dropTable(database, table)],
  };
}

/** What `CREATE TABLE` cannot say of a table. */
export function describeTable(table: Table, catalogs: readonly Catalog[]): string[] {
  return [
    ...describeNew(tableTarget(table), table, catalogs),
    ...table.columns.flatMap((column) => describeColumn(table, column)),
    ...rowSecurityChanges(table, 'off', table.rowSecurity),
    ...replicaIdentity(table),
  ];
}

/** What has become a view is no table any more, and is not dropped a second time. */
function dropTable({ other }: Database, table: Table): string {
  const drop = `DROP ${tableWord(table)} IF EXISTS ${full(table)}`;
  if (!other.views.some((each) => nameKey(each) === nameKey(table))) return drop;
  return when(
    `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(table))} AND relkind NOT IN ('v', 'm')`,
    drop,
  );
}

/** What `CREATE TABLE` and `ADD COLUMN` cannot say of a column. */
export function describeColumn(table: Table, column: Column): string[] {
  const name = `${full(table)}.${id(column.name)}`;
  const alter = `ALTER ${tableWord(table)} ${full(table)} ALTER COLUMN ${id(column.name)}`;
  const attributes = Object.entries(column.options ?? {}).filter(() => table.foreign === undefined);
  return [
    ...(column.storage === undefined || column.isInherited
      ? []
      : [`${alter} SET STORAGE ${column.storage.toUpperCase()}`]),
    ...(column.compression === undefined || column.isInherited
      ? []
      : [`${alter} SET COMPRESSION ${column.compression}`]),
    ...(column.statistics === undefined ? [] : [`${alter} SET STATISTICS ${column.statistics}`]),
    ...(attributes.length === 0
      ? []
      : [`${alter} SET (${attributes.map(([option, value]) => `${option} = ${value}`).join(', ')})`]),
    ...privilegeChanges({ grants: 'TABLE', name: full(table) }, [], column.privileges, ` (${id(column.name)})`),
    ...(column.comment === undefined ? [] : [setComment({ word: 'COLUMN', name }, column.comment)]),
  ];
}

const ENABLED = { off: [false, false], on: [true, false], forced: [true, true], prepared: [false, true] } as const;

export function rowSecurityChanges(table: Table, from: Table['rowSecurity'], to: Table['rowSecurity']): string[] {
  const alter = `ALTER TABLE ${full(table)}`;
  const [[wasOn, wasForced], [isOn, isForced]] = [ENABLED[from], ENABLED[to]];
  return [
    ...(wasOn === isOn ? [] : [`${alter} ${isOn ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]),
    ...(wasForced === isForced ? [] : [`${alter} ${isForced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`]),
  ];
}

/** An index can only be named once it is there; the others come with the table. */
function replicaIdentity(table: Table): string[] {
  const { replicaIdentity } = table;
  return replicaIdentity === 'full' || replicaIdentity === 'nothing'
    ? [setReplicaIdentity(table, replicaIdentity)]
    : [];
}

export function setReplicaIdentity(table: Table, identity = 'default'): string {
  const isWord = ['default', 'full', 'nothing'].includes(identity);
  return `ALTER TABLE ${full(table)} REPLICA IDENTITY ${isWord ? identity.toUpperCase() : `USING INDEX ${id(identity)}`}`;
}

/** The columns of a table whose rows are values of a type: none of them can be converted once a column holds such. */
function columnsOfRows({ columns }: Database, type: DataType): string[] {
  const key = nameKey(type);
  return (columns.get(key) ?? []).map((column) => `column ${key}.${column}`);
}

function needsOfColumn(database: Database, table: Table, column: Column): string[] {
  return [
    ...needsOfType(database, column.type),
    ...needsOf(database, [column.generated?.expression], table),
    ...needsOf(database, [column.default]),
    ...namedOther(database, column.collation),
  ].filter((need) => need !== `column ${nameKey(table)}.${column.name}`);
}

/** The name that the sequence of an identity takes. */
export function counterName(table: Name, column: Column): string[] {
  return column.identity === undefined ? [] : [`class ${nameKey(counterOf(table, column))}`];
}

function columnUnits(database: Database, table: Table, column: Column, counterpart: Table): Unit[] {
  const key = nameKey(table);
  const other = counterpart.columns.find(({ name }) => name === column.name);
  const name = `column ${key}.${column.name}`;
  const { default: value, ...bare } = column;
  const isApart = other !== undefined && !(table.foreign !== undefined && column.isInherited);
  const alter = `ALTER TABLE ${full(table)}`;
  const unit: Unit = {
    key: name,
    kind: 'column',
    title: `column ${id(column.name)} of ${full(table)}`,
    path: `tables.${key}.columns.${column.name}`,
    owner: `table ${key}`,
    relation: { schema: table.schema, name: table.name },
    object: column,
    provides: [name, ...(database.heirs.get(key) ?? []).map((heir) => `column ${heir}.${column.name}`)],
    occupies: [name, ...counterName(table, column)],
    requires: new Set([
      `relation ${key}`,
      ...needsOfColumn(database, table, isApart ? bare : column),
      ...(column.isInherited && other === undefined
        ? parentsOf(table).map((parent) => `column ${nameKey(parent)}.${column.name}`)
        : []),
    ]),
    follows: new Set(),
    // What comes from a parent comes and goes with the parent's.
    create: column.isInherited
      ? otherDefault(table, column, database.tables)
      : [`${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(table, column)}`, ...describeColumn(table, column)],
    drop: column.isInherited ? [] : [`ALTER TABLE IF EXISTS ${full(table)} DROP COLUMN IF EXISTS ${id(column.name)}`],
  };
  if (!isApart || value === undefined || column.generated !== undefined) return [unit];
  return [unit, defaultUnit(database, table, column, value.text)];
}

function defaultUnit(database: Database, table: Table, column: Column, value: string): Unit {
  const key = nameKey(table);
  const { tables, otherTables } = database;
  // Those that have the column from it have defaults of their own.
  const hasHeirs = database.heirs.has(key) || database.otherHeirs.has(key) || table.partitioning !== undefined;
  const alter = `ALTER TABLE ${column.isInherited || hasHeirs ? 'ONLY ' : ''}${full(table)} ALTER COLUMN ${id(column.name)}`;
  const passing = [
    ...passingHeirs(column.name, key, tables, database.heirs, otherTables),
    ...passingHeirs(column.name, key, otherTables, database.otherHeirs, tables),
  ];
  const ofHeirs = (change: string) =>
    passing.map((heir) =>
      when(columnQuery(heir, column.name), `ALTER TABLE ONLY ${full(heir)} ALTER COLUMN ${id(column.name)} ${change}`),
    );
  const other = database.otherTables.get(key)?.columns.find(({ name }) => name === column.name);
  const isPlain = `${columnQuery(table, column.name)} AND attgenerated = '' AND attidentity = ''`;
  const drop = `${alter} DROP DEFAULT`;
  return {
    key: `default ${key}.${column.name}`,
    kind: 'default',
    title: `default of column ${id(column.name)} of ${full(table)}`,
    path: `tables.${key}.columns.${column.name}`,
    owner: `table ${key}`,
    relation: { schema: table.schema, name: table.name },
    object: column.default,
    provides: [],
    occupies: [`default ${key}.${column.name}`],
    requires: new Set([
      ...[`relation ${key}`, `column ${key}.${column.name}`],
      ...needsOfType(database, column.type),
      ...needsOf(database, [column.default]),
    ]),
    follows: new Set(),
    create: [`${alter} SET DEFAULT ${inBrackets(value)}`, ...ofHeirs(`SET DEFAULT ${inBrackets(value)}`)],
    drop: [
      // What has become computed or counted has none any more.
      (other?.generated ?? other?.identity) === undefined ? drop : when(isPlain, drop),
      ...ofHeirs('DROP DEFAULT'),
    ],
  };
}

/** Heirs that come or go: they have the default that their parent has when they are made, and then as long as it has it. */
function passingHeirs(column: string, key: string, tables: Tables, heirs: Database['heirs'], apart: Tables): Table[] {
  const defaultOf = (table: Table | undefined) => table?.columns.find(({ name }) => name === column)?.default?.form;
  return (heirs.get(key) ?? []).flatMap((heir) => {
    const table = tables.get(heir);
    const isPassing = table !== undefined && !apart.has(heir) && table.foreign === undefined;
    return isPassing && defaultOf(table) === defaultOf(tables.get(key)) ? [table] : [];
  });
}

/** A query that finds a column. */
export function columnQuery(table: Name, column: string): string {
  return `SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)} AND NOT attisdropped`;
}
