import type { FilledTable } from '../../model/rehearsal.js';
import type { Language, Session } from '../engine.js';
import { messageOf } from '../load.js';
import { refuseLaterConditions, usableConditions } from './conditions.js';
import type { ReferenceDemand, TableDemand } from './demands.js';
import { NO_HINTS } from './hints.js';
import { type LaterSchema, type StoredRow, storedRow } from './later-schema.js';
import { Impossible, type MadeRow, makeRow, type Owed, type Pool, type RowContext, written } from './make-row.js';
import { inOrder } from './order.js';
import { loadPool, type Pools, poolKey } from './pools.js';
import { type Random, randomOf } from './random.js';
import { refusedColumns } from './refused-columns.js';
import { makeValue } from './values.js';

/** How many rows were made. */
export interface Filling {
  readonly tables: readonly FilledTable[];
}

export interface FillOptions {
  readonly rows: number;
  readonly seed: number;
  /** Who is asked whether the schema after takes a row, too. */
  readonly later?: LaterSchema;
}

const ATTEMPTS_PER_ROW = 30;
/** Tables in which nothing fits are given up after this many rows. */
const ROWS_BEFORE_GIVING_UP = 3;

interface State {
  readonly session: Session;
  readonly language: Language;
  readonly random: Random;
  readonly demands: ReadonlyMap<string, TableDemand>;
  readonly filled: Set<string>;
  readonly pools: Pools;
  readonly owed: Map<string, Owed[]>;
  readonly mayPromise: boolean;
  readonly later: LaterSchema | undefined;
}

/**
 * Fills tables with rows that satisfy every constraint: each is tried, and the server decides. The same seed gives the
 * same rows. Where no row can be made, or fewer than were asked for, the table says why.
 */
export async function fillTables(
  session: Session,
  demands: readonly TableDemand[],
  language: Language,
  options: FillOptions,
): Promise<Filling> {
  try {
    return await fill(session, demands, language, options, true);
  } catch {
    // What was put off did not come true; without that, tables in a ring stay empty and say so.
    return fill(session, demands, language, options, false);
  }
}

async function fill(
  session: Session,
  demands: readonly TableDemand[],
  language: Language,
  { rows, seed, later }: FillOptions,
  mayPromise: boolean,
): Promise<Filling> {
  const state: State = {
    session,
    language,
    random: randomOf(seed),
    demands: new Map(demands.map((demand) => [demand.key, demand])),
    filled: new Set(),
    pools: new Map(),
    owed: new Map(),
    mayPromise,
    later,
  };
  const found = new Map<string, FilledTable>();
  await session.execute('BEGIN');
  await later?.begin();
  try {
    for (const statement of language.defer) await session.execute(statement);
    for (const demand of inOrder(demands)) {
      found.set(demand.key, await fillOne(state, demand, rows));
      state.filled.add(demand.key);
    }
    for (const statement of language.checkDeferred) await session.execute(statement);
    await session.execute('COMMIT');
    await later?.end(true);
  } catch (error) {
    await session.execute('ROLLBACK');
    await later?.end(false);
    throw error;
  }
  return { tables: demands.flatMap(({ key }) => found.get(key) ?? []) };
}

async function fillOne(state: State, demanded: TableDemand, rows: number): Promise<FilledTable> {
  const demand = { ...demanded, conditions: await usableConditions(state, demanded) };
  for (const reference of demand.references) await loadOwnPool(state, reference);
  const seen = demand.distinct.map(() => new Set<string>());
  let made = 0;
  let missed = 0;
  let problem: string | undefined;
  const owed = state.owed.get(demand.key) ?? [];
  for (let ordinal = 1; ordinal <= Math.max(rows, owed.length); ordinal++) {
    if (missed >= ROWS_BEFORE_GIVING_UP && made === 0) break;
    const refusal = await makeOne(state, demand, ordinal, seen, owed[ordinal - 1]);
    if (refusal === undefined) made++;
    else {
      missed++;
      problem = refusal;
    }
  }
  return { table: demand.key, rows: made, ...(problem !== undefined && { problem }) };
}

