import type { Catalog } from '../model/catalog/catalog.js';
import type { Table } from '../model/catalog/table.js';
import type { Source } from '../read/source.js';
import { isSameType } from './compare-rows.js';
import { keyOf, tablesWithRows } from './contents.js';
import type { Language, Session } from './engine.js';
import { carryOut, inPassing, type Refusal, Refused, read, valuesIn, type World, write } from './in-passing.js';
import { incomparableOf, isUsable } from './incomparable.js';
import type { Record } from './record.js';
import { refuseLaterConditions, usableConditions } from './rows/conditions.js';
import { demandsOf, type Successors, successorsIn, type TableDemand } from './rows/demands.js';
import { findRow, type LaterSchema } from './rows/later-schema.js';
import { OWN_TYPES_FROM } from './rows/make-row.js';
import { loadPools } from './rows/pools.js';
import { randomOf } from './rows/random.js';
import { runProbe } from './run-probe.js';
import { isSameRead, volatileColumns } from './volatile.js';
import type { Boundary } from './walk.js';
import { isFixed, keyColumns, type Writing, writingOf } from './writing.js';

/** The application before, which must work until contract, and the one after, which must work from migrate on. */
export interface Applications {
  atBoundary(place: Boundary): Promise<void>;
}

interface Application {
  readonly name: 'before' | 'after';
  readonly places: readonly Boundary[];
  readonly demands: readonly TableDemand[];
  readonly writings: Map<string, Writing>;
  readonly refusals: Map<string, { readonly statement: string; readonly problem: string }>;
  readonly probe?: Source;
  /** Who is asked whether the schema after takes the rows. */
  readonly later?: LaterSchema;
  /** How the other application calls the columns of a table; what it reads there must be the same. */
  other(table: Table, column: string): { readonly table: Table; readonly column: string } | undefined;
}

/** What the two applications know, and who is asked whether the schema after takes a row. */
export interface Schemas {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly successors: Successors;
  readonly later: LaterSchemas;
}

/** The schema after, as it takes the rows that either application writes. */
export interface LaterSchemas {
  readonly before?: LaterSchema | undefined;
  readonly after?: LaterSchema | undefined;
}

/** Keys of rows that are written here are beyond those of the rows that are there; the first fit into two bytes. */
const FIRST_ORDINAL = 30_001;
/** What is tried one after the other: where rows are many, or given, the first keys may be taken. */
const ATTEMPTS = [
  { first: FIRST_ORDINAL, count: 12 },
  { first: 2_000_001, count: 4 },
  { first: 50_000_001, count: 4 },
].flatMap(({ first, count }) => Array.from({ length: count }, (_, attempt) => ({ ordinal: first + attempt, attempt })));

/** Two applications that write to every table at each boundary, in the shape that each knows; nothing stays. */
export function applicationsOf(
  session: Session,
  { before, after, successors, later }: Schemas,
  language: Language,
  record: Record,
  probes: { readonly before?: Source; readonly after?: Source },
): Applications {
  const backwards = backwardsOf(before, successors);
  const isHere = new Set(tablesWithRows(after, before));
  const world: World = { session, language, record, ...incomparableOf(before, after, successors) };
  const apps: readonly Application[] = [
    {
      name: 'before',
      places: ['before', 'expand', 'migrate'],
      demands: demandsOf(before, after, successors),
      writings: new Map(),
      refusals: new Map(),
      ...(later.before && { later: later.before }),
      ...(probes.before && { probe: probes.before }),
      other(table, name) {
        const [next, column] = [successors.table(table), successors.column(table, name)];
        const was = table.columns.find((one) => one.name === name);
        return next && column && was && isSameType(was.type, column.type)
          ? { table: next, column: column.name }
          : undefined;
      },
    },
    {
      name: 'after',
      places: ['migrate', 'contract'],
      demands: demandsOf(after, after, successorsIn(after, [])).filter(({ table }) => isHere.has(table)),
      writings: new Map(),
      refusals: new Map(),
      ...(later.after && { later: later.after }),
      ...(probes.after && { probe: probes.after }),
      other: (table, name) => backwards.get(JSON.stringify([keyOf(table), name])),
    },
  ];
  return {
    async atBoundary(place) {
      for (const app of apps) {
        if (app.places.includes(place)) await use(app, place, world);
      }
    },
  };
}

function backwardsOf({ tables }: Catalog, successors: Successors) {
  const backwards = new Map<string, { readonly table: Table; readonly column: string }>();
  for (const table of tables) {
    const next = successors.table(table);
    if (next === undefined) continue;
    for (const { name, type } of table.columns) {
      const column = successors.column(table, name);
      if (column === undefined || !isSameType(type, column.type)) continue;
      backwards.set(JSON.stringify([keyOf(next), column.name]), { table, column: name });
    }
  }
  return backwards;
}

