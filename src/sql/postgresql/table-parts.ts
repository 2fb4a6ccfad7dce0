import type { Name } from '../../model/catalog/common.js';
import type { View } from '../../model/catalog/objects.js';
import type { Constraint, Index, Policy, RewriteRule, Table, Trigger } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { createPolicy, createTrigger } from './objects.js';
import { setComment, type Target } from './ownership.js';
import { reg, text } from './relation-units.js';
import { full, id, unless, when } from './spelling.js';
import { constraintDefinition, createIndex, isCheckedLater } from './tables.js';
import { type Database, needsOf } from './units.js';

type Relation = Table | View;

/**
 * The places that an index over some columns takes: an index of a partitioned table has one on each of its partitions,
 * and takes over what is there.
 */
function placesOf(
  { partitions, catalog, other }: Database,
  relation: Relation,
  columns: readonly (string | undefined)[],
): string[] {
  const key = nameKey(relation);
  const isInTree = [catalog, other].some(({ tables }) => {
    return tables.some((each) => nameKey(each) === key && (each.partitioning ?? each.partitionOf) !== undefined);
  });
  if (!isInTree) return [];
  return [key, ...(partitions.get(key) ?? [])].map((each) => `index of ${each} ${JSON.stringify(columns)}`);
}

/** What every part of a relation has. */
function partOf(relation: Relation, kind: Unit['kind'], name: string, title: string, owner: string) {
  const key = nameKey(relation);
  const folder = 'isMaterialized' in relation ? 'views' : 'tables';
  return {
    key: `${kind} ${key} ${name}`,
    kind,
    title: `${title} ${id(name)} of ${full(relation)}`,
    path: `${folder}.${key}.${kind}s.${name}`,
    owner,
    relation: { schema: relation.schema, name: relation.name },
    provides: [] as string[],
    occupies: [`${kind} ${key} ${name}`],
    follows: new Set<string>(),
  };
}

function columnsOf(relation: Name, names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined).map((name) => `column ${nameKey(relation)}.${name}`);
}

