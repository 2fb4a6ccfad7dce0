import type { Node } from '@pgsql/types';
import { type NodeKind, nameIn, shownName, unwrap } from '../nodes.js';
import { createAggregate } from './aggregates.js';
import { alterTable } from './alter-table.js';
import { alterOwner, comment } from './comments.js';
import { createComposite } from './composite-types.js';
import { createForeignTable, createTable } from './create-table.js';
import { alterDomain, createDomain } from './domains.js';
import { drop } from './drop.js';
import { alterEnum, createEnum } from './enums.js';
import { alterDefaultPrivileges, grant } from './grants.js';
import { createIndex } from './indexes.js';
import { amendOther, createOther, createStatistics, defineOther } from './others.js';
import { alterPublication, createPublication } from './publications.js';
import { createRange } from './ranges.js';
import { rename } from './rename.js';
import { alterRoutine, createRoutine } from './routines.js';
import { createExtension, createSchema, updateExtension } from './schemas.js';
import { alterSequence, createSequence } from './sequences.js';
import { endTransaction, runSelect, setVariable } from './session.js';
import { alterSchema } from './set-schema.js';
import type { Context } from './state.js';
import { moveAllTables } from './tablespaces.js';
import { alterPolicy, createPolicy, createRule, createTrigger } from './triggers.js';
import { listUnread } from './unread.js';
import { createTableAs, createView, selectInto } from './views.js';

/** The kinds of statements of the grammar. */
type StatementKind = Extract<NodeKind, `${string}Stmt`>;
type BodyOf<Kind extends StatementKind> = Extract<Node, Record<Kind, object>>[Kind];
type Handler<Kind extends StatementKind> = (context: Context, body: BodyOf<Kind>, node: Node) => void;

const changesNothing = () => {};
const other = (context: Context, _: object, node: Node) => createOther(context, node);
const unread = (reason: string) => (context: Context) => listUnread(context, reason);
/** A statement that changes an object of a rarer kind. */
const amend =
  (kind: string, named: (body: never) => Node | undefined) => (context: Context, body: object, node: Node) =>
    amendOther(context, kind, named(body as never), node);
const text = (sval: string | undefined): Node => ({ String: { sval: sval ?? '' } });
const list = (items: readonly Node[] | undefined): Node => ({ List: { items: [...(items ?? [])] } });

