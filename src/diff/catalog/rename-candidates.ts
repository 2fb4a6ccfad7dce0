import type { RenameCandidate } from '../../model/catalog/change.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { same } from './same.js';

/** Less likeness than this is chance. */
const LEAST = 0.5;
const MOST_CANDIDATES = 3;
/** Beyond this many, nobody renamed one of them. */
const MOST_ADDED = 200;

/** The columns that came and that may be one that went under another name, the likeliest first. */
export function columnCandidates(gone: Column, table: Table, added: readonly Column[], now: Table): RenameCandidate[] {
  if (added.length > MOST_ADDED) return [];
  const place = table.columns.indexOf(gone);
  return best(added, (column) => {
    if (!same(gone.type, column.type)) return 0;
    const name = likeness(gone.name, column.name);
    const attributes = ['nullable', 'default', 'generated', 'identity', 'collation'] as const;
    const alike = attributes.filter((key) => same(gone[key], column[key])).length / attributes.length;
    const isInPlace = now.columns.indexOf(column) === place;
    return 0.5 * name + 0.3 * alike + (isInPlace ? 0.2 : 0);
  });
}

/** The tables that came and that may be one that went under another name, the likeliest first. */
export function tableCandidates(gone: Table, added: readonly Table[]): RenameCandidate[] {
  if (added.length > MOST_ADDED) return [];
  const columns = new Set(gone.columns.map(columnKey));
  return best(added, (table) => {
    const common = table.columns.filter((column) => columns.has(columnKey(column))).length;
    const all = columns.size + table.columns.length - common;
    return all === 0 ? 0 : 0.8 * (common / all) + 0.2 * likeness(gone.name, table.name);
  });
}

function columnKey({ name, type }: Column): string {
  return JSON.stringify([name, type.schema, type.name, type.args, type.isArray]);
}

function best<T extends { readonly name: string; readonly schema?: string }>(
  objects: readonly T[],
  scoreOf: (object: T) => number,
): RenameCandidate[] {
  return objects
    .map((object) => ({ object, score: Math.round(scoreOf(object) * 100) / 100 }))
    .filter(({ score }) => score >= LEAST)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_CANDIDATES)
    .map(({ object: { name, schema }, score }) => ({ name, ...(schema !== undefined && { schema }), score }));
}

/** How much two names have in common: pairs of letters that both have (Dice's coefficient), from 0 to 1. */
function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  if (left.length === 0 || right.length === 0) return one === other ? 1 : 0;
  const rest = [...right];
  let common = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    common++;
  }
  return (2 * common) / (left.length + right.length);
}

function pairsOf(name: string): string[] {
  const letters = name.toLowerCase();
  return Array.from({ length: Math.max(letters.length - 1, 0) }, (_, index) => letters.slice(index, index + 2));
}
