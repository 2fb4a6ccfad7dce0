import type { Name } from '../../model/catalog/common.js';
import type { Index } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { keyName } from './constraint-units.js';
import { setComment, type Target } from './ownership.js';
import {
  attachedQuery,
  attachments,
  columnsOf,
  indexesOfParents,
  partOf,
  placesOf,
  type Relation,
} from './relation-parts.js';
import { full, id, when } from './spelling.js';
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
  const attached = index.attachedTo;
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
      ...(attached === undefined
        ? []
        : [`index ${nameKey(attached)}`, `constraint ${parentOf(database, relation)} ${attached.name}`]),
    ]),
    create: [
      createIndex(relation, index, { only }),
      ...(attached === undefined ? [] : [attachIndex(relation, index)]),
      ...(index.isClustered ? [`ALTER TABLE ${full(relation)} CLUSTER ON ${id(index.name)}`] : []),
      ...(index.comment === undefined ? [] : [setComment(indexTarget(relation, index), index.comment)]),
      ...(isIdentity(database, relation, index)
        ? [`ALTER TABLE ${full(relation)} REPLICA IDENTITY USING INDEX ${id(index.name)}`]
        : []),
    ],
    drop: [dropIndex(relation, index, name)],
  };
}

/** Whether an index identifies the rows of its table whenever it is there; otherwise the table says so. */
function isIdentity({ otherTables }: Database, relation: Relation, { name }: Index): boolean {
  const other = otherTables.get(nameKey(relation));
  return [relation, other ?? relation].every((each) => 'replicaIdentity' in each && each.replicaIdentity === name);
}

/** What is attached goes with what it is attached to, and only so. */
function dropIndex(relation: Relation, { attachedTo }: Index, name: string): string {
  const isParent = 'partitioning' in relation && relation.partitioning !== undefined;
  const drop = `DROP INDEX IF EXISTS ${name}${isParent ? ' CASCADE' : ''}`;
  if (attachedTo === undefined) return drop;
  return when(`SELECT WHERE NOT EXISTS (${attachedQuery(name)})`, drop);
}

export function attachIndex(relation: Name, index: Index): string {
  return `ALTER INDEX ${full(index.attachedTo as Name)} ATTACH PARTITION ${full({ schema: relation.schema, name: index.name })}`;
}

function parentOf({ tables }: Database, relation: Name): string {
  const table = tables.get(nameKey(relation));
  return table?.partitionOf === undefined ? '' : nameKey(table.partitionOf.parent);
}

/** An operator class that no statement makes comes with an extension; which one, only the extension knows. */
function extensionsFor({ catalog, known }: Database, { keys }: Index): string[] {
  const isBrought = keys.some(
    ({ operatorClass }) => operatorClass?.includes('.') === true && !known.has(operatorClass),
  );
  return isBrought ? catalog.extensions.map(({ name }) => `extension ${name}`) : [];
}
