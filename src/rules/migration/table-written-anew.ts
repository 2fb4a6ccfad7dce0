import type { MigrationRule } from './migration-rule.js';
import { impactOf, shown, toldOf, weigh } from './words.js';

type Kinds = `set_${'logged' | 'unlogged' | 'tablespace' | 'access_method' | 'expression'}` | 'cluster' | 'vacuum_full';

export const tableWrittenAnew: MigrationRule<Kinds> = {
  id: 'table_written_anew',
  classic: false,
  summary: 'A table is written anew as a whole: CLUSTER, VACUUM FULL, SET LOGGED or UNLOGGED, another place or method.',
  reason: 'It is locked against reads and writes until it is done.',
  instead:
    'Use what works beside the application (pg_repack, pg_squeeze; since 19 REPACK CONCURRENTLY), or a quiet hour.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'ALTER TABLE users SET UNLOGGED;' },
  judge: (effect) => {
    const isWhole = effect.subject.name === '';
    const severity = isWhole ? 'breaking' : weigh(effect);
    if (severity === undefined || (effect.rewrites.length === 0 && !isWhole)) return undefined;
    return {
      severity,
      description: isWhole ? 'Every table is written anew' : `Table '${shown(effect.subject)}' is written anew`,
      ...toldOf(effect),
      impact: isWhole
        ? 'ACCESS EXCLUSIVE blocks reads and writes of one table after the other'
        : impactOf(effect, 'every row is written'),
      suggested_migration:
        effect.kind === 'set_unlogged'
          ? 'Leave it logged, or copy it to a new unlogged table: what is unlogged is empty after a crash'
          : 'Use pg_repack or pg_squeeze, which work beside the application, or a quiet hour',
    };
  },
};
