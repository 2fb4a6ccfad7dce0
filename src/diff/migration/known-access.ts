import { quoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name, Privilege } from '../../model/catalog/common.js';
import type { View } from '../../model/catalog/objects.js';
import type { Table, Trigger } from '../../model/catalog/table.js';
import type { WrittenPolicy, WrittenTrigger } from '../../model/migration/written.js';
import { same } from '../catalog/same.js';
import { keyOf } from './known-names.js';

/** What a relation shows and to whom, what its writes set off, and how replication knows its rows. */
export interface KnownAccess {
  rowSecurity: Table['rowSecurity'];
  policies: readonly KnownPolicy[];
  triggers: readonly KnownTrigger[];
  rules: readonly string[];
  /** `default`, `full`, `nothing` or the name of an index. */
  replicaIdentity: string;
  owner: string | undefined;
}

export interface KnownPolicy extends WrittenPolicy {
  readonly name: string;
  readonly isPermissive: boolean;
}

export interface KnownTrigger {
  readonly name: string;
  readonly enabled: string;
  /** When it runs and what it calls, on one line; absent when there is more to say. */
  readonly line?: string | undefined;
}

/** A publication as the statements so far left it. */
export interface KnownPublication {
  readonly name: string;
  isOfAllTables: boolean;
  /** By their keys. */
  tables: ReadonlySet<string>;
  schemas: ReadonlySet<string>;
  publishes: readonly string[];
}

/** What nobody has said anything of. */
export function plainAccess(): KnownAccess {
  return {
    rowSecurity: 'off',
    policies: [],
    triggers: [],
    rules: [],
    replicaIdentity: 'default',
    owner: undefined,
  };
}

export function accessOfTable(table: Table): KnownAccess {
  const { rowSecurity, policies, rules, replicaIdentity = 'default', owner } = table;
  return {
    rowSecurity,
    policies,
    triggers: table.triggers.map(knownTrigger),
    rules: rules.map(({ name }) => name),
    replicaIdentity,
    owner,
  };
}

export function accessOfView({ triggers, rules, owner }: View): KnownAccess {
  return { ...plainAccess(), triggers: triggers.map(knownTrigger), rules: rules.map(({ name }) => name), owner };
}

function knownTrigger(trigger: Trigger): KnownTrigger {
  const { name, enabled, when, oldTable, newTable, constraint, action } = trigger;
  const isMore = [when, oldTable, newTable, constraint].some((each) => each !== undefined);
  // Which schema the function is in stands before its name, perhaps in quotes.
  const [, call] = /^(?:(?:"(?:[^"]|"")*"|[^".(]+)\.)?(.*)$/s.exec(action.form) ?? [];
  return { name, enabled, ...(!isMore && { line: occasionLine(trigger, call ?? '') }) };
}

/** Whether two policies let the same rows pass. What is written alike means the same, whatever is known of its types. */
export function isSamePolicy(one: WrittenPolicy, other: WrittenPolicy): boolean {
  const isSame = (left?: Expression, right?: Expression) =>
    left === right || (left !== undefined && right !== undefined && (same(left, right) || left.text === right.text));
  return (
    one.command === other.command &&
    one.isPermissive === other.isPermissive &&
    same(one.roles, other.roles) &&
    isSame(one.using, other.using) &&
    isSame(one.check, other.check)
  );
}

/** A trigger that a statement makes, on one line as well. */
export function writtenTriggerLine(trigger: WrittenTrigger | undefined): string | undefined {
  if (trigger === undefined) return undefined;
  const args = trigger.args.map((arg) => `'${arg.replaceAll("'", "''")}'`).join(', ');
  return occasionLine(trigger, `${quoteIdentifier(trigger.routine.name, '"')}(${args})`);
}

function occasionLine(
  { timing, events, columns, level }: Pick<Trigger, 'timing' | 'events' | 'columns' | 'level'>,
  call: string,
): string {
  return [timing, events.join(' or '), columns.toSorted().join(', '), level, call.replaceAll('"', '')].join(' ');
}

/** Under which a kind of object and its name have their privileges. */
export function privilegeKey(on: string, name: Name): string {
  return `${on} ${keyOf(name)}`;
}

/** The privileges of a catalog's objects that a migration may take. */
export function privilegesIn(catalog: Catalog): Map<string, readonly Privilege[]> {
  const { tables, views, sequences, schemas, routines, types } = catalog;
  const found = new Map<string, readonly Privilege[]>();
  for (const table of tables) {
    const ofColumns = table.columns.flatMap(({ privileges }) => privileges);
    found.set(privilegeKey('table', table), [...table.privileges, ...ofColumns]);
  }
  for (const view of views) found.set(privilegeKey('table', view), view.privileges);
  for (const sequence of sequences) found.set(privilegeKey('sequence', sequence), sequence.privileges);
  for (const { name, privileges } of schemas) found.set(privilegeKey('schema', { schema: '', name }), privileges);
  for (const routine of routines) {
    // Several may have one name; what one of them grants may be what is taken.
    const key = privilegeKey('function', routine);
    found.set(key, [...(found.get(key) ?? []), ...routine.privileges]);
  }
  for (const type of types) found.set(privilegeKey('type', type), type.privileges);
  return found;
}

/** What a publication sends when it does not say. */
export const EVERY_WRITE = ['insert', 'update', 'delete', 'truncate'] as const;

export function publicationsIn({ publications }: Catalog): Map<string, KnownPublication> {
  return new Map(
    publications.map(({ name, allTables, tables, schemas, options }) => {
      const publishes = options['publish']?.split(/\s*,\s*/) ?? EVERY_WRITE;
      const keys = new Set(tables.map((table) => keyOf(table.name)));
      return [name, { name, isOfAllTables: allTables, tables: keys, schemas: new Set(schemas), publishes }];
    }),
  );
}