/** Finds a constraint of a table. */
export function constraintQuery(table: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${reg('regclass', full(table))} AND conname = ${text(name)}`;
}

export function addConstraint(table: Table, constraint: Constraint, isLate = !constraint.isValidated): string {
  const late = isLate && isCheckedLater(constraint) && constraint.isEnforced ? ' NOT VALID' : '';
  return `ALTER TABLE ${full(table)} ADD CONSTRAINT ${id(constraint.name)} ${constraintDefinition(constraint)}${late}`;
}

/** A key by its columns, as a foreign key asks for it. */
export function keyName(table: Name, columns: readonly string[]): string {
  return `key ${nameKey(table)} ${JSON.stringify([...columns].sort())}`;
}

export function constraintTarget(table: Table, { name }: Constraint): Target {
  return { word: 'CONSTRAINT', name: `${id(name)} ON ${full(table)}` };
}

export function constraintUnit(database: Database, table: Table, constraint: Constraint, owner: string): Unit {
  const key = nameKey(table);
  const isKey = constraint.type === 'primary_key' || constraint.type === 'unique';
  const hasIndex = isKey || constraint.type === 'exclusion';
  const part = partOf(table, 'constraint', constraint.name, 'constraint', owner);
  const needs = [`relation ${key}`, ...needsOfConstraint(database, table, constraint)];
  return {
    ...part,
    object: constraint,
    provides: [
      `constraint ${key} ${constraint.name}`,
      ...(isKey ? [keyName(table, constraint.columns)] : []),
      ...(constraint.type === 'primary_key' ? [`primary key ${key}`] : []),
    ],
    occupies: [
      ...part.occupies,
      ...(hasIndex ? [`class ${nameKey({ schema: table.schema, name: constraint.name })}`] : []),
      ...(constraint.type === 'primary_key' ? [`primary key ${key}`] : []),
      ...(isKey ? placesOf(database, table, constraint.columns) : []),
    ],
    requires: new Set(needs),
    follows: new Set(isKey ? [...indexesOfParents(database, table), ...attachments(database, table)] : []),
    create: [
      unless(constraintQuery(table, constraint.name), addConstraint(table, constraint)),
      ...(constraint.comment === undefined
        ? []
        : [setComment(constraintTarget(table, constraint), constraint.comment)]),
    ],
    drop: [dropConstraint(table, constraint)],
  };
}

function dropConstraint(table: Table, { type, name }: Constraint): string {
  const drop = `ALTER TABLE IF EXISTS ${full(table)} DROP CONSTRAINT IF EXISTS ${id(name)}`;
  if (table.partitionOf === undefined || (type !== 'primary_key' && type !== 'unique')) return drop;
  return when(`SELECT WHERE NOT EXISTS (${attachedQuery(full({ schema: table.schema, name }))})`, drop);
}

/** A table that becomes a partition keeps, when it leaves again, what its parent had before it came. */
function attachments({ partitions }: Database, relation: Relation): string[] {
  return (partitions.get(nameKey(relation)) ?? []).map((each) => `attached table ${each}`);
}

/** The indexes of the tables that a partition belongs to: what is made after them is not taken over. */
function indexesOfParents({ catalog }: Pick<Database, 'catalog'>, relation: Relation): string[] {
  const parent = 'partitionOf' in relation ? relation.partitionOf?.parent : undefined;
  const found = parent && catalog.tables.find((each) => nameKey(each) === nameKey(parent));
  if (found === undefined) return [];
  return [
    ...found.indexes.map(({ name }) => `index ${nameKey({ schema: found.schema, name })}`),
    ...found.constraints.map(({ name }) => `constraint ${nameKey(found)} ${name}`),
    ...indexesOfParents({ catalog }, found),
  ];
}

function needsOfConstraint(database: Database, table: Table, constraint: Constraint): string[] {
  switch (constraint.type) {
    case 'primary_key':
    case 'unique':
      return [
        ...columnsOf(table, [...constraint.columns, ...constraint.include]),
        ...attachable(database, table, constraint.columns),
      ];
    case 'foreign_key':
      return [
        ...columnsOf(table, constraint.columns),
        ...columnsOf(constraint.references, constraint.referencedColumns),
        `relation ${nameKey(constraint.references)}`,
        ...(database.partitions.get(nameKey(constraint.references)) ?? []).map((each) => `relation ${each}`),
        keyName(constraint.references, constraint.referencedColumns),
      ];
    case 'check':
      return [...needsOf(database, [constraint.expression], table)];
    case 'exclusion': {
      const keys = constraint.elements.map(({ key }) => key);
      return [
        ...columnsOf(table, [...keys.map((key) => key.column), ...constraint.include]),
        ...needsOf(database, [...keys.map((key) => key.expression), constraint.predicate], table),
      ];
    }
  }
}

/** The unique indexes of parents over the same columns: what a partition has is attached to them, and falls with them. */
function attachable({ catalog }: Database, table: Table, columns: readonly string[]): string[] {
  const parent = table.partitionOf?.parent;
  const found = parent && catalog.tables.find((each) => nameKey(each) === nameKey(parent));
  if (found === undefined) return [];
  const own = found.indexes.filter(
    ({ isUnique, keys }) => isUnique && keys.map(({ column }) => column).join() === columns.join(),
  );
  return [
    ...own.map(({ name }) => `index ${nameKey({ schema: found.schema, name })}`),
    ...attachable({ catalog } as Database, found, columns),
  ];
}

export function indexTarget(relation: Name, { name }: Index): Target {
  return { word: 'INDEX', name: full({ schema: relation.schema, name }) };
}

export function indexUnit(database: Database, relation: Relation, index: Index, owner: string): Unit {
  const key = nameKey(relation);
  const name = full({ schema: relation.schema, name: index.name });
  const part = partOf(relation, 'index', index.name, index.isUnique ? 'unique index' : 'index', owner);
  const only = 'partitioning' in relation && relation.partitioning !== undefined && !index.isValid;
  const attached = index.attachedTo;
  const columns = index.keys.map((each) => each.column);
  return {
    ...part,
    object: index,
    provides: [
      `index ${nameKey({ schema: relation.schema, name: index.name })}`,
      ...(index.isUnique && index.predicate === undefined && !columns.includes(undefined)
        ? [keyName(relation, columns as string[])]
        : []),
    ],
    occupies: [
      `class ${nameKey({ schema: relation.schema, name: index.name })}`,
      ...placesOf(database, relation, columns),
    ],
    follows: new Set([...indexesOfParents(database, relation), ...attachments(database, relation)]),
    requires: new Set([
      `relation ${key}`,
      ...columnsOf(relation, [...columns, ...index.include]),
      ...needsOf(database, [...index.keys.map((each) => each.expression), index.predicate], relation),
      ...index.keys.flatMap(({ operatorClass, collation }) => [
        ...namedOther(database, operatorClass),
        ...namedOther(database, collation),
      ]),
      ...(attached === undefined
        ? []
        : [`index ${nameKey(attached)}`, `constraint ${parentOf(database, relation)} ${attached.name}`]),
    ]),
    create: [
      createIndex(relation, index, { only }),
      ...(attached === undefined ? [] : [attachIndex(relation, index)]),
      ...(index.isClustered ? [`ALTER TABLE ${full(relation)} CLUSTER ON ${id(index.name)}`] : []),
      ...(index.comment === undefined ? [] : [setComment(indexTarget(relation, index), index.comment)]),
    ],
    drop: [dropIndex(relation, index, name)],
  };
}

/** What is attached goes with what it is attached to, and only so. */
function dropIndex(relation: Relation, { attachedTo }: Index, name: string): string {
  const isParent = 'partitioning' in relation && relation.partitioning !== undefined;
  const drop = `DROP INDEX IF EXISTS ${name}${isParent ? ' CASCADE' : ''}`;
  if (attachedTo === undefined) return drop;
  return when(`SELECT WHERE NOT EXISTS (${attachedQuery(name)})`, drop);
}

function attachedQuery(index: string): string {
  return `SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = ${reg('regclass', index)}`;
}

export function attachIndex(relation: Name, index: Index): string {
  return `ALTER INDEX ${full(index.attachedTo as Name)} ATTACH PARTITION ${full({ schema: relation.schema, name: index.name })}`;
}

function parentOf({ catalog }: Database, relation: Name): string {
  const table = catalog.tables.find((each) => nameKey(each) === nameKey(relation));
  return table?.partitionOf === undefined ? '' : nameKey(table.partitionOf.parent);
}

function namedOther({ known }: Database, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  return known.get(name.includes('.') ? name : `public.${name}`) ?? [];
}

/** Finds a trigger of a relation. */
export function triggerQuery(relation: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ${reg('regclass', full(relation))} AND tgname = ${text(name)}`;
}

