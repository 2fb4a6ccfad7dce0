import type { TableClause } from '../../../model/migration/table-step.js';
import { dropColumn } from '../draft/columns.js';
import type { DraftTable } from '../draft/draft.js';
import { sameName, takeOut } from '../draft/find.js';
import type { Cursor } from '../text/cursor.js';
import type { TableChange } from './alter-change.js';

/** What stands behind DROP. */
export function readDropping(cursor: Cursor): TableChange[] {
  if (cursor.accept('PRIMARY', 'KEY'))
    return [dropping({ kind: 'drop_key', name: 'PRIMARY' }, (table) => void dropKey(table, 'PRIMARY'))];
  if (cursor.acceptOf('mariadb', 'SYSTEM', 'VERSIONING')) return [dropping({ kind: 'set_versioning' }, dropVersioning)];
  if (cursor.acceptOf('mariadb', 'PERIOD', 'FOR')) {
    const name = guardedName(cursor);
    return [
      dropping({ kind: 'drop_period' }, (table) => {
        takeOut(table.periods, (period) => sameName(period.name, name));
      }),
    ];
  }
  if (cursor.accept('PARTITION')) return [dropPartitions(cursor)];
  if (cursor.accept('FOREIGN', 'KEY')) return [dropNamed(cursor, 'drop_foreign_key', dropForeignKey)];
  if (cursor.accept('INDEX') || cursor.accept('KEY')) return [dropNamed(cursor, 'drop_key', dropKey)];
  if (cursor.accept('CHECK')) return [dropNamed(cursor, 'drop_check', dropCheck)];
  if (cursor.accept('CONSTRAINT'))
    return [
      dropNamed(
        cursor,
        'drop_constraint',
        (table, name) => void (dropCheck(table, name) || dropForeignKey(table, name) || dropKey(table, name)),
      ),
    ];
  cursor.accept('COLUMN');
  const name = guardedName(cursor);
  cursor.acceptOne('RESTRICT', 'CASCADE');
  const clause = { kind: 'drop_column', column: name } as const;
  return [{ clause, stage: 'drop_column', apply: (_, table) => void dropColumn(table, name) }];
}

function dropping(clause: TableClause, apply: (table: DraftTable) => void): TableChange {
  return { clause, stage: 'drop', apply: (_, table) => apply(table) };
}

function dropNamed(
  cursor: Cursor,
  kind: 'drop_key' | 'drop_foreign_key' | 'drop_check' | 'drop_constraint',
  drop: (table: DraftTable, name: string) => unknown,
): TableChange {
  const name = guardedName(cursor);
  return dropping({ kind, name }, (table) => void drop(table, name));
}

function guardedName(cursor: Cursor): string {
  cursor.accept('IF', 'EXISTS');
  return cursor.identifier();
}

/** Takes a key away, and says whether there was one. */
export function dropKey(table: DraftTable, name: string): boolean {
  return takeOut(table.keys, (key) => sameName(key.name, name));
}

function dropForeignKey(table: DraftTable, name: string): boolean {
  return takeOut(table.foreignKeys, (key) => sameName(key.name, name));
}

function dropCheck(table: DraftTable, name: string): boolean {
  return (
    takeOut(table.checks, (check) => sameName(check.name, name)) ||
    table.columns.some(({ checks }) => takeOut(checks, (check) => sameName(check.name, name)))
  );
}

function dropPartitions(cursor: Cursor): TableChange {
  cursor.accept('IF', 'EXISTS');
  const names = cursor.list(() => cursor.identifier());
  return dropping({ kind: 'drop_partition', names }, (table) => {
    if (table.partitioning === undefined) return;
    const partitions = table.partitioning.partitions.filter(({ name }) => !names.some((one) => sameName(one, name)));
    table.partitioning = { ...table.partitioning, partitions };
  });
}

function dropVersioning(table: DraftTable): void {
  table.options = Object.fromEntries(Object.entries(table.options).filter(([name]) => name !== 'system_versioning'));
}
