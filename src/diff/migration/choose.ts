import type { Action } from '../../model/migration/action.js';
import { chooseForColumn, chooseForDroppedColumn, chooseForType, ofNewColumn } from './choose-columns.js';
import { chooseForConstraint, chooseForDrop, chooseForValidation } from './choose-constraints.js';
import { chooseForIndex } from './choose-indexes.js';
import { chooseForPartition, keysOf } from './choose-partition.js';
import { chooseForPlain } from './choose-plain.js';
import {
  type Chosen,
  referencedBy,
  type Settings,
  truncatedWith,
  withDescendants,
  withPartitions,
  withRead,
} from './chosen.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullName, keyOf } from './known-names.js';
import { descendantsOf, find, lookUp, partitionsOf } from './known-schema.js';
import { isNotNullProven } from './proofs.js';

/** What a part of a statement comes down to, given what is there. */
export function chooseOperations(known: KnownSchema, action: Action, settings: Settings): Chosen[] {
  const chosen = chooseWithHeirs(known, action, settings);
  if (settings.isOnly !== true || (action.kind === 'truncate' && action.cascade)) return chosen;
  return chosen.map(({ roles, ...rest }) => ({ ...rest, roles: { ...roles, table: roles.table?.slice(0, 1) ?? [] } }));
}

function chooseWithHeirs(known: KnownSchema, action: Action, settings: Settings): Chosen[] {
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
    case 'set_index_options':
    case 'move_index':
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
    // A partition has the foreign keys of its table, and is what those refer to that lead there.
    const { referencing } = keysOf(known, parent);
    referenced.push(...new Set([...referencedBy(known, parent.constraints), ...referencing]));
    const beside = partitionsOf(known, parent).filter((each) => each.isDefaultPartition && each.parent === parent);
    const operation = beside.length > 0 ? 'create_partition_beside_default' : 'create_partition';
    chosen.push({ operation, subject, roles: { parent: [parent], default_partition: beside } });
  } else {
    chosen.push({ operation: 'create_table', subject, roles: {} });
    const parent = (action.inherits ?? []).map((each) => find(known, each));
    if (parent.length > 0) chosen.push({ operation: 'add_inherit', subject, roles: { parent } });
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
  // What inherits from it goes along by CASCADE, as its partitions do anyway.
  const children = action.cascade ? descendantsOf(known, table) : partitionsOf(known, table);
  const own = { subject: table, roles: { table: [table, ...children], referenced, referencing } };
  if (table.parent !== undefined) {
    const { parent } = table;
    const beside = partitionsOf(known, parent).filter((each) => each.isDefaultPartition && each !== table);
    const chosen: Chosen[] = [
      { operation: 'drop_partition', subject: table, roles: { table: [table], parent: [parent] } },
    ];
    if (beside.length === 0) return chosen;
    const operation = 'detach_partition_beside_default';
    return [...chosen, { operation, subject: table, roles: { default_partition: beside } }];
  }
  if (referencing.length > 0 && action.cascade) {
    const dropped: Chosen = { operation: 'drop_table_referenced', ...own };
    return referenced.length === 0 ? [dropped] : [dropped, { operation: 'drop_table_referencing', ...own }];
  }
  return [{ operation: referenced.length > 0 ? 'drop_table_referencing' : 'drop_table', ...own }];
}

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
        return [
          {
            ...{ operation: RENAMES.column, ...withDescendants(known, subject as KnownTable) },
            ...ofNewColumn(subject as KnownTable, action.part),
          },
        ];
      const isMoved = (action.what === 'table' || action.what === 'view') && action.part !== undefined;
      const operation = isMoved ? 'set_schema' : RENAMES[action.what];
      const role = action.what === 'view' && !isMoved ? 'view' : 'table';
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
      const reached = action.cascade ? truncatedWith(known, table) : [table, ...descendantsOf(known, table)];
      return [{ operation: 'truncate', subject: table, roles: { table: reached } }];
    }
    case 'cluster':
    case 'vacuum': {
      const operation = action.kind === 'cluster' ? 'cluster' : action.isFull ? 'vacuum_full' : 'vacuum';
      if (action.table === undefined) {
        return [{ operation, subject: { schema: '', name: '' }, roles: {}, isAlone: true }];
      }
      const table = find(known, action.table);
      const alone = table.partitionColumns !== undefined && { isAlone: true };
      return [{ operation, ...withPartitions(known, table), ...alone }];
    }
    case 'drop_statistics': {
      const { schema, name } = fullName(known, action.statistics);
      const table = known.statistics.get(`${schema}.${name}`);
      return table === undefined ? [] : [{ operation: 'drop_statistics', subject: table, roles: { table: [table] } }];
    }
    case 'alter_sequence': {
      const sequence = find(known, action.name);
      const operation = action.isOwner ? 'own_sequence' : 'alter_sequence';
      return [{ operation, subject: sequence, roles: { sequence: [sequence] } }];
    }
    case 'rename_object': {
      const sequence = action.what === 'sequence' ? lookUp(known, action.object) : undefined;
      if (sequence === undefined) return [];
      return [{ operation: 'move_sequence', subject: sequence, roles: { sequence: [sequence] } }];
    }
    case 'other': {
      const sequence = action.sequence && lookUp(known, action.sequence.name);
      return sequence === undefined
        ? []
        : [{ operation: 'drop_sequence', subject: sequence, roles: { sequence: [sequence] } }];
    }
    case 'drop_schema': {
      const table = action.cascade ? [...known.tables.values()].filter(({ schema }) => schema === action.name) : [];
      const subject = { schema: '', name: action.name };
      return table.length === 0 ? [] : [{ operation: 'drop_part', subject, roles: { table } }];
    }
    case 'lock_table':
      return [{ operation: 'lock_table', ...withRead(known, find(known, action.table)) }];
    case 'add_enum_value': {
      const name = fullName(known, action.type);
      const isNew = known.types.get(keyOf(name))?.isNew === true;
      return [{ operation: 'add_enum_value', subject: { ...name, isNew }, roles: {} }];
    }
    case 'alter_domain': {
      const subject = fullName(known, action.domain);
      const table = [...known.tables.values()].filter(({ columns, isView }) => {
        return !isView && columns.some(({ type }) => type?.schema === subject.schema && type.name === subject.name);
      });
      const isNew = known.types.get(keyOf(subject))?.isNew === true;
      return [{ operation: action.operation, subject: { ...subject, isNew }, roles: { table } }];
    }
    case 'write': {
      const table = find(known, action.table);
      if (action.verb === 'insert') return [{ operation: 'insert', ...withPartitions(known, table) }];
      return [{ operation: 'update', ...withDescendants(known, table) }];
    }
    case 'plain':
      return chooseForPlain(known, action);
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
  policy: 'rename_part',
  trigger: 'rename_part',
  rule: 'rename_part',
} as const;