/** Finds a policy of a table. */
export function policyQuery(table: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_policy WHERE polrelid = ${reg('regclass', full(table))} AND polname = ${text(name)}`;
}

export function triggerUnit(database: Database, relation: Relation, trigger: Trigger, owner: string): Unit {
  const key = nameKey(relation);
  const query = triggerQuery(relation, trigger.name);
  return {
    ...partOf(relation, 'trigger', trigger.name, 'trigger', owner),
    occupies: [key, ...(database.partitions.get(key) ?? [])].map((each) => `trigger ${each} ${trigger.name}`),
    object: trigger,
    requires: new Set([
      `relation ${key}`,
      ...columnsOf(relation, trigger.columns),
      ...needsOf(database, [trigger.action]),
      ...needsOf(database, [trigger.when], relation),
      ...(trigger.constraint?.from === undefined ? [] : [`relation ${nameKey(trigger.constraint.from)}`]),
    ]),
    create: [
      unless(query, createTrigger(relation, trigger)),
      ...(trigger.enabled === 'origin' ? [] : [enableTrigger(relation, trigger)]),
      ...(trigger.comment === undefined
        ? []
        : [setComment({ word: 'TRIGGER', name: `${id(trigger.name)} ON ${full(relation)}` }, trigger.comment)]),
    ],
    drop: [`DROP TRIGGER IF EXISTS ${id(trigger.name)} ON ${full(relation)}`],
  };
}

const ENABLED = {
  origin: 'ENABLE',
  always: 'ENABLE ALWAYS',
  replica: 'ENABLE REPLICA',
  disabled: 'DISABLE',
} as const satisfies Record<Trigger['enabled'], string>;

export function enableTrigger(relation: Name, { name, enabled }: Trigger): string {
  return `ALTER TABLE ${full(relation)} ${ENABLED[enabled]} TRIGGER ${id(name)}`;
}

export function policyUnit(database: Database, table: Table, policy: Policy, owner: string): Unit {
  const query = policyQuery(table, policy.name);
  return {
    ...partOf(table, 'policy', policy.name, 'policy', owner),
    object: policy,
    requires: new Set([`relation ${nameKey(table)}`, ...needsOf(database, [policy.using, policy.check], table)]),
    create: [
      unless(query, createPolicy(table, policy)),
      ...(policy.comment === undefined
        ? []
        : [setComment({ word: 'POLICY', name: `${id(policy.name)} ON ${full(table)}` }, policy.comment)]),
    ],
    drop: [`DROP POLICY IF EXISTS ${id(policy.name)} ON ${full(table)}`],
  };
}

export function ruleUnit(database: Database, relation: Relation, rule: RewriteRule, owner: string): Unit {
  return {
    ...partOf(relation, 'rule', rule.name, 'rule', owner),
    object: rule,
    requires: new Set([`relation ${nameKey(relation)}`, ...needsOf(database, [rule.definition], relation)]),
    create: [
      rule.definition.text.replace(/^CREATE (?:OR REPLACE )?RULE/i, 'CREATE OR REPLACE RULE'),
      ...(rule.enabled === 'origin' ? [] : [enableRule(relation, rule)]),
      ...(rule.comment === undefined
        ? []
        : [setComment({ word: 'RULE', name: `${id(rule.name)} ON ${full(relation)}` }, rule.comment)]),
    ],
    drop: [`DROP RULE IF EXISTS ${id(rule.name)} ON ${full(relation)}`],
  };
}

export function enableRule(relation: Name, { name, enabled }: RewriteRule): string {
  return `ALTER TABLE ${full(relation)} ${ENABLED[enabled]} RULE ${id(name)}`;
}
