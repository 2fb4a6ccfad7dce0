import { rewriteRuleChanged as page } from '../catalog/rewrite-rule-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

const VERBS = {
  added: 'is created',
  replaced: 'is replaced',
  removed: 'is dropped',
  stopped: 'is disabled',
  started: 'is enabled',
} as const;

export const rewriteRuleChanged: MigrationRule<'rewrite_rule_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint);',
    migration: 'CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;',
  },
  judge: ({ statement, change, table, rule }) => ({
    severity: 'potentially_breaking',
    description: `Rule '${rule}' of '${shown(table)}' ${VERBS[change]}`,
    ...told(statement, `tables.${shown(table)}.rules.${rule}`),
    impact: 'Statements on it do something else',
    suggested_migration: 'Test the statements that use it; a trigger or a view says more plainly what happens',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
