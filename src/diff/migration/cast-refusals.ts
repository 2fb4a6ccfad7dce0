import type { DataType } from '../../model/catalog/data-type.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { Refusal } from '../../model/migration/named-object.js';
import { ASSIGNMENT_CASTS, CLOSED_TYPES, TEXTS } from '../../tables/postgresql/assignment-casts.js';
import type { KnownSchema } from './known.js';
import { fullType, keyOf, nameOf } from './known-names.js';
import { domainOf, lookUp } from './known-schema.js';

/**
 * Why the server does not change the type of a column: nobody says how its values become the new ones, or its default
 * does not, for which USING says nothing.
 */
export function castRefusal(
  known: KnownSchema,
  action: Extract<Action, { kind: 'alter_type' }>,
  { actions }: MigrationStatement,
): Refusal | undefined {
  const table = lookUp(known, action.table);
  const column = table?.columns.find(({ name }) => name === action.column);
  if (!known.isWhole || known.hasCasts || table === undefined || column?.type === undefined) return undefined;
  const to = fullType(known, action.type);
  if (!isUncast(known, column.type, to)) return undefined;
  const at = { table: nameOf(table), column: column.name, type: action.typeText };
  if (action.using === undefined && action.isCast !== true) return { why: 'uncast', ...at, is: 'values' };
  const isFree = actions.some((each) => {
    return each.kind === 'plain' && each.operation === 'drop_default' && each.part === column.name;
  });
  return column.supply === 'default' && !isFree ? { why: 'uncast', ...at, is: 'default' } : undefined;
}

/** Whether it is sure that no value of a type becomes one of another unless a statement says so. */
function isUncast(known: KnownSchema, before: DataType, after: DataType): boolean {
  const [from, to] = [domainOf(known, before)?.base ?? before, domainOf(known, after)?.base ?? after];
  if (!isClosed(known, from) || !isClosed(known, to)) return false;
  if (isSameType(from, to) || (TEXTS.includes(to.name) && to.schema === '' && !to.isArray)) return false;
  // Arrays become one another as their elements do, which is not looked at here.
  if (from.isArray || to.isArray) return from.isArray !== to.isArray;
  return from.schema !== '' || to.schema !== '' || ASSIGNMENT_CASTS[from.name]?.includes(to.name) !== true;
}

function isClosed(known: KnownSchema, type: DataType): boolean {
  return type.schema === '' ? CLOSED_TYPES.has(type.name) : known.enums.has(keyOf(type));
}

function isSameType(one: DataType, other: DataType): boolean {
  return one.schema === other.schema && one.name === other.name && one.isArray === other.isArray;
}
