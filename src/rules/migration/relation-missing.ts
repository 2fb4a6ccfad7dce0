import type { MigrationRule } from './migration-rule.js';
import { kindOf } from './objects.js';
import { shown, told } from './words.js';

export const relationMissing: MigrationRule<'relation_missing'> = {
  id: 'relation_missing',
  classic: false,
  summary: 'A statement speaks of a table that the schema before does not have.',
  reason: 'It fails, or the schema before is not the one that the migration will meet.',
  instead: 'Check the name, and that the schema before is the current one.',
  example: {
    before: 'CREATE TABLE users (a int);',
    migration: 'ALTER TABLE user ADD COLUMN b int;'.replace('user ', 'usr '),
  },
  judge: ({ statement, relation, part }) => ({
    severity: 'potentially_breaking',
    description: `The schema before has no ${part === undefined ? `table '${shown(relation)}'` : kindOf(part)}`,
    ...told(statement, `tables.${shown(relation)}`),
    impact: 'The statement fails, or what is said of it here is a guess',
    suggested_migration: 'Check the name, and that the schema before is the current one',
    affected_operations: [],
  }),
};
