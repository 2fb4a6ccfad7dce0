import type {
  AlterTableCmd,
  AlterTableStmt,
  AlterTableType,
  PartitionCmd,
  RangeVar,
  ReplicaIdentityStmt,
} from '@pgsql/types';
import { as, nameOf, optionsOf, roleOf, shownName } from '../nodes.js';
import * as columns from './alter-columns.js';
import * as constraints from './alter-constraints.js';
import { attachIndex } from './attach-index.js';
import { changeOwner } from './change-owner.js';
import { cluster, markClustered } from './clustering.js';
import { sequencesOf } from './columns.js';
import { alterCompositeType } from './composite-types.js';
import { expectAltered, expectForView } from './expect-kind.js';
import { expectLasting } from './foreign-keys.js';
import { indexOf } from './indexes.js';
import { findRelation, refuse, refuseUnknown, tableOf } from './names.js';
import { addInherit, attachPartition, detachPartition, dropInherit } from './partitions.js';
import { inPasses } from './passes.js';
import type { Context, IndexDraft, IndexEntry, SequenceDraft, TableDraft, ViewDraft } from './state.js';

/** What one part of `ALTER TABLE` does. */
export type TableAction = (context: Context, table: TableDraft, command: AlterTableCmd, only: boolean) => void;

const nothing: TableAction = () => {};

const ACTIONS: Partial<Record<AlterTableType, TableAction>> = {
  AT_AddColumn: columns.addColumn,
  AT_DropColumn: columns.dropColumn,
  AT_AlterColumnType: columns.alterType,
  AT_ColumnDefault: columns.setDefault,
  AT_SetNotNull: columns.forbidNull,
  AT_DropNotNull: columns.allowNull,
  AT_SetExpression: columns.setGenerated,
  AT_DropExpression: columns.dropGenerated,
  AT_AddIdentity: columns.identify,
  AT_SetIdentity: columns.changeIdentity,
  AT_DropIdentity: columns.dropIdentity,
  AT_SetStatistics: columns.setStatistics,
  AT_SetOptions: columns.setOptions,
  AT_ResetOptions: columns.resetOptions,
  AT_AlterColumnGenericOptions: columns.setForeignOptions,
  AT_SetStorage: columns.changeStorage,
  AT_SetCompression: columns.setCompression,
  AT_AddConstraint: constraints.add,
  AT_AddIndexConstraint: constraints.add,
  AT_DropConstraint: constraints.drop,
  AT_ValidateConstraint: constraints.validate,
  AT_AlterConstraint: constraints.alter,
  AT_SetLogged: persist('permanent'),
  AT_SetUnLogged: persist('unlogged'),
  AT_DropOids: nothing,
  AT_ClusterOn: (context, table, { name = '' }) => cluster(context, table, name),
  AT_DropCluster: (_, table) => markClustered(table, undefined),
  AT_SetAccessMethod: (_, table, { name }) => setOrDelete(table, 'accessMethod', name === 'heap' ? undefined : name),
  AT_SetTableSpace: (_, table, { name }) => setOrDelete(table, 'tablespace', name === 'pg_default' ? undefined : name),
  AT_SetRelOptions: (_, table, { def }) => void Object.assign(table.options, optionsOf(as('List', def)?.items)),
  AT_ResetRelOptions: (_, table, { def }) => reset(table.options, def),
  AT_ReplaceRelOptions: (_, table, { def }) => {
    table.options = optionsOf(as('List', def)?.items);
  },
  AT_EnableRowSecurity: (_, table) => secure(table, true, table.$isForced),
  AT_DisableRowSecurity: (_, table) => secure(table, false, table.$isForced),
  AT_ForceRowSecurity: (_, table) => secure(table, isSecured(table), true),
  AT_NoForceRowSecurity: (_, table) => secure(table, isSecured(table), false),
  AT_EnableTrig: fire('origin'),
  AT_EnableAlwaysTrig: fire('always'),
  AT_EnableReplicaTrig: fire('replica'),
  AT_DisableTrig: fire('disabled'),
  AT_EnableTrigAll: fire('origin'),
  AT_DisableTrigAll: fire('disabled'),
  AT_EnableTrigUser: fire('origin'),
  AT_DisableTrigUser: fire('disabled'),
  AT_EnableRule: obey('origin'),
  AT_EnableAlwaysRule: obey('always'),
  AT_EnableReplicaRule: obey('replica'),
  AT_DisableRule: obey('disabled'),
  AT_AddInherit: (context, table, { def }) => addInherit(context, table, tableOf(context, nameOf(rangeOf(def)))),
  AT_DropInherit: (context, table, { def }) => dropInherit(context, table, tableOf(context, nameOf(rangeOf(def)))),
  AT_AddOf: (context, table, { def }) => columns.becomeTyped(context, table, def),
  AT_DropOf: (_, table) => void delete table.ofType,
  AT_ReplicaIdentity: (context, table, { def }) => replicate(context, table, as('ReplicaIdentityStmt', def) ?? {}),
  AT_GenericOptions: (_, table, { def }) => columns.changeForeign(table, def),
  AT_AttachPartition: (context, table, { def }) => attachPartition(context, table, partitionIn(def)),
  AT_DetachPartition: (context, table, { def }) => detachPartition(context, table, partitionIn(def)),
  AT_DetachPartitionFinalize: nothing,
  AT_ChangeOwner: (context, table, { newowner }) => {
    changeOwner(context, table, roleOf(newowner, context.state.session.role));
  },
};

