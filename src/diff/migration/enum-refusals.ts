import type { Action } from '../../model/migration/action.js';
import type { Refusal } from '../../model/migration/named-object.js';
import type { KnownSchema } from './known.js';
import { keyOf } from './known-names.js';
import { typeNamed } from './refusals-by-name.js';

/** Why the server does not take a value for an enum, or another name for one. */
export function enumRefusal(known: KnownSchema, action: Action): Refusal | undefined {
  const isRenamed = action.kind === 'rename_object' && action.what === 'enum value';
  if (action.kind !== 'add_enum_value' && !isRenamed) return undefined;
  const [written, value] = action.kind === 'add_enum_value' ? [action.type, action.value] : [action.object, action.to];
  const type = typeNamed(known, written);
  const values = known.enums.get(keyOf(type))?.values;
  if (values === undefined) return undefined;
  const needed = action.kind === 'add_enum_value' ? action.beside : action.part;
  const isThere = values.includes(value);
  if (isThere && action.kind === 'add_enum_value' && action.ifNotExists) return undefined;
  if (needed !== undefined && !values.includes(needed)) return { why: 'no_value', type, value: needed };
  if (!isThere) return undefined;
  return { why: 'exists', object: { kind: 'enum value', name: { schema: type.schema, name: value }, table: type } };
}
