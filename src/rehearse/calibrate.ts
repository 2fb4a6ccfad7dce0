import type { PlanDetail } from '../model/plan-detail.js';
import { MEASURED, type Measured, SAMPLE } from './calibration-work.js';
import type { Engine, Session } from './engine.js';
import { openEngine } from './open-engine.js';
import type { Surroundings } from './scratch-names.js';
import { untilAborted } from './until-aborted.js';

export type Calibration = NonNullable<PlanDetail['calibration']>;

/** Rows of the smaller table, and of the larger one at most. */
const FEW = 1 << 12;
const MANY = 1 << 17;
/** Seconds that one doubling of the table may take before it is large enough. */
const PATIENCE = 0.5;
/** The larger table has at least so many times the rows, so that a difference is no chance. */
const LEAST_FACTOR = 4;

/**
 * Measures what work on rows costs on a server: each kind of work on a small table and on a large one, in a database
 * that is made for it and dropped. The line through the two is seconds = a + b·rows + c·bytes.
 *
 * @param url of the server; the database that it names serves to connect, and nothing in it is touched
 * @param signal ends it early; nothing is left behind
 * @throws UserError when the server cannot be reached or lets nobody make databases, or the signal ends it
 */
export async function calibrate(url: string, surroundings: Surroundings, signal?: AbortSignal): Promise<Calibration> {
  const engine = await openEngine(url, [], surroundings);
  return untilAborted(engine, signal, () => measure(engine));
}

async function measure(engine: Engine): Promise<Calibration> {
  const works = MEASURED[engine.language.dialect === 'postgresql' ? 'postgresql' : 'mysql'];
  const session = await (await engine.create()).connect();
  await grow(session, (rows) => rows >= FEW);
  const small = await measureAll(session, engine, works);
  const rows = await grow(session, (rows, seconds) => {
    return rows >= MANY || (rows >= FEW * LEAST_FACTOR && seconds > PATIENCE);
  });
  const large = await measureAll(session, engine, works);
  const secondsOf = (work: string) => [small, large].map(({ seconds }) => seconds.get(work) as number);
  const rates = works.map(({ work, unit }) => {
    if (unit === undefined) return { work, a: rounded(Math.max(...secondsOf(work))), b: 0, c: 0 };
    const slope = slopeOf(small, large, work, unit);
    const a = Math.max(0, (small.seconds.get(work) as number) - slope * small[unit]);
    return { work, a: rounded(a), b: unit === 'rows' ? rounded(slope) : 0, c: unit === 'bytes' ? rounded(slope) : 0 };
  });
  return { server: engine.product, rows, rates };
}

interface Times {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: ReadonlyMap<string, number>;
}

/** Seconds for each row or byte more. Where chance hides it, all the time that the large table took is for its rows. */
function slopeOf(small: Times, large: Times, work: string, unit: 'rows' | 'bytes'): number {
  const [few, many] = [small, large].map(({ seconds }) => seconds.get(work) as number) as [number, number];
  return many > few ? (many - few) / Math.max(1, large[unit] - small[unit]) : many / large[unit];
}

/** Makes the table, and doubles it until it is enough. */
async function grow(session: Session, isEnough: (rows: number, seconds: number) => boolean): Promise<number> {
  for (const statement of SAMPLE.make) await session.execute(statement);
  for (let rows = 1; ; rows *= 2) {
    const seconds = await timed(() => session.execute(SAMPLE.double(rows)));
    if (isEnough(rows * 2, seconds)) return rows * 2;
  }
}

async function measureAll(session: Session, { language }: Engine, works: readonly Measured[]): Promise<Times> {
  const { analyze, size } = SAMPLE[language.dialect === 'postgresql' ? 'postgresql' : 'mysql'];
  // What the server makes of it is a row as well, of MySQL.
  await session.query(analyze);
  const [about] = await session.query(size);
  const seconds = new Map<string, number>();
  for (const { work, before = [], statement, after = [] } of works) {
    for (const one of before) await session.execute(one);
    seconds.set(work, await timed(() => session.query(statement)));
    for (const one of after) await session.execute(one);
  }
  return { rows: Number(about?.rows), bytes: Number(about?.bytes), seconds };
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

/** Three digits: more would only seem exact. */
function rounded(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
