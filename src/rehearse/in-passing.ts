import type { Table } from '../model/catalog/table.js';
import { rowsInUse } from './contents.js';
import type { Language, Session } from './engine.js';
import type { Incomparable } from './incomparable.js';
import { messageOf } from './load.js';
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
}

/** A statement that an application is refused. */
export class Refused extends Error {
  constructor(
    readonly statement: string,
    cause: unknown,
    readonly isLater = false,
  ) {
    super(messageOf(cause));
  }
}

export async function carryOut(session: Session, statement: string): Promise<void> {
  await session.execute(statement).catch((error: unknown) => {
    throw new Refused(statement, error);
  });
}

/** Does something of which nothing stays. */
export async function inPassing(world: World, act: () => Promise<string[]>): Promise<string[] | Refusal> {
  const { session } = world;
  await session.execute('BEGIN');
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { statement: error.statement, problem: error.message, isLater: error.isLater };
  } finally {
    await session.execute('ROLLBACK');
  }
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
