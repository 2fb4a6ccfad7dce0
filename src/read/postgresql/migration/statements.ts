import type { Node, ReindexStmt, VacuumStmt, VariableSetStmt } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import { LOCK_MODES } from '../../../model/migration/lock.js';
import type { ReadCode } from '../code/read-code.js';
import {
  all,
  as,
  type NodeKind,
  nameIn,
  nameOf,
  optionsOf,
  roleOf,
  textIn,
  textsOf,
  unwrap,
  wordsOf,
} from '../nodes.js';
import {
  readDefaultPrivileges,
  readDropRoles,
  readGrant,
  readGrantRole,
  readPublication,
  readSubscription,
} from './access.js';
import { readAlterTable } from './alter-table.js';
import { type StatementText, statementText } from './clauses.js';
import { readAlterDomain } from './domains.js';
import { readDrop, readMove, readRename } from './drops.js';
import { plain } from './plain.js';
import { readAlterPolicy, readCreatePolicy } from './policies.js';
import { readCreateRoutine, readDefine } from './routines.js';
import { copyOf, readCreateIndex, readCreateTable } from './tables.js';
import { readCreateTrigger } from './triggers.js';
import { writtenType } from './types.js';
import { readView } from './views.js';

type Reader<Kind extends NodeKind> = (
  body: Extract<Node, Record<Kind, object>>[Kind],
  text: StatementText,
  readCode: ReadCode,
) => Action[];

