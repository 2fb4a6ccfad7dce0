import { triggerAdded as page } from '../catalog/trigger-added.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const triggerAdded: MigrationRule<'trigger_changed'> = {
  ...samePage(page),
  example: {
    before:
      "CREATE TABLE users (id bigint); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    migration: 'CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();',
  },
  judge: ({ statement, change, table, trigger }) => {
    if (change !== 'added') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Writes of '${shown(table)}' run trigger '${trigger}' from now on`,
      ...told(statement, `tables.${shown(table)}.triggers${trigger === undefined ? '' : `.${trigger}`}`),
      impact: 'Writes may be changed, refused or slower',
      suggested_migration: 'Try it with the statements of the applications',
      affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
