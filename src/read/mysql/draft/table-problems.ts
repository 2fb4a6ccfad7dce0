import type { Node } from '../expressions/node.js';
import type { PartitionDefinition } from '../statements/definitions.js';
import type { DraftKey, DraftTable } from './draft.js';
import { sameName } from './find.js';

/**
 * What no server makes a table of, in the words of its owner.
 *
 * @param gone columns of which it is said elsewhere what is computed or partitioned by them
 */
export function tableProblems(table: DraftTable, gone: readonly string[]): string[] {
  if (table.isUnknown) return [];
  const named = `table '${table.name.name}'`;
  const twice = (what: string, names: readonly string[]) =>
    repeated(names).map((name) => `${named} has a ${what} '${name}' already`);
  const keys = table.keys.filter(({ isGenerated }) => !isGenerated);
  return [
    ...twice(
      'column',
      table.columns.map(({ name }) => name),
    ),
    ...twice(
      'key',
      keys.map(({ name }) => name),
    ),
    ...twice(
      'foreign key',
      table.foreignKeys.map(({ name }) => name),
    ),
    ...twice(
      'check',
      table.checks.map(({ name }) => name),
    ),
    ...[...absentColumns(table, gone)].map((column) => `${named} has no column '${column}'`),
    ...countedProblems(table).map((problem) => `${named} ${problem}`),
    ...unpartitionedKeys(table).map(
      (key) => `${named} is partitioned by columns that key '${key}' does not have, so that nothing keeps it unique`,
    ),
  ];
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name.toLowerCase()).size);
}

/** Columns that keys, foreign keys and expressions speak of and that are not there. */
function absentColumns(table: DraftTable, gone: readonly string[]): Set<string> {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const left = new Set(gone.map((name) => name.toLowerCase()));
  const computed = [
    ...table.columns.flatMap(({ generated }) => (generated === undefined ? [] : columnsIn(generated.expression.node))),
    ...(table.partitioning === undefined ? [] : partitionedBy(table.partitioning)),
  ].filter((name) => !left.has(name.toLowerCase()));
  const checks = [...table.checks, ...table.columns.flatMap((column) => column.checks)];
  const asked = [
    ...table.keys.flatMap(({ parts }) => parts.flatMap(({ column }) => column ?? [])),
    ...table.foreignKeys.flatMap(({ columns }) => columns),
    ...checks.flatMap(({ expression }) => columnsIn(expression.node)),
    ...computed,
  ];
  return new Set(asked.filter((name) => !known.has(name.toLowerCase())));
}

function countedProblems({ columns, keys }: DraftTable): string[] {
  const counted = columns.filter(({ isAutoIncrement }) => isAutoIncrement);
  if (counted.length > 1) return ['has more than one AUTO_INCREMENT column'];
  const isKey = (name: string) => keys.some(({ parts }) => parts.some(({ column }) => sameName(column ?? '', name)));
  return counted.filter(({ name }) => !isKey(name)).map(({ name }) => `has no key of AUTO_INCREMENT column '${name}'`);
}

/** Keys that are to be unique and do not have all columns that the table is partitioned by. */
function unpartitionedKeys({ keys, partitioning }: DraftTable): string[] {
  const by = partitioning === undefined ? [] : partitionedBy(partitioning);
  const has = ({ parts }: DraftKey, name: string) => parts.some(({ column }) => sameName(column ?? '', name));
  return keys
    .filter(({ kind }) => kind === 'primary' || kind === 'unique')
    .filter((key) => by.some((name) => !has(key, name)))
    .map(({ name }) => name);
}

function partitionedBy({ columns = [], expression }: PartitionDefinition): string[] {
  return [...columns, ...(expression === undefined ? [] : columnsIn(expression.node))];
}

/** The columns that an expression speaks of, by their last names. */
export function columnsIn({ op, path, args }: Node): string[] {
  const own = op === 'column' ? (path?.slice(-1) ?? []) : [];
  return [...own, ...args.flatMap(columnsIn)];
}
