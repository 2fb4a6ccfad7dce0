import { type Database, databaseOf, type Effect } from '../draft/draft.js';
import { charsetOfColumn } from '../draft/types.js';
import { charsetName, collationName } from '../text/charsets.js';
import type { Cursor } from '../text/cursor.js';
import { acceptCharset } from './read-type.js';
import { mention, type Session } from './session.js';

interface Asked {
  characterSet?: string;
  collation?: string;
  comment?: string;
}

/** `CREATE DATABASE …`, from the name on. */
export function readCreateDatabase(cursor: Cursor, session: Session): Effect {
  cursor.accept('IF', 'NOT', 'EXISTS');
  const name = cursor.identifier('the name of the database');
  session.made.add(name);
  const asked = readOptions(cursor);
  return (draft, { place }) => setOptions(draft, Object.assign(databaseOf(draft, name), { place }), asked);
}

/** `ALTER DATABASE …`, from the name on, which may be left out. */
export function readAlterDatabase(cursor: Cursor, session: Session): Effect {
  const isOption = cursor.is('DEFAULT|CHARACTER|CHARSET|COLLATE|COMMENT|ENCRYPTION|READ');
  const name = isOption ? session.database : cursor.identifier('the name of the database');
  const asked = readOptions(cursor);
  return (draft) => setOptions(draft, databaseOf(draft, name), asked);
}

function readOptions(cursor: Cursor): Asked {
  const asked: Asked = {};
  while (!cursor.atEnd) {
    cursor.accept('DEFAULT');
    if (acceptCharset(cursor)) {
      cursor.accept('=');
      asked.characterSet = charsetName(cursor.take().text);
    } else if (cursor.accept('COLLATE')) {
      cursor.accept('=');
      asked.collation = collationName(cursor.take().text);
    } else if (cursor.accept('COMMENT')) {
      cursor.accept('=');
      asked.comment = cursor.string();
    } else if (cursor.accept('ENCRYPTION') || cursor.accept('READ', 'ONLY')) {
      cursor.accept('=');
      cursor.take();
    } else if (cursor.accept('UPGRADE')) while (!cursor.atEnd) cursor.take();
    else cursor.fail('this is no option of a database');
    cursor.accept(',');
  }
  return asked;
}

function setOptions(draft: Parameters<Effect>[0], database: Database, asked: Asked): void {
  Object.assign(database, charsetOfColumn({ ...asked, isBinary: false }, database, draft.session));
  if (asked.comment !== undefined) database.comment = asked.comment;
}

/** `DROP DATABASE …`, from the name on. */
export function readDropDatabase(cursor: Cursor, session: Session): Effect {
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('the name of the database');
  mention(session, { schema: name, name: '' });
  return (draft) => {
    const isIn = (key: string) => key.split('\0').at(-2) === name;
    for (const map of [draft.tables, draft.views, draft.sequences, draft.routines, draft.events, draft.triggers]) {
      for (const key of [...map.keys()]) if (isIn(key)) map.delete(key);
    }
    draft.databases.delete(name);
  };
}

/** `USE …`, from the name on. */
export function readUse(cursor: Cursor, session: Session): Effect {
  session.database = cursor.identifier('the name of the database');
  return () => undefined;
}
