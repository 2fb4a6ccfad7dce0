import { addColumn, addColumnKeys, type Position } from '../draft/columns.js';
import type { Draft, DraftTable } from '../draft/draft.js';
import { columnOf, keyNamed, sameName } from '../draft/find.js';
import { addPeriod } from '../draft/keys.js';
import type { Cursor } from '../text/cursor.js';
import { change, type TableChange } from './alter-change.js';
import type { ColumnDefinition } from './definitions.js';
import { readPartitionList } from './partitions.js';
import { readColumn } from './read-column.js';
import type { Session } from './session.js';
import { addConstraint, readConstraint, readTableElement, type TableElement } from './table-elements.js';

/** What stands behind ADD. */
export function readAddition(cursor: Cursor, session: Session): TableChange[] {
  if (cursor.accept('PARTITION')) return [readPartitions(cursor)];
  if (cursor.acceptOf('mariadb', 'SYSTEM', 'VERSIONING'))
    return [
      change({ kind: 'set_versioning' }, (_, table) => {
        table.options = { ...table.options, system_versioning: 'yes' };
      }),
    ];
  const isGuarded = hasGuard(cursor);
  const constraint = cursor.is('COLUMN') ? undefined : readConstraint(cursor, session);
  if (constraint !== undefined) return [addElement(constraint, isGuarded)];
  cursor.accept('COLUMN');
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  if (cursor.is('(')) return cursor.bracketed(() => addElement(readTableElement(cursor, session), onlyIfAbsent));
  const column = readColumn(cursor, session, cursor.identifier('a column'));
  return [newColumn(column, readPosition(cursor), onlyIfAbsent)];
}

/** Whether IF EXISTS or IF NOT EXISTS comes before the next name. */
export function hasGuard(cursor: Cursor): boolean {
  for (let ahead = 0; ahead < 5; ahead++) {
    if (cursor.peek(ahead).upper === 'IF') return true;
    if (cursor.peek(ahead).kind !== 'word') return false;
  }
  return false;
}

function addElement(element: TableElement, onlyIfAbsent: boolean): TableChange {
  if (element.kind === 'column') return newColumn(element.column, undefined, onlyIfAbsent);
  return change({ kind: ADDING[element.kind] }, (draft, table, { place }) => {
    if (onlyIfAbsent && isThere(table, element)) return;
    if (element.kind === 'period') addPeriod(table, element.period);
    addConstraint(draft, table, element, place);
  });
}

const ADDING = {
  key: 'add_key',
  'foreign key': 'add_foreign_key',
  check: 'add_check',
  period: 'add_period',
} as const;

function isThere(table: DraftTable, element: TableElement): boolean {
  switch (element.kind) {
    case 'key':
      return keyNamed(table, element.key.name ?? element.key.parts[0]?.column ?? '') !== undefined;
    case 'foreign key':
      return table.foreignKeys.some(({ name }) =>
        sameName(name, element.foreignKey.name ?? element.foreignKey.indexName ?? ''),
      );
    case 'check':
      return table.checks.some(({ name }) => sameName(name, element.check.name ?? ''));
    case 'period':
      return table.periods.some(({ name }) => sameName(name, element.period.name));
    case 'column':
      return columnOf(table, element.column.name) !== undefined;
  }
}

function newColumn(column: ColumnDefinition, position: Position, onlyIfAbsent: boolean): TableChange {
  const clause = { kind: 'add_column', column: column.name, isPlaced: position !== undefined } as const;
  return change(clause, (draft: Draft, table, { place }) => {
    if (onlyIfAbsent && columnOf(table, column.name) !== undefined) return;
    addColumn(draft, table, column, position, place);
    addColumnKeys(draft, table, column, place);
  });
}

/** `FIRST` or `AFTER column`. */
export function readPosition(cursor: Cursor): Position {
  if (cursor.accept('FIRST')) return 'first';
  return cursor.accept('AFTER') ? { after: cursor.identifier() } : undefined;
}

// ADD PARTITION (…) and, where partitions have no names, ADD PARTITION PARTITIONS 2.
function readPartitions(cursor: Cursor): TableChange {
  cursor.acceptOne('LOCAL', 'NO_WRITE_TO_BINLOG');
  cursor.accept('IF', 'NOT', 'EXISTS');
  const more = cursor.accept('PARTITIONS') ? Number(cursor.number()) : 0;
  const added = more > 0 ? [] : readPartitionList(cursor);
  return change({ kind: 'add_partition' }, (_, table) => {
    const { partitioning } = table;
    if (partitioning === undefined) return;
    const count = more > 0 ? { count: (partitioning.count ?? 1) + more } : {};
    table.partitioning = { ...partitioning, ...count, partitions: [...partitioning.partitions, ...added] };
  });
}
