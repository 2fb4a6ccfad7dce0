import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import { ACCESS_FACTS, type AccessFact } from '../../model/migration/access-fact.js';
import type { Action, MigrationFile, MigrationStatement } from '../../model/migration/action.js';
import type { Lock, MigrationFact } from '../../model/migration/fact.js';
import { BLOCKS, type LockFact, type LockMode, type LockRole } from '../../model/migration/lock.js';
import type { RefusedStatement } from '../../model/migration/named-object.js';
import { lockFactOf } from '../../tables/lock-facts.js';
import { findAccessFacts } from './access-facts.js';
import { apply } from './apply.js';
import { findBrokenCode, isStillBroken } from './broken-code.js';
import { asView, chooseOperations } from './choose.js';
import { type Chosen, withDescendants } from './chosen.js';
import { constraintRefusal } from './constraint-refusals.js';
import { droppedBy, isMadeAgain, isThere, renamedBy } from './dropped.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullName, keyOf, nameOf } from './known-names.js';
import { type CodeOf, drop, knownSchemaOf, lookUp } from './known-schema.js';
import { meantBy } from './meant.js';
import { findNameFacts } from './name-facts.js';
import { missingPart, missingRelation, plainRefusal } from './plain-refusals.js';
import { createRefusals } from './read-refusals.js';
import { consequenceOf } from './refusals.js';
import { isNameKept } from './renamed-back.js';
import { createSession, type Session } from './session.js';
import { settleAccess } from './settle-access.js';
import { tablesBefore } from './tables-before.js';

export interface MigrationSettings {
  /** The major version of the server. */
  readonly version: number;
  /** Whether whatever runs the files puts each into a transaction; `auto` is what a file says of itself. */
  readonly inTransaction: 'auto' | 'yes' | 'no';
  /** Whether what one file makes is in use when the next is run; otherwise nothing is until all have been run. */
  readonly isInUseBetween?: boolean;
  /** What the routines of the database before name in their texts. */
  readonly code?: CodeOf | undefined;
  /** What the schema before and the statements until then do not take. */
  readonly refused?: readonly RefusedStatement[] | undefined;
}

/** Everything that the files of a migration do, in order, to a database as it was before them. */
export function findMigrationFacts(
  before: Catalog | undefined,
  files: readonly MigrationFile[],
  settings: MigrationSettings,
): MigrationFact[] {
  const known = knownSchemaOf(before, settings.code);
  const refusedAsRead = createRefusals(settings.refused);
  const found = files.flatMap((file) => {
    if (settings.isInUseBetween) for (const table of known.tables.values()) table.isNew = false;
    const session = createSession(file, settings.inTransaction);
    const facts = file.statements.flatMap((statement) => {
      const inStatement = findInStatement(known, session, statement, settings.version);
      return [...inStatement, ...refusedAsRead(statement, inStatement)];
    });
    return [...facts, ...session.end()];
  });
  const statements = files.flatMap((file) => file.statements);
  const actions = statements.flatMap((statement) => statement.actions);
  const met = knownSchemaOf(before, settings.code);
  const withTables = tablesBefore(before);
  const settled = settleAccess(known, found.filter(isOfAccess), statements);
  return found
    .flatMap((fact) => (isOfAccess(fact) ? (settled.get(fact) ?? []) : fact))
    .flatMap((fact) => (fact.kind === 'dependents_dropped' ? withoutMadeAgain(actions, fact) : fact))
    .map(withTables)
    .map((fact) => (isNameKept(known, met, fact) ? { ...fact, isNameKept: true } : fact))
    .filter((fact) => {
      if (fact.kind === 'code_broken') return isStillBroken(known, fact);
      return (fact.kind !== 'object_dropped' && fact.kind !== 'name_changed') || !isThere(known, fact.object);
    });
}

function isOfAccess(fact: MigrationFact): fact is AccessFact & MigrationFact {
  return Object.hasOwn(ACCESS_FACTS, fact.kind);
}

/** What CASCADE drops and a statement makes again is missed by nobody. */
function withoutMadeAgain(actions: readonly Action[], fact: MigrationFact<'dependents_dropped'>): MigrationFact[] {
  const dependents = fact.dependents.filter((each) => !isMadeAgain(actions, each));
  return dependents.length === 0 ? [] : [{ ...fact, dependents }];
}