/** @returns why no row could be made */
async function makeOne(
  state: State,
  demand: TableDemand,
  ordinal: number,
  seen: readonly Set<string>[],
  owed: Owed | undefined,
): Promise<string | undefined> {
  let refusal = '';
  let earlier: RowContext['earlier'];
  for (let attempt = 0; attempt < ATTEMPTS_PER_ROW; attempt++) {
    let row: MadeRow = new Map();
    try {
      row = makeRow(demand, {
        ...contextOf(state, ordinal, attempt),
        ...(owed && { owed }),
        ...(earlier && { earlier }),
      });
      if (isRepeated(demand, row, seen)) {
        refusal = 'the schema after takes every value of a key only once';
        earlier = undefined;
        continue;
      }
      await insert(state, demand, row);
      for (const [index, columns] of demand.distinct.entries()) seen[index]?.add(keyIn(row, columns));
      for (const reference of demand.references) if (reference.to === demand.key) await loadOwnPool(state, reference);
      return undefined;
    } catch (error) {
      refusal = messageOf(error);
      if (error instanceof Impossible) return refusal;
      // Now and then from the beginning: what was kept may be what makes the rest impossible.
      const refused = attempt % 8 === 7 ? [] : refusedColumns(demand, error);
      earlier = refused.length === 0 ? undefined : { row, refused };
    }
  }
  return refusal;
}

function contextOf(state: State, ordinal: number, attempt: number) {
  return {
    language: state.language,
    random: state.random,
    ordinal: attempt < 10 ? ordinal : ordinal + attempt * 1000,
    attempt,
    pool: (reference: ReferenceDemand): Pool => state.pools.get(poolKey(reference)) ?? [],
    promise: (reference: ReferenceDemand) => promise(state, reference),
  };
}

async function loadOwnPool(state: State, reference: ReferenceDemand): Promise<void> {
  const target = state.demands.get(reference.to)?.table;
  if (target !== undefined) await loadPool(state, reference, target);
}

/** A key of a table whose rows come later and which must have it then; only where the check can be put off. */
function promise(state: State, reference: ReferenceDemand): readonly string[] | undefined {
  const target = state.demands.get(reference.to);
  if (!state.mayPromise || !reference.isDeferrable || target === undefined || state.filled.has(reference.to))
    return undefined;
  const all = state.owed.get(reference.to) ?? [];
  const ordinal = 1_000_000 + all.length;
  const values = reference.toColumns.map((name) => {
    const column = target.columns.find((one) => one.column.name === name);
    const [first] = column?.types ?? [];
    if (first === undefined) return undefined;
    return makeValue(first.type, { catalog: first.catalog, random: state.random, ordinal, isDistinct: true }, NO_HINTS);
  });
  if (values.includes(undefined)) return undefined;
  const key = values as string[];
  state.owed.set(reference.to, [
    ...all,
    Object.fromEntries(reference.toColumns.map((name, at) => [name, key[at] as string])),
  ]);
  return key;
}

function isRepeated({ distinct }: TableDemand, row: MadeRow, seen: readonly Set<string>[]): boolean {
  return distinct.some((columns, index) => {
    const isWhole = columns.every((name) => typeof row.get(name) === 'string');
    return isWhole && seen[index]?.has(keyIn(row, columns));
  });
}

function keyIn(row: MadeRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((name) => row.get(name) ?? null));
}

async function insert(state: State, demand: TableDemand, row: MadeRow): Promise<void> {
  const { session, language } = state;
  const names = [...row.keys()];
  const values = names.map((name) => written(demand.table, name, row.get(name), language));
  const statement = language.insert(demand.table, names, values);
  await session.execute('SAVEPOINT made');
  try {
    const stored = await insertOne(state, demand, statement);
    if (state.owed.size === 0)
      for (const check of [...language.checkDeferred, ...language.defer]) await session.execute(check);
    await refuseLaterConditions(state, demand);
    if (stored !== undefined) await state.later?.take(demand.table, stored, state.random);
    await session.execute('RELEASE SAVEPOINT made');
  } catch (error) {
    await session.execute('ROLLBACK TO SAVEPOINT made');
    throw error;
  }
}

/** @returns the row that is there now, with what the server has given it; nothing where nobody asks, or there is none */
async function insertOne(
  { session, language, later }: State,
  { table }: TableDemand,
  statement: string,
): Promise<StoredRow | undefined> {
  if (later === undefined || table.rules.length > 0) {
    await session.execute(statement);
    return undefined;
  }
  return storedRow(session, language, table, statement);
}
