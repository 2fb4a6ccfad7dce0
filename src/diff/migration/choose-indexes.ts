import type { Action } from '../../model/migration/action.js';
import { staysAt } from './choose-storage.js';
import type { Chosen } from './chosen.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullName } from './known-names.js';
import { find, findIndex, lookUp, partitionsOf } from './known-schema.js';

type IndexAction = Extract<
  Action,
  { kind: 'create_index' | 'drop_index' | 'reindex' | 'attach_index' | 'move_index' | 'set_index_options' }
>;

export function chooseForIndex(known: KnownSchema, action: IndexAction): Chosen[] {
  switch (action.kind) {
    case 'create_index': {
      const table = find(known, action.table);
      const exists = table.indexes.some(({ name }) => name === action.index.name);
      if (action.ifNotExists && exists && action.index.name !== undefined) return [];
      const rest = { subject: table, name: action.index.name, columns: action.index.columns };
      if (action.isConcurrent) return [{ operation: 'create_index_concurrently', ...rest, roles: { table: [table] } }];
      if (table.partitionColumns === undefined)
        return [{ operation: 'create_index', ...rest, roles: { table: [table] } }];
      const partition = action.only ? [] : partitionsOf(known, table);
      const operation = action.only || partition.length === 0 ? 'create_index_on_only' : 'create_index_on_partitioned';
      return [{ operation, ...rest, roles: { parent: [table], partition } }];
    }
    case 'drop_index': {
      const found = findIndex(known, action.index);
      if (found === undefined && action.ifExists && known.isGiven) return [];
      const index = fullName(known, action.index);
      const table = found === undefined ? [] : [found.table, ...partitionsOf(known, found.table)];
      const operation = action.isConcurrent ? 'drop_index_concurrently' : 'drop_index';
      return [{ operation, subject: found?.table ?? index, name: action.index.name, roles: { index: [index], table } }];
    }
    case 'reindex': {
      const found = action.what === 'index' ? findIndex(known, action.object) : undefined;
      const tables =
        action.what === 'table' ? [find(known, action.object)] : found ? [found.table] : tablesOf(known, action);
      const index = action.what === 'index' ? [fullName(known, action.object)] : tables.flatMap(indexesOf);
      const operation = action.isConcurrent
        ? 'reindex_concurrently'
        : action.what === 'index'
          ? 'reindex_index'
          : 'reindex_table';
      const subject = tables.length === 1 && tables[0] !== undefined ? tables[0] : fullName(known, action.object);
      // Each of its tables or partitions in a transaction of its own.
      const isOfMany = /^(index|table)$/.test(action.what) ? tables[0]?.partitionColumns !== undefined : true;
      const alone = isOfMany && { isAlone: true };
      return [{ operation, subject, roles: { table: tables, index }, name: action.object.name, ...alone }];
    }
    case 'set_index_options': {
      const index = fullName(known, action.index);
      return [
        { operation: 'set_index_options', subject: lookUp(known, action.index) ?? index, roles: { index: [index] } },
      ];
    }
    case 'move_index': {
      const index = fullName(known, action.index);
      const found = findIndex(known, action.index);
      const table = found?.table;
      // What is built by this migration nobody reads yet.
      const roles = { index: table?.isNew === true ? [{ ...table, name: index.name }] : [index] };
      const stays = staysAt(found?.index.storage, 'tablespace', action.tablespace);
      return [{ operation: 'move_index', subject: table ?? index, roles, name: action.index.name, ...stays }];
    }
    case 'attach_index': {
      const index = [fullName(known, action.partition)];
      const parent = findIndex(known, action.index)?.table;
      const roles = { index, parent_index: [fullName(known, action.index)], ...(parent && { parent: [parent] }) };
      return [
        {
          operation: 'attach_index',
          subject: lookUp(known, action.partition) ?? fullName(known, action.partition),
          roles,
        },
      ];
    }
  }
}

/** Its indexes, as what is locked beside it: queries of a table open each of them. */
function indexesOf({ schema, indexes, isNew }: KnownTable) {
  return indexes.map(({ name }) => ({ schema, name, isNew }));
}

function tablesOf(known: KnownSchema, { what, object }: Extract<Action, { kind: 'reindex' }>) {
  if (what !== 'schema') return [];
  return [...known.tables.values()].filter(({ schema, isView }) => schema === object.name && !isView);
}
