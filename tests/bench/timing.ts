import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const ROUNDS = 31;

export function report(what: string, ratio: number, bound?: number): void {
  console.log(`${ratio.toFixed(2).padStart(6)}  ${what}${bound === undefined ? '' : ` [${bound}]`}`);
}

export function spawn(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  if (error !== undefined || status === null || status > 2) throw error ?? new Error(`${program} ${args.join(' ')}`);
}

/** The most memory that a run of Node takes, in megabytes. */
export function peakOf(args: readonly string[]): number {
  const spy = `data:text/javascript,process.on('exit',()=>process.stderr.write('|'+process.resourceUsage().maxRSS))`;
  const { stderr } = spawnSync(process.execPath, ['--import', spy, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return Number(stderr.slice(stderr.lastIndexOf('|') + 1)) / 1024;
}

type Times<Tasks> = { [Key in keyof Tasks]: number };

/** The median times of some tasks in milliseconds, each run in turn, so that a slower machine is so for all. */
export function sideBySide<Tasks extends readonly (() => unknown)[]>(...tasks: Tasks): Times<Tasks> {
  return inTurn(() => performance.now(), tasks);
}

/** The same of the processor's time that programs take which tasks run; of the clock's where Linux is not there to tell. */
export function processorSideBySide<Tasks extends readonly (() => unknown)[]>(...tasks: Tasks): Times<Tasks> {
  return inTurn(existsSync(OWN_TIMES) ? timeOfPrograms : () => performance.now(), tasks);
}

const OWN_TIMES = '/proc/self/stat';

/** The time that ended programs took, in hundredths of a second (proc(5): cutime and cstime). */
function timeOfPrograms(): number {
  const fields = readFileSync(OWN_TIMES, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[13]) + Number(fields[14]);
}

function inTurn<Tasks extends readonly (() => unknown)[]>(clock: () => number, tasks: Tasks): Times<Tasks> {
  const times = tasks.map((): number[] => []);
  for (const task of tasks) task();
  const started = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - started < 6_000; round++) {
    for (const [index, task] of tasks.entries()) {
      const start = clock();
      task();
      times[index]?.push(clock() - start);
    }
  }
  return times.map(median) as never;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] as number;
}
