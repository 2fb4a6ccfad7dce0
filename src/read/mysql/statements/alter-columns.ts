import { addColumnKeys, renameColumn, replaceColumn } from '../draft/columns.js';
import { defaultOf } from '../draft/defaults.js';
import type { DraftTable } from '../draft/draft.js';
import { columnOf, keyNamed, sameName } from '../draft/find.js';
import type { Cursor } from '../text/cursor.js';
import { readPosition } from './alter-add.js';
import { change, type TableChange } from './alter-change.js';
import { readColumn, readDefaultValue } from './read-column.js';
import type { Session } from './session.js';

/** MODIFY, CHANGE, ALTER and RENAME of a column, index or check; undefined when another clause begins here. */
export function readColumnChange(cursor: Cursor, session: Session): TableChange | undefined {
  if (cursor.accept('MODIFY') || cursor.is('CHANGE')) return readReplacement(cursor, session);
  if (cursor.accept('ALTER')) return readAlteration(cursor);
  if (cursor.accept('RENAME', 'COLUMN')) {
    cursor.accept('IF', 'EXISTS');
    const { old, name } = readRenaming(cursor);
    return change((_, table) => void renameColumn(table, old, name));
  }
  if (cursor.accept('RENAME', 'INDEX') || cursor.accept('RENAME', 'KEY')) {
    cursor.accept('IF', 'EXISTS');
    const { old, name } = readRenaming(cursor);
    return change((_, table) => {
      const key = keyNamed(table, old);
      if (key !== undefined) key.name = name;
    });
  }
  return undefined;
}

function readRenaming(cursor: Cursor): { old: string; name: string } {
  const old = cursor.identifier();
  cursor.expect('TO');
  return { old, name: cursor.identifier() };
}

function readReplacement(cursor: Cursor, session: Session): TableChange {
  const isChange = cursor.accept('CHANGE');
  cursor.accept('COLUMN');
  cursor.accept('IF', 'EXISTS');
  const old = cursor.identifier('a column');
  const column = readColumn(cursor, session, isChange ? cursor.identifier('the new name of the column') : old);
  const position = readPosition(cursor);
  return change((draft, table, { place }) => {
    replaceColumn(draft, table, old, column, position, place);
    addColumnKeys(draft, table, column, place);
  });
}

function readAlteration(cursor: Cursor): TableChange {
  if (cursor.accept('INDEX') || cursor.accept('KEY')) return readIndexAlteration(cursor);
  if (cursor.accept('CHECK') || cursor.accept('CONSTRAINT')) return readEnforcement(cursor);
  cursor.accept('COLUMN');
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('a column');
  if (cursor.accept('DROP', 'DEFAULT')) return onColumn(name, (column) => void delete column.default);
  cursor.expect('SET');
  if (cursor.is('VISIBLE|INVISIBLE')) {
    const isInvisible = cursor.take().upper === 'INVISIBLE';
    return onColumn(name, (column) => {
      column.isInvisible = isInvisible;
    });
  }
  cursor.expect('DEFAULT');
  const value = readDefaultValue(cursor);
  return onColumn(name, (column) => {
    const converted = defaultOf(value, column.type);
    if (converted === undefined) delete column.default;
    else column.default = converted;
  });
}

function onColumn(name: string, apply: (column: DraftTable['columns'][number]) => void): TableChange {
  return change((_, table) => {
    const column = columnOf(table, name);
    if (column !== undefined) apply(column);
  });
}

function readIndexAlteration(cursor: Cursor): TableChange {
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('an index');
  const isInvisible = cursor.accept('INVISIBLE') || cursor.accept('IGNORED');
  if (!isInvisible && !cursor.accept('VISIBLE')) cursor.expect('NOT', 'IGNORED');
  return change((_, table) => {
    const key = keyNamed(table, name);
    if (key !== undefined) key.isInvisible = isInvisible;
  });
}

function readEnforcement(cursor: Cursor): TableChange {
  const name = cursor.identifier('a check');
  const isEnforced = !cursor.accept('NOT');
  cursor.expect('ENFORCED');
  return change((_, table) => {
    table.checks = table.checks.map((check) => (sameName(check.name, name) ? { ...check, isEnforced } : check));
  });
}