/** `ALTER TABLE`, `ALTER INDEX`, `ALTER VIEW`, `ALTER SEQUENCE` and `ALTER TYPE`, as far as they consist of commands. */
export function alterTable(context: Context, { relation = {}, cmds = [], objtype, missing_ok }: AlterTableStmt): void {
  const commands = cmds.flatMap((node) => as('AlterTableCmd', node) ?? []);
  const found = findRelation(context, nameOf(relation));
  if (found === undefined && missing_ok === true) return;
  if (objtype === 'OBJECT_TYPE') {
    alterCompositeType(context, nameOf(relation), commands);
    return;
  }
  if (found === undefined) refuseUnknown(context, 'relation', shownName(nameOf(relation)));
  expectAltered(context, objtype ?? 'OBJECT_TABLE', found);
  for (const command of inPasses(commands)) applyTo(context, found, command, relation);
}

function applyTo(context: Context, found: object, command: AlterTableCmd, relation: RangeVar): void {
  const { $kind } = found as { $kind: string };
  if ($kind === 'index') {
    alterIndex(context, found as IndexEntry, command);
    return;
  }
  if ($kind === 'view') {
    alterView(context, found as ViewDraft, command);
    return;
  }
  if ($kind === 'sequence') {
    alterSequenceAsTable(context, found as SequenceDraft, command);
    return;
  }
  if ($kind !== 'table') refuse(context, `${relation.relname} is not a table`);
  const action = ACTIONS[command.subtype ?? 'AT_AddColumn'];
  if (action === undefined) refuse(context, `this cannot be done to table ${relation.relname}`);
  else action(context, found as TableDraft, command, relation.inh !== true);
}

function alterIndex(context: Context, entry: IndexEntry, { subtype, name, def, num }: AlterTableCmd): void {
  const index = entry.$of;
  if (subtype === 'AT_AttachPartition') {
    attachIndex(context, entry, partitionIn(def));
    return;
  }
  if (!('options' in index)) return;
  if (subtype === 'AT_SetRelOptions') Object.assign(index.options, optionsOf(as('List', def)?.items));
  if (subtype === 'AT_ResetRelOptions') reset(index.options, def);
  if (subtype === 'AT_SetTableSpace') setOrDelete(index, 'tablespace', name === 'pg_default' ? undefined : name);
  if (subtype === 'AT_SetStatistics' && !('type' in index)) setStatistics(index, String(num), as('Integer', def)?.ival);
}

function setStatistics(index: IndexDraft, place: string, target = 0): void {
  const { [place]: _, ...others } = index.statistics ?? {};
  const set = target < 0 ? others : { ...others, [place]: target };
  if (Object.keys(set).length > 0) index.statistics = set;
  else delete index.statistics;
}

function alterView(context: Context, view: ViewDraft, command: AlterTableCmd): void {
  const { subtype = 'AT_AddColumn', name = '', def, newowner } = command;
  expectForView(context, view, subtype);
  if (subtype === 'AT_ChangeOwner') changeOwner(context, view, roleOf(newowner, context.state.session.role));
  if (subtype === 'AT_SetRelOptions') Object.assign(view.options, optionsOf(as('List', def)?.items));
  if (subtype === 'AT_ResetRelOptions') reset(view.options, def);
  if (subtype === 'AT_SetTableSpace') setOrDelete(view, 'tablespace', name === 'pg_default' ? undefined : name);
  if (subtype === 'AT_SetAccessMethod') setOrDelete(view, 'accessMethod', name === 'heap' ? undefined : name);
  if (subtype === 'AT_ColumnDefault') columns.setViewDefault(context, view, name, def);
  if (subtype === 'AT_ClusterOn') markClustered({ ...view, constraints: [] }, name);
}

