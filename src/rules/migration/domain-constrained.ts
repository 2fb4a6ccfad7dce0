import type { MigrationRule } from './migration-rule.js';
import { told } from './words.js';

export const domainConstrained: MigrationRule<'domain_constrained'> = {
  id: 'domain_constrained',
  classic: false,
  summary: 'A domain is made that has constraints.',
  reason:
    'A column of it is added by writing every row, and a change of the constraint reads every table that uses it.',
  instead: 'Use the plain type and a check of the table, where nothing speaks for the domain.',
  example: { before: '', migration: 'CREATE DOMAIN age AS int CHECK (VALUE > 0);' },
  judge: ({ statement, domain }) => ({
    severity: 'non_breaking',
    description: `Domain '${domain}' has constraints`,
    ...told(statement, `types.${domain}`),
    impact: 'None today; later changes of it lock every table that uses it',
    suggested_migration: 'Use the plain type and a check of the table',
    affected_operations: [],
  }),
};
