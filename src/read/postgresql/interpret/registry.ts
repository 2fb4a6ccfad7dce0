import type { CreatePLangStmt, Node } from '@pgsql/types';
import { all, type NodeKind, nameOf, unwrap } from '../nodes.js';
import { alterTable } from './alter-table.js';
import { alterOwner, comment } from './comments.js';
import { createComposite } from './composite-types.js';
import { createForeignTable, createTable } from './create-table.js';
import { alterDefaultPrivileges } from './default-privileges.js';
import { define } from './define.js';
import { alterDomain, createDomain } from './domains.js';
import { drop } from './drop.js';
import { alterEnum, createEnum } from './enums.js';
import { expectOneOf } from './expect-kind.js';
import { alterEventTrigger, alterServer, alterWrapper } from './foreign.js';
import { grant } from './grants.js';
import { createIndex } from './indexes.js';
import { alterOperatorFamily, createOperatorClass } from './operator-classes.js';
import { alterOperator } from './operators.js';
import { functionFacts } from './other-facts.js';
import { createOther, findOther, mappingIdentity } from './others.js';
import { dropOwned, reassignOwned } from './owned.js';
import { alterPublication, createPublication } from './publications.js';
import { createRange } from './ranges.js';
import { rename } from './rename.js';
import { alterRoutine, createRoutine } from './routines.js';
import { createExtension, createSchema, updateExtension } from './schemas.js';
import { alterSequence, createSequence } from './sequences.js';
import { endTransaction, runSelect, setVariable } from './session.js';
import { alterSchema } from './set-schema.js';
import type { Context } from './state.js';
import { alterStatistics, createStatistics } from './statistics.js';
import { alterSubscription, createSubscription } from './subscriptions.js';
import { moveAllTables } from './tablespaces.js';
import { alterConfiguration, alterDictionary } from './text-search.js';
import { alterPolicy, createPolicy, createRule, createTrigger } from './triggers.js';
import { IT_RUNS_CODE, listNotCompared, listUnread, OF_THE_SERVER } from './unread.js';
import { createTableAs, createView, selectInto } from './views.js';

/** The kinds of statements of the grammar. */
type StatementKind = Extract<NodeKind, `${string}Stmt`>;
type BodyOf<Kind extends StatementKind> = Extract<Node, Record<Kind, object>>[Kind];
type Handler<Kind extends StatementKind> = (context: Context, body: BodyOf<Kind>, node: Node) => void;

const changesNothing = () => {};
const other = (context: Context, _: object, node: Node) => createOther(context, node);
const notCompared = (reason: string) => (context: Context) => listNotCompared(context, reason);
const unread = (reason: string) => (context: Context) => listUnread(context, reason);
/** A language that comes without its handler is an extension (PostgreSQL 15, CREATE LANGUAGE). */
const createLanguage = (context: Context, body: CreatePLangStmt, node: Node) => {
  if (body.plhandler !== undefined) createOther(context, node);
  else if (body.plname !== 'plpgsql') createExtension(context, { extname: body.plname ?? '' });
};

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
  DefineStmt: define,
  CreateStatsStmt: (context, _, node) => createStatistics(context, node),
  CreateAmStmt: other,
  CreateCastStmt: other,
  CreateConversionStmt: other,
  CreateEventTrigStmt: other,
  CreateFdwStmt: other,
  CreateForeignServerStmt: other,
  CreateOpClassStmt: createOperatorClass,
  CreateOpFamilyStmt: other,
  CreatePLangStmt: createLanguage,
  CreateSubscriptionStmt: createSubscription,
  CreateTransformStmt: other,
  CreateUserMappingStmt: other,
  AlterEventTrigStmt: alterEventTrigger,
  AlterFdwStmt: alterWrapper,
  AlterForeignServerStmt: alterServer,
  AlterStatsStmt: alterStatistics,
  AlterSubscriptionStmt: alterSubscription,
  AlterTSConfigurationStmt: alterConfiguration,
  AlterTSDictionaryStmt: alterDictionary,
  AlterOperatorStmt: alterOperator,
  AlterOpFamilyStmt: alterOperatorFamily,
  AlterUserMappingStmt: notCompared('what a mapping is told may be a password'),
  DropUserMappingStmt: (context, { user, servername }) =>
    void context.state.others.delete(`user mapping ${mappingIdentity(context.state, user, servername)}`),
  DropSubscriptionStmt: (context, { subname }) => void context.state.others.delete(`subscription ${subname}`),

  DoStmt: unread(IT_RUNS_CODE),
  CallStmt: unread('it runs a procedure'),
  ExecuteStmt: unread('it runs a prepared statement'),
  ImportForeignSchemaStmt: unread('what it makes is known to the foreign server only'),
  AlterExtensionContentsStmt: unread('what belongs to an extension is not read'),
  AlterTypeStmt: (context, { typeName, options }) => {
    const found = findOther(context, 'type', { List: { items: typeName ?? [] } });
    if (found !== undefined) Object.assign(found.facts, functionFacts(context, options));
  },
  DropOwnedStmt: dropOwned,
  ReassignOwnedStmt: reassignOwned,
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
  TruncateStmt: (context, { relations }) => {
    for (const each of all('RangeVar', relations)) expectOneOf(context, nameOf(each), ['table', 'foreign table']);
  },
  CopyStmt: changesNothing,
  RefreshMatViewStmt: (context, { relation = {} }) =>
    void expectOneOf(context, nameOf(relation), ['materialized view']),
  // What only looks, waits, tells or tidies.
  VariableShowStmt: changesNothing,
  ExplainStmt: changesNothing,
  LockStmt: (context, { relations }) => {
    for (const each of all('RangeVar', relations)) expectOneOf(context, nameOf(each), ['table', 'view']);
  },
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
  SecLabelStmt: notCompared('security labels are not read'),
  AlterCollationStmt: changesNothing,
  AlterObjectDependsStmt: changesNothing,
  // What belongs to the server, not to the schema of a database.
  AlterSystemStmt: notCompared(OF_THE_SERVER),
  CreatedbStmt: notCompared(OF_THE_SERVER),
  AlterDatabaseStmt: notCompared(OF_THE_SERVER),
  AlterDatabaseRefreshCollStmt: notCompared(OF_THE_SERVER),
  AlterDatabaseSetStmt: notCompared(OF_THE_SERVER),
  DropdbStmt: notCompared(OF_THE_SERVER),
  CreateRoleStmt: notCompared(OF_THE_SERVER),
  AlterRoleStmt: notCompared(OF_THE_SERVER),
  AlterRoleSetStmt: notCompared(OF_THE_SERVER),
  DropRoleStmt: notCompared(OF_THE_SERVER),
  GrantRoleStmt: notCompared(OF_THE_SERVER),
  CreateTableSpaceStmt: notCompared(OF_THE_SERVER),
  DropTableSpaceStmt: notCompared(OF_THE_SERVER),
  AlterTableSpaceOptionsStmt: notCompared(OF_THE_SERVER),

  // These are only ever parts of other statements.
  RawStmt: changesNothing,
  SetOperationStmt: changesNothing,
  ReturnStmt: changesNothing,
  PLAssignStmt: changesNothing,
  ReplicaIdentityStmt: changesNothing,
};

/** Applies a statement to the state. */
export function apply(context: Context, node: Node): void {
  const [kind, body] = unwrap(node);
  const handler = Object.hasOwn(HANDLERS, kind) ? (HANDLERS[kind as StatementKind] as Handler<never>) : undefined;
  if (handler === undefined) listUnread(context, 'nothing is known of such statements');
  else handler(context, body as never, node);
}
