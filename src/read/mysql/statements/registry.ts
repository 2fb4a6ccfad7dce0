import { type Effect, leaveUnread } from '../draft/draft.js';
import type { MysqlDialect } from '../settings.js';
import { bodyForm } from '../text/body.js';
import type { Cursor } from '../text/cursor.js';
import { readAlterTable } from './alter-table.js';
import { readCreateTable } from './create-table.js';
import { readAlterDatabase, readCreateDatabase, readDropDatabase, readUse } from './databases.js';
import {
  dropEvent,
  dropFunction,
  dropOneTrigger,
  dropProcedure,
  dropSequence,
  dropTable,
  dropView,
  readRenameTable,
  readTruncate,
} from './drops.js';
import { readAlterEvent, readCreateEvent } from './events.js';
import { passAccount, readGrant, readRevoke, renameGrantees, takeGrants } from './grants.js';
import { type CreateHead, readHead } from './head.js';
import { readCreateIndex, readDropIndex } from './indexes.js';
import { readAlterRoutine, readFunction, readProcedure } from './routines.js';
import { readAlterSequence, readCreateSequence } from './sequences.js';
import type { Session } from './session.js';
import { readSet } from './settings.js';
import { readTrigger } from './triggers.js';
import { readView } from './views.js';

/** Reads a statement behind the words that tell what it is, to its end. */
type Reader = (cursor: Cursor, session: Session, head: CreateHead) => Effect;

const NOTHING: Effect = () => undefined;
const withoutEffect: Reader = (cursor) => {
  while (!cursor.atEnd) cursor.take();
  return NOTHING;
};

const unread =
  (reason: string): Reader =>
  (cursor) => {
    while (!cursor.atEnd) cursor.take();
    return (draft, origin) => leaveUnread(draft, origin, reason);
  };