function findInStatement(
  known: KnownSchema,
  session: Session,
  statement: MigrationStatement,
  version: number,
): MigrationFact[] {
  const facts: MigrationFact[] = [...findNameFacts(known, statement, session), ...tooNew(statement, version)];
  const effects: MigrationFact[] = [];
  const renames: [Name, Name][] = [];
  const passed = new Set<object>();
  for (const written of statement.actions) {
    const action = meantBy(known, written, statement, passed);
    if (action === undefined) continue;
    const missing = missingRelation(known, action);
    const part = statement.isCode ? undefined : missingPart(known, action, statement);
    if (missing !== undefined) facts.push({ kind: 'relation_missing', statement, relation: missing });
    else if (part !== undefined) facts.push({ kind: 'relation_missing', statement, ...part });
    const plain = statement.isCode
      ? undefined
      : (plainRefusal(known, action, version) ?? constraintRefusal(known, action, statement));
    if (plain !== undefined) facts.push({ kind: 'statement_refused', statement, refusal: plain });
    for (const chosen of chooseOperations(known, action, {
      version,
      isUtc: session.isUtc(),
      isOnly: statement.isOnly,
    })) {
      effects.push(effectOf(statement, action, chosen, session, version));
    }
    const { refusals, dropped, droppedViews, touched } = consequenceOf(known, action, statement);
    for (const refusal of refusals) facts.push({ kind: 'statement_refused', statement, refusal });
    if (dropped !== undefined) facts.push({ kind: 'dependents_dropped', statement, ...dropped });
    for (const view of droppedViews) {
      effects.push(effectOf(statement, action, { operation: 'drop_view', ...asView(view) }, session, version));
    }
    for (const table of touched) {
      effects.push(
        effectOf(statement, action, { operation: 'drop_part', ...withDescendants(known, table) }, session, version),
      );
    }
    facts.push(...objectFacts(known, action, statement), ...droppedFacts(known, action, statement));
    facts.push(...findBrokenCode(known, action, droppedViews, statement));
    facts.push(...findAccessFacts(known, action, statement, session.isInTransaction() || statement.isCode === true));
    const renamed = action.kind === 'rename' ? lookUp(known, action.object) : undefined;
    const from = renamed && nameOf(renamed);
    apply(known, action);
    if (from !== undefined) renames.push([from, nameOf(renamed as KnownTable)]);
    for (const view of droppedViews) drop(known, view);
  }
  // What code drops nobody can read; what it left may still depend on anything.
  if (statement.unread !== undefined) {
    known.dependents = [];
    known.isWhole = false;
    facts.push({ kind: 'statement_unread', statement, reason: statement.unread });
  }
  const locks = effects.flatMap((effect) => ('locks' in effect ? effect.locks : []));
  const isAlone = effects.some((effect) => 'isAlone' in effect && effect.isAlone) || statement.actions.some(isRefused);
  const entered = session.enter(statement, locks, isAlone);
  for (const [from, to] of renames) session.rename(from, to);
  return [...entered, ...facts, ...effects];
}

function tooNew(statement: MigrationStatement, version: number): MigrationFact[] {
  const { newest } = statement;
  if (newest === undefined || newest.since <= version) return [];
  return [{ kind: 'statement_refused', statement, refusal: { why: 'too_new', ...newest, version } }];
}

function isRefused(action: Action): boolean {
  return action.kind === 'other' ? !action.isTransactional : action.kind === 'drop_database';
}

function effectOf(
  statement: MigrationStatement,
  action: Action,
  { operation, subject, roles, ...details }: Chosen,
  session: Session,
  version: number,
): MigrationFact {
  const fact = lockFactOf(operation, version);
  const explicit = action.kind === 'lock_table' ? { table: action.mode as LockMode } : fact.locks;
  const named = (role: LockRole | undefined): Name[] =>
    role === undefined ? [] : (roles[role] ?? []).filter(isOld).map(nameOf);
  return {
    kind: operation,
    action,
    statement,
    subject: nameOf(subject),
    isNew: 'isNew' in subject && subject.isNew,
    isKnown: 'isKnown' in subject && subject.isKnown,
    locks: locksOf({ ...fact, locks: explicit }, roles),
    rewrites: details.isAsItWas === true ? [] : named(fact.rewrites),
    ...(fact.rebuilds && { rebuilds: fact.rebuilds }),
    scans: (fact.scans ?? []).flatMap(named),
    isAlone: fact.isAlone === true,
    isInTransaction: session.isInTransaction() || statement.isCode === true,
    heldLocks: session.heldOn(subject),
    version,
    ...details,
  } as MigrationFact;
}

function isOld(relation: KnownTable | Name): boolean {
  return !('isNew' in relation && relation.isNew);
}

function locksOf({ locks }: LockFact, roles: Chosen['roles']): Lock[] {
  return Object.entries(locks).flatMap(([role, mode]) => {
    return (roles[role as LockRole] ?? []).map((relation): Lock => {
      const rows = 'rows' in relation ? relation.rows : undefined;
      return {
        object: nameOf(relation),
        role: role as LockRole,
        mode,
        blocks: BLOCKS[mode],
        isNew: !isOld(relation),
        ...(rows !== undefined && { rows }),
      };
    });
  });
}

/** What goes that applications name, whatever comes in its place. */
function droppedFacts(known: KnownSchema, action: Action, statement: MigrationStatement): MigrationFact[] {
  return droppedBy(known, action).map((object) => ({ kind: 'object_dropped', statement, object }));
}

function objectFacts(known: KnownSchema, action: Action, statement: MigrationStatement): MigrationFact[] {
  switch (action.kind) {
    case 'drop_database':
      return [{ kind: 'database_dropped', statement, database: action.name }];
    case 'drop_schema': {
      const tables = [...known.tables.values()].filter(({ schema, isView }) => schema === action.name && !isView);
      for (const table of tables) known.tables.delete(keyOf(table));
      return action.cascade && !known.made.has(`schema ${action.name}`)
        ? [{ kind: 'schema_dropped', statement, schema: action.name, tables: tables.map(nameOf) }]
        : [];
    }
    case 'rename':
    case 'rename_object':
      return renamedBy(known, action).map((object) => ({
        kind: 'name_changed',
        statement,
        object,
        to: newNameOf(action),
      }));
    case 'create_domain':
      return action.isConstrained ? [{ kind: 'domain_constrained', statement, domain: action.domain.name }] : [];
    case 'add_column':
      return [{ kind: 'column_typed', statement, table: fullName(known, action.table), column: action.column }];
    case 'create_table':
      if (action.isTemporary) return [];
      return action.columns.map((column) => ({
        kind: 'column_typed',
        statement,
        table: fullName(known, action.table),
        column,
      }));
    default:
      return [];
  }
}

/** What something is called after `ALTER … RENAME` or `SET SCHEMA`. */
function newNameOf(action: Extract<Action, { kind: 'rename' | 'rename_object' }>): string {
  return action.kind === 'rename_object' && action.schema !== undefined ? `${action.schema}.${action.to}` : action.to;
}
