import type { Name } from '../../model/catalog/common.js';
import type { CheckConstraint, Column, Constraint, ForeignKey, Index, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { nameKey } from '../unit.js';
import type { Tables } from './lineage.js';
import { notNullName } from './not-null-names.js';
import {
  collate,
  columnList,
  foreignOptions,
  full,
  id,
  identityOptions,
  indexKey,
  optionList,
  reg,
  typeText,
  when,
} from './spelling.js';

/** What statements call a table. */
export function tableWord({ foreign }: Table): 'TABLE' | 'FOREIGN TABLE' {
  return foreign === undefined ? 'TABLE' : 'FOREIGN TABLE';
}

/** A table with its columns and nothing else: what belongs to it has statements of its own. */
export function createTable(table: Table, tables: Tables = new Map()): string {
  const { persistence, partitionOf, foreign, options, tablespace, accessMethod } = table;
  const words = ['CREATE', persistence === 'unlogged' && 'UNLOGGED', foreign && 'FOREIGN', 'TABLE IF NOT EXISTS'];
  const parts = [
    `${words.filter(Boolean).join(' ')} ${full(table)}`,
    partitionOf === undefined
      ? columnsOf(table)
      : `PARTITION OF ${full(partitionOf.parent)}${overrides(table, tables)}`,
    partitionOf?.bound.text,
    table.inherits.length > 0 && `INHERITS (${table.inherits.map(full).join(', ')})`,
    table.partitioning !== undefined && `PARTITION BY ${partitioningText(table)}`,
    accessMethod !== undefined && `USING ${id(accessMethod)}`,
    Object.keys(options).length > 0 && `WITH ${optionList(options)}`,
    tablespace !== undefined && `TABLESPACE ${id(tablespace)}`,
    foreign !== undefined && `SERVER ${id(foreign.server)}${foreignOptions(foreign.options)}`,
  ];
  return parts.filter(Boolean).join(' ');
}

function columnsOf(table: Table): string {
  if (table.ofType !== undefined) return `OF ${full(table.ofType)}${overrides(table, new Map())}`;
  const columns = table.columns.filter(({ isInherited }) => isInherited !== true);
  return `(${columns.length === 0 ? '' : `\n  ${columns.map((column) => columnDefinition(table, column)).join(',\n  ')}\n`})`;
}

/** What a partition says of the columns that its parent brings, where the parent does not. */
function overrides(table: Table, tables: Tables): string {
  const parent = table.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  const isDemanded = ({ name, notNull }: Column) => {
    const theirs = parent?.columns.find((each) => each.name === name && !each.nullable);
    if (parent === undefined || theirs === undefined) return false;
    // A name of its own is that of a constraint of its own.
    return notNull?.name === undefined || notNull.name === notNullName(parent, theirs, tables);
  };
  const parts = table.columns.flatMap((column) => {
    const parts = [
      column.default !== undefined && ` DEFAULT ${inBrackets(column.default.text)}`,
      !column.nullable && !isDemanded(column) && `${notNullBefore(column)} NOT NULL`,
    ].filter(Boolean);
    return parts.length === 0 || column.generated !== undefined ? [] : [`${id(column.name)}${parts.join('')}`];
  });
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function partitioningText({ partitioning }: Table): string {
  const { strategy, keys } = partitioning as NonNullable<Table['partitioning']>;
  return `${strategy.toUpperCase()} (${keys.map((key) => indexKey(key, strategy)).join(', ')})`;
}

/** The name of a constraint behind NOT NULL, which older servers take and forget. */
function notNullBefore({ notNull }: Column): string {
  return notNull?.name === undefined ? '' : ` CONSTRAINT ${id(notNull.name)}`;
}

/** A column of a table as `CREATE TABLE` and `ADD COLUMN` write it. */
export function columnDefinition({ foreign }: Pick<Table, 'foreign'>, column: Column): string {
  const { name, type, nullable, generated, identity } = column;
  // Those of an ordinary table are parameters, which have a statement of their own.
  const options = foreign === undefined ? '' : foreignOptions(column.options);
  return [
    `${id(name)} ${typeText(type)}${options}${collate(column.collation)}`,
    column.default !== undefined && `DEFAULT ${inBrackets(column.default.text)}`,
    generated !== undefined &&
      `GENERATED ALWAYS AS (${generated.expression.text})${generated.isStored ? ' STORED' : ' VIRTUAL'}`,
    identity !== undefined && `GENERATED ${identity.mode.toUpperCase()} AS IDENTITY ${identityOptions(identity)}`,
    !nullable && 'NOT NULL',
  ]
    .filter(Boolean)
    .join(' ');
}

/** A default may be any expression; most need no brackets, and a statement reads better without. */
export function inBrackets(expression: string): string {
  return /^(?:-?[\d.]+|'(?:[^']|'')*'|[\w.]+\(\)|true|false|null|current_\w+)$/i.test(expression)
    ? expression
    : `(${expression})`;
}

/** A constraint behind its name. */
export function constraintDefinition(constraint: Constraint): string {
  return `${contentOf(constraint)}${deferral(constraint)}`;
}

function contentOf(constraint: Constraint): string {
  switch (constraint.type) {
    case 'primary_key':
    case 'unique': {
      const nulls = constraint.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
      const word = constraint.type === 'unique' ? `UNIQUE${nulls}` : 'PRIMARY KEY';
      const last = constraint.withoutOverlaps ? ' WITHOUT OVERLAPS' : '';
      const columns = constraint.columns.map(id).join(', ');
      return `${word} (${columns}${last})${includes(constraint.include)}${storage(constraint)}`;
    }
    case 'foreign_key':
      return foreignKey(constraint);
    case 'check':
      return `CHECK (${constraint.expression.text})${constraint.noInherit ? ' NO INHERIT' : ''}`;
    case 'exclusion': {
      const elements = constraint.elements.map(({ key, operator }) => {
        return `${indexKey(key, constraint.method)} WITH ${operator}`;
      });
      const where = constraint.predicate === undefined ? '' : ` WHERE (${constraint.predicate.text})`;
      return `EXCLUDE USING ${id(constraint.method)} (${elements.join(', ')})${includes(constraint.include)}${storage(constraint)}${where}`;
    }
  }
}

function foreignKey(key: ForeignKey): string {
  const columns = (names: readonly string[]) => {
    const listed = names.map(id);
    const last = listed.length - 1;
    return `(${listed.map((name, at) => (key.isPeriod && at === last ? `PERIOD ${name}` : name)).join(', ')})`;
  };
  const set = key.setColumns.length === 0 ? '' : ` ${columnList(key.setColumns)}`;
  return [
    `FOREIGN KEY ${columns(key.columns)} REFERENCES ${full(key.references)} ${columns(key.referencedColumns)}`,
    key.match !== 'simple' && `MATCH ${key.match.toUpperCase()}`,
    key.onUpdate !== 'no action' && `ON UPDATE ${key.onUpdate.toUpperCase()}`,
    key.onDelete !== 'no action' && `ON DELETE ${key.onDelete.toUpperCase()}${set}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** When a constraint is checked, and whether at all. */
export function deferral({ isDeferrable, isInitiallyDeferred, isEnforced }: Constraint): string {
  return `${isDeferrable ? ' DEFERRABLE' : ''}${isInitiallyDeferred ? ' INITIALLY DEFERRED' : ''}${isEnforced ? '' : ' NOT ENFORCED'}`;
}

function includes(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` INCLUDE ${columnList(columns)}`;
}

function storage({ options, tablespace }: Pick<Index, 'options' | 'tablespace'>): string {
  const parameters = optionList(options);
  return `${parameters && ` WITH ${parameters}`}${tablespace === undefined ? '' : ` USING INDEX TABLESPACE ${id(tablespace)}`}`;
}

/** Whether rows that are there are checked when a constraint is made. */
export function isCheckedLater(constraint: Constraint): constraint is ForeignKey | CheckConstraint {
  return constraint.type === 'foreign_key' || constraint.type === 'check';
}

/** How an index is made. */
export interface IndexMaking {
  readonly isConcurrent?: boolean;
  /** Of a partitioned table: not of its partitions. */
  readonly only?: boolean;
}

/** An index of a table or a materialized view. */
export function createIndex(
  table: Pick<Table, 'schema' | 'name'>,
  index: Index,
  { isConcurrent = false, only = false }: IndexMaking = {},
): string {
  const { name, method, keys, isUnique, nullsNotDistinct, predicate, tablespace, options } = index;
  const words = ['CREATE', isUnique && 'UNIQUE', 'INDEX', isConcurrent && 'CONCURRENTLY', 'IF NOT EXISTS'];
  const parameters = optionList(options);
  return [
    `${words.filter(Boolean).join(' ')} ${id(name)} ON ${only ? 'ONLY ' : ''}${full(table)} USING ${id(method)}`,
    `(${keys.map((key) => indexKey(key, method)).join(', ')})${includes(index.include)}`,
    nullsNotDistinct && 'NULLS NOT DISTINCT',
    parameters !== '' && `WITH ${parameters}`,
    tablespace !== undefined && `TABLESPACE ${id(tablespace)}`,
    predicate !== undefined && `WHERE (${predicate.text})`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Takes away what is left of an index whose making was broken off. */
/** Whether an index is there, and every row in it. */
export function isBuilt(table: Name, name: string): Question {
  const index = reg('regclass', full({ schema: table.schema, name }));
  const run = `SELECT EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = ${index} AND indisvalid)`;
  return { run, expect: 't' };
}

export function dropInvalid(table: Name, name: string): string {
  const index = full({ schema: table.schema, name });
  const query = `SELECT FROM pg_catalog.pg_index WHERE indexrelid = ${reg('regclass', index)} AND NOT indisvalid`;
  return when(query, `DROP INDEX IF EXISTS ${index}`);
}
