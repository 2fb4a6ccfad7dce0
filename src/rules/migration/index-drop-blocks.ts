import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, impactOf, quote, sql, told, weigh } from './words.js';

export const indexDropBlocks: MigrationRule<'drop_index'> = {
  id: 'index_drop_blocks',
  classic: false,
  summary: 'An index is dropped without CONCURRENTLY.',
  reason: 'The lock on its table waits for every query that runs, and everybody waits behind it.',
  instead: 'Drop it CONCURRENTLY, outside of a transaction.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE INDEX users_mail ON users (mail);',
    migration: 'DROP INDEX users_mail;',
  },
  judge: (effect) => {
    if (weigh(effect) === undefined) return undefined;
    const { index } = effect.action;
    const name = index.schema === undefined ? quote(index.name) : `${quote(index.schema)}.${quote(index.name)}`;
    return {
      severity: 'potentially_breaking',
      description: `Index '${index.name}' is dropped without CONCURRENTLY`,
      ...told(effect.statement, `indexes.${index.name}`),
      affected_operations: blockedOperations(effect.locks),
      impact: impactOf(effect, 'it waits for the queries that run, and is dropped'),
      suggested_migration: sql(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`),
    };
  },
};
