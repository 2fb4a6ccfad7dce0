import type { Table } from '../model/catalog/table.js';
import { rowsInUse } from './contents.js';
import type { Language, Session } from './engine.js';
import type { Incomparable } from './incomparable.js';
import { meansOutage, messageOf } from './load.js';
import type { Record } from './record.js';
import { isFixed, type Writing } from './writing.js';

export interface World extends Incomparable {
  readonly session: Session;
  readonly language: Language;
  readonly record: Record;
}

export interface Refusal {
  readonly statement: string;
  readonly problem: string;
  /** Whether the schema takes it, and only the one after would not. */
  readonly isLater: boolean;
  /** Whether it is only that such a row is there already. */
  readonly isRepeated?: boolean;
}

/** A statement that an application is refused. */
export class Refused extends Error {
  constructor(
    readonly statement: string,
    override readonly cause: unknown,
    readonly isLater = false,
    readonly isRepeated = false,
  ) {
    super(messageOf(cause));
  }
}

export async function carryOut(session: Session, statement: string): Promise<void> {
  await session.execute(statement).catch((error: unknown) => {
    throw new Refused(statement, error, false, isRepeated(error));
  });
}

/** A key that is there already, as either server calls it (PostgreSQL, "Error Codes"; MySQL, "Server Error Message Reference"). */
function isRepeated(error: unknown): boolean {
  const { code, errno } = error as { code?: string; errno?: number };
  return code === '23505' || errno === 1062;
}

/**
 * Does something of which nothing stays.
 *
 * @param row what is written: an engine without transactions keeps it, and it is taken away again
 */
export async function inPassing(world: World, row: Writing, act: () => Promise<string[]>): Promise<string[] | Refusal> {
  const { session, language } = world;
  const keepsRows = !language.hasTransactionalDdl;
  const wasThere = keepsRows && (await isThere(row, world));
  await session.execute('BEGIN');
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (meansOutage(error, world.language)) throw error;
    const { statement, message, isLater } = error;
    return { statement, problem: message, isLater, isRepeated: error.isRepeated };
  } finally {
    await session.execute('ROLLBACK').catch(() => {});
    if (keepsRows && !wasThere && (await isThere(row, world))) await session.execute(row.remove).catch(() => {});
  }
}

async function isThere({ table, where }: Writing, { session, language }: World): Promise<boolean> {
  const found = await session.query(`SELECT 1 FROM ${rowsInUse(language, table)} WHERE ${where}`).catch(() => []);
  return found.length > 0;
}

/** @returns the row as it is read behind each write */
export async function write(writing: Writing, world: World): Promise<string[]> {
  const { session, language } = world;
  const { table, where } = writing;
  const columns = table.columns.map(({ name }) => name);
  const reads: string[] = [];
  await carryOut(session, writing.insert);
  reads.push(await read(world, table, columns, where));
  if (writing.update !== undefined) {
    await carryOut(session, writing.update);
    reads.push(await read(world, table, columns, where));
  }
  await carryOut(session, writing.remove);
  for (const check of language.checkDeferred) await carryOut(session, check);
  return reads;
}

export async function read(
  { session, language, told }: World,
  table: Table,
  columns: readonly string[],
  where: string,
): Promise<string> {
  const isTold = (name: string) => told.get(table)?.has(name.toLowerCase()) === true;
  const fixed = columns.filter((name) => isFixed(table, name, language) && !isTold(name));
  // In the type that the application knows: 1.5 and 1.5000 are one number to it.
  const texts = fixed.map((name) => {
    const type = table.columns.find((column) => column.name === name)?.type;
    const value = language.quote(name);
    return language.asText(type === undefined || type.schema !== '' ? value : language.cast(value, type), type);
  });
  const query = `SELECT ${texts.map((text, index) => `${text} AS c${index}`).join(', ') || '1 AS c0'} FROM ${rowsInUse(language, table)} WHERE ${where}`;
  const rows = await session.query(query).catch((error: unknown) => {
    throw new Refused(query, error);
  });
  return JSON.stringify(rows.map((row) => Object.fromEntries(fixed.map((name, index) => [name, row[`c${index}`]]))));
}

/** What was read, whatever its columns are called. */
export function valuesIn(rows: string | undefined): string {
  try {
    return JSON.stringify((JSON.parse(rows ?? '') as object[]).map((row) => Object.values(row)));
  } catch {
    return rows ?? '';
  }
}
