import type { CatalogChange, CatalogChangeKind } from '../../../model/catalog/change.js';
import type { Column, Table } from '../../../model/catalog/table.js';
import type { MysqlDialect, MysqlFact } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';
import { tableChanges } from '../../catalog/tables.js';
import { columnNamed } from './column-operations.js';
import { onTable } from './on-table.js';
import type { AlterStep } from './operations.js';

/** What becomes of keys, foreign keys, checks and indexes that somebody notices. */
const JUDGED: ReadonlySet<CatalogChangeKind> = new Set<CatalogChangeKind>([
  ...(['constraint_added', 'constraint_removed', 'key_columns_changed', 'key_keys_changed'] as const),
  ...(['key_without_overlaps_changed', 'foreign_key_columns_changed', 'foreign_key_references_changed'] as const),
  ...(['foreign_key_referenced_columns_changed', 'foreign_key_on_update_changed'] as const),
  ...(['foreign_key_on_delete_changed', 'check_expression_changed', 'check_is_enforced_changed'] as const),
  ...(['index_removed', 'index_is_unique_changed', 'index_keys_changed', 'index_is_invisible_changed'] as const),
]);

/**
 * What a statement does to the keys of a table, and to those who rely on them. Its clauses are looked at together: a key
 * that goes and one of the same columns that comes are one key.
 */
export function keyFacts(
  statement: MysqlStatement,
  steps: readonly AlterStep[],
  dialect: MysqlDialect,
  isUnchecked: boolean,
): MysqlFact[] {
  return spansOf(steps).flatMap(({ before, after }): MysqlFact[] => {
    const isKnown = steps.every((step) => step.isKnown);
    return tableChanges(before, after, dialect).flatMap((change): MysqlFact[] => {
      if (!JUDGED.has(change.kind)) return [];
      if (change.kind === 'constraint_removed' && wentAlong(change)) return [];
      if (change.kind === 'constraint_added') {
        const { type } = change.after;
        if (type === 'foreign_key' && isUnchecked)
          return [
            {
              kind: 'foreign_key_unchecked',
              ...onTable(statement, before, isKnown),
              constraint: change.after,
              owner: before,
            },
          ];
        if (type === 'unique' && isIgnoring(statement)) return [];
        if (isOfNewColumn(change, before.columns)) return [];
      }
      return [{ kind: 'schema_changed', statement, change }];
    });
  });
}

/** The table before and after the statement; between columns that get another name, since keys tell columns by it. */
function spansOf(steps: readonly AlterStep[]): { readonly before: Table; readonly after: Table }[] {
  const spans: { before: Table; after: Table }[] = [];
  let isOpen = false;
  for (const { clause, before, after } of steps) {
    const isRenaming =
      clause.kind === 'rename_table' ||
      clause.kind === 'rename_column' ||
      (clause.kind === 'modify_column' && clause.column.toLowerCase() !== clause.name.toLowerCase());
    const last = spans.at(-1);
    if (!isRenaming && isOpen && last !== undefined) last.after = after;
    else if (!isRenaming) spans.push({ before, after });
    isOpen = !isRenaming;
  }
  return spans;
}

/** Whether a key went with a column: that is told of the column. */
function wentAlong({ before, now }: CatalogChange<'constraint_removed'>): boolean {
  return 'columns' in before && before.columns.some((name) => columnNamed(now, name) === undefined);
}

/** `ALTER IGNORE` deletes what is in the way of a key. */
export function isIgnoring({ action }: MysqlStatement): boolean {
  return action.kind === 'definition' && action.isIgnoring;
}

/** A key or a check of a column that comes with it: no row has a value that could be wrong. */
function isOfNewColumn({ after }: CatalogChange<'constraint_added'>, columns: readonly Column[]): boolean {
  const isOld = (name: string) => columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  if (after.type === 'check')
    return columns.length > 0 && !columns.some(({ name }) => mentions(after.expression.text, name));
  return after.type !== 'exclusion' && columns.length > 0 && !after.columns.some(isOld);
}

function mentions(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}
