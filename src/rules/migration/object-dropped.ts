import type { MigrationRule } from './migration-rule.js';
import { kindOf } from './objects.js';
import { shown, told } from './words.js';

export const objectDropped: MigrationRule<'object_dropped'> = {
  id: 'object_dropped',
  classic: false,
  summary: 'A view, a function, a procedure, a trigger or an event is dropped, and nothing makes it again.',
  reason: 'Whatever reads or calls it fails, and what it did for the rows is no longer done.',
  instead: 'Move those who use it to what replaces it, and drop it in a later release.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE VIEW mails AS SELECT mail FROM users;',
    migration: 'DROP VIEW mails;',
  },
  judge: ({ statement, object }) => ({
    severity: 'breaking',
    description: `The ${kindOf(object)} is dropped`,
    ...told(statement, `${object.kind.replace('materialized ', '')}s.${shown(object.name)}`),
    impact: /view$/.test(object.kind) ? 'Queries of it fail' : 'Calls of it fail',
    suggested_migration: 'Move those who use it to what replaces it, and drop it in a later release',
    affected_operations: /view$/.test(object.kind) ? ['SELECT'] : ['CALL'],
  }),
};