/** What is read of each kind of statement; of the others only their first words. */
const READERS: { readonly [Kind in NodeKind]?: Reader<Kind> } = {
  AlterTableStmt: (body, text) => readAlterTable(text, body),
  CreateStmt: (body, text) => readCreateTable(text, body),
  CreateForeignTableStmt: ({ base = {} }, text) => readCreateTable(text, base),
  IndexStmt: (body, text) => [readCreateIndex(text, body)],
  DropStmt: (body) => readDrop(body),
  RenameStmt: (body) => [readRename(body)],
  DropdbStmt: ({ dbname = '' }) => [{ kind: 'drop_database', name: dbname }],
  CreatedbStmt: () => [alone('create database')],
  AlterSystemStmt: () => [alone('alter system')],
  CreateTableSpaceStmt: () => [alone('create tablespace')],
  DropTableSpaceStmt: () => [alone('drop tablespace')],
  ReindexStmt: (body) => [readReindex(body)],
  TruncateStmt: ({ relations, behavior }) =>
    all('RangeVar', relations).map((table) => {
      return { kind: 'truncate', table: nameOf(table), cascade: behavior === 'DROP_CASCADE' };
    }),
  ClusterStmt: ({ relation, indexname }) => [
    { kind: 'cluster', ...(relation && { table: nameOf(relation) }), ...(indexname && { index: indexname }) },
  ],
  VacuumStmt: (body) => readVacuum(body),
  LockStmt: ({ relations, mode = 8 }) =>
    all('RangeVar', relations).map((table) => {
      return { kind: 'lock_table', table: nameOf(table), mode: LOCK_MODES[mode - 1] ?? 'ACCESS EXCLUSIVE' };
    }),
  RefreshMatViewStmt: ({ relation = {}, concurrent }) => [
    { kind: 'refresh', view: nameOf(relation), isConcurrent: concurrent === true },
  ],
  ViewStmt: (body) => [readView(body)],
  CreateFunctionStmt: (body, _, readCode) => [readCreateRoutine(body, readCode)],
  DefineStmt: (body) => [readDefine(body)],
  CompositeTypeStmt: ({ typevar = {} }) => [{ kind: 'create_object', what: 'type', name: nameOf(typevar) }],
  CreateRangeStmt: ({ typeName }) => [{ kind: 'create_object', what: 'type', name: nameIn(typeName) }],
  AlterSeqStmt: ({ sequence = {}, options }) => {
    const isOwned = all('DefElem', options).every(({ defname }) => defname === 'owned_by');
    return [{ kind: 'alter_sequence', name: nameOf(sequence), isOwner: isOwned }];
  },
  CreateSchemaStmt: ({ schemaname, authrole }) => {
    const name = schemaname ?? (authrole && roleOf(authrole, undefined));
    return name === undefined ? [] : [{ kind: 'create_object', what: 'schema', name: { name } }];
  },
  CreateRoleStmt: ({ role = '' }) => [{ kind: 'create_object', what: 'role', name: { name: role } }],
  CreateSeqStmt: ({ sequence = {} }) => [{ kind: 'create_object', what: 'sequence', name: nameOf(sequence) }],
  CreateExtensionStmt: ({ extname = '', options }) => {
    const { schema } = optionsOf(options);
    return [
      { kind: 'create_object', what: 'extension', name: { name: extname, ...(schema !== undefined && { schema }) } },
    ];
  },
  SelectStmt: ({ intoClause, targetList }) => {
    return intoClause?.rel === undefined ? readSettings(targetList) : [copyOf(intoClause.rel)];
  },
  CreateTableAsStmt: ({ into, objtype }) => {
    const rel = into?.rel ?? {};
    return [objtype === 'OBJECT_MATVIEW' ? { kind: 'create_materialized_view', view: nameOf(rel) } : copyOf(rel)];
  },
  AlterEnumStmt: ({ typeName, oldVal, newVal = '', newValNeighbor: beside, skipIfNewValExists }) => [
    oldVal === undefined
      ? {
          ...{ kind: 'add_enum_value', type: nameIn(typeName), value: newVal },
          ...{ ...(beside !== undefined && { beside }), ifNotExists: skipIfNewValExists === true },
        }
      : { kind: 'rename_object', what: 'enum value', object: nameIn(typeName), part: oldVal, to: newVal },
  ],
  CreateEnumStmt: ({ typeName, vals }) => [
    { kind: 'create_enum', type: nameIn(typeName), values: (vals ?? []).map((node) => textIn(node) ?? '') },
  ],
  CreateDomainStmt: ({ domainname, typeName, constraints }) => [
    {
      kind: 'create_domain',
      domain: nameIn(domainname),
      base: writtenType(typeName),
      isConstrained: all('Constraint', constraints).some(({ contype }) => /CHECK|NOTNULL/.test(contype ?? '')),
    },
  ],
  AlterDomainStmt: ({ subtype, typeName, def, name }, text) =>
    readAlterDomain(text, nameIn(typeName), subtype, def, name),
  InsertStmt: ({ relation = {} }) => [{ kind: 'write', verb: 'insert', table: nameOf(relation), isWhole: false }],
  UpdateStmt: ({ relation = {}, whereClause }) => [
    { kind: 'write', verb: 'update', table: nameOf(relation), isWhole: isEverything(whereClause) },
  ],
  DeleteStmt: ({ relation = {}, whereClause }) => [
    { kind: 'write', verb: 'delete', table: nameOf(relation), isWhole: isEverything(whereClause) },
  ],
  MergeStmt: ({ relation = {} }) => [{ kind: 'write', verb: 'merge', table: nameOf(relation), isWhole: false }],
  CreateTrigStmt: (body) => [readCreateTrigger(body)],
  AlterPublicationStmt: (body) => readPublication(body, 'alter'),
  CreatePublicationStmt: (body) => readPublication(body, 'create'),
  AlterSubscriptionStmt: ({ subname = '', kind, options }) => readSubscription(subname, kind, options),
  DropSubscriptionStmt: ({ subname = '' }) => [{ kind: 'subscription', operation: 'drop', name: subname }],
  GrantStmt: (body) => readGrant(body),
  GrantRoleStmt: (body) => readGrantRole(body),
  AlterDefaultPrivilegesStmt: (body) => readDefaultPrivileges(body),
  DropRoleStmt: ({ roles }) => readDropRoles(roles, false),
  DropOwnedStmt: ({ roles }) => readDropRoles(roles, true),
  RuleStmt: ({ relation = {}, rulename = '' }) => [plain('create_rule', nameOf(relation), rulename)],
  CreatePolicyStmt: (body) => [readCreatePolicy(body)],
  AlterPolicyStmt: (body) => [readAlterPolicy(body)],
  CreateStatsStmt: ({ relations }) =>
    all('RangeVar', relations).map((table) => plain('create_statistics', nameOf(table))),
  CommentStmt: ({ objtype, object }) => {
    const names = (as('List', object)?.items ?? []) as Node[];
    if (RELATIONS.has(objtype ?? '')) return [plain('comment', nameIn(names))];
    if (objtype === 'OBJECT_COLUMN') return [plain('comment', nameIn(names.slice(0, -1)))];
    return [{ kind: 'other', tag: `comment on ${wordsOf(objtype)}`, isTransactional: true }];
  },
  AlterObjectSchemaStmt: (body) => [readMove(body)],
  TransactionStmt: ({ kind }) => readTransaction(kind),
  VariableSetStmt: (body) => [readSet(body)],
};

