import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import { defaultValue } from '../../model/catalog/default-value.js';
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
import { inSavepoint } from './savepoint.js';
import { makeValue } from './values.js';

/** The values of a row as the server holds them, by the names of their columns. */
export type StoredRow = ReadonlyMap<string, string | null>;

/** The schema after in a database of its own, which is asked whether it takes what the one before has taken. */
export interface LaterSchema {
  /** Rows that are taken from now on stay, or else are gone again. */
  begin(): Promise<void>;
  end(stays: boolean): Promise<void>;
  /**
   * Takes rows of a table of before, as the steps will move them over.
   *
   * @throws with what the server says when it refuses one; none is taken then
   */
  take(table: Table, rows: readonly StoredRow[], random: Random): Promise<void>;
}

/** How either server begins and ends what stays or is gone again. */
export function transactionOf(session: Session): Pick<LaterSchema, 'begin' | 'end'> {
  return {
    async begin() {
      await session.execute('BEGIN');
    },
    async end(stays) {
      await session.execute(stays ? 'COMMIT' : 'ROLLBACK');
    },
  };
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
    ...transactionOf(session),
    async take(table, rows, random) {
      const next = successors.table(table);
      const [first] = rows;
      if (next === undefined || next.foreign !== undefined || first === undefined) return;
      const moves = next.columns.flatMap((column): { name: string; value(row: StoredRow): string }[] => {
        const was = table.columns.find(({ name }) => successors.column(table, name) === column);
        if (column.generated !== undefined) return [];
        const { name, type } = column;
        if (was !== undefined)
          return first.has(was.name) ? [{ name, value: (row) => moved(was, column, row, language) }] : [];
        if (!isGivenLater(table, next, column)) return [];
        // The steps give it one.
        const made = () => makeValue(type, { catalog: after, random, ordinal: ordinal++, isDistinct: true }, NO_HINTS);
        return [{ name, value: () => language.value(made() ?? '', type) }];
      });
      const names = moves.map(({ name }) => name);
      const written = rows.map((row) => moves.map(({ value }) => value(row)));
      await inSavepoint(session, async () => {
        const insert = language.insert(next, names, written);
        const computed = next.rules.length > 0 ? [] : computedTexts(language, next);
        await (computed.length === 0
          ? session.execute(insert)
          : session.query(`${insert} RETURNING ${computed.join(', ')}`));
        for (const check of [...language.checkDeferred, ...language.defer]) await session.execute(check);
      }).catch((cause: unknown) => {
        throw new Error(`the schema after does not take it: ${messageOf(cause)}`, { cause });
      });
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
function isGivenLater(was: Table, table: Table, column: Column): boolean {
  const { partitioning, partitionOf, inherits, constraints, indexes, replicaIdentity } = table;
  if (column.nullable || defaultValue(column.default) !== undefined || column.identity !== undefined) return false;
  // Rows that are copied into a table that is made anew get it on the way.
  if (partitionOf === undefined && !same(was.partitioning, partitioning)) return true;
  const isKey = constraints.some((each) => each.type === 'primary_key' && each.columns.includes(column.name));
  const isApart = partitioning === undefined && partitionOf === undefined && inherits.length === 0;
  return isApart && !isKey && !indexes.some(({ name }) => name === replicaIdentity);
}

/**
 * Inserts rows, and reads what the server has made of them; those that a trigger has kept away are missing.
 *
 * @throws too when a column that is only computed when it is read cannot be
 */
export async function storedRows(
  session: Session,
  language: Language,
  table: Table,
  insert: string,
): Promise<StoredRow[]> {
  const texts = [textsOf(language, table), ...computedTexts(language, table)];
  const rows = await session.query(`${insert} RETURNING ${texts.join(', ')}`);
  return rows.map((row) => rowOf(table, row));
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

/** What is computed when a row is read: until then nobody knows whether it can be. */
function computedTexts(language: Language, { columns }: Table): string[] {
  const computed = columns.filter(({ generated }) => generated?.isStored === false);
  return computed.map(({ name, type }, at) => `${language.asText(language.quote(name), type)} AS v${at}`);
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
