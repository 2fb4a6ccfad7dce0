import { COLUMN_ATTRIBUTES, type ColumnAttribute } from '../../../model/migration/table-step.js';
import { addColumnKeys, refuseDefault, renameColumn, replaceColumn } from '../draft/columns.js';
import { defaultOf } from '../draft/defaults.js';
import type { DraftTable } from '../draft/draft.js';
import { columnOf, keyNamed, sameName } from '../draft/find.js';
import type { Cursor } from '../text/cursor.js';
import { readPosition } from './alter-add.js';
import { change, type TableChange } from './alter-change.js';
import type { ColumnDefinition } from './definitions.js';
import { readColumn, readDefaultValue } from './read-column.js';
import type { Session } from './session.js';

/** MODIFY, CHANGE, ALTER and RENAME of a column, index or check; undefined when another clause begins here. */
export function readColumnChange(cursor: Cursor, session: Session): TableChange | undefined {
  if (cursor.accept('MODIFY') || cursor.is('CHANGE')) return readReplacement(cursor, session);
  if (cursor.accept('ALTER')) return readAlteration(cursor);
  if (cursor.accept('RENAME', 'COLUMN')) {
    cursor.accept('IF', 'EXISTS');
    const { old, name } = readRenaming(cursor);
    return change({ kind: 'rename_column', column: old, name }, (_, table) => void renameColumn(table, old, name));
  }
  if (cursor.accept('RENAME', 'INDEX') || cursor.accept('RENAME', 'KEY')) {
    cursor.accept('IF', 'EXISTS');
    const { old, name } = readRenaming(cursor);
    return change({ kind: 'rename_index', name: old }, (_, table) => {
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
  const name = isChange ? cursor.identifier('the new name of the column') : old;
  const mark = cursor.mark;
  const column = readColumn(cursor, session, name);
  const definition = cursor.textSince(mark);
  const position = readPosition(cursor);
  const said = { definition, stated: statedIn(column), isPlaced: position !== undefined };
  return change({ kind: 'modify_column', column: old, name, ...said }, (draft, table, { place }) => {
    replaceColumn(draft, table, old, column, position, place);
    addColumnKeys(draft, table, column, place);
  });
}

/** The attributes that a definition speaks of. */
function statedIn(column: ColumnDefinition): ColumnAttribute[] {
  const { type } = column;
  const stated: Readonly<Record<ColumnAttribute, boolean>> = {
    nullable: column.nullable !== undefined || column.key === 'primary',
    default: column.default !== undefined || column.generated !== undefined,
    comment: column.comment !== undefined,
    on_update: column.onUpdate !== undefined,
    character_set: type.characterSet !== undefined || type.collation !== undefined || type.isBinary,
    collation: type.characterSet !== undefined || type.collation !== undefined || type.isBinary,
    auto_increment: column.isAutoIncrement === true || column.default !== undefined,
    generated: column.generated !== undefined,
    invisible: column.isInvisible !== undefined,
    check: column.checks.length > 0,
  };
  return COLUMN_ATTRIBUTES.filter((attribute) => stated[attribute]);
}

function readAlteration(cursor: Cursor): TableChange {
  if (cursor.accept('INDEX') || cursor.accept('KEY')) return readIndexAlteration(cursor);
  if (cursor.accept('CHECK') || cursor.accept('CONSTRAINT')) return readEnforcement(cursor);
  cursor.accept('COLUMN');
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('a column');
  if (cursor.accept('DROP', 'DEFAULT')) {
    return onColumn('set_default', name, (column) => void delete column.default);
  }
  cursor.expect('SET');
  if (cursor.is('VISIBLE|INVISIBLE')) {
    const isInvisible = cursor.acceptOf('mysql', 'INVISIBLE') || !cursor.acceptOf('mysql', 'VISIBLE');
    return onColumn('set_column_visibility', name, (column) => {
      column.isInvisible = isInvisible;
    });
  }
  cursor.expect('DEFAULT');
  const value = readDefaultValue(cursor);
  return change({ kind: 'set_default', column: name }, (draft, table, origin) => {
    const column = columnOf(table, name);
    if (column === undefined) return;
    refuseDefault(draft, table, origin, { name, type: column.type, value });
    const converted = defaultOf(value, column.type);
    if (converted === undefined) delete column.default;
    else column.default = converted;
  });
}

function onColumn(
  kind: 'set_default' | 'set_column_visibility',
  name: string,
  apply: (column: DraftTable['columns'][number]) => void,
): TableChange {
  return change({ kind, column: name }, (_, table) => {
    const column = columnOf(table, name);
    if (column !== undefined) apply(column);
  });
}

function readIndexAlteration(cursor: Cursor): TableChange {
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('an index');
  const isInvisible = cursor.acceptOf('mysql', 'INVISIBLE') || cursor.acceptOf('mariadb', 'IGNORED');
  if (!isInvisible && !cursor.acceptOf('mysql', 'VISIBLE') && !cursor.acceptOf('mariadb', 'NOT', 'IGNORED'))
    cursor.fail('VISIBLE, INVISIBLE or IGNORED is expected here');
  return change({ kind: 'set_index_visibility', name }, (_, table) => {
    const key = keyNamed(table, name);
    if (key !== undefined) key.isInvisible = isInvisible;
  });
}

function readEnforcement(cursor: Cursor): TableChange {
  const name = cursor.identifier('a check');
  const isEnforced = !cursor.accept('NOT');
  cursor.expect('ENFORCED');
  return change({ kind: 'enforce_check' }, (_, table) => {
    table.checks = table.checks.map((check) => (sameName(check.name, name) ? { ...check, isEnforced } : check));
  });
}
