import type { Catalog } from '../../model/catalog/catalog.js';
import type { Rename } from '../../model/catalog/change.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, ForeignKey, KeyConstraint, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../../sql/mentions.js';
import { strayIn } from '../../sql/mysql/partitions.js';
import { periodsOf } from '../../sql/mysql/periods.js';
import { strayDefault } from '../../sql/mysql/questions.js';
import { unfitting, unfittingResult } from '../../sql/mysql/unfitting.js';
import { keyOf, tablesWithRows } from '../contents.js';
import { allHints, type Hints } from './hints.js';
import { asLater, convertibleConditions } from './later-row.js';
import { boundsOf, commonBounds } from './partition-bounds.js';

/** What a value of a column must be so that both schemas take it. */
export interface ColumnDemand {
  readonly column: Column;
  /** The types to make it of; the later ones only when nothing else fits. */
  readonly types: readonly { readonly type: DataType; readonly catalog: Catalog }[];
  readonly nullable: boolean;
  readonly isDistinct: boolean;
  readonly hints: Hints;
}

export interface ReferenceDemand {
  readonly columns: readonly string[];
  /** The key of the table that is referred to. */
  readonly to: string;
  readonly toColumns: readonly string[];
  readonly isDeferrable: boolean;
}

/** What rows of a table must be so that both schemas take them. */
export interface TableDemand {
  readonly key: string;
  readonly table: Table;
  readonly columns: readonly ColumnDemand[];
  readonly references: readonly ReferenceDemand[];
  /** The tables that are referred to, by their keys. */
  readonly targets: ReadonlyMap<string, Table>;
  /** Columns that together differ from row to row in the schema after. */
  readonly distinct: readonly (readonly string[])[];
  /** Conditions of the schema after, which the one before does not check. */
  readonly conditions: readonly string[];
}

/** Tables and columns of the schema after, by the names that they had before. */
export interface Successors {
  table(table: Table): Table | undefined;
  column(table: Table, name: string): Column | undefined;
}

export function successorsIn(after: Catalog, renames: readonly Rename[]): Successors {
  const tables = new Map(after.tables.map((table) => [keyOf(table), table]));
  const renamed = new Map(
    renames.map(({ table, column, to }) => [JSON.stringify([keyOf(table), column ?? null]), to] as const),
  );
  const find = (table: Table) => tables.get(keyOf(renamed.get(JSON.stringify([keyOf(table), null])) ?? table));
  return {
    table: find,
    column(table, name) {
      const to = renamed.get(JSON.stringify([keyOf(table), name]))?.name ?? name;
      return find(table)?.columns.find((column) => column.name === to);
    },
  };
}

/** What rows must be so that the schema before takes them, and the one after does not have to refuse them. */
export function demandsOf(before: Catalog, after: Catalog, successors: Successors): TableDemand[] {
  return tablesWithRows(before, after).map((table) => demandOf(table, before, after, successors));
}

