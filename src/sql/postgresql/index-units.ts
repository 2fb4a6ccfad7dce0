import type { Name } from '../../model/catalog/common.js';
import type { Index, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { keyName } from './constraint-units.js';
import { setComment, type Target } from './ownership.js';
import { attachments, columnsOf, indexesOfParents, partOf, placesOf, type Relation } from './relation-parts.js';
import { makeShare, needsOfShare, takeShare } from './share-units.js';
import { full, id } from './spelling.js';
import { createIndex } from './tables.js';
import { type Database, namedOther, needsOf } from './units.js';

export function indexTarget(relation: Name, { name }: Index): Target {
  return { word: 'INDEX', name: full({ schema: relation.schema, name }) };
}

export function indexUnit(database: Database, relation: Relation, index: Index, owner: string): Unit {
  const key = nameKey(relation);
  const name = full({ schema: relation.schema, name: index.name });
  const part = partOf(relation, 'index', index.name, index.isUnique ? 'unique index' : 'index', owner);
  const only = 'partitioning' in relation && relation.partitioning !== undefined && !index.isValid;
  const columns = index.keys.map((each) => each.column);
  return {
    ...part,
    object: index,
    provides: [
      `index ${nameKey({ schema: relation.schema, name: index.name })}`,
      ...(index.isUnique && index.predicate === undefined && !columns.includes(undefined)
        ? [keyName(relation, columns as string[])]
        : []),
    ],
    occupies: [
      `class ${nameKey({ schema: relation.schema, name: index.name })}`,
      ...placesOf(database, relation, columns),
    ],
    follows: new Set([
      ...indexesOfParents(database, relation),
      ...attachments(database, relation),
      ...keysBelow(database, relation, index),
      ...extensionsFor(database, index),
    ]),
    requires: new Set([
      `relation ${key}`,
      `other access method ${index.method}`,
      ...columnsOf(relation, [...columns, ...index.include]),
      ...needsOf(database, [...index.keys.map((each) => each.expression), index.predicate], relation),
      ...index.keys.flatMap(({ operatorClass, collation }) => [
        ...namedOther(database, operatorClass),
        ...namedOther(database, collation),
      ]),
      ...usualClasses(database, relation, index),
      ...needsOfShare(database, relation as Table, index),
    ]),
    create: makeShare(database, relation as Table, index, [
      createIndex(relation, index, { only }),
      ...statisticsChanges(relation, {}, index),
      ...(index.isClustered ? [`ALTER TABLE ${full(relation)} CLUSTER ON ${id(index.name)}`] : []),
      ...(index.comment === undefined ? [] : [setComment(indexTarget(relation, index), index.comment)]),
      ...(isIdentity(database, relation, index)
        ? [`ALTER TABLE ${full(relation)} REPLICA IDENTITY USING INDEX ${id(index.name)}`]
        : []),
    ]),
    drop: takeShare(database, relation as Table, index, dropIndex(relation, name)),
  };
}

/** Whether an index identifies the rows of its table whenever it is there; otherwise the table says so. */
function isIdentity({ otherTables }: Database, relation: Relation, { name }: Index): boolean {
  const other = otherTables.get(nameKey(relation));
  return [relation, other ?? relation].every((each) => 'replicaIdentity' in each && each.replicaIdentity === name);
}

function dropIndex(relation: Relation, name: string): string {
  const isParent = 'partitioning' in relation && relation.partitioning !== undefined;
  return `DROP INDEX IF EXISTS ${name}${isParent ? ' CASCADE' : ''}`;
}

/** The keys that partitions have of their own, whose indexes an index of their parent takes. */
function keysBelow({ tables, partitions }: Database, relation: Relation, { name }: Index): string[] {
  return (partitions.get(nameKey(relation)) ?? []).flatMap((key) => {
    const keys = (tables.get(key)?.constraints ?? []).filter(
      (each) => 'options' in each && each.attachedTo?.name === name && each.attachedTo.schema === relation.schema,
    );
    return keys.map((each) => `constraint ${key} ${each.name}`);
  });
}

/** How much the server is to find out about what an index holds. */
export function statisticsChanges(
  relation: Name,
  { statistics: from = {} }: Pick<Index, 'statistics'>,
  { name, statistics: to = {} }: Pick<Index, 'name' | 'statistics'>,
): string[] {
  const alter = `ALTER INDEX ${full({ schema: relation.schema, name })} ALTER COLUMN`;
  const places = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((place) => from[place] !== to[place]);
  return places.map((place) => `${alter} ${place} SET STATISTICS ${to[place] ?? -1}`);
}

/** The operator classes by which an index sorts the values of types that somebody has made, where it names none. */
function usualClasses({ catalog }: Database, { columns }: Relation, { keys, method }: Index): string[] {
  const classes = catalog.others.filter(
    ({ kind, identity, facts }) =>
      kind === 'operator class' && facts.default === true && identity.endsWith(` using ${method}`),
  );
  if (classes.length === 0) return [];
  const named = keys.flatMap(({ column, operatorClass }) => (operatorClass === undefined ? [column] : []));
  const types = new Set(
    columns.flatMap(({ name, type }) => (named.includes(name) && type !== undefined ? [nameKey(type)] : [])),
  );
  return classes
    .filter(({ facts }) => types.has(String(facts.type)))
    .map(({ identity }) => `other operator class ${identity}`);
}

/** An operator class that no statement makes comes with an extension; which one, only the extension knows. */
function extensionsFor({ catalog, known }: Database, { keys }: Index): string[] {
  const isBrought = keys.some(
    ({ operatorClass }) => operatorClass?.includes('.') === true && !known.has(operatorClass),
  );
  return isBrought ? catalog.extensions.map(({ name }) => `extension ${name}`) : [];
}
