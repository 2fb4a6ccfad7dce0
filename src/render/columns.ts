import type { Timeline } from '../report/block.js';
import { secondsOf } from '../report/seconds.js';

const GAP = '  ';
/** The width of the bars of a line of time, in characters. */
const BARS = 40;

/** Rows in columns as wide as their longest cell; a line break within a cell becomes a space. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ')));
  const widths = columns.map((_, at) => cells.reduce((width, row) => Math.max(width, (row[at] ?? '').length), 0));
  const shown = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join(GAP)
      .trimEnd();
  const rule = widths
    .map((width, at) => '-'.repeat(at === widths.length - 1 ? (columns[at]?.length ?? 0) : width))
    .join(GAP);
  const [head = [], ...body] = cells;
  return [shown(head), rule, ...body.map(shown)].join('\n');
}

/** The longest name of a bar, in characters, where nothing says how wide a line may be. */
const LABEL = 44;
/** Around a bar: a space, its two ends, and a space. */
const FRAME = 4;

/**
 * Bars of characters: how long each is, and whether a delay of it delays everything.
 *
 * @param lineWidth how long a line may be; names are cut for it, down to a few characters
 */
export function timelineOf({ bars: steps, freezes = [] }: Timeline, lineWidth?: number): string {
  const whole = steps.reduce((latest, { end }) => Math.max(latest, end), 1);
  const bars = [
    ...freezes.map((freeze) => ({ ...freeze, sign: '.', isKnown: true })),
    ...steps.map((step) => ({ ...step, sign: step.isKnown ? (step.critical ? '#' : '=') : '?' })),
  ];
  const at = (seconds: number) => Math.max(0, Math.min(BARS - 1, Math.floor((seconds / whole) * BARS)));
  const lengths = bars.map(({ begin, end, isKnown }) => (isKnown ? secondsOf(end - begin) : 'not known'));
  const longest = lengths.reduce((most, { length }) => Math.max(most, length), 0);
  const room = lineWidth === undefined ? LABEL : Math.max(8, lineWidth - BARS - FRAME - longest);
  const width = bars.reduce((most, { label }) => Math.max(most, Math.min(room, label.length)), 0);
  return bars
    .map(({ label, begin, end, sign }, index) => {
      const [from, to] = [at(begin), Math.max(at(begin), at(end))];
      const bar = `${' '.repeat(from)}${sign.repeat(to - from + 1)}`.padEnd(BARS);
      const name = label.replaceAll(/\s+/g, ' ');
      const short = name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);
      return `${short} |${bar}| ${lengths[index]}`;
    })
    .join('\n');
}
