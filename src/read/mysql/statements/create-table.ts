import type { Expression, Name, Place } from '../../../model/catalog/common.js';
import {
  type Draft,
  type DraftTable,
  databaseOf,
  type Effect,
  keyOf,
  leaveUnread,
  type Origin,
} from '../draft/draft.js';
import { refuseAbsent, refuseTable, refuseTaken } from '../draft/refuse.js';
import { forgetTriggers } from '../draft/triggers.js';
import { charsetOfColumn } from '../draft/types.js';
import { watchDropped, watchMade } from '../draft/watch.js';
import { isQuery } from '../expressions/read-query.js';
import { bodyForm } from '../text/body.js';
import type { Cursor } from '../text/cursor.js';
import type { PartitionDefinition, TableOptions } from './definitions.js';
import type { CreateHead } from './head.js';
import { readPartitioning } from './partitions.js';
import { readMadeName, readName, type Session } from './session.js';
import { addElements, readTableElement, type TableElement } from './table-elements.js';
import { readTableOptions } from './table-options.js';

interface NewTable {
  readonly name: Name;
  readonly isTemporary: boolean;
  readonly elements: readonly TableElement[];
  readonly options: TableOptions;
  readonly partitioning?: PartitionDefinition;
}

/** `CREATE TABLE …`, from the name on. */
export function readCreateTable(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = readMadeName(cursor, session, 'the name of the table');
  const base = { name, isTemporary: head.isTemporary };
  const like = readLike(cursor, session);
  if (like !== undefined)
    return unlessThere(name, head, onlyIfAbsent, (draft, origin) => copyTable(draft, like, base, origin));
  const elements = cursor.is('(') && !isQuery(cursor) ? cursor.bracketed(() => readTableElement(cursor, session)) : [];
  const options = readTableOptions(cursor);
  const partitioning = cursor.accept('PARTITION') ? readPartitioning(cursor) : undefined;
  const fromQuery = passQuery(cursor);
  if (fromQuery === undefined && elements.length === 0) cursor.fail('the columns of the table are expected here');
  const table: NewTable = { ...base, elements, options, ...(partitioning === undefined ? {} : { partitioning }) };
  return unlessThere(name, head, onlyIfAbsent, (draft, origin) => {
    const made = createTable(draft, table, origin.place);
    if (fromQuery !== undefined) Object.assign(made, { isUnknown: true, fromQuery });
    refuseTable(draft, made, origin, { columns: [], foreignKeys: [] });
    watchMade(draft, made, fromQuery !== undefined);
    if (fromQuery !== undefined) leaveUnread(draft, origin, 'the columns of the table are those of a query');
  });
}

function unlessThere(name: Name, head: CreateHead, onlyIfAbsent: boolean, create: Effect): Effect {
  return (draft, origin) => {
    const key = keyOf(name);
    if (onlyIfAbsent && (draft.tables.has(key) || draft.views.has(key))) return;
    const old = draft.tables.get(key);
    if (old !== undefined && head.orReplace) {
      watchDropped(draft, old);
      forgetTriggers(draft, old);
      draft.tables.delete(key);
    } else if (old === undefined || (!old.isUnknown && old.isTemporary === head.isTemporary)) {
      refuseTaken(draft, origin, name);
    }
    create(draft, origin);
  };
}

function readLike(cursor: Cursor, session: Session): Name | undefined {
  const isBracketed = cursor.is('(', 'LIKE');
  if (isBracketed) cursor.accept('(');
  if (!cursor.accept('LIKE')) return undefined;
  const name = readName(cursor, session);
  if (isBracketed) cursor.expect(')');
  return name;
}

// [IGNORE | REPLACE] [AS] SELECT …
function passQuery(cursor: Cursor): Expression | undefined {
  cursor.accept('IGNORE') || cursor.accept('REPLACE');
  cursor.accept('AS');
  if (!cursor.is('SELECT|WITH|VALUES|TABLE') && !cursor.is('(')) return undefined;
  const { mark } = cursor;
  while (!cursor.atEnd) cursor.take();
  return { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
}

function createTable(draft: Draft, asked: NewTable, place: Place): DraftTable {
  const { name, options } = asked;
  const charset = charsetOfColumn({ ...options, isBinary: false }, databaseOf(draft, name.schema), draft.session);
  const table: DraftTable = {
    name,
    place,
    isTemporary: asked.isTemporary,
    columns: [],
    keys: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    periods: [],
    ...(asked.partitioning === undefined ? {} : { partitioning: asked.partitioning }),
    ...charset,
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    options: options.options,
  };
  draft.tables.set(keyOf(name), table);
  addElements(draft, table, asked.elements, place);
  return table;
}

/** LIKE copies columns, keys and checks, but no foreign keys (https://mariadb.com/kb/en/create-table/#create-table-like). */
function copyTable(draft: Draft, like: Name, base: { name: Name; isTemporary: boolean }, origin: Origin): void {
  const { place } = origin;
  const original = draft.tables.get(keyOf(like));
  if (original === undefined) {
    refuseAbsent(draft, origin, 'table', like);
    return;
  }
  const copy = structuredClone(original);
  const keys = copy.keys.map((key) => ({ ...key, place, isGenerated: false }));
  const columns = copy.columns.map((column) => ({ ...column, place }));
  const checks = copy.checks.map((check) => ({ ...check, place }));
  const table = { ...copy, ...base, place, columns, keys, checks, foreignKeys: [], triggers: [] };
  draft.tables.set(keyOf(base.name), table);
  watchMade(draft, table, false);
}