/** What a statement asks for, in the order in which the server does it. */
export function readActions(node: Node, statement: string, readCode: ReadCode): Action[] {
  const [kind, body] = unwrap(node);
  const reader = READERS[kind] as Reader<NodeKind> | undefined;
  const words = statement
    .replace(/^\s*([a-z]+)(?:\s+([a-z]+))?[\s\S]*$/i, '$1 $2')
    .trim()
    .toLowerCase();
  return (
    reader?.(body as never, statementText(statement), readCode) ?? [
      { kind: 'other', tag: words, isTransactional: true },
    ]
  );
}

/** Whether a condition leaves nothing out: there is none, or it is `true` or `1 = 1`. */
function isEverything(condition: Node | undefined): boolean {
  if (condition === undefined) return true;
  const comparison = as('A_Expr', condition);
  if (comparison === undefined) return as('A_Const', condition)?.boolval?.boolval === true;
  const [left, right] = [comparison.lexpr, comparison.rexpr].map((side) => as('A_Const', side) && textIn(side));
  return textsOf(comparison.name).at(-1) === '=' && left !== undefined && left === right;
}

function alone(tag: string): Action {
  return { kind: 'other', tag, isTransactional: false };
}

/** What has a comment as a relation, which is locked. */
const RELATIONS: ReadonlySet<string> = new Set([
  ...['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_INDEX', 'OBJECT_SEQUENCE'],
]);

function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(?:false|off|0|no)$/i.test(value);
}

function readReindex({ kind, relation, name = '', params }: ReindexStmt): Action {
  const what = wordsOf(kind?.replace('REINDEX_', '')) as Extract<Action, { kind: 'reindex' }>['what'];
  const isConcurrent = isSet(optionsOf(params).concurrently);
  return { kind: 'reindex', what, object: relation === undefined ? { name } : nameOf(relation), isConcurrent };
}

function readVacuum({ options, rels, is_vacuumcmd }: VacuumStmt): Action[] {
  const tables = all('VacuumRelation', rels).map(({ relation = {} }) => nameOf(relation));
  if (is_vacuumcmd !== true) return tables.map((table) => plain('analyze', table));
  const isFull = isSet(optionsOf(options).full);
  if (tables.length === 0) return [{ kind: 'vacuum', isFull }];
  return tables.map((table) => ({ kind: 'vacuum', table, isFull }));
}

function readTransaction(kind: string | undefined): Action[] {
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return [{ kind: 'transaction', verb: 'begin' }];
  if (kind === 'TRANS_STMT_COMMIT') return [{ kind: 'transaction', verb: 'commit' }];
  if (kind === 'TRANS_STMT_ROLLBACK') return [{ kind: 'transaction', verb: 'rollback' }];
  return [{ kind: 'other', tag: 'savepoint', isTransactional: true }];
}

/** `SELECT set_config('lock_timeout', '2s', false)` sets as SET does. */
function readSettings(targets: Node[] | undefined): Action[] {
  return all('ResTarget', targets).flatMap(({ val }): Action[] => {
    const { funcname, args = [] } = as('FuncCall', val) ?? {};
    const [name, value, isLocal] = args.map((node) => textIn(node));
    if (nameIn(funcname).name !== 'set_config' || name === undefined || value === undefined) return [];
    return [{ kind: 'set', name: name.toLowerCase(), value, isLocal: isSet(isLocal) }];
  });
}

function readSet({ kind, name = '', args, is_local }: VariableSetStmt): Action {
  const isReset = kind !== 'VAR_SET_VALUE' && kind !== 'VAR_SET_CURRENT';
  const value = isReset ? '' : (args ?? []).map((node) => textIn(node) ?? '').join(', ');
  return { kind: 'set', name: name.toLowerCase(), value, isLocal: is_local === true };
}
