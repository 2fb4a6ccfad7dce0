import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { WrittenName, WrittenType } from '../../model/migration/written.js';
import type { KnownSchema } from './known.js';

/** A name as maps have it. */
export function keyOf({ schema, name }: Name): string {
  return `${schema}\0${name}`;
}

/** The name of a relation, and nothing else of it. */
export function nameOf({ schema, name }: Name): Name {
  return { schema, name };
}

/** The full name of something new. */
export function fullName(known: KnownSchema, { schema, name }: WrittenName): Name {
  return { schema: schema ?? known.path[0] ?? 'public', name };
}

/** A type with its full name. */
export function fullType(known: KnownSchema, { schema, isSerial: _, ...type }: WrittenType): DataType {
  if (schema !== undefined) return { ...type, schema };
  const found = known.path.find((each) => known.types.has(keyOf({ schema: each, name: type.name })));
  return { ...type, schema: found ?? known.path[0] ?? 'public' };
}