function demandOf(table: Table, before: Catalog, after: Catalog, successors: Successors): TableDemand {
  const next = successors.table(table);
  const backwards = new Map(
    table.columns.flatMap(({ name }) => {
      const successor = successors.column(table, name);
      return successor === undefined ? [] : [[successor.name, name] as const];
    }),
  );
  const named = (columns: readonly string[]) => {
    const found = columns.map((name) => backwards.get(name));
    return found.includes(undefined) ? undefined : (found as string[]);
  };
  const conditions = conditionsOf(table);
  const later = next === undefined ? [] : laterConditions(table, next, after, successors);
  const fitting = next === undefined ? [] : fittingConditions(table, next, before, successors);
  const isRenamed =
    [...backwards].some(([name, old]) => name !== old) || (next !== undefined && next.name !== table.name);
  const keys =
    next === undefined ? [] : keysOf(next).flatMap((columns) => (named(columns) ? [named(columns) as string[]] : []));
  const single = new Set([...keysOf(table), ...keys].flat());
  // Where it is divided later, only rows of its parts have a place.
  const bounds = commonBounds(boundsOf(table, before), next === undefined ? new Map() : boundsOf(next, after));
  const references = [
    // To what is there at last fewer rows can lead: to a table that comes, none.
    ...laterReferences(table, next, before, successors, named),
    ...foreignKeysOf(table).map((key) => referenceOf(key)),
  ];
  const targets = before.tables.filter((one) => references.some(({ to }) => to === keyOf(one)));
  return {
    key: keyOf(table),
    table,
    columns: table.columns.map((column) => {
      const successor = successors.column(table, column.name);
      const hinted = [...conditions, ...(successor ? later : [])];
      const hints = allHints(hinted, column.name);
      const own = bounds.get(column.name) ?? [];
      return {
        column,
        types: [
          ...(successor === undefined ? [] : [{ type: successor.type, catalog: after }]),
          { type: column.type, catalog: before },
        ],
        nullable: column.nullable && successor?.nullable !== false && !isKeyColumn(table, column.name),
        isDistinct: single.has(column.name),
        hints: own.length === 0 ? hints : { values: own, lengths: [], patterns: [] },
      };
    }),
    references,
    targets: new Map(targets.map((one) => [keyOf(one), one])),
    distinct: keys,
    conditions: isRenamed ? [] : [...later, ...fitting].filter((condition) => !conditions.includes(condition)),
  };
}

function conditionsOf(table: Table): string[] {
  const periods = periodsOf(table).map(({ start, end }) => `\`${start}\` < \`${end}\``);
  return [...table.constraints.flatMap((one) => (one.type === 'check' ? [one.expression.text] : [])), ...periods];
}

/** What the checks after say of rows that are there before. */
function laterConditions(table: Table, next: Table, { dialect }: Catalog, successors: Successors): string[] {
  if (dialect !== 'postgresql') return conditionsOf(next);
  return next.constraints.flatMap((one) =>
    one.type === 'check' ? [asLater(one.expression, table, next, successors)] : [],
  );
}

/** That what a table computes fits into its columns. */
function computedConditions({ columns }: Table): string[] {
  return columns.flatMap(({ type, generated }) => {
    return generated === undefined ? [] : [unfittingResult(`(${generated.expression.text})`, type)];
  });
}

/** That what a table has fits into the columns and partitions after, and what both compute into theirs. */
function fittingConditions(table: Table, next: Table, before: Catalog, successors: Successors): string[] {
  if (before.dialect === 'postgresql') return convertibleConditions(table, next, successors);
  const kept = next.columns.flatMap((column) => {
    const was = table.columns.find(({ name }) => successors.column(table, name)?.name === column.name);
    if (was === undefined) return [strayDefault(table, column)];
    if (was.generated !== undefined && column.generated !== undefined) return [];
    // What the one computes, the other has as it is, on the way there or back.
    if (column.generated !== undefined) return [unfittingResult(`(${column.generated.expression.text})`, was.type)];
    if (was.generated !== undefined) {
      const value = `(${was.generated.expression.text})`;
      return [column.nullable ? '' : `${value} IS NULL`, unfittingResult(value, column.type)];
    }
    return [unfitting(`\`${was.name}\``, [table, was], [next, column]) ?? ''];
  });
  const computed = [...computedConditions(table), ...computedConditions(next)];
  const beyond = [strayIn(next.partitioning), ...computed, ...straysOf(next, before, successors), ...kept];
  return beyond.flatMap((condition) => (condition === '' ? [] : [`NOT (${condition})`]));
}

/** What finds rows of which a column that is computed refers to none that is there. */
function straysOf(next: Table, before: Catalog, successors: Successors): string[] {
  return foreignKeysOf(next).flatMap(({ columns, references, referencedColumns }) => {
    const value = next.columns.find(({ name }) => name === columns[0])?.generated?.expression.text;
    if (value === undefined || columns.length > 1) return [];
    const target = before.tables.find((one) => successors.table(one)?.name === references.name);
    const key = target?.columns.find(({ name }) => successors.column(target, name)?.name === referencedColumns[0]);
    const isThere = key && `(${value}) IN (SELECT \`${key.name}\` FROM \`${target?.name}\`)`;
    return [`(${value}) IS NOT NULL${isThere === undefined ? '' : ` AND NOT ${isThere}`}`];
  });
}

