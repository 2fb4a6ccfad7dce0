import type { ForeignKey } from '../../../model/catalog/table.js';
import { type Draft, type DraftColumn, type DraftTable, keyOf } from './draft.js';
import { columnOf, sameName } from './find.js';
import { keepsForeignKeys } from './keys.js';

/**
 * Why a server makes no foreign key of what a statement has added (8.4, "FOREIGN KEY Constraints", Conditions and
 * Restrictions), in the words of its owner. Nothing is said of tables of which nothing is known.
 *
 * @param old the foreign keys that the table had before
 */
export function foreignKeyProblems(draft: Draft, table: DraftTable, old: readonly ForeignKey[]): string[] {
  const added = table.isUnknown ? [] : table.foreignKeys.filter((key) => !old.includes(key));
  return added.flatMap((key) => {
    const problem = problemOf(draft, table, key);
    return problem === undefined ? [] : [`foreign key '${key.name}' of table '${table.name.name}' ${problem}`];
  });
}

function problemOf(draft: Draft, table: DraftTable, key: ForeignKey): string | undefined {
  if (table.partitioning !== undefined) return 'cannot be, for the table has partitions';
  const columns = key.columns.flatMap((name) => columnOf(table, name) ?? []);
  const emptied = columns.find(({ nullable }) => !nullable);
  if (emptied !== undefined && (key.onDelete === 'set null' || key.onUpdate === 'set null'))
    return `would set column '${emptied.name}' to NULL, which it cannot be`;
  const { schema, name } = key.references;
  const parent = draft.tables.get(keyOf({ schema: schema === '' ? draft.home : schema, name }));
  if (parent !== undefined) return parent.isUnknown ? undefined : misfit(parent, key, columns);
  const isAbsent = schema === '' && draft.watcher?.knowsAll === true;
  return isAbsent ? `leads to table '${name}', which is not there` : undefined;
}

function misfit(parent: DraftTable, key: ForeignKey, columns: readonly DraftColumn[]): string | undefined {
  const { name } = parent.name;
  if (!keepsForeignKeys(parent)) return `leads to table '${name}', whose engine has no foreign keys`;
  if (parent.partitioning !== undefined) return `leads to table '${name}', which has partitions`;
  const others = key.referencedColumns.map((one) => columnOf(parent, one));
  const absent = key.referencedColumns.find((_, at) => others[at] === undefined);
  if (absent !== undefined) return `leads to column '${absent}', which table '${name}' does not have`;
  const isServed = parent.keys.some(({ kind, parts }) => {
    if (kind === 'fulltext' || kind === 'spatial') return false;
    return key.referencedColumns.every((one, at) => sameName(parts[at]?.column ?? '', one));
  });
  if (!isServed)
    return `leads to columns of table '${name}' that no key begins with: ${key.referencedColumns.join(', ')}`;
  const unlike = columns.find((column, at) => !isAlike(column, others[at] as DraftColumn));
  return unlike && `joins column '${unlike.name}' with one of another type, of table '${name}'`;
}

/** Lengths of texts may differ, and what their character sets are called; sizes and signs of numbers may not. */
function isAlike(one: DraftColumn, other: DraftColumn): boolean {
  const isText = (column: DraftColumn) => /^(?:char|varchar|\w*text)$/.test(column.type.name);
  if (isText(one) && isText(other)) return one.characterSet === other.characterSet && one.collation === other.collation;
  const [first, second] = [familyOf(one), familyOf(other)];
  const isUnsigned = (column: DraftColumn) => column.type.isUnsigned === true;
  return first === second && (!/int$/.test(first) || isUnsigned(one) === isUnsigned(other));
}

function familyOf({ type: { name } }: DraftColumn): string {
  return /^(?:var)?binary$/.test(name) ? 'binary' : name;
}
