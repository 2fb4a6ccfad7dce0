import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { converted } from '../../sql/postgresql/alter-tables.js';
import { full, typeText } from '../../sql/postgresql/spelling.js';
import { isSameType } from '../compare-rows.js';
import { rowsInUse } from '../contents.js';
import type { Language, Row, Session } from '../engine.js';
import { messageOf } from '../load.js';
import type { Successors } from './demands.js';
import { NO_HINTS } from './hints.js';
import type { Random } from './random.js';
import { makeValue } from './values.js';

/** The values of a row as the server holds them, by the names of their columns. */
export type StoredRow = ReadonlyMap<string, string | null>;

/** The schema after in a database of its own, which is asked whether it takes what the one before has taken. */
export interface LaterSchema {
  /** Rows that are taken from now on stay, or else are gone again. */
  begin(): Promise<void>;
  end(stays: boolean): Promise<void>;
  /**
   * Takes a row of a table of before, as the steps will move it over.
   *
   * @throws with what the server says when it refuses the row
   */
  take(table: Table, row: StoredRow, random: Random): Promise<void>;
}

/** @param session of a database with the schema after, and nothing in it */
export async function openLaterSchema(
  session: Session,
  after: Catalog,
  successors: Successors,
  language: Language,
): Promise<LaterSchema> {
  // What watches is told of changes of the application's, and rows that move over are none.
  for (const table of after.tables) {
    if (table.triggers.length > 0 && table.foreign === undefined) {
      await session.execute(`ALTER TABLE ${full(table)} DISABLE TRIGGER USER`);
    }
  }
  let ordinal = 0;
  return {
    begin: async () => {
      await session.execute('BEGIN');
    },
    end: async (stays) => {
      await session.execute(stays ? 'COMMIT' : 'ROLLBACK');
    },
    async take(table, row, random) {
      const next = successors.table(table);
      if (next === undefined || next.foreign !== undefined) return;
      const context = { catalog: after, random, ordinal: ordinal++, isDistinct: true };
      const values = next.columns.flatMap((column): [name: string, value: string][] => {
        const was = table.columns.find(({ name }) => successors.column(table, name) === column);
        if (column.generated !== undefined) return [];
        if (was !== undefined) return row.has(was.name) ? [[column.name, moved(was, column, row, language)]] : [];
        // The steps give it one.
        return isGivenLater(next, column)
          ? [[column.name, language.value(makeValue(column.type, context, NO_HINTS) ?? '', column.type)]]
          : [];
      });
      const [names, written] = [values.map(([name]) => name), values.map(([, value]) => value)];
      await session.execute('SAVEPOINT taken');
      try {
        await session.execute(language.insert(next, names, written));
        for (const check of [...language.checkDeferred, ...language.defer]) await session.execute(check);
        await session.execute('RELEASE SAVEPOINT taken');
      } catch (error) {
        await session.execute('ROLLBACK TO SAVEPOINT taken');
        throw new Error(`the schema after does not take it: ${messageOf(error)}`);
      }
    },
  };
}

/** A value as the steps convert it. */
function moved(was: Column, is: Column, row: StoredRow, language: Language): string {
  const value = row.get(was.name);
  if (value === null || value === undefined) return 'NULL';
  const literal = language.value(value, is.type);
  // Types of one's own may be gone by then; what has their place takes the text.
  if (isSameType(was.type, is.type) || was.type.schema !== '' || is.type.schema !== '') return literal;
  return converted(`${literal}::${typeText(was.type)}`, was.type, is.type);
}

/** Whether a column that comes must have a value, and rows that are there get one. */
function isGivenLater(table: Table, column: Column): boolean {
  const { partitioning, partitionOf, inherits, constraints, indexes, replicaIdentity } = table;
  if (column.nullable || column.default !== undefined || column.identity !== undefined) return false;
  const isKey = constraints.some((each) => each.type === 'primary_key' && each.columns.includes(column.name));
  const isApart = partitioning === undefined && partitionOf === undefined && inherits.length === 0;
  return isApart && !isKey && !indexes.some(({ name }) => name === replicaIdentity);
}

/** Inserts a row, and reads what the server has made of it; nothing where a trigger has kept it away. */
export async function storedRow(
  session: Session,
  language: Language,
  table: Table,
  insert: string,
): Promise<StoredRow | undefined> {
  const [row] = await session.query(`${insert} RETURNING ${textsOf(language, table)}`);
  return row && rowOf(table, row);
}

/** Reads the row that a condition finds. */
export async function findRow(
  session: Session,
  language: Language,
  table: Table,
  where: string,
): Promise<StoredRow | undefined> {
  const from = rowsInUse(language, table);
  const [row] = await session.query(`SELECT ${textsOf(language, table)} FROM ${from} WHERE ${where}`);
  return row && rowOf(table, row);
}

function storedColumns({ columns }: Table): readonly Column[] {
  return columns.filter(({ generated }) => generated === undefined);
}

function textsOf(language: Language, table: Table): string {
  const texts = storedColumns(table).map(
    ({ name, type }, at) => `${language.asText(language.quote(name), type)} AS c${at}`,
  );
  return texts.join(', ') || '1';
}

function rowOf(table: Table, row: Row): StoredRow {
  return new Map(storedColumns(table).map(({ name }, at) => [name, row[`c${at}`] as string | null]));
}
