import type { Catalog } from '../model/catalog/catalog.js';
import type { Dialect, Name } from '../model/catalog/common.js';
import type { DataType } from '../model/catalog/data-type.js';
import type { Column, Table } from '../model/catalog/table.js';
import type { Source, SourceStatement } from '../read/source.js';
import type { Interruption } from './interrupt.js';
import type { Observation } from './observe-step.js';

export type Row = Readonly<Record<string, unknown>>;

/** A connection to a database. */
export interface Session {
  /** Runs one query and gives its rows; values take the places of question marks where the dialect has them. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs one statement and says how many rows it changed. */
  execute(sql: string): Promise<number>;
  /** What the server calls it, for another session that ends it. */
  readonly id: string;
  close(): Promise<void>;
}

/** A database that was made to be dropped. */
export interface Scratch {
  readonly name: string;
  connect(): Promise<Session>;
  drop(): Promise<void>;
}

/** Where scratch databases are made. */
export interface Engine {
  readonly language: Language;
  /** As in `PostgreSQL 15.14`, with `(embedded)` behind it where it runs within this program. */
  readonly product: string;
  /** Whether several sessions can be open at the same time. */
  readonly isShared: boolean;
  /** An empty database. */
  create(): Promise<Scratch>;
  /** What a program of the server's own says of a database, in a form to compare; absent where there is none. */
  readonly describe?: { readonly program: string; of(scratch: Scratch): Promise<string> };
  /** How locks and rewrites are seen, and connections ended; absent where that cannot be done. */
  readonly observation?: Observation;
  readonly interruption?: Interruption;
  /** Drops every database that is left. */
  close(): Promise<void>;
}

/** How a server is spoken to. Statements only: no function here touches a connection of its own. */
export interface Language {
  readonly dialect: Dialect;
  /** Whether statements that change the schema can be undone by ROLLBACK. */
  readonly hasTransactionalDdl: boolean;
  quote(name: string): string;
  literal(text: string): string;
  /** The statements of a file, as the server's own client would send them. */
  split(source: Source): Iterable<SourceStatement>;
  /** What begins a session: settings that make its answers the same everywhere. */
  readonly settings: readonly string[];
  /** What makes a session new again, its settings included. */
  readonly newSession: readonly string[];
  timeouts(limits: { readonly lock: number; readonly statement: number }): readonly string[];
  readonly noTimeouts: readonly string[];
  /** Whether an error means that something else was in the way, so that trying again may help. */
  isTimeout(error: unknown): boolean;
  /** Whether an error says something of the server rather than of the statement: a full disk, a lost connection. */
  isOutage(error: unknown): boolean;
  /** A query for the answer to a question, as one text. */
  answer(query: string): string;
  /** A query for the number of rows (`rows`) and a number made of all of them in whatever order (`hash`). */
  hash(rows: string, columns: readonly string[]): string;
  /** What a query reads the own rows of a table from; those of its partitions are its own. */
  rowsOf(table: Table): string;
  /** An INSERT of rows, each with a value for every column; of defaults only where no columns are named. */
  insert(table: Name, columns: readonly string[], rows: readonly (readonly string[])[]): string;
  /** An expression as its text; of some types only where they are known. */
  asText(expression: string, type?: DataType): string;
  /** A text as a value of a type. */
  value(text: string, type: DataType): string;
  /** An expression in another type, of the one that it has where that is known. */
  cast(expression: string, type: DataType, from?: DataType): string;
  /** A text in one character set, whatever set its column has. */
  recoded(expression: string, type: DataType, from?: DataType): string;
  /** Whether a default takes the next number of a sequence. */
  isNumbered(column: Column): boolean;
  /** What puts off the checks that can be, within a transaction, and what makes up for them. */
  readonly defer: readonly string[];
  readonly checkDeferred: readonly string[];
  /** What has ROLLBACK undo what is written to a table, and what makes the table as it was again; absent where it does. */
  undoable(table: Table): { readonly on: string; readonly off: string } | undefined;
  /** What has rows come in as they are, if the session may ask for it: no trigger runs, no reference is checked. */
  readonly withoutTriggers: readonly string[];
  /** What takes away the triggers that run nevertheless, and what brings them back. */
  triggers(session: Session): Promise<{ readonly off: readonly string[]; readonly on: readonly string[] }>;
  /** What takes all rows out of tables. */
  empty(tables: readonly Table[]): readonly string[];
  /** What has the planner know the rows that have come, as it does of a database that is in use. */
  readonly analyze: readonly string[];
  readCatalog(session: Session): Promise<Catalog>;
}

/** A query's only value, as a text. */
export async function answerOf(session: Session, query: string, language: Language): Promise<string> {
  const [row] = await session.query(language.answer(query));
  return row === undefined ? '' : String(Object.values(row)[0] ?? '');
}
