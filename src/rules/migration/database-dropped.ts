import type { MigrationRule } from './migration-rule.js';
import { told } from './words.js';

export const databaseDropped: MigrationRule<'database_dropped' | 'schema_dropped'> = {
  id: 'database_dropped',
  classic: false,
  summary: 'A database or a schema is dropped with all that is in it.',
  reason: 'All of its rows are lost.',
  instead: 'Do this by hand, if at all, once a copy is kept.',
  example: { before: 'CREATE SCHEMA app; CREATE TABLE app.users (id bigint);', migration: 'DROP SCHEMA app CASCADE;' },
  judge: (fact) => {
    const name = fact.kind === 'database_dropped' ? fact.database : fact.schema;
    const word = fact.kind === 'database_dropped' ? 'Database' : 'Schema';
    return {
      severity: 'breaking',
      description: `${word} '${name}' is dropped with all that is in it`,
      ...told(fact.statement, `${word.toLowerCase()}s.${name}`),
      impact: 'All of its rows are lost',
      suggested_migration: 'Take a dump first, and do this by hand',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
