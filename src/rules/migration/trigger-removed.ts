import { triggerRemoved as page } from '../catalog/trigger-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const triggerRemoved: MigrationRule<'trigger_changed'> = {
  ...samePage(page),
  example: {
    before:
      "CREATE TABLE users (id bigint); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
    migration: 'DROP TRIGGER audit ON users;',
  },
  judge: ({ statement, change, table, trigger }) => {
    if (change !== 'removed') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Trigger '${trigger}' of '${shown(table)}' is dropped`,
      ...told(statement, `tables.${shown(table)}.triggers${trigger === undefined ? '' : `.${trigger}`}`),
      impact: 'What it wrote or refused is written and refused no longer',
      suggested_migration:
        'Let the applications do what it did first, or what takes its place be made in the same transaction',
      affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
