import type { Name } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { MysqlDialect, MysqlSettings } from '../settings.js';
import type { Cursor } from '../text/cursor.js';

/** What the statements before one have said, as far as reading it depends on that. */
export interface Session {
  readonly dialect: MysqlDialect;
  readonly version: number;
  readonly settings: MysqlSettings;
  /** Of the last USE; empty before the first. */
  database: string;
  /** `explicit_defaults_for_timestamp`. */
  explicitTimestamps: boolean;
  /** Databases in which the file makes something, and those that it only speaks of with a table. */
  readonly made: Set<string>;
  /** Whether it makes or names something before it says in which database. */
  hasUnnamed: boolean;
  readonly mentioned: Map<string, Set<string>>;
  /** Types of columns by all that they say, each of them once: thousands of columns have the same. */
  readonly types: Map<string, DataType>;
}

/** The name of an object of the file. */
export function readName(cursor: Cursor, session: Session, what = 'a name'): Name {
  const first = cursor.identifier(what);
  const name = cursor.accept('.')
    ? { schema: first, name: cursor.identifier(what) }
    : { schema: session.database, name: first };
  if (name.schema === '') session.hasUnnamed = true;
  else mention(session, name);
  return name;
}

/** The name of an object that a statement makes. */
export function readMadeName(cursor: Cursor, session: Session, what = 'a name'): Name {
  const name = readName(cursor, session, what);
  if (name.schema !== '') session.made.add(name.schema);
  return name;
}

export function mention(session: Session, name: Name): void {
  const known = session.mentioned.get(name.schema) ?? new Set();
  session.mentioned.set(name.schema, known.add(name.name));
}
