import type { NamedObject, Refusal } from '../../model/migration/named-object.js';
import type { MigrationRule } from './migration-rule.js';
import { kindOf, listed } from './objects.js';
import { lineOf, quote, shown, sql, told } from './words.js';

type Words = readonly [reason: string, instead: string, field: string];

const VERBS = { drop: 'goes only by CASCADE', retype: 'keeps its type', truncate: 'cannot be emptied alone' } as const;

function fieldOf({ kind, name, table }: NamedObject): string {
  if (kind === 'enum value') return `types.${shown(table ?? name)}`;
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
  second_primary_key: ({ table, key }) => [
    `table '${shown(table)}' has a primary key already, '${key}'`,
    'Drop that one in the same statement, or make the columns unique and not null without it',
    `tables.${shown(table)}`,
  ],
  no_key: ({ table, columns }) => [
    columns.length === 0
      ? `table '${shown(table)}' has no primary key that a foreign key could refer to`
      : `no key of '${shown(table)}' is of the columns that the foreign key refers to: ${columns.map((column) => `'${column}'`).join(', ')}`,
    'Refer to a key that is there, or make these columns unique first: CREATE UNIQUE INDEX CONCURRENTLY will do',
    `tables.${shown(table)}`,
  ],
  index_unfit: ({ table, index, is }) => [
    `index '${index}' is ${is}, and no key is kept by such an index`,
    'Build a unique index over the columns alone, CONCURRENTLY and without WHERE, and use that',
    `tables.${shown(table)}`,
  ],
  never_null: ({ table, column, because }) => [
    `column '${column}' of table '${shown(table)}' is ${because === 'identity' ? 'an identity' : 'in the primary key'}, which holds no null`,
    because === 'identity' ? 'Drop the identity first' : 'Drop the primary key first, if null is to be a value of it',
    `tables.${shown(table)}.columns.${column}`,
  ],
  no_identity: ({ table, column, has }) => [
    `column '${column}' of table '${shown(table)}' ${has === 'nulls' ? 'may hold nulls' : 'has a default'}, and an identity takes neither`,
    has === 'nulls'
      ? 'Make it NOT NULL first, behind a validated check'
      : 'Drop the default in the same statement, and have the identity go on where the sequence stands',
    `tables.${shown(table)}.columns.${column}`,
  ],
  uncast: ({ table, column, type, is }) => [
    is === 'values'
      ? `no cast leads by itself from what column '${column}' of '${shown(table)}' is to ${type}`
      : `the default of column '${column}' of '${shown(table)}' does not become ${type} by itself, whatever USING says of the values`,
    is === 'values'
      ? sql(
          `ALTER TABLE ${quote(table.name)} ALTER COLUMN ${quote(column)} TYPE ${type} USING ${quote(column)}::${type}`,
        )
      : 'Drop the default in the same statement, and set it again behind the change',
    `tables.${shown(table)}.columns.${column}`,
  ],
  no_value: ({ type, value }) => [
    `type '${shown(type)}' has no value '${value}'`,
    'Check the value, and that the schema before is the current one',
    `types.${shown(type)}`,
  ],
  not_partitioned: ({ table }) => [
    `table '${shown(table)}' is not partitioned`,
    'Build a partitioned table beside it, attach this one to that as a partition, and switch the names',
    `tables.${shown(table)}`,
  ],
  is_partition: ({ table, parent }) => [
    `'${shown(table)}' is a partition of '${shown(parent)}' already`,
    'Detach it there first',
    `tables.${shown(table)}`,
  ],
  no_partition: ({ table, parent }) => [
    `'${shown(table)}' is no partition of '${shown(parent)}'`,
    'Check the names, and that the schema before is the current one',
    `tables.${shown(table)}`,
  ],
  second_default: ({ table, partition }) => [
    `'${shown(table)}' has a default partition already, '${shown(partition)}'`,
    'Detach that one first, or give the new one bounds',
    `tables.${shown(table)}`,
  ],
  other_columns: ({ table, parent, column, isMissing }) => [
    `'${shown(isMissing ? table : parent)}' has no column '${column}', which '${shown(isMissing ? parent : table)}' has`,
    'Give the two the same columns first',
    `tables.${shown(table)}.columns.${column}`,
  ],
  column_of_partition: ({ table, parent }) => [
    `'${shown(table)}' is a partition, which has the columns of '${shown(parent)}' and no others`,
    `Add the column to '${shown(parent)}': its partitions get it too`,
    `tables.${shown(table)}`,
  ],
  not_alone: ({ table, heir }) => [
    `what is added to '${shown(table)}' must be added to '${shown(heir)}' as well, which ONLY leaves out`,
    'Take ONLY out of the statement',
    `tables.${shown(table)}`,
  ],
  index_of_constraint: ({ table, index }) => [
    `index '${index}' belongs to the constraint of table '${shown(table)}' that has its name`,
    sql(`ALTER TABLE ${quote(table.name)} DROP CONSTRAINT ${quote(index)}`),
    `tables.${shown(table)}`,
  ],
  too_new: ({ words, since, version }) => [
    `${words} came with PostgreSQL ${since}, and the server is of version ${version}`,
    `Write it without, or upgrade the server first; --server-version says which it is`,
    'statement',
  ],
  read: ({ problem, isMissing }) => [
    problem,
    isMissing
      ? 'Check the name, and that the schema before is the current one'
      : 'Mend the statement, or the order of the statements',
    'statement',
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
    const isDoubtful =
      (refusal.why === 'needed' && refusal.isDoubtful === true) || (refusal.why === 'read' && refusal.isMissing);
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
