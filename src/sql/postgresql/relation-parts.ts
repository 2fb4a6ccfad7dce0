import type { Name } from '../../model/catalog/common.js';
import type { View } from '../../model/catalog/objects.js';
import type { Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { full, id, reg } from './spelling.js';
import type { Database } from './units.js';

export type Relation = Table | View;

/**
 * The places that an index over some columns takes: an index of a partitioned table has one on each of its partitions,
 * and takes over what is there.
 */
export function placesOf(
  { partitions, tables, otherTables }: Database,
  relation: Relation,
  columns: readonly (string | undefined)[],
): string[] {
  const key = nameKey(relation);
  const isInTree = [tables.get(key), otherTables.get(key)].some((table) => {
    return (table?.partitioning ?? table?.partitionOf) !== undefined;
  });
  if (!isInTree) return [];
  return [key, ...(partitions.get(key) ?? [])].map((each) => `index of ${each} ${JSON.stringify(columns)}`);
}

/** What every part of a relation has. */
export function partOf(relation: Relation, kind: Unit['kind'], name: string, title: string, owner: string) {
  const key = nameKey(relation);
  const folder = 'isMaterialized' in relation ? 'views' : 'tables';
  return {
    key: `${kind} ${key} ${name}`,
    kind,
    title: `${title} ${id(name)} of ${full(relation)}`,
    path: `${folder}.${key}.${kind}s.${name}`,
    owner,
    relation: { schema: relation.schema, name: relation.name },
    provides: [] as string[],
    occupies: [`${kind} ${key} ${name}`],
    follows: new Set<string>(),
  };
}

export function columnsOf(relation: Name, names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined).map((name) => `column ${nameKey(relation)}.${name}`);
}

/** A table that becomes a partition keeps, when it leaves again, what its parent had before it came. */
export function attachments({ partitions }: Database, relation: Relation): string[] {
  return (partitions.get(nameKey(relation)) ?? []).map((each) => `attached table ${each}`);
}

/** The indexes of the tables that a partition belongs to: what is made after them is not taken over. */
export function indexesOfParents(database: Pick<Database, 'tables'>, relation: Relation): string[] {
  const parent = 'partitionOf' in relation ? relation.partitionOf?.parent : undefined;
  const found = parent && database.tables.get(nameKey(parent));
  if (found === undefined) return [];
  return [
    ...found.indexes.map(({ name }) => `index ${nameKey({ schema: found.schema, name })}`),
    ...found.constraints.map(({ name }) => `constraint ${nameKey(found)} ${name}`),
    ...indexesOfParents(database, found),
  ];
}

/** Finds what an index is attached to. */
export function attachedQuery(index: string): string {
  return `SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = ${reg('regclass', index)}`;
}