/** What every kind of statement does. One that the grammar gains is missing here, and does not compile. */
const HANDLERS: { readonly [Kind in StatementKind]: Handler<Kind> } = {
  CreateStmt: createTable,
  CreateForeignTableStmt: createForeignTable,
  CreateTableAsStmt: createTableAs,
  AlterTableStmt: alterTable,
  AlterTableMoveAllStmt: moveAllTables,
  IndexStmt: createIndex,
  ViewStmt: createView,
  CreateSeqStmt: createSequence,
  AlterSeqStmt: alterSequence,
  CreateEnumStmt: createEnum,
  AlterEnumStmt: alterEnum,
  CreateDomainStmt: createDomain,
  AlterDomainStmt: alterDomain,
  CompositeTypeStmt: createComposite,
  CreateRangeStmt: createRange,
  CreateFunctionStmt: createRoutine,
  AlterFunctionStmt: alterRoutine,
  CreateTrigStmt: createTrigger,
  CreatePolicyStmt: createPolicy,
  AlterPolicyStmt: alterPolicy,
  RuleStmt: createRule,
  CreateSchemaStmt: (context, body) => createSchema(context, body, apply),
  CreateExtensionStmt: createExtension,
  AlterExtensionStmt: updateExtension,
  CreatePublicationStmt: createPublication,
  AlterPublicationStmt: alterPublication,
  GrantStmt: grant,
  AlterDefaultPrivilegesStmt: alterDefaultPrivileges,
  CommentStmt: comment,
  RenameStmt: rename,
  AlterObjectSchemaStmt: alterSchema,
  AlterOwnerStmt: alterOwner,
  DropStmt: drop,
  DefineStmt: (context, body, node) => {
    if (body.kind === 'OBJECT_AGGREGATE') createAggregate(context, body);
    else if (body.kind === 'OBJECT_TYPE') unread('base types are made of code')(context);
    else defineOther(context, node);
  },
  CreateStatsStmt: (context, _, node) => createStatistics(context, node),
  CreateAmStmt: other,
  CreateCastStmt: other,
  CreateConversionStmt: other,
  CreateEventTrigStmt: other,
  CreateFdwStmt: other,
  CreateForeignServerStmt: other,
  CreateOpClassStmt: other,
  CreateOpFamilyStmt: other,
  CreatePLangStmt: other,
  CreateSubscriptionStmt: other,
  CreateTransformStmt: other,
  CreateUserMappingStmt: other,
  AlterEventTrigStmt: amend('event trigger', ({ trigname }: BodyOf<'AlterEventTrigStmt'>) => text(trigname)),
  AlterFdwStmt: amend('foreign data wrapper', ({ fdwname }: BodyOf<'AlterFdwStmt'>) => text(fdwname)),
  AlterForeignServerStmt: amend('server', ({ servername }: BodyOf<'AlterForeignServerStmt'>) => text(servername)),
  AlterStatsStmt: amend('statistics', ({ defnames }: BodyOf<'AlterStatsStmt'>) => list(defnames)),
  AlterSubscriptionStmt: amend('subscription', ({ subname }: BodyOf<'AlterSubscriptionStmt'>) => text(subname)),
  AlterTSConfigurationStmt: amend('text search configuration', ({ cfgname }: BodyOf<'AlterTSConfigurationStmt'>) =>
    list(cfgname),
  ),
  AlterTSDictionaryStmt: amend('text search dictionary', ({ dictname }: BodyOf<'AlterTSDictionaryStmt'>) =>
    list(dictname),
  ),
  AlterOperatorStmt: amend('operator', ({ opername }: BodyOf<'AlterOperatorStmt'>) => ({
    ObjectWithArgs: opername ?? {},
  })),
  AlterOpFamilyStmt: amend('operator family', ({ opfamilyname, amname }: BodyOf<'AlterOpFamilyStmt'>) =>
    list([text(amname), text(shownName(nameIn(opfamilyname)))]),
  ),
  AlterUserMappingStmt: amend('user mapping', ({ user, servername }: BodyOf<'AlterUserMappingStmt'>) =>
    text(mapping(user, servername)),
  ),
  DropUserMappingStmt: (context, { user, servername }) =>
    void context.state.others.delete(`user mapping ${mapping(user, servername)}`),
  DropSubscriptionStmt: (context, { subname }) => void context.state.others.delete(`subscription ${subname}`),

  DoStmt: unread('it runs code'),
  CallStmt: unread('it runs a procedure'),
  ExecuteStmt: unread('it runs a prepared statement'),
  ImportForeignSchemaStmt: unread('what it makes is known to the foreign server only'),
  AlterExtensionContentsStmt: unread('what belongs to an extension is not read'),
  AlterTypeStmt: unread('base types are made of code'),
  DropOwnedStmt: unread('what a role owns may not be known'),
  ReassignOwnedStmt: unread('what a role owns may not be known'),
  LoadStmt: unread('it loads code'),
  SelectStmt: (context, body, node) => {
    if (body.intoClause !== undefined) return selectInto(context, node, body.intoClause);
    const reason = runSelect(context, body);
    if (reason !== undefined) listUnread(context, reason);
  },
  VariableSetStmt: setVariable,
  TransactionStmt: endTransaction,
  DiscardStmt: changesNothing,

  // Data.
  InsertStmt: changesNothing,
  UpdateStmt: changesNothing,
  DeleteStmt: changesNothing,
  MergeStmt: changesNothing,
  TruncateStmt: changesNothing,
  CopyStmt: changesNothing,
  RefreshMatViewStmt: changesNothing,
  // What only looks, waits, tells or tidies.
  VariableShowStmt: changesNothing,
  ExplainStmt: changesNothing,
  LockStmt: changesNothing,
  VacuumStmt: changesNothing,
  ClusterStmt: (context, { relation, indexname }) => {
    if (relation === undefined || indexname === undefined) return;
    alterTable(context, { relation, cmds: [{ AlterTableCmd: { subtype: 'AT_ClusterOn', name: indexname } }] });
  },
  ReindexStmt: changesNothing,
  CheckPointStmt: changesNothing,
  ConstraintsSetStmt: changesNothing,
  NotifyStmt: changesNothing,
  ListenStmt: changesNothing,
  UnlistenStmt: changesNothing,
  PrepareStmt: changesNothing,
  DeallocateStmt: changesNothing,
  DeclareCursorStmt: changesNothing,
  FetchStmt: changesNothing,
  ClosePortalStmt: changesNothing,
  SecLabelStmt: changesNothing,
  AlterCollationStmt: changesNothing,
  AlterObjectDependsStmt: changesNothing,
  // What belongs to the server, not to the schema of a database.
  AlterSystemStmt: changesNothing,
  CreatedbStmt: changesNothing,
  AlterDatabaseStmt: changesNothing,
  AlterDatabaseRefreshCollStmt: changesNothing,
  AlterDatabaseSetStmt: changesNothing,
  DropdbStmt: changesNothing,
  CreateRoleStmt: changesNothing,
  AlterRoleStmt: changesNothing,
  AlterRoleSetStmt: changesNothing,
  DropRoleStmt: changesNothing,
  GrantRoleStmt: changesNothing,
  CreateTableSpaceStmt: changesNothing,
  DropTableSpaceStmt: changesNothing,
  AlterTableSpaceOptionsStmt: changesNothing,

  // These are only ever parts of other statements.
  RawStmt: changesNothing,
  SetOperationStmt: changesNothing,
  ReturnStmt: changesNothing,
  PLAssignStmt: changesNothing,
  ReplicaIdentityStmt: changesNothing,
};

function mapping(user: { rolename?: string } | undefined, server: string | undefined): string {
  return `for ${user?.rolename ?? 'public'} server ${server}`;
}

/** Applies a statement to the state. */
export function apply(context: Context, node: Node): void {
  const [kind, body] = unwrap(node);
  const handler = Object.hasOwn(HANDLERS, kind) ? (HANDLERS[kind as StatementKind] as Handler<never>) : undefined;
  if (handler === undefined) listUnread(context, 'nothing is known of such statements');
  else handler(context, body as never, node);
}
