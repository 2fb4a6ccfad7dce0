import type { NamedObject } from '../../model/migration/named-object.js';
import type { MigrationRule } from './migration-rule.js';
import { kindOf } from './objects.js';
import { shown, told } from './words.js';

const IMPACTS: { readonly [Kind in NamedObject['kind']]?: string } = {
  view: 'Queries of it fail',
  'materialized view': 'Queries of it fail',
  type: 'Statements that name it fail',
  cast: 'Statements that cast so fail',
  operator: 'Statements that compute with it fail',
  extension: 'Statements that name its types, functions and operators fail',
  sequence: 'Whoever draws numbers from it fails',
};

export const objectDropped: MigrationRule<'object_dropped'> = {
  id: 'object_dropped',
  classic: false,
  summary:
    'A view, a routine, a type, a sequence, an operator, an extension, a trigger or an event is dropped, and nothing makes it again.',
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
    impact: IMPACTS[object.kind] ?? 'Calls of it fail',
    suggested_migration: 'Move those who use it to what replaces it, and drop it in a later release',
    affected_operations: /view$/.test(object.kind) ? ['SELECT'] : ['CALL'],
  }),
};
