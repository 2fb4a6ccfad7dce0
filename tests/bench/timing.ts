import { spawnSync } from 'node:child_process';

const ROUNDS = 31;

export function report(what: string, ratio: number, bound?: number): void {
  console.log(`${ratio.toFixed(2).padStart(6)}  ${what}${bound === undefined ? '' : ` [${bound}]`}`);
}

export function spawn(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  if (error !== undefined || status === null || status > 2) throw error ?? new Error(`${program} ${args.join(' ')}`);
}

/** The median times of some tasks in milliseconds, each run in turn, so that a slower machine is so for all. */
export function sideBySide<Tasks extends readonly (() => unknown)[]>(
  ...tasks: Tasks
): { [Key in keyof Tasks]: number } {
  const times = tasks.map((): number[] => []);
  for (const task of tasks) task();
  const started = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - started < 6_000; round++) {
    for (const [index, task] of tasks.entries()) {
      const start = performance.now();
      task();
      times[index]?.push(performance.now() - start);
    }
  }
  return times.map(median) as never;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] as number;
}
