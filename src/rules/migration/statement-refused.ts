import type { NamedObject, Refusal } from '../../model/migration/named-object.js';
import type { MigrationRule } from './migration-rule.js';
import { kindOf, listed } from './objects.js';
import { lineOf, quote, shown, sql, told } from './words.js';

type Words = readonly [reason: string, instead: string, field: string];

const VERBS = { drop: 'goes only by CASCADE', retype: 'keeps its type', truncate: 'cannot be emptied alone' } as const;

function fieldOf({ kind, name, table }: NamedObject): string {
  const isOnTable = table !== undefined || kind === 'table' || kind === 'view' || kind === 'sequence';
  return `${isOnTable ? 'tables' : `${kind}s`}.${shown(table ?? name)}`;
}

const INSTEAD = {
  drop: 'Change them first so that they do without it, or drop them by name; CASCADE would take them without asking',
  retype: 'In one transaction drop them, change the type, and create them again',
  truncate: 'Empty the tables that refer to it in the same statement',
} as const;

const KEPT = {
  result: 'returns another type',
  'parameter names': 'calls a parameter otherwise, by which callers may name it',
  defaults: 'leaves out the default of a parameter',
  kind: 'is of another kind',
} as const;

const WORDS: { readonly [Why in Refusal['why']]: (one: Extract<Refusal, { why: Why }>) => Words } = {
  needed: ({ asks, object, dependents }) => [
    `${kindOf(object)} ${VERBS[asks]}, because of ${listed(dependents)}`,
    INSTEAD[asks],
    fieldOf(object),
  ],
  replaced: ({ routine, keeps }) => [
    `what replaces ${kindOf(routine)} ${KEPT[keeps]}`,
    'Make it under another name and move the callers, or drop the old one first in the same transaction',
    `${routine.kind}s.${shown(routine.name)}`,
  ],
  exists: ({ object }) => [
    `${kindOf(object)} is there already`,
    'Give it another name, or say IF NOT EXISTS when what is there is what is wanted',
    fieldOf(object),
  ],
  view_columns: ({ view, column, now }) => [
    `view '${shown(view)}' keeps its columns, and '${column}' would ${now === undefined ? 'go' : `become '${now}'`}`,
    'Add columns at the end only, or drop the view and create it again in the same transaction',
    `tables.${shown(view)}`,
  ],
  not_unique: ({ view }) => [
    `materialized view '${shown(view)}' has no unique index over its columns, by which CONCURRENTLY tells rows`,
    'Create a unique index on it first, over columns alone and without WHERE',
    `tables.${shown(view)}`,
  ],
  partitioned: ({ table }) => [
    `'${shown(table)}' is partitioned, and an index of it cannot be built CONCURRENTLY`,
    'Create it ON ONLY the table, then CONCURRENTLY on each partition, and ATTACH each of these',
    `tables.${shown(table)}`,
  ],
  key_of_partitions: ({ table, columns }) => [
    `a unique key of '${shown(table)}' must hold what partitions it: ${columns.map((column) => `'${column}'`).join(', ')}`,
    'Add these columns to the key, or keep the rest unique in a table of its own',
    `tables.${shown(table)}`,
  ],
  not_valid_of_partitions: ({ table }) => [
    `'${shown(table)}' is partitioned, and until PostgreSQL 18 its foreign keys cannot be NOT VALID`,
    'Add the foreign key NOT VALID to each partition and validate it there; then that of the table finds them',
    `tables.${shown(table)}`,
  ],
  partition_key: ({ table, column }) => [
    `column '${column}' is in the partition key of '${shown(table)}'`,
    'Build a new partitioned table beside, copy the rows, and switch',
    `tables.${shown(table)}.columns.${column}`,
  ],
  inherited: ({ table, column, parent }) => [
    `column '${column}' of table '${shown(table)}' comes from '${shown(parent)}'`,
    `Change it there: it follows`,
    `tables.${shown(table)}.columns.${column}`,
  ],
  index_of_constraint: ({ table, index }) => [
    `index '${index}' belongs to the constraint of table '${shown(table)}' that has its name`,
    sql(`ALTER TABLE ${quote(table.name)} DROP CONSTRAINT ${quote(index)}`),
    `tables.${shown(table)}`,
  ],
};

export const statementRefused: MigrationRule<'statement_refused'> = {
  id: 'statement_refused',
  classic: false,
  summary: 'The server refuses a statement because of what is there.',
  reason: 'The migration fails: a view, a foreign key or something else depends on what is dropped or changed.',
  instead: 'Take what is in the way away first, in the same transaction, and create it again behind.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE VIEW mails AS SELECT mail FROM users;',
    migration: 'ALTER TABLE users ALTER COLUMN mail TYPE varchar(100);',
  },
  judge: ({ statement, refusal }) => {
    const [reason, instead, field] = (WORDS[refusal.why] as (one: Refusal) => Words)(refusal);
    const isDoubtful = refusal.why === 'needed' && refusal.isDoubtful === true;
    return {
      severity: isDoubtful ? 'potentially_breaking' : 'breaking',
      description: `The server ${isDoubtful ? 'may refuse' : 'refuses'} this: ${reason}`,
      ...told(statement, field),
      new_value: lineOf(statement),
      impact: isDoubtful ? 'The migration may fail' : 'The migration fails',
      suggested_migration: instead,
      affected_operations: [],
    };
  },
};
