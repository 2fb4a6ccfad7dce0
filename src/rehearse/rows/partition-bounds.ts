import type { Catalog } from '../../model/catalog/catalog.js';
import type { Partitioning, Table } from '../../model/catalog/table.js';
import { keyOf } from '../contents.js';

const LITERAL = /'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)/g;
const DEEPEST = 8;

type Bounds = ReadonlyMap<string, readonly string[]>;

/** The values at which the partitions of a table begin or which they take, by column. */
export function boundsOf(table: Table, { tables }: Catalog): Bounds {
  const bounds = new Map<string, string[]>();
  const add = ({ keys: [first] }: Partitioning, values: readonly string[]) => {
    const name = first?.column ?? /^`?(\w+)`?$/.exec(first?.expression?.text ?? '')?.[1];
    if (name !== undefined && values.length > 0) bounds.set(name, [...(bounds.get(name) ?? []), ...values]);
  };
  const visit = (parent: Table, depth: number) => {
    if (parent.partitioning === undefined || parent.partitioning.strategy === 'hash' || depth > DEEPEST) return;
    add(parent.partitioning, ownBounds(parent.partitioning));
    for (const part of tables.filter(({ partitionOf }) => partitionOf && keyOf(partitionOf.parent) === keyOf(parent))) {
      add(parent.partitioning, lowerIn(part.partitionOf?.bound.text ?? ''));
      visit(part, depth + 1);
    }
  };
  visit(table, 0);
  if (table.partitionOf !== undefined && bounds.size === 0) {
    const { parent, bound } = table.partitionOf;
    const whole = tables.find((one) => keyOf(one) === keyOf(parent))?.partitioning;
    if (whole !== undefined && whole.strategy !== 'hash') add(whole, lowerIn(bound.text));
  }
  return bounds;
}

/** Of two that say what a column may be, what both say, or else what is said last. */
export function commonBounds(before: Bounds, after: Bounds): Bounds {
  const common = [...after].map(([column, values]): [string, readonly string[]] => {
    const both = before.get(column)?.filter((value) => values.includes(value)) ?? [];
    return [column, both.length === 0 ? values : both];
  });
  return new Map([...before, ...common]);
}

/** Of a partition that is a table, where it begins, or what it takes. */
function lowerIn(bound: string): string[] {
  return literalsIn(bound.replace(/\bTO\s*\([\s\S]*$/i, ''));
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
