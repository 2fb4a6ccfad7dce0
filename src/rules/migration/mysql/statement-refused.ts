import type { MysqlFact, Refusal } from '../../../model/migration/mysql-fact.js';
import type { MysqlRule } from './mysql-rule.js';
import { lineOf, quote, shown, sql, told } from './words.js';

type Words = readonly [reason: string, instead: string];

function wordsOf({ refusal, table = { schema: '', name: '' } }: MysqlFact<'statement_refused'>): Words {
  const words: { readonly [Why in Refusal['why']]: (one: Extract<Refusal, { why: Why }>) => Words } = {
    index_needed: ({ index, constraint }) => [
      `index '${index}' of table '${shown(table)}' is needed by foreign key '${constraint}'`,
      `Drop the foreign key in the same statement, or give its columns another index first`,
    ],
    column_referenced: ({ column, constraint }) => [
      `column '${column}' of table '${shown(table)}' is used by foreign key '${constraint}', and its type cannot change`,
      `Drop the foreign key first, change both columns, and add it again: ${sql(`ALTER TABLE ${quote(table.name)} DROP FOREIGN KEY ${quote(constraint)}`)}`,
    ],
    column_needed: ({ column, by, name }) => [
      by === 'partitioning'
        ? `table '${shown(table)}' is partitioned by column '${column}'`
        : `generated column '${name}' of table '${shown(table)}' is computed from column '${column}'`,
      by === 'partitioning'
        ? 'Remove the partitioning first'
        : 'Drop the generated column in the same statement, or give it another expression first',
    ],
    system_versioned: () => [
      `table '${shown(table)}' keeps its history, and its columns cannot change meanwhile`,
      'SET system_versioning_alter_history = KEEP; lets the history have the new columns',
    ],
    unsafe_default: ({ column }) => [
      `the default of column '${column}' of table '${shown(table)}' may be another value on a replica`,
      'Add the column without the default, set the default in a second statement, and fill the rows in batches',
    ],
    generated_kind: ({ column }) => [
      `column '${column}' of table '${shown(table)}' cannot become stored or computed when it is read`,
      'Drop the column and add it again, in one statement where an index needs it',
    ],
    unfit: ({ problem }) => [problem, 'Mend the statement, or check that the schema before is the current one'],
    lock_beside_instant: () => [`MySQL takes no LOCK beside ALGORITHM=INSTANT`, 'Leave LOCK out'],
  };
  return (words[refusal.why] as (one: Refusal) => Words)(refusal);
}

export const statementRefused: MysqlRule<'statement_refused'> = {
  id: 'statement_refused',
  classic: false,
  summary: 'The server refuses a statement because of what is there.',
  reason: 'The migration fails, and what came before it in the file stays done.',
  instead: 'Take what is in the way away first.',
  example: {
    dialect: 'mysql',
    before:
      'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (user_id int, KEY author (user_id), CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id));',
    migration: 'ALTER TABLE posts DROP INDEX author;',
  },
  judge: (fact) => {
    const [reason, instead] = wordsOf(fact);
    return {
      severity: 'breaking',
      description: `The server refuses this: ${reason}`,
      ...told(fact, fact.table === undefined ? '' : `tables.${shown(fact.table)}`),
      new_value: lineOf(fact.statement),
      impact: 'The migration fails there, and what came before it stays done',
      suggested_migration: instead,
      affected_operations: [],
    };
  },
};
