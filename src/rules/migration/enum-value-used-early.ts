import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const enumValueUsedEarly: MigrationRule<'enum_value_used_early'> = {
  id: 'enum_value_used_early',
  classic: false,
  summary: 'A value is added to an enum and used in the same transaction.',
  reason: 'The server refuses to use it before the transaction is committed.',
  instead: 'Commit in between, or give the use a file of its own.',
  example: {
    before: "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE users (mood mood);",
    migration: "BEGIN; ALTER TYPE mood ADD VALUE 'glad'; UPDATE users SET mood = 'glad' WHERE mood = 'sad'; COMMIT;",
  },
  judge: ({ statement, value, type }) => ({
    severity: 'breaking',
    description: `'${value}' of type '${shown(type)}' is used before the transaction that adds it is committed`,
    ...told(statement, `types.${shown(type)}.values`),
    impact: 'The migration fails: unsafe use of new value',
    suggested_migration: 'COMMIT; between the two',
    affected_operations: [],
  }),
};
