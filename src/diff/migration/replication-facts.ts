import type { Name } from '../../model/catalog/common.js';
import type { AccessFact } from '../../model/migration/access-fact.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { KnownSchema, KnownTable } from './known.js';
import { EVERY_WRITE, type KnownPublication } from './known-access.js';
import { keyOf, nameOf } from './known-names.js';
import { findIndex, lookUp } from './known-schema.js';

/** What a part of a statement changes of what subscribers get, and whose updates the server refuses for want of an identity. */
export function findReplicationFacts(known: KnownSchema, action: Action, statement: MigrationStatement): AccessFact[] {
  switch (action.kind) {
    case 'publication':
      return [...ofPublication(known, action, statement), ...identitiesLost(known, action, statement)];
    case 'drop_publication': {
      const publication = known.publications.get(action.name);
      if (publication === undefined && known.isGiven) return [];
      const tables = publication === undefined ? [] : tablesOf(known, publication);
      return [{ kind: 'publication_changed', change: 'removed', statement, publication: action.name, tables }];
    }
    case 'subscription': {
      const change = ({ disable: 'disabled', drop: 'dropped' } as Record<string, 'disabled' | 'dropped'>)[
        action.operation
      ];
      return [{ kind: 'subscription_changed', change: change ?? 'narrowed', statement, subscription: action.name }];
    }
    default:
      return identitiesLost(known, action, statement);
  }
}

function ofPublication(
  known: KnownSchema,
  action: Extract<Action, { kind: 'publication' }>,
  statement: MigrationStatement,
): AccessFact[] {
  if (action.operation === 'create' || action.operation === 'add') return [];
  const before = known.publications.get(action.name);
  const at = { kind: 'publication_changed', statement, publication: action.name } as const;
  if (before === undefined) return known.isGiven ? [] : [{ ...at, change: 'narrowed', tables: [] }];
  const after = publicationAfter(known, action);
  const kept = new Set(tablesOf(known, after).map(keyOf));
  const tables = tablesOf(known, before).filter((table) => !kept.has(keyOf(table)));
  if (tables.length > 0) return [{ ...at, change: 'narrowed', tables }];
  const isLess = before.publishes.some((write) => !after.publishes.includes(write));
  return isLess ? [{ ...at, change: 'options', tables: tablesOf(known, after) }] : [];
}

/** The tables that a publication sends. */
function tablesOf(known: KnownSchema, publication: KnownPublication): Name[] {
  return [...known.tables.values()]
    .filter((table) => !table.isView && !table.isNew && isPublished(publication, table))
    .map(nameOf);
}

function isPublished({ isOfAllTables, tables, schemas }: KnownPublication, table: KnownTable): boolean {
  return isOfAllTables || tables.has(keyOf(table)) || schemas.has(table.schema);
}

/** A publication as it is after a statement. */
export function publicationAfter(
  known: KnownSchema,
  action: Extract<Action, { kind: 'publication' }>,
): KnownPublication {
  const { name, operation, isOfAllTables, schemas, publishes } = action;
  const empty = { name, isOfAllTables: false, tables: new Set<string>(), schemas: new Set<string>() };
  const old = known.publications.get(name) ?? { ...empty, publishes: EVERY_WRITE };
  const named = action.tables.flatMap((table) => lookUp(known, table) ?? []).map(keyOf);
  const rest = { name, publishes: publishes ?? old.publishes };
  switch (operation) {
    case 'set_options':
      return { ...old, ...rest };
    case 'drop_parts':
      return {
        ...{ ...rest, isOfAllTables: old.isOfAllTables },
        tables: new Set([...old.tables].filter((key) => !named.includes(key))),
        schemas: new Set([...old.schemas].filter((schema) => !schemas.includes(schema))),
      };
    case 'add':
      return {
        ...{ ...rest, isOfAllTables: old.isOfAllTables || isOfAllTables },
        tables: new Set([...old.tables, ...named]),
        schemas: new Set([...old.schemas, ...schemas]),
      };
    default:
      return { ...rest, isOfAllTables, tables: new Set(named), schemas: new Set(schemas) };
  }
}

/**
 * The tables whose UPDATE and DELETE the server refuses from now on: they are published, and nothing tells their rows
 * apart (PostgreSQL 18, "Publication").
 */
function identitiesLost(known: KnownSchema, action: Action, statement: MigrationStatement): AccessFact[] {
  const lost = (table: KnownTable, publication: string | undefined): AccessFact => {
    const name = nameOf(table);
    return { kind: 'replica_identity_lost', statement, table: name, ...(publication !== undefined && { publication }) };
  };
  if (action.kind === 'publication') {
    const before = known.publications.get(action.name);
    const after = publicationAfter(known, action);
    return [...known.tables.values()].flatMap((table) => {
      if (!table.isKnown || table.isView || table.isNew || table.access === undefined) return [];
      const wasSent = before !== undefined && sendsChanges(before) && isPublished(before, table);
      if (wasSent || !sendsChanges(after) || !isPublished(after, table) || hasIdentity(table)) return [];
      return lost(table, action.name);
    });
  }
  const table = tableMeant(known, action);
  if (table === undefined || table.isNew) return [];
  const [publication] = [...known.publications.values()].filter(
    (each) => sendsChanges(each) && isPublished(each, table),
  );
  const isUnknown = !known.isGiven && action.kind === 'plain' && action.setting === 'nothing';
  if (isUnknown) return [lost(table, undefined)];
  if (publication === undefined || table.access === undefined || !hasIdentity(table)) return [];
  return hasIdentity(withoutPart(table, action)) ? [] : [lost(table, publication.name)];
}

function sendsChanges({ publishes }: KnownPublication): boolean {
  return publishes.includes('update') || publishes.includes('delete');
}

function tableMeant(known: KnownSchema, action: Action): KnownTable | undefined {
  if (action.kind === 'drop_index') return findIndex(known, action.index)?.table;
  return action.kind === 'plain' || action.kind === 'drop_constraint' ? lookUp(known, action.table) : undefined;
}

/** A table as it is after a part of a statement, as far as its identity is concerned. */
function withoutPart(table: KnownTable, action: Action): KnownTable {
  const { access } = table;
  if (access === undefined) return table;
  if (action.kind === 'plain') return { ...table, access: { ...access, replicaIdentity: action.setting ?? 'default' } };
  const name = action.kind === 'drop_constraint' ? action.name : action.kind === 'drop_index' ? action.index.name : '';
  return {
    ...table,
    constraints: table.constraints.filter((each) => each.name !== name),
    indexes: table.indexes.filter((each) => each.name !== name),
  };
}

/** Whether something tells the rows of a table apart. */
export function hasIdentity({ access, constraints, indexes }: KnownTable): boolean {
  const identity = access?.replicaIdentity ?? 'default';
  if (identity === 'full') return true;
  if (identity === 'nothing') return false;
  if (identity === 'default') return constraints.some(({ type }) => type === 'primary_key');
  return indexes.some(({ name }) => name === identity);
}
