import type { Catalog } from '../../model/catalog/catalog.js';
import type { Partitioning, Table } from '../../model/catalog/table.js';
import { keyOf } from '../contents.js';

const LITERAL = /'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)/g;
const DEEPEST = 8;

/** The values at which the partitions of a table begin or which they take, by column. */
export function boundsOf(table: Table, { tables }: Catalog): ReadonlyMap<string, readonly string[]> {
  const bounds = new Map<string, string[]>();
  const add = ({ keys: [first] }: Partitioning, values: readonly string[]) => {
    const name = first?.column ?? /^`?(\w+)`?$/.exec(first?.expression?.text ?? '')?.[1];
    if (name !== undefined && values.length > 0) bounds.set(name, [...(bounds.get(name) ?? []), ...values]);
  };
  const visit = (parent: Table, depth: number) => {
    if (parent.partitioning === undefined || parent.partitioning.strategy === 'hash' || depth > DEEPEST) return;
    add(parent.partitioning, ownBounds(parent.partitioning));
    for (const part of tables.filter(({ partitionOf }) => partitionOf && keyOf(partitionOf.parent) === keyOf(parent))) {
      add(parent.partitioning, literalsIn(part.partitionOf?.bound.text.replace(/\bTO\s*\([\s\S]*$/i, '') ?? ''));
      visit(part, depth + 1);
    }
  };
  visit(table, 0);
  return bounds;
}

/** Of partitions that are no tables: each begins where the one before it ends. */
function ownBounds({ strategy, partitions = [] }: Partitioning): string[] {
  const parts = partitions.map(({ text }) => literalsIn(/\bVALUES\b(.*)/is.exec(text)?.[1] ?? ''));
  if (strategy === 'list') return parts.flat();
  if (strategy !== 'range') return [];
  const [lowest] = parts[0] ?? [];
  const below = lowest !== undefined && /^-?\d+$/.test(lowest) ? [String(BigInt(lowest) - 1n)] : [];
  return [...below, ...parts.slice(0, -1).flatMap(([first]) => first ?? [])];
}

function literalsIn(text: string): string[] {
  return [...text.matchAll(LITERAL)].map(([, quoted, number]) => quoted?.replaceAll("''", "'") ?? (number as string));
}
