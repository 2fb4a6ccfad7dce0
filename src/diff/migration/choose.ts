import type { Action } from '../../model/migration/action.js';
import type { Operation } from '../../model/migration/lock.js';
import { chooseForColumn, chooseForDroppedColumn, chooseForType } from './choose-columns.js';
import { chooseForConstraint, chooseForDrop, chooseForValidation } from './choose-constraints.js';
import { chooseForIndex } from './choose-indexes.js';
import { chooseForPartition } from './choose-partition.js';
import { type Chosen, referencedBy, type Settings, withDescendants, withPartitions } from './chosen.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullName } from './known-names.js';
import { descendantsOf, find, lookUp, partitionsOf } from './known-schema.js';
import { isNotNullProven } from './proofs.js';

/** What a part of a statement comes down to, given what is there. */
export function chooseOperations(known: KnownSchema, action: Action, settings: Settings): Chosen[] {
  switch (action.kind) {
    case 'create_table':
      return chooseForTable(known, action);
    case 'drop_table':
      return chooseForDroppedTable(known, action);
    case 'add_column':
      return chooseForColumn(known, action);
    case 'drop_column':
      return chooseForDroppedColumn(known, action);
    case 'alter_type':
      return chooseForType(known, action, settings);
    case 'set_not_null': {
      const table = find(known, action.table);
      const column = table.columns.find(({ name }) => name === action.column);
      // The idiom of a check that an earlier migration added: nothing says what it checks.
      const isTrusted = table.constraints.some(({ type, isValidated }) => type === 'unknown' && isValidated);
      const isProven = column?.isNotNull === true || isNotNullProven(table, action.column) || isTrusted;
      const operation = isProven ? 'set_not_null_proven' : 'set_not_null';
      if (column?.isNotNull) return [{ operation: 'set_default', ...withDescendants(known, table) }];
      return [{ operation, ...withDescendants(known, table), columns: [action.column] }];
    }
    case 'add_constraint':
      return chooseForConstraint(known, action);
    case 'validate_constraint':
      return chooseForValidation(known, action);
    case 'drop_constraint':
      return chooseForDrop(known, action);
    case 'create_index':
    case 'drop_index':
    case 'reindex':
    case 'attach_index':
      return chooseForIndex(known, action);
    default:
      return chooseForRest(known, action);
  }
}

function chooseForTable(known: KnownSchema, action: Extract<Action, { kind: 'create_table' }>): Chosen[] {
  if (action.ifNotExists && lookUp(known, action.table) !== undefined) return [];
  const subject = fullName(known, action.table);
  const referenced = action.constraints.flatMap(({ references }) => (references ? [find(known, references)] : []));
  const chosen: Chosen[] = [];
  if (action.partitionOf !== undefined) {
    const parent = find(known, action.partitionOf);
    // A partition has the foreign keys of its table.
    referenced.push(...referencedBy(known, parent.constraints));
    const beside = partitionsOf(known, parent).filter((each) => each.isDefaultPartition && each.parent === parent);
    const operation = beside.length > 0 ? 'create_partition_beside_default' : 'create_partition';
    chosen.push({ operation, subject, roles: { parent: [parent], default_partition: beside } });
  } else {
    chosen.push({ operation: 'create_table', subject, roles: {} });
  }
  if (referenced.length > 0) chosen.push({ operation: 'create_table_referencing', subject, roles: { referenced } });
  return chosen;
}

function chooseForDroppedTable(known: KnownSchema, action: Extract<Action, { kind: 'drop_table' }>): Chosen[] {
  if (action.ifExists && known.isGiven && lookUp(known, action.table) === undefined) return [];
  const table = find(known, action.table);
  const referenced = table.constraints.flatMap(({ references }) =>
    references && references !== table ? [references] : [],
  );
  const referencing = [...known.tables.values()].filter((each) => {
    return each !== table && each.constraints.some(({ references }) => references === table);
  });
  const own = { subject: table, roles: { table: [table, ...partitionsOf(known, table)], referenced, referencing } };
  if (table.parent !== undefined) {
    return [{ operation: 'drop_partition', subject: table, roles: { table: [table], parent: [table.parent] } }];
  }
  if (referencing.length > 0 && action.cascade) return [{ operation: 'drop_table_referenced', ...own }];
  return [{ operation: referenced.length > 0 ? 'drop_table_referencing' : 'drop_table', ...own }];
}

