import type { AlterTableCmd, AlterTableStmt, Node, PartitionBoundSpec } from '@pgsql/types';
import type { Action, PlainOperation } from '../../../model/migration/action.js';
import type { PartitionBound, WrittenName } from '../../../model/migration/written.js';
import { all, as, nameIn, nameOf, roleOf } from '../nodes.js';
import { clauseFrom, type StatementText } from './clauses.js';
import { readColumn, readConstraint } from './columns.js';
import { writtenType } from './types.js';

/** What of `ALTER TABLE` needs nothing but to know the table. */
const PLAIN: Readonly<Partial<Record<NonNullable<AlterTableCmd['subtype']>, PlainOperation>>> = {
  AT_DropNotNull: 'drop_not_null',
  AT_SetStatistics: 'set_statistics',
  AT_SetOptions: 'set_statistics',
  AT_ResetOptions: 'set_statistics',
  AT_SetStorage: 'set_storage',
  AT_SetCompression: 'set_compression',
  AT_SetRelOptions: 'set_table_options',
  AT_ResetRelOptions: 'set_table_options',
  AT_SetUnLogged: 'set_unlogged',
  AT_SetLogged: 'set_logged',
  AT_SetTableSpace: 'set_tablespace',
  AT_SetAccessMethod: 'set_access_method',
  AT_ClusterOn: 'cluster_on',
  AT_DropCluster: 'cluster_on',
  AT_ReplicaIdentity: 'set_replica_identity',
  AT_AddOf: 'set_row_type',
  AT_DropOf: 'set_row_type',
  AT_ChangeOwner: 'set_owner',
  AT_AddIdentity: 'add_identity',
  AT_SetIdentity: 'add_identity',
  AT_DropIdentity: 'drop_identity',
  AT_DropExpression: 'drop_expression',
  AT_SetExpression: 'set_expression',
  AT_AlterConstraint: 'alter_constraint',
  AT_AddInherit: 'add_inherit',
  AT_DropInherit: 'add_inherit',
  AT_EnableTrig: 'set_trigger',
  AT_EnableAlwaysTrig: 'set_trigger',
  AT_EnableReplicaTrig: 'set_trigger',
  AT_DisableTrig: 'set_trigger',
  AT_EnableTrigAll: 'set_trigger',
  AT_DisableTrigAll: 'set_trigger',
  AT_EnableTrigUser: 'set_trigger',
  AT_DisableTrigUser: 'set_trigger',
  AT_EnableRule: 'set_rule',
  AT_EnableAlwaysRule: 'set_rule',
  AT_EnableReplicaRule: 'set_rule',
  AT_DisableRule: 'set_rule',
  AT_EnableRowSecurity: 'set_row_security',
  AT_DisableRowSecurity: 'set_row_security',
  AT_ForceRowSecurity: 'set_row_security',
  AT_NoForceRowSecurity: 'set_row_security',
};

/** The commands of an `ALTER TABLE`. */
export function readAlterTable(text: StatementText, { relation = {}, cmds, objtype }: AlterTableStmt): Action[] {
  const name = nameOf(relation);
  if (objtype === 'OBJECT_INDEX') return all('AlterTableCmd', cmds).map((command) => readAlterIndex(name, command));
  const isTable = objtype === 'OBJECT_TABLE' || objtype === 'OBJECT_FOREIGN_TABLE';
  const isOwner = all('AlterTableCmd', cmds).every(({ subtype }) => subtype === 'AT_ChangeOwner');
  // A view that is altered is locked as one that is replaced.
  if (objtype === 'OBJECT_VIEW' && !isOwner) return [{ kind: 'view', operation: 'replace_view', view: name }];
  const isKept =
    objtype === 'OBJECT_MATVIEW' || (isOwner && (objtype === 'OBJECT_VIEW' || objtype === 'OBJECT_SEQUENCE'));
  if (!isTable && !isKept) return [{ kind: 'other', tag: 'alter', isTransactional: true }];
  return all('AlterTableCmd', cmds).flatMap((command) => readCommand(text, name, command));
}

function readAlterIndex(index: WrittenName, { subtype, name = '', def }: AlterTableCmd): Action {
  if (subtype === 'AT_AttachPartition') {
    return { kind: 'attach_index', index, partition: nameOf(as('PartitionCmd', def)?.name ?? {}) };
  }
  const isOption = ['AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_SetStatistics'].includes(subtype ?? '');
  if (isOption) return { kind: 'set_index_options', index };
  if (subtype === 'AT_SetTableSpace') return { kind: 'move_index', index, tablespace: name };
  return { kind: 'other', tag: 'alter index', isTransactional: true };
}

