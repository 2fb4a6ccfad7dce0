import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

const VERBS = {
  rule_added: 'has been added',
  rule_removed: 'has been removed',
  rule_definition_changed: 'does something else',
  rule_enabled_changed: 'is enabled otherwise',
} as const;

export const rewriteRuleChanged: Rule<
  CatalogChange<'rule_added' | 'rule_removed' | 'rule_definition_changed' | 'rule_enabled_changed'>
> = {
  id: 'rewrite_rule_changed',
  classic: false,
  summary: 'A rule that rewrites statements came, went or changed.',
  reason: 'Statements on the table or view do something else.',
  instead: 'Look for a trigger or a view that does the same.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, VERBS[change.kind]),
    impact: 'Statements on it do something else',
    suggested_migration: 'Test the statements that use it',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
