import type { MigrationRule } from './migration-rule.js';
import { whereDoubled } from './queries.js';
import { impactOf, quoted, shown, sql, toldOf, weigh } from './words.js';

export const indexBlocksWrites: MigrationRule<'create_index' | 'create_index_on_partitioned'> = {
  id: 'index_blocks_writes',
  classic: false,
  summary: 'An index is built while the table is locked against writes.',
  reason: 'Every insert, update and delete waits until the index is built.',
  instead: 'Build it CONCURRENTLY, outside of a transaction.',
  example: { before: 'CREATE TABLE users (mail text);', migration: 'CREATE INDEX users_mail ON users (mail);' },
  judge: (effect) => {
    const severity = weigh(effect);
    if (severity === undefined) return undefined;
    const { text } = effect.statement;
    const concurrent = text.replace(/^(\s*create\s+(?:unique\s+)?index)\b/i, '$1 CONCURRENTLY');
    return {
      severity,
      description: `${effect.name ? `Index '${effect.name}'` : 'An index'} of table '${shown(effect.subject)}' is built without CONCURRENTLY`,
      ...toldOf(effect, effect.name ? `.indexes.${effect.name}` : '.indexes'),
      impact: impactOf(effect, 'the index is built'),
      ...whereDoubled(effect),
      suggested_migration:
        effect.kind === 'create_index'
          ? sql(concurrent)
          : `Create it ON ONLY ${quoted(effect.subject)}, build one CONCURRENTLY on each partition, and attach them`,
    };
  },
};
