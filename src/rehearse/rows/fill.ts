import type { FilledTable } from '../../model/rehearsal.js';
import type { Language, Session } from '../engine.js';
import { meansOutage, messageOf } from '../load.js';
import { usableConditions } from './conditions.js';
import type { ReferenceDemand, TableDemand } from './demands.js';
import { NO_HINTS } from './hints.js';
import { type Inserting, insertRows } from './insert-rows.js';
import type { LaterSchema } from './later-schema.js';
import { Impossible, type MadeRow, makeRow, type Owed, type Pool, type RowContext } from './make-row.js';
import { inOrder } from './order.js';
import { loadPool, type Pools, poolKey } from './pools.js';
import { randomOf } from './random.js';
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

/** So many go in by one statement at the most, once nothing is refused. */
const ROWS_AT_ONCE = 500;

interface State extends Inserting {
  readonly demands: ReadonlyMap<string, TableDemand>;
  readonly filled: Set<string>;
  readonly pools: Pools;
  readonly owed: Map<string, Owed[]>;
  readonly mayPromise: boolean;
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
  } catch (error) {
    if (meansOutage(error, language)) throw error;
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
    await session.execute('ROLLBACK').catch(() => {});
    await later?.end(false).catch(() => {});
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
  const last = Math.max(rows, owed.length);
  let together = 1;
  let lastApart = 0;
  for (let ordinal = 1; ordinal <= last; ) {
    if (missed >= ROWS_BEFORE_GIVING_UP && made === 0) break;
    const count = ordinal <= lastApart ? 1 : Math.min(together, last - ordinal + 1);
    if (count > 1) {
      const ordinals = Array.from({ length: count }, (_, at) => ordinal + at);
      if (await makeTogether(state, demand, ordinals, seen, owed)) {
        made += count;
        ordinal += count;
        together = Math.min(together * 2, ROWS_AT_ONCE);
      } else lastApart = ordinal + count - 1;
      continue;
    }
    const refusal = await makeOne(state, demand, ordinal, seen, owed[ordinal - 1]);
    if (refusal === undefined) made++;
    else {
      missed++;
      problem = refusal;
    }
    together = refusal === undefined && ordinal > lastApart ? 2 : 1;
    ordinal++;
  }
  return { table: demand.key, rows: made, ...(problem !== undefined && { problem }) };
}

/** Rows that go in by one statement, as long as the first attempt at each fits; says whether they did. */
async function makeTogether(
  state: State,
  demand: TableDemand,
  ordinals: readonly number[],
  seen: readonly Set<string>[],
  owed: readonly Owed[],
): Promise<boolean> {
  const own = demand.distinct.map(() => new Set<string>());
  const rows: MadeRow[] = [];
  try {
    for (const ordinal of ordinals) {
      const due = owed[ordinal - 1];
      const row = makeRow(demand, { ...contextOf(state, ordinal, 0), ...(due && { owed: due }) });
      if (isRepeated(demand, row, seen) || isRepeated(demand, row, own)) return false;
      note(demand, row, own);
      rows.push(row);
    }
    await insertRows(state, demand, rows, { checksDeferred: state.owed.size === 0 });
  } catch (error) {
    if (meansOutage(error, state.language)) throw error;
    return false;
  }
  for (const row of rows) note(demand, row, seen);
  await loadOwnPools(state, demand);
  return true;
}

function note({ distinct }: TableDemand, row: MadeRow, seen: readonly Set<string>[]): void {
  for (const [index, columns] of distinct.entries()) seen[index]?.add(keyIn(row, columns));
}

/** Rows of a table that refers to itself can be referred to by the next. */
async function loadOwnPools(state: State, { key, references }: TableDemand): Promise<void> {
  for (const reference of references) if (reference.to === key) await loadOwnPool(state, reference);
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
      await insertRows(state, demand, [row], { checksDeferred: state.owed.size === 0 });
      note(demand, row, seen);
      await loadOwnPools(state, demand);
      return undefined;
    } catch (error) {
      refusal = messageOf(error);
      if (meansOutage(error, state.language)) throw error;
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