/** What goes down to the tables that inherit the column (PostgreSQL 18, ALTER TABLE, "Notes"). */
const INHERITED: ReadonlySet<Operation> = new Set([
  ...(['set_default', 'drop_default', 'drop_not_null', 'set_statistics', 'set_storage', 'set_compression'] as const),
]);

function chooseForRest(known: KnownSchema, action: Action): Chosen[] {
  switch (action.kind) {
    case 'rename': {
      if (action.what === 'schema') return [];
      const subject = action.what === 'index' ? action.object : find(known, action.object);
      if (action.what === 'index') {
        const index = fullName(known, action.object);
        return [{ operation: 'rename_index', subject: index, roles: { index: [index] } }];
      }
      if (action.what === 'column')
        return [{ operation: RENAMES.column, ...withDescendants(known, subject as KnownTable) }];
      const isMoved = action.what === 'table' && action.part !== undefined;
      const operation = isMoved ? 'set_schema' : RENAMES[action.what];
      const role = action.what === 'view' ? 'view' : 'table';
      return [{ operation, subject: subject as KnownTable, roles: { [role]: [subject as KnownTable] } }];
    }
    case 'attach_partition':
    case 'detach_partition':
      return chooseForPartition(known, action);
    case 'view':
      return [{ operation: action.operation, ...asView(find(known, action.view)) }];
    case 'drop_view':
      if (lookUp(known, action.view) === undefined && known.isGiven) return [];
      return [{ operation: 'drop_view', ...asView(find(known, action.view)) }];
    case 'refresh': {
      const view = find(known, action.view);
      return [
        { operation: action.isConcurrent ? 'refresh_concurrently' : 'refresh', subject: view, roles: { view: [view] } },
      ];
    }
    case 'truncate': {
      const table = find(known, action.table);
      const reached = action.cascade
        ? [...known.tables.values()].filter((each) => each.constraints.some(({ references }) => references === table))
        : [];
      return [
        {
          operation: 'truncate',
          subject: table,
          roles: { table: [table, ...reached, ...descendantsOf(known, table)] },
        },
      ];
    }
    case 'cluster':
    case 'vacuum': {
      const operation = action.kind === 'cluster' ? 'cluster' : action.isFull ? 'vacuum_full' : 'vacuum';
      if (action.table === undefined) return [{ operation, subject: { schema: '', name: '' }, roles: {} }];
      return [{ operation, ...withPartitions(known, find(known, action.table)) }];
    }
    case 'drop_statistics': {
      const { schema, name } = fullName(known, action.statistics);
      const table = known.statistics.get(`${schema}.${name}`);
      return table === undefined ? [] : [{ operation: 'drop_statistics', subject: table, roles: { table: [table] } }];
    }
    case 'lock_table':
      return [{ operation: 'lock_table', ...withDescendants(known, find(known, action.table)) }];
    case 'add_enum_value': {
      const subject = fullName(known, action.type);
      return [{ operation: 'add_enum_value', subject, roles: {} }];
    }
    case 'alter_domain': {
      const subject = fullName(known, action.domain);
      const table = [...known.tables.values()].filter(({ columns, isView }) => {
        return !isView && columns.some(({ type }) => type?.schema === subject.schema && type.name === subject.name);
      });
      return [{ operation: action.operation, subject, roles: { table } }];
    }
    case 'write': {
      const table = find(known, action.table);
      if (action.verb === 'insert') return [{ operation: 'insert', ...withPartitions(known, table) }];
      return [{ operation: 'update', ...withDescendants(known, table) }];
    }
    case 'plain': {
      const { subject, roles } = (INHERITED.has(action.operation) ? withDescendants : withPartitions)(
        known,
        find(known, action.table),
      );
      return [
        {
          operation: action.operation,
          subject,
          roles: { ...roles, ...(action.parent && { parent: [find(known, action.parent)] }) },
          columns: action.part === undefined ? undefined : [action.part],
        },
      ];
    }
    default:
      return [];
  }
}

/** A view as that which a statement is about. */
export function asView(view: KnownTable): Pick<Chosen, 'subject' | 'roles'> {
  return { subject: view, roles: { view: [view] } };
}

const RENAMES = {
  table: 'rename_table',
  column: 'rename_column',
  constraint: 'rename_constraint',
  index: 'rename_index',
  view: 'rename_view',
} as const;