function alterSequenceAsTable(context: Context, sequence: SequenceDraft, { subtype, newowner }: AlterTableCmd): void {
  if (!/^AT_(?:ChangeOwner|SetLogged|SetUnLogged)$/.test(subtype ?? ''))
    refuse(context, `${shownName(sequence)} is a sequence, to which this cannot be done`);
  if (subtype === 'AT_ChangeOwner') changeOwner(context, sequence, roleOf(newowner, context.state.session.role));
  if (subtype === 'AT_SetLogged') sequence.persistence = 'permanent';
  if (subtype === 'AT_SetUnLogged') sequence.persistence = 'unlogged';
}

function rangeOf(node: AlterTableCmd['def']): RangeVar {
  return as('RangeVar', node) ?? {};
}

function partitionIn(node: AlterTableCmd['def']): PartitionCmd {
  return as('PartitionCmd', node) ?? {};
}

/** Sets a property, or takes it away. */
export function setOrDelete<Key extends string>(
  target: { [K in Key]?: unknown },
  key: Key,
  value: string | undefined,
): void {
  if (value === undefined) delete target[key];
  else target[key] = value as never;
}

function reset(options: Record<string, string>, node: AlterTableCmd['def']): void {
  for (const name of Object.keys(optionsOf(as('List', node)?.items))) delete options[name];
}

function fire(enabled: 'origin' | 'always' | 'replica' | 'disabled'): TableAction {
  return (context, table, { name }) => {
    if (name !== undefined && !table.triggers.some((trigger) => trigger.name === name))
      refuseUnknown(context, 'trigger', name);
    for (const trigger of table.triggers) if (name === undefined || trigger.name === name) trigger.enabled = enabled;
  };
}

function obey(enabled: 'origin' | 'always' | 'replica' | 'disabled'): TableAction {
  return (context, table, { name = '' }) => {
    const rule = table.rules.find((each) => each.name === name);
    if (rule === undefined) refuseUnknown(context, 'rule', name);
    else rule.enabled = enabled;
  };
}

const IDENTITIES: Readonly<Record<string, string>> = { f: 'full', n: 'nothing', d: 'default' };

function replicate(context: Context, table: TableDraft, { identity_type = 'd', name }: ReplicaIdentityStmt): void {
  if (identity_type === 'i' && name !== undefined) expectIdentity(context, table, name);
  const identity = identity_type === 'i' ? name : IDENTITIES[identity_type];
  if (identity === 'default') delete table.replicaIdentity;
  else setOrDelete(table, 'replicaIdentity', identity);
}

/** What tells rows apart tells all of them, at once, and by values that they all have (PostgreSQL 15, ALTER TABLE). */
function expectIdentity(context: Context, table: TableDraft, name: string): void {
  indexOf(context, table, name);
  const index = table.indexes.find((each) => each.name === name);
  const key = table.constraints.find((each) => each.name === name);
  const refuseFor = (why: string) => refuse(context, `index ${name} cannot be used as replica identity: ${why}`);
  if (index !== undefined && !index.isUnique) refuseFor('it is not unique');
  if (index?.predicate !== undefined) refuseFor('it is partial');
  if (index?.keys.some(({ expression }) => expression !== undefined) === true) refuseFor('it is of an expression');
  if (key?.type === 'exclusion' || key?.isDeferrable === true) refuseFor('it is not checked at once');
  const held = index?.keys.map(({ column }) => column) ?? (key !== undefined && 'columns' in key ? key.columns : []);
  const nullable = table.columns.find((column) => column.nullable && held.includes(column.name));
  if (nullable !== undefined) refuseFor(`column ${nullable.name} may be NULL`);
}

function isSecured({ rowSecurity }: TableDraft): boolean {
  return rowSecurity === 'on' || rowSecurity === 'forced';
}

function secure(table: TableDraft, isOn: boolean, isForced: boolean): void {
  table.$isForced = isForced;
  table.rowSecurity = isOn ? (isForced ? 'forced' : 'on') : isForced ? 'prepared' : 'off';
}

function persist(persistence: TableDraft['persistence']): TableAction {
  return (context, table) => {
    table.persistence = persistence;
    for (const one of context.state.relations.values()) {
      if (one.$kind !== 'table') continue;
      for (const key of one.constraints) {
        const target = key.type === 'foreign_key' ? (key.$on as TableDraft) : undefined;
        if (target !== undefined && (one === table || target === table)) expectLasting(context, one, target);
      }
    }
    // Sequences go along since 15 (release notes, "unlogged sequences").
    if ((context.state.major ?? 15) < 15) return;
    for (const sequence of sequencesOf(context, table)) sequence.persistence = persistence;
  };
}