function readCommand(text: StatementText, table: WrittenName, command: AlterTableCmd): Action[] {
  const { subtype = 'AT_AddColumn', name = '', def, missing_ok: isOptional = false, behavior } = command;
  const cascade = behavior === 'DROP_CASCADE';
  switch (subtype) {
    case 'AT_AddColumn': {
      const { column, constraints } = readColumn(text, as('ColumnDef', def) ?? {});
      return [
        { kind: 'add_column', table, column, ifNotExists: isOptional },
        ...constraints.map((constraint): Action => ({ kind: 'add_constraint', table, constraint, column })),
      ];
    }
    case 'AT_DropColumn':
      return [{ kind: 'drop_column', table, column: name, cascade, ifExists: isOptional }];
    case 'AT_AlterColumnType':
      return [readType(text, table, name, def)];
    case 'AT_SetNotNull':
      return [{ kind: 'set_not_null', table, column: name }];
    case 'AT_ColumnDefault': {
      // NULL is what a column without a default holds: the server forgets the default.
      const isNone = def === undefined || as('A_Const', def)?.isnull === true;
      return [{ kind: 'plain', operation: isNone ? 'drop_default' : 'set_default', table, part: name }];
    }
    case 'AT_AddConstraint': {
      const definition = as('Constraint', def) ?? {};
      const constraint = readConstraint(definition, clauseFrom(text, definition.location));
      return constraint === undefined ? [] : [{ kind: 'add_constraint', table, constraint }];
    }
    case 'AT_ValidateConstraint':
      return [{ kind: 'validate_constraint', table, name }];
    case 'AT_DropConstraint':
      return [{ kind: 'drop_constraint', table, name, cascade, ifExists: isOptional }];
    case 'AT_AttachPartition': {
      const { name: partition = {}, bound } = as('PartitionCmd', def) ?? {};
      return [{ kind: 'attach_partition', table, partition: nameOf(partition), bound: readBound(text, bound) }];
    }
    case 'AT_DetachPartition':
    case 'AT_DetachPartitionFinalize': {
      const { name: partition = {}, concurrent = false } = as('PartitionCmd', def) ?? {};
      const isFinal = subtype === 'AT_DetachPartitionFinalize';
      return [{ kind: 'detach_partition', table, partition: nameOf(partition), isConcurrent: concurrent, isFinal }];
    }
    default: {
      const operation = PLAIN[subtype];
      if (operation === undefined) return [{ kind: 'other', tag: 'alter table', isTransactional: true }];
      const parent = operation === 'add_inherit' ? as('RangeVar', def) : undefined;
      const setting = settingOf(command);
      return [
        {
          kind: 'plain',
          operation,
          table,
          ...(name !== '' && name !== setting && { part: name }),
          ...(parent && { parent: nameOf(parent), ...(subtype === 'AT_DropInherit' && { isApart: true }) }),
          ...(setting !== undefined && { setting }),
        },
      ];
    }
  }
}

const SETTINGS: Readonly<Partial<Record<NonNullable<AlterTableCmd['subtype']>, string>>> = {
  AT_EnableTrig: 'origin',
  AT_EnableAlwaysTrig: 'always',
  AT_EnableReplicaTrig: 'replica',
  AT_DisableTrig: 'disabled',
  AT_EnableTrigAll: 'all origin',
  AT_DisableTrigAll: 'all disabled',
  AT_EnableTrigUser: 'origin',
  AT_DisableTrigUser: 'disabled',
  AT_EnableRule: 'origin',
  AT_EnableAlwaysRule: 'always',
  AT_EnableReplicaRule: 'replica',
  AT_DisableRule: 'disabled',
  AT_EnableRowSecurity: 'on',
  AT_DisableRowSecurity: 'off',
  AT_ForceRowSecurity: 'forced',
  AT_NoForceRowSecurity: 'unforced',
};

/** What a command sets, as far as somebody who uses the table notices. */
function settingOf({ subtype, def, newowner, name }: AlterTableCmd): string | undefined {
  if (subtype === 'AT_ChangeOwner') return roleOf(newowner, undefined);
  if (subtype === 'AT_SetTableSpace' || subtype === 'AT_SetAccessMethod') return name;
  if (subtype !== 'AT_ReplicaIdentity') return SETTINGS[subtype ?? 'AT_AddColumn'];
  const { identity_type, name: index } = as('ReplicaIdentityStmt', def) ?? {};
  return index ?? { d: 'default', f: 'full', n: 'nothing' }[identity_type ?? 'd'];
}

function readType(text: StatementText, table: WrittenName, column: string, def: Node | undefined): Action {
  const { typeName, raw_default, collClause, location } = as('ColumnDef', def) ?? {};
  const collation = nameIn(collClause?.collname).name;
  const clause = clauseFrom(text, typeName?.location ?? location);
  const using = isPlainCast(raw_default, column) ? undefined : /\busing\b([\s\S]*)$/i.exec(clause)?.[1]?.trim();
  return {
    kind: 'alter_type',
    table,
    column,
    type: writtenType(typeName),
    typeText: clause.replace(/(?<!\s)\s+using\b[\s\S]*$/i, '').replace(/(?<!\s)\s+collate\b[\s\S]*$/i, ''),
    ...(using !== undefined && { using }),
    ...(as('TypeCast', raw_default) !== undefined && { isCast: true }),
    ...(collation !== '' && { collation }),
  };
}

/** `USING mail::text`: what the server does without being told. */
function isPlainCast(node: Node | undefined, column: string): boolean {
  const reference = as('ColumnRef', as('TypeCast', node)?.arg ?? node);
  return reference?.fields?.length === 1 && as('String', reference.fields[0])?.sval === column;
}

/** The rows that a partition takes. */
export function readBound(text: StatementText, bound: PartitionBoundSpec | undefined): PartitionBound {
  if (bound?.is_default === true) return { type: 'default' };
  const datum = (node: Node): string | undefined => {
    const location = as('A_Const', node)?.location ?? as('TypeCast', node)?.arg;
    if (typeof location === 'number') return clauseFrom(text, location);
    const inner = as('A_Const', as('TypeCast', node)?.arg)?.location;
    return inner === undefined ? undefined : clauseFrom(text, inner);
  };
  if (bound?.strategy === 'l') {
    const values = (bound.listdatums ?? []).map((node) => datum(node) ?? '');
    return { type: 'list', values };
  }
  if (bound?.strategy !== 'r') return { type: 'hash' };
  return { type: 'range', from: (bound.lowerdatums ?? []).map(datum), to: (bound.upperdatums ?? []).map(datum) };
}
