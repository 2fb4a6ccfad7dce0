import { formatInZone } from '../lib/time-zone.js';
import type { Graph, Timeline } from '../report/block.js';
import { secondsOf } from '../report/seconds.js';
import { escaped } from './escape-html.js';

const WIDTH = 1000;
const LABELS = 360;
const ROW = 24;
const TOP = 28;

/** Bars along a line of time; each says in words what it shows. */
export function timelineSvg({ title, start, zone = 'UTC', bars, freezes = [] }: Timeline): string {
  const whole = bars.reduce((latest, { end }) => Math.max(latest, end), 1);
  const x = (seconds: number) => round(LABELS + (seconds / whole) * (WIDTH - LABELS - 10));
  const top = TOP + freezes.length * ROW;
  const height = top + bars.length * ROW + 10;
  const ticks = Array.from({ length: 6 }, (_, at) => (whole / 5) * at).map((seconds) => {
    const label =
      start === undefined
        ? `+${secondsOf(Math.round(seconds))}`
        : formatInZone(start + Math.round(seconds) * 1000, zone)
            .slice(5, 16)
            .replace('T', ' ');
    const anchor = seconds === 0 ? 'start' : seconds === whole ? 'end' : 'middle';
    return `<line class="grid" x1="${x(seconds)}" x2="${x(seconds)}" y1="${TOP - 6}" y2="${height - 6}"/><text x="${x(seconds)}" y="14" text-anchor="${anchor}">${escaped(label)}</text>`;
  });
  const rows = bars.map(({ id, label, begin, end, isKnown, critical, group }, at) => {
    const y = top + at * ROW;
    const width = Math.max(3, round(x(end) - x(begin)));
    const words = `${label}: ${group}, begins after ${secondsOf(begin)}, ${isKnown ? `takes ${secondsOf(end - begin)}` : 'how long is not known'}${critical ? ', on the critical path' : ''}`;
    const short = cut(label);
    return `<g data-step="${escaped(id)}"><title>${escaped(words)}</title><text x="0" y="${y + 15}">${escaped(short)}</text><rect class="bar${critical ? ' critical' : ''}" data-begin="${begin}" data-end="${end}" x="${x(begin)}" y="${y + 3}" width="${width}" height="${ROW - 8}" rx="2"/></g>`;
  });
  // A freeze lies behind all that is below its name, as far as the picture reaches.
  const frozen = freezes.map(({ label, begin, end }, at) => {
    const y = TOP + at * ROW;
    const [left, right] = [x(Math.max(0, begin)), x(Math.min(whole, end))];
    const words = `${label}, ${begin <= 0 ? 'since before the beginning' : `begins after ${secondsOf(begin)}`}, takes ${secondsOf(end - begin)}`;
    return `<g data-freeze="${at}"><title>${escaped(words)}</title><text x="0" y="${y + 15}">${escaped(cut(label))}</text><rect class="freeze" data-begin="${begin}" data-end="${end}" x="${left}" y="${y + 3}" width="${Math.max(3, round(right - left))}" height="${height - y - 9}"/></g>`;
  });
  return `<div class="picture" role="region" aria-label="${escaped(`${title}, drawn`)}" tabindex="0"><svg role="img" aria-label="${escaped(`${title}: ${bars.length} steps over ${secondsOf(whole)}; the table below has the same`)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${frozen.join('')}${ticks.join('')}${rows.join('')}</svg></div>`;
}

/** What has room beside the bars. */
function cut(label: string): string {
  return label.length > 52 ? `${label.slice(0, 51)}…` : label;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What comes after what, from left to right; the phases of a plan are a chain. */
export function graphSvg({ title, nodes, edges }: Graph): string {
  const [wide, high, gap, each] = [180, 48, 36, 4];
  const place = new Map(
    nodes.map(({ id }, at) => [id, { x: (at % each) * (wide + gap), y: Math.floor(at / each) * (high + gap) }]),
  );
  const height = Math.ceil(nodes.length / each) * (high + gap);
  const arrows = edges.flatMap(({ from, to }) => {
    const [a, b] = [place.get(from), place.get(to)];
    if (a === undefined || b === undefined) return [];
    const path =
      a.y === b.y
        ? `M${a.x + wide} ${a.y + high / 2} H${b.x - 4}`
        : `M${a.x + wide / 2} ${a.y + high} V${a.y + high + gap / 2} H${b.x + wide / 2} V${b.y - 4}`;
    return [`<path class="edge" marker-end="url(#arrow)" d="${path}"/>`];
  });
  const boxes = nodes.map(({ id, label }) => {
    const { x = 0, y = 0 } = place.get(id) ?? {};
    const [head = '', rest = ''] = label.split(/: (.*)/);
    return `<g><title>${escaped(label)}</title><rect class="node" x="${x}" y="${y}" width="${wide}" height="${high}" rx="6"/><text x="${x + 10}" y="${y + 20}"><tspan class="name">${escaped(head)}</tspan><tspan x="${x + 10}" dy="17">${escaped(rest)}</tspan></text></g>`;
  });
  const marker =
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>';
  const words = `${title}: ${nodes.map(({ label }) => label).join(', then ')}`;
  return `<div class="picture" role="region" aria-label="${escaped(`${title}, drawn`)}" tabindex="0"><svg role="img" aria-label="${escaped(words)}" viewBox="-2 -2 ${each * (wide + gap)} ${height}" width="${each * (wide + gap)}" height="${height}">${marker}${arrows.join('')}${boxes.join('')}</svg></div>`;
}
