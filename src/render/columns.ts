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

/** Bars of characters: how long each is, and whether a delay of it delays everything. */
export function timelineOf({ bars }: Timeline): string {
  const whole = bars.reduce((latest, { end }) => Math.max(latest, end), 1);
  const at = (seconds: number) => Math.min(BARS - 1, Math.floor((seconds / whole) * BARS));
  const width = bars.reduce((longest, { label }) => Math.max(longest, Math.min(44, label.length)), 0);
  return bars
    .map(({ label, begin, end, critical }) => {
      const [from, to] = [at(begin), Math.max(at(begin), at(end))];
      const bar = `${' '.repeat(from)}${(critical ? '#' : '=').repeat(to - from + 1)}`.padEnd(BARS);
      const name = label.replaceAll(/\s+/g, ' ');
      const short = name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);
      return `${short} |${bar}| ${secondsOf(end - begin)}`;
    })
    .join('\n');
}
