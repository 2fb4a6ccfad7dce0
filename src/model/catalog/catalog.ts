import type { Dialect, Place } from './common.js';
import type {
  DefaultPrivilege,
  Extension,
  OtherObject,
  Publication,
  Routine,
  ScheduledEvent,
  Schema,
  Sequence,
  UserType,
  View,
} from './objects.js';
import type { Table } from './table.js';

/**
 * The objects of a database: what a file of DDL makes of an empty one, or what a server's catalog holds. What
 * belongs to an extension or to the server itself is not in it. Everything is in the order of the file, or of the
 * names.
 */
export interface Catalog {
  readonly dialect: Dialect;
  /** Of the server, as in `15.4`; absent for a file, unless it says. */
  readonly version?: string;
  readonly schemas: readonly Schema[];
  readonly extensions: readonly Extension[];
  readonly types: readonly UserType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
  readonly routines: readonly Routine[];
  readonly events: readonly ScheduledEvent[];
  readonly publications: readonly Publication[];
  readonly defaultPrivileges: readonly DefaultPrivilege[];
  readonly others: readonly OtherObject[];
  /** Statements that may have changed something that is not in here. */
  readonly unread: readonly Unread[];
  /** Statements that are understood and concern nothing that is in here; only of files. */
  readonly notCompared?: readonly Unread[];
}

/** A statement whose effect nobody can read from its text. */
export interface Unread {
  readonly place: Place;
  /** The beginning of the statement, on one line. */
  readonly statement: string;
  /** Why, as the end of a sentence: "it runs code". */
  readonly reason: string;
}
