import type { Catalog } from '../../src/model/catalog/catalog.js';

/** What only a file or only a server has: where things stand, how they were written, how large they are. */
const ONE_SIDED = new Set(['place', 'text', 'size', 'version']);
/** Lists that a file has in its order and a server in that of the names. */
const UNORDERED = new Set([
  'tables',
  'views',
  'routines',
  'events',
  'sequences',
  'constraints',
  'indexes',
  'others',
  'schemas',
]);

/** A catalog to compare as a whole value, whoever read it. */
export function comparable(catalog: Catalog): unknown {
  return reduce(catalog, '');
}

function reduce(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reduce(item, ''));
    if (key === 'triggers') return items.sort(byMoment);
    return UNORDERED.has(key) ? items.sort(byName) : items;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([name]) => !ONE_SIDED.has(name));
  return Object.fromEntries(
    entries.sort(([one], [other]) => compare(one, other)).map(([name, one]) => [name, reduce(one, name)]),
  );
}

function byName(left: unknown, right: unknown): number {
  return compare(JSON.stringify(order(left)), JSON.stringify(order(right)));
}

/** Triggers of one moment stay in the order in which they fire. */
function byMoment(left: unknown, right: unknown): number {
  const moment = ({ timing, events }: { timing?: unknown; events?: unknown }) => JSON.stringify([timing, events]);
  return compare(moment(left as object), moment(right as object));
}

function order(item: unknown): unknown[] {
  const { schema, name, type, kind, identity } = item as Record<string, unknown>;
  return [schema, name, typeof type === 'string' ? type : '', kind, identity];
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