async function use(app: Application, place: Boundary, world: World): Promise<void> {
  const at = place === 'before' ? 'before all steps' : `after ${place}`;
  const known = new Map(app.writings);
  for (const demand of app.demands.filter(({ table }) => isUsable(world, table, place))) {
    const writing = known.get(demand.key);
    if (writing === undefined) await tryFirst(app, demand, place, at, world);
    else await again(app, writing, place, at, world);
  }
  if (world.hasTriggers) {
    const unknown = new Map([...app.writings].filter(([key]) => !known.has(key)));
    for (const [key, volatile] of await volatileColumns(unknown, world)) {
      app.writings.set(key, { ...(unknown.get(key) as Writing), volatile });
    }
  }
  if (app.probe !== undefined) await runProbe(app.probe, at, world);
}

/**
 * Finds out what a table takes. What it refuses at the one boundary and takes at a later one is a difference; what it
 * has refused before all steps, no step is to blame for.
 */
async function tryFirst(
  app: Application,
  demand: TableDemand,
  place: Boundary,
  at: string,
  world: World,
): Promise<void> {
  const { session, language, record } = world;
  if (keyColumns(demand.table).length === 0) {
    record.skip('mixed_versions', 'rows are found again by their primary key, and no table that has one took any');
    return;
  }
  const random = randomOf(FIRST_ORDINAL);
  let refusal: Refusal | undefined;
  const pools = await loadPools(session, language, demand).catch(() => undefined);
  if (pools === undefined) return;
  for (const { ordinal, attempt } of ATTEMPTS) {
    const writing = writingOf(demand, { random, language, ordinal, attempt, ...pools });
    if (writing === undefined) return;
    const result = await inPassing(world, writing, async () => {
      const conditions = await usableConditions(world, demand);
      for (const statement of [writing.insert, writing.update]) {
        if (statement === undefined) continue;
        await carryOut(session, statement);
        await refuseLaterConditions(world, { ...demand, conditions })
          .then(() => moveOver(app, writing, world))
          .catch((error: unknown) => {
            throw new Refused(statement, error, true);
          });
      }
      await carryOut(session, writing.remove);
      return write(writing, world);
    });
    if (Array.isArray(result)) {
      app.writings.set(demand.key, { ...writing, reads: result });
      const earlier = app.refusals.get(demand.key);
      const differences =
        earlier === undefined ? [] : [`the application ${app.name} could not write to it earlier: ${earlier.problem}`];
      record.note('mixed_versions', at, differences, earlier && { statement: earlier.statement });
      return crossRead(app, writing, place, at, world);
    }
    // At first, rows are made of what the other schema has, and then of what no condition hints at.
    if (attempt > OWN_TYPES_FROM) refusal ??= result;
  }
  // That a key is there already says nothing of the schema.
  const isTold = refusal?.isLater === false && refusal.isRepeated !== true;
  if (refusal !== undefined && isTold && place !== 'before') app.refusals.set(demand.key, refusal);
}

/** Throws when the schema after refuses what an application has written. */
async function moveOver({ later }: Application, { table, where }: Writing, { session, language }: World) {
  const row = later && (await findRow(session, language, table, where));
  if (later === undefined || row === undefined) return;
  await later.begin();
  try {
    await later.take(table, [row], randomOf(FIRST_ORDINAL));
  } finally {
    await later.end(false);
  }
}

async function again(app: Application, writing: Writing, place: Boundary, at: string, world: World): Promise<void> {
  const result = await inPassing(world, writing, () => write(writing, world));
  if (!Array.isArray(result)) {
    const difference = `the application ${app.name} cannot write to table '${keyOf(writing.table)}': ${result.problem}`;
    return world.record.note('mixed_versions', at, [difference], { statement: result.statement });
  }
  const differences = result.flatMap((row, index) => {
    return isSameRead(row, writing.reads[index], writing.volatile)
      ? []
      : [`the application ${app.name} reads ${row} instead of ${writing.reads[index]}`];
  });
  world.record.note('mixed_versions', at, differences, { statement: writing.insert });
  await crossRead(app, writing, place, at, world);
}

/** While both are there, what the one writes the other must read. */
async function crossRead(app: Application, writing: Writing, place: Boundary, at: string, world: World): Promise<void> {
  if (place !== 'migrate') return;
  const { session, record } = world;
  const { table } = writing;
  const pairs = table.columns.flatMap(({ name }) => {
    const other = app.other(table, name);
    // What the server gives to the one is nothing that the other has written.
    const isKnown =
      other !== undefined && isFixed(table, name, world.language) && isFixed(other.table, other.column, world.language);
    return isKnown ? [{ own: name, ...other }] : [];
  });
  const [first] = pairs;
  const keyed = keyColumns(table).every((name) => pairs.some(({ own, column }) => own === name && column === name));
  if (first === undefined || !keyed) return;
  const result = await inPassing(world, writing, async () => {
    await carryOut(session, writing.insert);
    const own = await read(
      world,
      table,
      pairs.map(({ own: name }) => name),
      writing.where,
    );
    const other = await read(
      world,
      first.table,
      pairs.map(({ column }) => column),
      writing.where,
    );
    return [own, other];
  });
  const [own, other] = Array.isArray(result) ? result : ['', result.problem];
  const differences =
    valuesIn(own) === valuesIn(other)
      ? []
      : [`what the application ${app.name} writes as ${own} the other one reads as ${other}`];
  record.note('mixed_versions', at, differences, { statement: writing.insert });
}
