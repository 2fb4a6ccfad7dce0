import type { MigrationRule } from './migration-rule.js';
import { told } from './words.js';

export const identifierCut: MigrationRule<'identifier_cut'> = {
  id: 'identifier_cut',
  classic: false,
  summary: 'A name is longer than the 63 bytes that the server keeps.',
  reason: 'It is cut without an error: the object has another name, and two long names may be one.',
  instead: 'Choose a shorter name.',
  example: { before: '', migration: `CREATE TABLE ${'users_'.repeat(12)} (a int);` },
  judge: ({ statement, identifier, kept }) => ({
    severity: 'potentially_breaking',
    description: `The name '${identifier}' is cut to '${kept}'`,
    ...told(statement, 'identifiers'),
    impact: 'Whoever looks the object up by its whole name does not find it',
    suggested_migration: 'Choose a name of at most 63 bytes',
    affected_operations: [],
  }),
};
