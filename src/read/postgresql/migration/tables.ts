import type { CreateStmt, IndexStmt } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import { all, nameOf } from '../nodes.js';
import { readBound } from './alter-table.js';
import { clauseFrom, inBrackets, type StatementText } from './clauses.js';
import { readColumn, readConstraint } from './columns.js';

/** A table that a query fills: what is in it, the statement does not say. */
export function copyOf(relation: NonNullable<CreateStmt['relation']>): Action {
  return {
    ...{ kind: 'create_table', table: nameOf(relation), columns: [], constraints: [], isPartitioned: false },
    ...{
      partitionColumns: [],
      isDefaultPartition: false,
      isTemporary: relation.relpersistence === 't',
      isCopy: true,
      ifNotExists: false,
    },
  };
}

/** `CREATE TABLE`. */
export function readCreateTable(text: StatementText, statement: CreateStmt): Action[] {
  const { relation = {}, tableElts, constraints, partspec, partbound, inhRelations, if_not_exists } = statement;
  const isCopy = all('TableLikeClause', tableElts).length > 0 || statement.ofTypename !== undefined;
  const columns = all('ColumnDef', tableElts).map((definition) => readColumn(text, definition));
  const own = [...all('Constraint', tableElts), ...all('Constraint', constraints)].flatMap((constraint) => {
    return readConstraint(constraint, clauseFrom(text, constraint.location)) ?? [];
  });
  const parents = all('RangeVar', inhRelations).map(nameOf);
  const [parent] = parents;
  return [
    {
      kind: 'create_table',
      table: nameOf(relation),
      columns: columns.map(({ column }) => column),
      constraints: [...columns.flatMap((column) => column.constraints), ...own],
      ...(partbound && parent && { partitionOf: parent }),
      ...(partbound === undefined && parents.length > 0 && { inherits: parents }),
      isPartitioned: partspec !== undefined,
      partitionColumns: all('PartitionElem', partspec?.partParams).map(({ name = '' }) => name),
      isDefaultPartition: partbound !== undefined && readBound(text, partbound).type === 'default',
      isTemporary: relation.relpersistence === 't',
      ...(isCopy && { isCopy }),
      ifNotExists: if_not_exists === true,
    },
  ];
}

/** `CREATE INDEX`. */
export function readCreateIndex(text: StatementText, statement: IndexStmt): Action {
  const { relation = {}, idxname, indexParams, indexIncludingParams, whereClause, unique, concurrent } = statement;
  const keys = all('IndexElem', indexParams);
  const list = inBrackets(text.text.slice(text.at(relation.location)));
  const predicate = whereClause === undefined ? undefined : /\bwhere\b([\s\S]*)$/i.exec(text.text)?.[1];
  return {
    kind: 'create_index',
    table: nameOf(relation),
    index: {
      ...(idxname !== undefined && { name: idxname }),
      columns: [...keys, ...all('IndexElem', indexIncludingParams)].flatMap(({ name }) => name ?? []),
      expressions: [...(keys.some(({ expr }) => expr !== undefined) ? [list] : []), ...(predicate ? [predicate] : [])],
      isUnique: unique === true,
    },
    isConcurrent: concurrent === true,
    ifNotExists: statement.if_not_exists === true,
    only: relation.inh !== true,
  };
}
