import { fail } from '../../../errors.js';
import { clip, MOST_BYTES, objectName } from '../../../lib/object-name.js';
import type { Name } from '../../../model/catalog/common.js';
import { recogniseDialect } from '../../sql-files/dialects.js';
import { shownName, type WrittenName } from '../nodes.js';
import type { ConstraintDraft, Context, RelationDraft, State, TableDraft, TypeDraft, ViewDraft } from './state.js';

/** The key of an object in a schema. No name can hold a zero. */
export function keyOf({ schema, name }: Name): string {
  return `${schema}\0${name}`;
}

/** Refuses a statement that the server would refuse. */
export function refuse({ place }: Context, problem: string): never {
  return fail('REFUSED_SQL', { file: place.file, line: place.line, server: 'PostgreSQL', problem });
}

/** Refuses a statement that speaks of something that no statement before it makes. */
export function refuseUnknown({ place, source, state }: Context, kind: string, name: string): never {
  // The types of another dialect are words to the grammar.
  const isForeign = kind === 'type' && state.unread.length === 0;
  const other = isForeign ? recogniseDialect(source.text, 'PostgreSQL') : undefined;
  return fail('UNDEFINED_OBJECT', { file: place.file, line: place.line, kind, name, other });
}

/** Where something new goes: the schema that it names, or the first of the search path that exists. */
export function newName(context: Context, { schema, name }: WrittenName, isTemporary = false): Name {
  const { schemas, session } = context.state;
  if (isTemporary || schema === 'pg_temp') return { schema: 'pg_temp', name };
  if (schema !== undefined) {
    if (!schemas.has(schema) && !isSystemSchema(schema)) refuseUnknown(context, 'schema', schema);
    return { schema, name };
  }
  const first = session.path.find((each) => schemas.has(each));
  if (first === undefined) return refuse(context, `no schema has been selected to create ${name} in`);
  return { schema: first, name };
}

/** Whether a schema is the server's own: what is in there is part of no model. */
export function isSystemSchema(schema: string): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema';
}

/** The schemas in which a name without one is looked for, temporary objects first. */
export function searchPath({ session }: State): readonly string[] {
  return ['pg_temp', ...session.path.filter((schema) => schema !== 'pg_temp')];
}

/** What a name means, in a map by schema and name. */
export function lookUp<Value>(
  map: ReadonlyMap<string, Value>,
  { schema, name }: WrittenName,
  path: readonly string[],
): Value | undefined {
  if (schema !== undefined) return map.get(keyOf({ schema, name }));
  for (const each of path) {
    const found = map.get(keyOf({ schema: each, name }));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A relation of any kind, if there is one. */
export function findRelation({ state }: Context, name: WrittenName): RelationDraft | undefined {
  return lookUp(state.relations, name, searchPath(state));
}

/** A table or view. */
export function tableOrView(context: Context, name: WrittenName): TableDraft | ViewDraft {
  const found = findRelation(context, name);
  if (found === undefined) return refuseUnknown(context, 'relation', shownName(name));
  if (found.$kind !== 'table' && found.$kind !== 'view')
    return refuse(context, `${shownName(name)} is no table or view`);
  return found;
}

/** A table. */
export function tableOf(context: Context, name: WrittenName): TableDraft {
  const found = findRelation(context, name);
  if (found === undefined) return refuseUnknown(context, 'table', shownName(name));
  return found.$kind === 'table' ? found : refuse(context, `${shownName(name)} is not a table`);
}

/** Whether a relation or a type of a name exists, of which there can be only one. */
export function isTaken({ relations, types }: State, name: Name): boolean {
  return relations.has(keyOf(name)) || types.has(keyOf(name));
}

/** Puts a relation where statements find it. */
export function addRelation(context: Context, relation: RelationDraft): void {
  const { relations, types } = context.state;
  const key = keyOf(relation);
  if (relations.has(key)) refuse(context, `relation ${shownName(relation)} already exists`);
  const makesType = relation.$kind !== 'index' && relation.$kind !== 'sequence';
  if (makesType && types.has(key)) refuse(context, `type ${shownName(relation)} already exists`);
  relations.set(key, relation);
}

/** Puts a type where statements find it. */
export function addType(context: Context, type: TypeDraft): void {
  if (isTaken(context.state, type)) {
    const found = context.state.relations.get(keyOf(type));
    if (found?.$kind !== 'index' && found?.$kind !== 'sequence')
      refuse(context, `type ${shownName(type)} already exists`);
  }
  context.state.types.set(keyOf(type), type);
}

/** Takes note of the name of a constraint. */
export function countConstraint({ constraintNames }: State, schema: string, name: string, by: 1 | -1): void {
  const key = keyOf({ schema, name });
  constraintNames.set(key, (constraintNames.get(key) ?? 0) + by);
}

/** Adds a constraint to a table; its name must be free there. */
export function addConstraint(context: Context, table: TableDraft, constraint: ConstraintDraft): void {
  if (table.constraints.some(({ name }) => name === constraint.name)) {
    refuse(context, `constraint ${constraint.name} of relation ${shownName(table)} already exists`);
  }
  table.constraints.push(constraint);
  countConstraint(context.state, table.schema, constraint.name, 1);
}

function hasConstraint({ constraintNames }: State, schema: string, name: string): boolean {
  return (constraintNames.get(keyOf({ schema, name })) ?? 0) > 0;
}

/** A name for a relation that nobody named (`ChooseRelationName`). */
export function chooseRelationName(
  state: State,
  schema: string,
  [first, second, label]: readonly [string, string, string],
  isConstraint = false,
): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (state.relations.has(keyOf({ schema, name }))) continue;
    if (!isConstraint || !hasConstraint(state, schema, name)) return name;
  }
}

/** A name for a constraint that nobody named (`ChooseConstraintName`). */
export function chooseConstraintName(
  state: State,
  schema: string,
  [first, second, label]: readonly [string, string, string],
  others: readonly string[] = [],
): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (!others.includes(name) && !hasConstraint(state, schema, name)) return name;
  }
}

/** The columns of an index or a key in a name, up to its length (`ChooseIndexNameAddition`). */
export function joinedColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    joined += `${joined === '' ? '' : '_'}${clip(column, MOST_BYTES)}`;
    if (Buffer.byteLength(joined) >= MOST_BYTES + 1) break;
  }
  return joined;
}