function foreignKeysOf({ constraints }: Table): ForeignKey[] {
  return constraints.filter((one) => one.type === 'foreign_key');
}

function referenceOf({ columns, references, referencedColumns, isDeferrable }: ForeignKey): ReferenceDemand {
  return { columns, to: keyOf(references), toColumns: referencedColumns, isDeferrable };
}

/** Foreign keys of the schema after, as far as their columns are there before; to a table that comes no row can lead yet. */
function laterReferences(
  table: Table,
  next: Table | undefined,
  before: Catalog,
  successors: Successors,
  named: (columns: readonly string[]) => string[] | undefined,
): ReferenceDemand[] {
  const textOf = ({ columns, to, toColumns }: Omit<ReferenceDemand, 'isDeferrable'>) =>
    JSON.stringify([columns, to, toColumns]);
  const known = new Set(foreignKeysOf(table).map((key) => textOf(referenceOf(key))));
  return (next === undefined ? [] : foreignKeysOf(next)).flatMap((key): ReferenceDemand[] => {
    const columns = named(key.columns);
    const target = before.tables.find((one) => {
      const successor = successors.table(one);
      return successor !== undefined && keyOf(successor) === keyOf(key.references);
    });
    if (columns === undefined) return [];
    if (target === undefined) {
      return [{ columns, to: keyOf(key.references), toColumns: key.referencedColumns, isDeferrable: false }];
    }
    const toColumns = key.referencedColumns.map((name) => {
      return target.columns.find((column) => successors.column(target, column.name)?.name === name)?.name;
    });
    // Nor can one lead to a column that comes.
    const isThere = !toColumns.includes(undefined);
    const reference = {
      columns,
      to: keyOf(target),
      toColumns: isThere ? (toColumns as string[]) : key.referencedColumns,
      isDeferrable: false,
    };
    return known.has(textOf(reference)) ? [] : [reference];
  });
}

function keysOf({ columns, constraints, indexes }: Table): string[][] {
  // What is computed differs where what it is computed of does, most often.
  const sources = (name: string): string[] => {
    const expression = columns.find((column) => column.name === name)?.generated?.expression;
    if (expression === undefined) return [name];
    const { words } = mentionsOf(expression.text.replaceAll('`', '"'));
    return columns.filter((column) => words.has(column.name)).map((column) => column.name);
  };
  const keys = constraints.flatMap((one) => {
    if (one.type === 'primary_key' || one.type === 'unique') return [ownColumns(one, columns).flatMap(sources)];
    return one.type === 'exclusion' ? [one.elements.flatMap(({ key }) => key.column ?? [])] : [];
  });
  const unique = indexes.flatMap((index) => {
    if (!index.isUnique) return [];
    // What an expression makes of values that differ differs as well, most often.
    const named = index.keys.flatMap(({ column, expression }) => {
      const words = column === undefined ? mentionsOf(expression?.form ?? '').words : new Set([column]);
      return columns.filter(({ name }) => words.has(name)).map(({ name }) => name);
    });
    return [[...new Set(named)]];
  });
  return [...keys, ...unique].filter(({ length }) => length > 0);
}

/** The columns of a key; the last name of one without overlaps may be that of a period. */
function ownColumns({ columns: names, withoutOverlaps }: KeyConstraint, columns: readonly Column[]): readonly string[] {
  return withoutOverlaps ? names.filter((name) => columns.some((column) => column.name === name)) : names;
}

function isKeyColumn({ constraints }: Table, name: string): boolean {
  return constraints.some((one) => one.type === 'primary_key' && one.columns.includes(name));
}
