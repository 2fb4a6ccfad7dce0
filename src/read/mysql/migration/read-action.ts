import type { Name } from '../../../model/catalog/common.js';
import type { MysqlAction, MysqlSetting } from '../../../model/migration/mysql-statement.js';
import { readAccount } from '../statements/head.js';
import type { Session } from '../statements/session.js';
import type { Cursor } from '../text/cursor.js';
import { readAccounts, readGrantOfServer } from './read-account.js';

type ActionReader = (cursor: Cursor, session: Session) => MysqlAction;

const OTHER: MysqlAction = { kind: 'other' };

/** What a statement asks for beside what it makes of tables, from its first words. */
export function readAction(cursor: Cursor, session: Session): MysqlAction {
  const reader = READERS.get(cursor.peek().upper);
  if (reader === undefined) return OTHER;
  cursor.take();
  return reader(cursor, session);
}

const definition: ActionReader = (cursor) => {
  const isIgnoring = cursor.is('IGNORE', 'TABLE') || cursor.is('ONLINE|OFFLINE', 'IGNORE');
  return { kind: 'definition', isIgnoring };
};

const transaction =
  (verb: 'begin' | 'commit' | 'rollback'): ActionReader =>
  (cursor) => {
    // BEGIN NOT ATOMIC is code, ROLLBACK TO a savepoint ends nothing, START REPLICA is no transaction.
    const isOther = cursor.is('NOT') || cursor.is('TO') || cursor.is('WORK', 'TO');
    return isOther ? OTHER : { kind: 'transaction', verb };
  };

const READERS: ReadonlyMap<string, ActionReader> = new Map<string, ActionReader>([
  ...['CREATE', 'ALTER', 'RENAME'].map((word) => [word, orAccount(word, readAccounts, definition)] as const),
  ...['GRANT', 'REVOKE'].map((word) => [word, orAccount(word, readGrantOfServer, definition)] as const),
  ['DROP', orAccount('DROP', readAccounts, readDrop)],
  ['BEGIN', transaction('begin')],
  ['START', (cursor, session) => (cursor.is('TRANSACTION') ? transaction('begin')(cursor, session) : OTHER)],
  ['COMMIT', transaction('commit')],
  ['ROLLBACK', transaction('rollback')],
  ['SET', (cursor, session) => readPassword(cursor, session) ?? readSettings(cursor)],
  ['UPDATE', readUpdate],
  ['DELETE', readDelete],
  ['INSERT', readCopy],
  ['REPLACE', readCopy],
  ['TRUNCATE', readTruncate],
  ['LOCK', readLock],
  ['FLUSH', readFlush],
  ['OPTIMIZE', maintaining('optimize')],
  ['REPAIR', maintaining('repair')],
]);

/** A statement about accounts, or else about what is in a database. */
function orAccount(word: string, readAccount: typeof readAccounts, otherwise: ActionReader): ActionReader {
  return (cursor, session) => {
    const { mark } = cursor;
    const action = readAccount(word, cursor, session);
    if (action !== undefined) return action;
    cursor.back(mark);
    return otherwise(cursor, session);
  };
}

/** `SET PASSWORD [FOR account] …` */
function readPassword(cursor: Cursor, session: Session): MysqlAction | undefined {
  if (!cursor.accept('PASSWORD')) return undefined;
  const account = cursor.accept('FOR') ? readAccount(cursor, session) : undefined;
  return { kind: 'account', verb: 'restrict', accounts: [account ?? 'current_user'] };
}

function readDrop(cursor: Cursor): MysqlAction {
  if (cursor.is('PREPARE') || cursor.is('TEMPORARY')) return OTHER;
  if (!cursor.is('DATABASE|SCHEMA')) return { kind: 'definition', isIgnoring: false };
  cursor.take();
  cursor.accept('IF', 'EXISTS');
  return { kind: 'drop_database', name: cursor.identifier() };
}

function readName(cursor: Cursor, session: Session): Name {
  const first = cursor.identifier();
  const isQualified = cursor.accept('.');
  const [schema, name] = isQualified ? [first, cursor.identifier()] : [session.database, first];
  return { schema: schema === session.database ? '' : schema, name };
}

/** Passes tokens up to one of these words outside of brackets; says whether there is one. */
function passTo(cursor: Cursor, ...words: readonly string[]): boolean {
  for (let depth = 0; !cursor.atEnd; cursor.take()) {
    if (depth === 0 && words.includes(cursor.peek().upper)) return true;
    if (cursor.is('(')) depth++;
    if (cursor.is(')')) depth--;
  }
  return false;
}

/** Whether a condition behind WHERE holds for every row: `1`, `TRUE`, `1 = 1`. */
function isAlwaysTrue(cursor: Cursor): boolean {
  if (cursor.is('TRUE')) return cursor.peek(1).kind === 'end';
  const [left, sign, right, end] = [0, 1, 2, 3].map((ahead) => cursor.peek(ahead));
  if (left?.kind !== 'number' || left.text === '0') return false;
  return sign?.kind === 'end' || (sign?.text === '=' && right?.text === left.text && end?.kind === 'end');
}

