import type { MigrationRule } from './migration-rule.js';
import { kindOf, listed } from './objects.js';
import { shown, told } from './words.js';

export const dependentsDropped: MigrationRule<'dependents_dropped'> = {
  id: 'dependents_dropped',
  classic: false,
  summary: 'CASCADE drops what the statement does not name.',
  reason: 'Views, foreign keys, policies and the like that depend on the object go with it, without a question.',
  instead: 'Drop by name what is meant to go, without CASCADE, so that the server refuses what was forgotten.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE VIEW mails AS SELECT mail FROM users;',
    migration: 'ALTER TABLE users DROP COLUMN mail CASCADE;',
  },
  judge: ({ statement, object, dependents, isDoubtful = false }) => ({
    severity: isDoubtful ? 'potentially_breaking' : 'breaking',
    description: `With ${kindOf(object)} CASCADE ${isDoubtful ? 'may drop' : 'drops'} ${listed(dependents)}`,
    ...told(statement, `tables.${shown(object.table ?? object.name)}`),
    impact: 'Whatever uses them fails, and what they guard is no longer guarded',
    suggested_migration: 'Drop by name what is meant to go, and leave CASCADE out',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
