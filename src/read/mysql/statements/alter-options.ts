import type { TableClause } from '../../../model/migration/table-step.js';
import { type DraftTable, databaseOf } from '../draft/draft.js';
import { sameName } from '../draft/find.js';
import { keepsForeignKeys } from '../draft/keys.js';
import { refuse, refuseReferenced, refuseTaken } from '../draft/refuse.js';
import { renameTable } from '../draft/rename-table.js';
import { charsetOfColumn, resolveType } from '../draft/types.js';
import { bytesOfCharacter, charsetName, collationName } from '../text/charsets.js';
import type { Cursor } from '../text/cursor.js';
import { change, noChange, type TableChange } from './alter-change.js';
import type { TableOptions } from './definitions.js';
import { readPartitioning, readPartitionList } from './partitions.js';
import { acceptCharset } from './read-type.js';
import { readMadeName, type Session } from './session.js';
import { readTableOptions } from './table-options.js';

/** Clauses of ALTER TABLE that are about the table as a whole. */
export function readOptionChange(cursor: Cursor, session: Session): readonly TableChange[] {
  if (cursor.accept('RENAME')) {
    cursor.accept('TO') || cursor.accept('AS') || cursor.accept('=');
    const name = readMadeName(cursor, session);
    return [
      change({ kind: 'rename_table' }, (draft, table, origin) => {
        refuseTaken(draft, origin, name, table.name);
        renameTable(draft, table.name, name);
      }),
    ];
  }
  if (cursor.accept('CONVERT', 'TO')) return [readConversion(cursor)];
  if (cursor.accept('ORDER', 'BY')) return readUntilComma(cursor);
  const how = readHow(cursor);
  if (how !== undefined) return [noChange(how)];
  if (cursor.accept('FORCE')) return [noChange({ kind: 'rebuild' })];
  if (cursor.accept('DISABLE|ENABLE', 'KEYS') || cursor.accept('WITH|WITHOUT', 'VALIDATION')) return [noChange()];
  if (cursor.accept('DISCARD', 'TABLESPACE')) return [noChange({ kind: 'discard_tablespace' })];
  if (cursor.accept('IMPORT', 'TABLESPACE')) return [noChange()];
  return readPartitionChange(cursor) ?? [readOptions(cursor)];
}

/** `ALGORITHM = …` or `LOCK = …`, if one begins here. */
export function readHow(cursor: Cursor): TableClause | undefined {
  if (!cursor.is('ALGORITHM|LOCK')) return undefined;
  const kind = cursor.take().upper === 'LOCK' ? 'lock' : 'algorithm';
  cursor.accept('=');
  return { kind, value: cursor.take().text.toUpperCase() };
}

function readUntilComma(cursor: Cursor): readonly TableChange[] {
  cursor.list(() => {
    cursor.identifier();
    cursor.acceptOne('ASC', 'DESC');
  });
  return [noChange({ kind: 'order_rows' })];
}

function readOptions(cursor: Cursor): TableChange {
  const before = cursor.mark;
  const options = readTableOptions(cursor);
  if (cursor.mark === before) cursor.fail('this is no clause of ALTER TABLE');
  return change({ kind: 'set_options', names: options.names }, (draft, table, origin) => {
    table.options = { ...table.options, ...options.options };
    if (!keepsForeignKeys(table)) {
      for (const { name } of table.foreignKeys)
        refuse(draft, origin, `foreign key '${name}' keeps table '${table.name.name}' in its engine`);
      refuseReferenced(draft, [table.name]);
    }
    if (options.comment !== undefined) table.comment = options.comment;
    if (options.characterSet !== undefined || options.collation !== undefined)
      setCharset(table, options, draft.session);
  });
}

function setCharset(table: DraftTable, { characterSet, collation }: TableOptions, session: Session): void {
  Object.assign(
    table,
    charsetOfColumn(
      { isBinary: false, ...(characterSet && { characterSet }), ...(collation && { collation }) },
      table,
      session,
    ),
  );
}

