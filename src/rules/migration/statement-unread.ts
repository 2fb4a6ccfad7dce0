import type { MigrationRule } from './migration-rule.js';
import { lineOf, told } from './words.js';

/** What is said of it in every dialect. */
export function unread(statement: Parameters<typeof told>[0], reason: string) {
  return {
    severity: 'potentially_breaking',
    description: `Nobody can read from its text what this does, because ${reason}: ${lineOf(statement)}`,
    ...told(statement, 'unread'),
    impact: 'It may lock, change or drop anything, and nothing here speaks of it',
    suggested_migration:
      'Write out the statements that it runs, or run it on a copy and look; then say so by a comment that ignores this rule, with a reason',
    affected_operations: [],
  } as const;
}

export const statementUnread: MigrationRule<'statement_unread'> = {
  id: 'statement_unread',
  classic: false,
  summary: 'A statement runs code, so that its text does not tell what it does.',
  reason:
    'What a procedure, a prepared statement or a DO block that puts its statements together does is not judged: it may be anything.',
  instead: 'Write out the statements that it runs, or look at what it does on a copy of the database.',
  example: {
    before: 'CREATE TABLE users (mail text);',
    migration: "DO $$ BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN mail', 'users'); END $$;",
  },
  judge: ({ statement, reason }) => unread(statement, reason),
};
