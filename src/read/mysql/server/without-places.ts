import type { Catalog } from '../../../model/catalog/catalog.js';

/** A catalog whose objects stand in no file. */
export function withoutPlaces(catalog: Catalog): Catalog {
  const { unread, ...rest } = catalog;
  return { ...(strip(rest) as Omit<Catalog, 'unread'>), unread };
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !(key === 'place' && typeof one === 'object'))
      .map(([key, one]) => [key, strip(one)]),
  );
}
