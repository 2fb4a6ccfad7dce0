import type { Catalog } from '../model/catalog/catalog.js';
import { defaultValue } from '../model/catalog/default-value.js';
import type { Step, StepPhase } from '../model/step.js';
import { STEP_PHASES } from '../model/step.js';
import { type Content, contentDifferences, everything, keyOf, readContents } from './contents.js';
import { answerOf, type Engine, type Scratch, type Session } from './engine.js';
import { catalogDifferences, type Portrait, portraitDifferences, portray } from './judge.js';
import { messageOf } from './load.js';
import { type Direction, type Performance, performStep, StepFailure, type Watcher } from './perform-step.js';
import type { Record } from './record.js';

/** The database that is walked through, and what is known of it. */
export interface Walk {
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly session: Session;
  readonly steps: readonly Step[];
  readonly before: Portrait;
  readonly after: Portrait;
  readonly record: Record;
  /** Looks into a step while it runs, the first time. */
  watch?(step: Step): Promise<Watching>;
  /** Tries what only a boundary of phases can show; the database must be afterwards as it was. */
  atBoundary?(place: Boundary): Promise<void>;
  /** Compares the rows with those from which the walk set out. */
  compareRows(at: string, place: Boundary): Promise<void>;
  /** Is told what is done next. */
  progress(text: string): void;
}

type Watching = Watcher & { done?(): Promise<void> };

/** Where between the phases the walk stands: behind which of them, if any. */
export type Boundary = 'before' | StepPhase;

/** A walk that cannot go on, since a step failed. */
class DeadEnd extends Error {}

interface State {
  readonly catalog: Catalog;
  readonly contents: ReadonlyMap<string, Content>;
}

/**
 * Walks the steps: forward through each phase, back to its beginning and forward again, and in the end all the way
 * back. What is otherwise than it must be is written into the record.
 */
export async function walk(walk: Walk): Promise<void> {
  const { steps, after, before, record } = walk;
  const done: Step[] = [];
  try {
    await atBoundary(walk, 'before');
    let state = await stateOf(walk);
    for (const phase of STEP_PHASES) {
      const own = steps.filter((step) => step.phase === phase);
      if (own.length > 0) state = await throughPhase(walk, phase, own, done, state);
      if (own.length > 0 || phase === 'contract') await atBoundary(walk, phase);
    }
    record.note('forwards', 'after all steps', portraitDifferences(await portrait(walk), after));
  } catch (error) {
    if (!(error instanceof DeadEnd)) throw error;
  }
  try {
    walk.progress('all the way back');
    await back(walk, done, 'all the way back');
    record.note('backwards', 'all the way back', portraitDifferences(await portrait(walk), before));
    await walk.compareRows('all the way back', 'before');
  } catch (error) {
    if (!(error instanceof DeadEnd)) throw error;
  }
}

/** @returns what the database is at the end of the phase, done the second time */
async function throughPhase(
  walk: Walk,
  phase: StepPhase,
  own: readonly Step[],
  done: Step[],
  start: State,
): Promise<State> {
  const { record } = walk;
  let end = start;
  for (const step of own) {
    walk.progress(`${phase}: ${step.title}`);
    end = await forwardTwice(walk, step);
    done.push(step);
  }
  const repeated = repeatedColumns(end.catalog, start.catalog);
  const first = await contentsOf(walk, repeated);
  walk.progress(`${phase}: back and forward again`);
  const mayLose = own.some(({ reversibility }) => reversibility !== 'reversible');
  done.splice(done.length - own.length);
  await back(walk, own, `back to before ${phase}`);
  record.note('backwards', `back to before ${phase}`, stateDifferences(await stateOf(walk), start, mayLose));
  for (const step of own) {
    await forward(walk, step);
    done.push(step);
  }
  const again = await stateOf(walk);
  const isSame = catalogDifferences(again.catalog, end.catalog).length === 0;
  const contents = isSame ? await contentsOf(walk, repeated) : again.contents;
  record.note(
    'forwards',
    `forward again through ${phase}`,
    stateDifferences({ ...again, contents }, { ...end, contents: first }, mayLose),
  );
  return again;
}

async function atBoundary(walk: Walk, place: Boundary): Promise<void> {
  const at = place === 'before' ? 'before all steps' : `after ${place}`;
  await walk.compareRows(at, place);
  await walk.atBoundary?.(place);
}

/** Runs a step and asks what must hold before and after it. */
async function forward(walk: Walk, step: Step, watcher?: Watching): Promise<Performance> {
  await ask(walk, step, 'preflight');
  const performance = await run(walk, step, 'up', watcher);
  await watcher?.done?.();
  await ask(walk, step, 'verify');
  return performance;
}