/** An object of a kind that is compared as a whole. */
const other =
  (kind: string): Reader =>
  (cursor) => {
    cursor.accept('IF', 'NOT', 'EXISTS');
    const identity = cursor.identifier(`the name of the ${kind}`);
    const mark = cursor.mark;
    while (!cursor.atEnd) cursor.take();
    const definition = { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
    return (draft, { place }) =>
      void draft.others.set(`${kind}\0${identity}`, { kind, identity, place, definition, facts: {} });
  };

const dropOther =
  (kind: string): Reader =>
  (cursor) => {
    cursor.accept('IF', 'EXISTS');
    const identity = cursor.identifier(`the name of the ${kind}`);
    while (!cursor.atEnd) cursor.take();
    return (draft) => void draft.others.delete(`${kind}\0${identity}`);
  };

const OBJECTS = [
  'TABLE',
  'VIEW',
  'INDEX',
  'DATABASE',
  'SCHEMA',
  'TRIGGER',
  'PROCEDURE',
  'FUNCTION',
  'EVENT',
  'SEQUENCE',
  'USER',
  'ROLE',
  'SERVER',
  'TABLESPACE',
  'UNDO',
  'LOGFILE',
  'RESOURCE',
  'SPATIAL',
  'PACKAGE',
  'INSTANCE',
  'LIBRARY',
] as const;
type ObjectWord = (typeof OBJECTS)[number];

/** What only one of the two servers has. */
const OF_ONE: Readonly<Partial<Record<ObjectWord, MysqlDialect>>> = {
  SEQUENCE: 'mariadb',
  PACKAGE: 'mariadb',
  TABLESPACE: 'mysql',
  UNDO: 'mysql',
  RESOURCE: 'mysql',
  SPATIAL: 'mysql',
  INSTANCE: 'mysql',
  LIBRARY: 'mysql',
};
/** What `CREATE OR REPLACE` may make in MySQL. */
const REPLACED_BY_MYSQL: ReadonlySet<ObjectWord> = new Set(['VIEW', 'SPATIAL']);

const OF_SERVER = 'it is about the server, not about a database';

const CREATE: Readonly<Record<ObjectWord, Reader>> = {
  TABLE: readCreateTable,
  VIEW: readView,
  INDEX: readCreateIndex,
  DATABASE: readCreateDatabase,
  SCHEMA: readCreateDatabase,
  TRIGGER: readTrigger,
  PROCEDURE: readProcedure,
  FUNCTION: readFunction,
  EVENT: readCreateEvent,
  SEQUENCE: readCreateSequence,
  USER: passAccount,
  ROLE: passAccount,
  SERVER: other('server'),
  TABLESPACE: other('tablespace'),
  UNDO: unread(OF_SERVER),
  LOGFILE: unread(OF_SERVER),
  RESOURCE: unread(OF_SERVER),
  SPATIAL: unread(OF_SERVER),
  PACKAGE: (cursor, session, head) =>
    (cursor.accept('BODY') ? other('package body') : other('package'))(cursor, session, head),
  INSTANCE: unread(OF_SERVER),
  LIBRARY: other('library'),
};

/** What is altered is there, and another one takes its place. */
const alterView: Reader = (cursor, session, head) => readView(cursor, session, { ...head, orReplace: true });

const CHANGES_WHOLE = 'what it changes is compared as a whole';

const ALTER: Readonly<Record<ObjectWord, Reader>> = {
  TABLE: readAlterTable,
  VIEW: alterView,
  INDEX: unread('there is no such statement'),
  DATABASE: readAlterDatabase,
  SCHEMA: readAlterDatabase,
  TRIGGER: unread('there is no such statement'),
  PROCEDURE: readAlterRoutine('procedure'),
  FUNCTION: readAlterRoutine('function'),
  EVENT: readAlterEvent,
  SEQUENCE: readAlterSequence,
  USER: passAccount,
  ROLE: passAccount,
  SERVER: unread(CHANGES_WHOLE),
  TABLESPACE: unread(CHANGES_WHOLE),
  UNDO: unread(OF_SERVER),
  LOGFILE: unread(OF_SERVER),
  RESOURCE: unread(OF_SERVER),
  SPATIAL: unread(OF_SERVER),
  PACKAGE: unread(CHANGES_WHOLE),
  INSTANCE: withoutEffect,
  LIBRARY: unread(CHANGES_WHOLE),
};

const DROP: Readonly<Record<ObjectWord, Reader>> = {
  TABLE: dropTable,
  VIEW: dropView,
  INDEX: readDropIndex,
  DATABASE: readDropDatabase,
  SCHEMA: readDropDatabase,
  TRIGGER: dropOneTrigger,
  PROCEDURE: dropProcedure,
  FUNCTION: dropFunction,
  EVENT: dropEvent,
  SEQUENCE: dropSequence,
  USER: takeGrants,
  ROLE: takeGrants,
  SERVER: dropOther('server'),
  TABLESPACE: dropOther('tablespace'),
  UNDO: unread(OF_SERVER),
  LOGFILE: unread(OF_SERVER),
  RESOURCE: unread(OF_SERVER),
  SPATIAL: unread(OF_SERVER),
  PACKAGE: (cursor, session, head) =>
    (cursor.accept('BODY') ? dropOther('package body') : dropOther('package'))(cursor, session, head),
  INSTANCE: unread(OF_SERVER),
  LIBRARY: dropOther('library'),
};

/** The statement behind CREATE, ALTER or DROP, by its kind of object. */
const onObject =
  (readers: Readonly<Record<ObjectWord, Reader>>): Reader =>
  (cursor, session) => {
    const { mark } = cursor;
    const head = readHead(cursor, session);
    const begin = cursor.mark;
    const word = cursor.acceptOne(...OBJECTS);
    if (word === undefined) return cursor.fail('this is no kind of object that MySQL or MariaDB have');
    const owner = OF_ONE[word];
    if (owner !== undefined) cursor.only(owner, begin);
    if (head.orReplace && !REPLACED_BY_MYSQL.has(word)) cursor.only('mariadb', mark, `OR REPLACE ${word}`);
    return readers[word](cursor, session, head);
  };

const RUNS_CODE = unread('it runs code');

const readRename: Reader = (cursor, session) => {
  if (cursor.accept('USER')) return renameGrantees(cursor, session);
  if (!cursor.accept('TABLE')) cursor.expect('TABLES');
  return readRenameTable(cursor, session);
};

// BEGIN opens a transaction; BEGIN NOT ATOMIC is code without a name.
const readBegin: Reader = (cursor, session, head) =>
  (cursor.is('NOT') ? RUNS_CODE : withoutEffect)(cursor, session, head);

/** Every statement by its first word. */
export const STATEMENTS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['CREATE', onObject(CREATE)],
  ['ALTER', onObject(ALTER)],
  ['DROP', (cursor, session, head) => (cursor.is('PREPARE') ? withoutEffect : onObject(DROP))(cursor, session, head)],
  ['RENAME', readRename],
  ['TRUNCATE', readTruncate],
  ['USE', readUse],
  ['SET', readSet],
  ['GRANT', readGrant],
  ['REVOKE', readRevoke],
  ['BEGIN', readBegin],
  ['LOAD', withoutEffect],
  ...['CALL', 'EXECUTE', 'IF', 'WHILE', 'LOOP', 'REPEAT', 'CASE', 'FOR', 'DECLARE'].map(
    (word) => [word, RUNS_CODE] as const,
  ),
  ['SOURCE', unread('it runs another file')],
  ['SYSTEM', unread('it runs another program')],
  ...['INSTALL', 'UNINSTALL', 'IMPORT'].map((word) => [word, unread(OF_SERVER)] as const),
  ...`ANALYZE BACKUP BINLOG CACHE CHANGE CHECK CHECKSUM CLONE COMMIT DEALLOCATE DELETE DESC DESCRIBE DO EXPLAIN FLUSH GET HANDLER HELP
  INSERT KILL LOCK OPTIMIZE PREPARE PURGE RELEASE REPAIR REPLACE RESET RESIGNAL RESTART ROLLBACK SAVEPOINT SELECT SHOW SHUTDOWN SIGNAL
  START STOP TABLE UNLOCK UPDATE VALUES WITH XA`
    .split(/\s+/)
    .map((word) => [word, withoutEffect] as const),
]);

/** The effect of a statement, all of which is read. */
export function readStatement(cursor: Cursor, session: Session): Effect {
  const token = cursor.peek();
  if (cursor.is('(')) return withoutEffect(cursor, session, NO_HEAD);
  const reader = STATEMENTS.get(token.upper);
  if (reader === undefined) return cursor.fail(`no statement begins with ${JSON.stringify(token.text)}`);
  cursor.take();
  const effect = reader(cursor, session, NO_HEAD);
  if (!cursor.atEnd) cursor.fail(`${JSON.stringify(cursor.peek().text)} is not expected here`);
  return effect;
}

const NO_HEAD: CreateHead = { orReplace: false, isTemporary: false, isAggregate: false };
