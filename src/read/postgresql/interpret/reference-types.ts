import type { DataType } from '../../../model/catalog/data-type.js';
import { COMPARED_TYPES, REFERRING_TYPES } from '../../../tables/postgresql/reference-types.js';
import { underDomains } from './data-types.js';
import { keyOf, refuse } from './names.js';
import type { Context, Draft, State, TableDraft } from './state.js';

type Type = Draft<DataType>;

/**
 * Refuses a foreign key between columns whose values nothing compares (`ATAddForeignKeyConstraint` in tablecmds.c).
 * Of types that extensions or statements bring, operators may be anywhere: those are taken.
 */
export function expectComparable(
  context: Context,
  name: string,
  [table, columns]: readonly [TableDraft, readonly string[]],
  [target, referenced]: readonly [TableDraft, readonly string[]],
): void {
  for (const [at, column] of columns.entries()) {
    const [own, theirs] = [typeOf(context.state, table, column), typeOf(context.state, target, referenced[at])];
    if (own === undefined || theirs === undefined || isComparable(context.state, own, theirs)) continue;
    refuse(
      context,
      `foreign key ${name} cannot be implemented: key columns ${column} and ${referenced[at]} are of types that nothing compares, ${shown(own)} and ${shown(theirs)}`,
    );
  }
}

/** What the values of a column are of, under all domains. */
function typeOf(state: State, { columns }: TableDraft, name: string | undefined): Type | undefined {
  const type = columns.find((column) => column.name === name)?.type;
  return type && underDomains(state, type);
}

function isComparable(state: State, own: Type, theirs: Type): boolean {
  if (own.isArray !== theirs.isArray) return !isTold(state, own) || !isTold(state, theirs);
  if (own.schema === theirs.schema && own.name === theirs.name) return true;
  if (!isTold(state, own) || !isTold(state, theirs)) return true;
  // Arrays of other elements are compared by nothing (PostgreSQL 18, "Array Functions and Operators").
  return !own.isArray && theirs.schema === '' && REFERRING_TYPES[theirs.name]?.includes(own.name) === true;
}

/** Whether it is known of a type what it is compared with. */
function isTold(state: State, type: Type): boolean {
  return type.schema === '' ? COMPARED_TYPES.has(type.name) : state.types.get(keyOf(type))?.type === 'enum';
}

function shown({ schema, name, isArray }: Type): string {
  return `${schema === '' || schema === 'public' ? name : `${schema}.${name}`}${isArray ? '[]' : ''}`;
}