/** Runs a step, and once more, which must change nothing. */
async function forwardTwice(walk: Walk, step: Step): Promise<State> {
  const { record } = walk;
  const { seconds, attempts } = await forward(walk, step, await walk.watch?.(step));
  record.measure(step, { up_seconds: rounded(seconds), ...(attempts > step.up.length && { attempts }) });
  const was = await stateOf(walk);
  const again = await onceMore(walk, step, 'up', 'a second run');
  if (again !== undefined) record.measure(step, { again_seconds: rounded(again.seconds) });
  const is = await stateOf(walk);
  record.note('repeatable', 'a second run', stateDifferences(is, was, false), { step });
  return is;
}

async function back(walk: Walk, steps: readonly Step[], at: string): Promise<void> {
  for (const step of steps.toReversed()) {
    await ask(walk, step, 'undo_preflight');
    const { seconds } = await run(walk, step, 'down', undefined, at);
    walk.record.measure(step, { down_seconds: rounded(seconds) });
    await ask(walk, step, 'undo_verify');
    // The way back may be interrupted, too.
    await onceMore(walk, step, 'down', `${at}, once more`);
  }
}

async function run(walk: Walk, step: Step, direction: Direction, watcher?: Watcher, at?: string) {
  try {
    return await performStep(walk.session, step, direction, walk.engine.language, watcher);
  } catch (error) {
    return fails(walk, step, direction === 'up' ? 'forwards' : 'backwards', at ?? 'forwards', error);
  }
}

/** Runs what was run before; that it is refused is a difference, and changes nothing. */
async function onceMore(walk: Walk, step: Step, direction: Direction, at: string): Promise<Performance | undefined> {
  const { session, engine, record } = walk;
  try {
    return await performStep(session, step, direction, engine.language);
  } catch (error) {
    if (!(error instanceof StepFailure) || engine.language.isOutage(error.cause)) throw error;
    record.note('repeatable', at, [error.message], { step, statement: error.statement });
    return undefined;
  }
}

function fails(walk: Walk, step: Step, proof: 'forwards' | 'backwards', at: string, error: unknown): never {
  if (!(error instanceof StepFailure)) throw error;
  // That is no proof of anything.
  if (walk.engine.language.isOutage(error.cause)) throw error.cause;
  walk.record.note(proof, at, [error.message], { step, statement: error.statement });
  throw new DeadEnd();
}

async function ask(walk: Walk, step: Step, which: keyof typeof WHEN): Promise<void> {
  for (const { run: query, expect } of step[which] ?? []) {
    const answer = await answerOf(walk.session, query, walk.engine.language).catch(messageOf);
    const differences =
      answer === expect ? [] : [`the answer is ${JSON.stringify(answer)}, not ${JSON.stringify(expect)}`];
    walk.record.note('verification', WHEN[which], differences, { step, statement: query });
  }
}

const WHEN = {
  verify: 'after the step',
  preflight: 'before the step',
  undo_preflight: 'before undoing the step',
  undo_verify: 'after undoing the step',
} as const;

function portrait({ engine, scratch, session }: Walk): Promise<Portrait> {
  return portray(engine, scratch, session);
}

async function stateOf(walk: Walk): Promise<State> {
  const catalog = await walk.engine.language.readCatalog(walk.session);
  return { catalog, contents: await contentsOf(walk, catalog) };
}

function contentsOf({ session, engine: { language } }: Walk, catalog: Catalog): Promise<State['contents']> {
  return readContents(session, everything(catalog, language), language);
}

/** A schema without the columns that came with a default: done again, it may be another value in every row. */
function repeatedColumns(is: Catalog, was: Catalog): Catalog {
  const known = new Set(
    was.tables.flatMap((table) => table.columns.map(({ name }) => JSON.stringify([keyOf(table), name]))),
  );
  const tables = is.tables.map((table) => ({
    ...table,
    columns: table.columns.filter((column) => {
      const isOld = known.has(JSON.stringify([keyOf(table), column.name]));
      return isOld || (defaultValue(column.default) ?? column.identity) === undefined;
    }),
  }));
  return { ...is, tables };
}

/** @param mayLose whether a step between the two says that rows may not be what they were */
function stateDifferences(is: State, must: State, mayLose: boolean): readonly string[] {
  const differences = catalogDifferences(is.catalog, must.catalog);
  // What a table holds cannot be compared where it has other columns.
  return mayLose || differences.length > 0 ? differences : contentDifferences(must.contents, is.contents);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10_000) / 10_000;
}