/** Whether the rest of an UPDATE or DELETE leaves no row out. */
function isWhole(cursor: Cursor): boolean {
  if (!passTo(cursor, 'WHERE', 'LIMIT')) return true;
  if (cursor.is('LIMIT')) return false;
  cursor.take();
  return isAlwaysTrue(cursor);
}

function readUpdate(cursor: Cursor, session: Session): MysqlAction {
  cursor.accept('LOW_PRIORITY');
  cursor.accept('IGNORE');
  if (!cursor.isIdentifier) return OTHER;
  const table = readName(cursor, session);
  // Of several tables those rows are written that the join finds.
  if (!passTo(cursor, 'SET', 'JOIN', 'INNER', 'LEFT', 'RIGHT', 'CROSS', 'NATURAL') || !cursor.is('SET')) return OTHER;
  return { kind: 'write', verb: 'update', table, isWhole: isWhole(cursor) };
}

function readDelete(cursor: Cursor, session: Session): MysqlAction {
  while (cursor.is('LOW_PRIORITY|QUICK|IGNORE')) cursor.take();
  if (!cursor.accept('FROM') || !cursor.isIdentifier) return OTHER;
  const table = readName(cursor, session);
  if (cursor.is('USING') || cursor.is(',')) return OTHER;
  return { kind: 'write', verb: 'delete', table, isWhole: isWhole(cursor) };
}

/** `INSERT … SELECT`: the rows that it reads are locked as if it wrote them (MySQL 8.4, "Locks Set by Different SQL Statements in InnoDB"). */
function readCopy(cursor: Cursor, session: Session): MysqlAction {
  while (!cursor.atEnd && !cursor.is('SELECT')) cursor.take();
  if (!passTo(cursor, 'FROM')) return OTHER;
  cursor.take();
  if (!cursor.isIdentifier) return OTHER;
  const table = readName(cursor, session);
  return { kind: 'write', verb: 'copy', table, isWhole: isWhole(cursor) };
}

function readTruncate(cursor: Cursor, session: Session): MysqlAction {
  cursor.accept('TABLE');
  return { kind: 'truncate', table: readName(cursor, session) };
}

function readLock(cursor: Cursor, session: Session): MysqlAction {
  if (!cursor.is('TABLES|TABLE')) return OTHER;
  cursor.take();
  const tables = cursor.list(() => {
    const table = readName(cursor, session);
    cursor.accept('AS');
    if (!cursor.is('READ|WRITE|LOW_PRIORITY')) cursor.identifier();
    cursor.accept('LOW_PRIORITY');
    const mode = cursor.take().upper;
    cursor.accept('LOCAL');
    return { ...table, mode };
  });
  return { kind: 'lock_tables', tables };
}

/** `FLUSH TABLES [names] WITH READ LOCK` or `FOR EXPORT`; without names it is about every table of the server. */
function readFlush(cursor: Cursor, session: Session): MysqlAction {
  while (cursor.is('NO_WRITE_TO_BINLOG|LOCAL')) cursor.take();
  if (!cursor.is('TABLES|TABLE')) return OTHER;
  cursor.take();
  const isOfAll = cursor.is('WITH');
  const tables =
    isOfAll || !cursor.isIdentifier ? [] : cursor.list(() => ({ ...readName(cursor, session), mode: 'READ' }));
  return cursor.is('WITH', 'READ', 'LOCK') || (tables.length > 0 && cursor.is('FOR', 'EXPORT'))
    ? { kind: 'lock_tables', tables }
    : OTHER;
}

function maintaining(verb: 'optimize' | 'repair'): ActionReader {
  return (cursor, session) => {
    while (cursor.is('NO_WRITE_TO_BINLOG|LOCAL')) cursor.take();
    if (!cursor.is('TABLE|TABLES')) return OTHER;
    cursor.take();
    return { kind: 'maintain', verb, tables: cursor.list(() => readName(cursor, session)) };
  };
}

const SCOPES: Readonly<Record<string, MysqlSetting['scope']>> = {
  GLOBAL: 'global',
  PERSIST: 'persist',
  PERSIST_ONLY: 'persist',
};

function readSettings(cursor: Cursor): MysqlAction {
  const settings: MysqlSetting[] = [];
  do {
    const setting = readSetting(cursor);
    if (setting !== undefined) settings.push(setting);
  } while (cursor.accept(','));
  return { kind: 'set', settings };
}

function readSetting(cursor: Cursor): MysqlSetting | undefined {
  const word = cursor.acceptOne('GLOBAL', 'SESSION', 'LOCAL', 'PERSIST', 'PERSIST_ONLY');
  const written = cursor.take().text;
  const [, prefix, variable] = /^@@(?:(\w+)\s*\.\s*)?(\w+)$/.exec(written) ?? [];
  const name = (variable ?? written).toLowerCase();
  if (!(cursor.accept('=') || cursor.accept(':='))) {
    passTo(cursor, ',');
    return undefined;
  }
  const mark = cursor.mark;
  passValue(cursor);
  const scope = SCOPES[(prefix ?? word ?? '').toUpperCase()] ?? 'session';
  return written.startsWith('@') && variable === undefined ? undefined : { scope, name, value: cursor.textSince(mark) };
}

function passValue(cursor: Cursor): void {
  while (!cursor.atEnd && !cursor.is(',')) {
    if (cursor.is('(')) cursor.passBrackets();
    else cursor.take();
  }
}
