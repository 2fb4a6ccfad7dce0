import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { TypeFit } from '../../model/catalog/type-fit.js';
import type { LockRole, Operation } from '../../model/migration/lock.js';
import type { KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { descendantsOf, partitionsOf } from './known-schema.js';

/** An operation, and the relations that have a part in it. */
export interface Chosen {
  readonly operation: Operation;
  readonly subject: KnownTable | (Name & { readonly isNew?: boolean });
  readonly roles: { readonly [Role in LockRole]?: readonly (KnownTable | Name)[] };
  readonly from?: DataType | undefined;
  readonly fit?: TypeFit | undefined;
  readonly unknownFunction?: string | undefined;
  readonly name?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  /** Whether rows stay where and how they are. */
  readonly isAsItWas?: boolean;
  /** Whether the server refuses it in a transaction for what it is about: many tables one after the other. */
  readonly isAlone?: boolean;
  /** Whether the column that it is about was made by this migration. */
  readonly isOfNewColumn?: boolean;
}

export interface Settings {
  readonly version: number;
  /** Whether the session says that its time zone is UTC. */
  readonly isUtc: boolean;
  /** Whether the statement leaves alone what inherits from its tables. */
  readonly isOnly?: boolean | undefined;
}

/** A table alone. */
export function alone(table: KnownTable): Pick<Chosen, 'subject' | 'roles'> {
  return { subject: table, roles: { table: [table] } };
}

/** A table with its partitions, which commands reach that leave alone what inherits. */
export function withPartitions(known: KnownSchema, table: KnownTable): Pick<Chosen, 'subject' | 'roles'> {
  return { subject: table, roles: { table: [table, ...partitionsOf(known, table)] } };
}

/** A table with all that has its columns from it. */
export function withDescendants(known: KnownSchema, table: KnownTable): Pick<Chosen, 'subject' | 'roles'> {
  return { subject: table, roles: { table: [table, ...descendantsOf(known, table)] } };
}

/** A table with its heirs, or a view with all that it reads, through other views too, as LOCK takes it. */
export function withRead(known: KnownSchema, table: KnownTable): Pick<Chosen, 'subject' | 'roles'> {
  const found = new Set([table]);
  for (const each of found) {
    for (const heir of descendantsOf(known, each)) found.add(heir);
    const views = each.isView
      ? known.dependents.filter(({ kind, relation }) => kind === 'view' && relation === each)
      : [];
    for (const { uses } of views) for (const read of uses.keys()) found.add(read);
  }
  return { subject: table, roles: { table: [...found] } };
}

/** The tables that foreign keys refer to, with their partitions: each gets triggers that look for what is deleted. */
export function referencedBy(known: KnownSchema, constraints: readonly KnownConstraint[]): KnownTable[] {
  const tables = constraints.flatMap(({ references }) => references ?? []);
  return [...new Set(tables.flatMap((table) => [table, ...partitionsOf(known, table)]))];
}

/** What TRUNCATE … CASCADE empties: what refers to a table or a part of it, what refers to that, and so on. */
export function truncatedWith(known: KnownSchema, table: KnownTable): KnownTable[] {
  const found = new Set([table]);
  for (const each of found) {
    for (const heir of descendantsOf(known, each)) found.add(heir);
    for (const other of known.tables.values())
      if (other.constraints.some(({ references }) => references === each)) found.add(other);
  }
  return [...found];
}
