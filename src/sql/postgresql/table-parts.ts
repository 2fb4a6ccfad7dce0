import type { Name } from '../../model/catalog/common.js';
import type { Policy, RewriteRule, Table, Trigger } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { createPolicy, createTrigger } from './objects.js';
import { setComment } from './ownership.js';
import { columnsOf, partOf, type Relation } from './relation-parts.js';
import { full, id, literal, reg, unless } from './spelling.js';
import { type Database, needsOf } from './units.js';

/** Finds a trigger of a relation. */
export function triggerQuery(relation: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ${reg('regclass', full(relation))} AND tgname = ${literal(name)}`;
}

/** Finds a policy of a table. */
export function policyQuery(table: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_policy WHERE polrelid = ${reg('regclass', full(table))} AND polname = ${literal(name)}`;
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