/** CONVERT TO changes the columns as well (https://dev.mysql.com/doc/refman/8.4/en/alter-table.html). */
function readConversion(cursor: Cursor): TableChange {
  if (!acceptCharset(cursor)) cursor.fail('CHARACTER SET is expected here');
  const name = charsetName(cursor.take().text);
  const collation = cursor.accept('COLLATE') ? collationName(cursor.take().text) : undefined;
  return change({ kind: 'convert_charset' }, (draft, table) => {
    const { session } = draft;
    const characterSet = name === 'default' ? databaseOf(draft, table.name.schema).characterSet : name;
    const charset = charsetOfColumn({ characterSet, isBinary: false, ...(collation && { collation }) }, table, session);
    Object.assign(table, charset);
    for (const column of table.columns) {
      if (column.characterSet === undefined) continue;
      // A text whose characters get longer becomes one that holds as many of them.
      const { type } = resolveType(
        { ...column.type, isUnsigned: false, isZerofill: false, isBinary: false },
        charset,
        session,
      );
      Object.assign(column, charset, { type: widened(column, type, charset.characterSet) });
    }
  });
}

const LARGER: Readonly<Record<string, string>> = { tinytext: 'text', text: 'mediumtext', mediumtext: 'longtext' };

function widened(column: DraftTable['columns'][number], type: DraftTable['columns'][number]['type'], charset: string) {
  const grows = bytesOfCharacter(charset) > bytesOfCharacter(column.characterSet ?? '');
  return grows && Object.hasOwn(LARGER, column.type.name)
    ? { ...type, name: LARGER[column.type.name] as string }
    : type;
}

const ON_DATA = 'TRUNCATE|ANALYZE|CHECK|OPTIMIZE|REBUILD|REPAIR|DISCARD|IMPORT';

function readPartitionChange(cursor: Cursor): readonly TableChange[] | undefined {
  if (cursor.accept('PARTITION')) {
    const partitioning = readPartitioning(cursor);
    return [change({ kind: 'partition_table' }, (_, table) => void Object.assign(table, { partitioning }))];
  }
  if (cursor.accept('REMOVE', 'PARTITIONING')) {
    return [change({ kind: 'remove_partitioning' }, (_, table) => void delete table.partitioning)];
  }
  if (cursor.accept('COALESCE', 'PARTITION')) return [coalesce(Number(cursor.number()))];
  if (cursor.accept('REORGANIZE', 'PARTITION')) return [readReorganization(cursor)];
  if (cursor.is(ON_DATA, 'PARTITION') || cursor.is('EXCHANGE', 'PARTITION')) {
    const verb = cursor.take().upper.toLowerCase();
    cursor.expect('PARTITION');
    const names = cursor.accept('ALL') ? [] : cursor.list(() => cursor.identifier());
    while (!cursor.atEnd) cursor.take();
    return [noChange({ kind: 'maintain_partition', verb, names })];
  }
  return undefined;
}

function coalesce(fewer: number): TableChange {
  return change({ kind: 'maintain_partition', verb: 'coalesce', names: [] }, (_, table) => {
    if (table.partitioning === undefined) return;
    table.partitioning = { ...table.partitioning, count: (table.partitioning.count ?? 1) - fewer };
  });
}

function readReorganization(cursor: Cursor): TableChange {
  const names = cursor.is('INTO') || cursor.atEnd ? [] : cursor.list(() => cursor.identifier());
  const added = cursor.accept('INTO') ? readPartitionList(cursor) : [];
  return change({ kind: 'maintain_partition', verb: 'reorganize', names }, (_, table) => {
    const { partitioning } = table;
    if (partitioning === undefined || names.length === 0) return;
    const isOld = (name: string) => names.some((one) => sameName(one, name));
    const first = partitioning.partitions.findIndex(({ name }) => isOld(name));
    const kept = partitioning.partitions.filter(({ name }) => !isOld(name));
    table.partitioning = { ...partitioning, partitions: [...kept.slice(0, first), ...added, ...kept.slice(first)] };
  });
}
