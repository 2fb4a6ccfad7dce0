import type { MigrationRule } from './migration-rule.js';
import { shown, toldOf } from './words.js';

export const rowsTruncated: MigrationRule<'truncate'> = {
  id: 'rows_truncated',
  classic: false,
  summary: 'All rows of a table are taken away.',
  reason: 'They are lost; with CASCADE, so are those of every table that refers to it.',
  instead: 'Delete the rows that are meant, in batches, and keep a copy.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'TRUNCATE users;' },
  judge: (effect) => {
    if (effect.isNew) return undefined;
    const { cascade } = effect.action;
    return {
      severity: 'breaking',
      description: `All rows of table '${shown(effect.subject)}'${cascade ? ' and of every table that refers to it' : ''} are taken away`,
      ...toldOf(effect),
      impact: 'The rows are lost',
      suggested_migration: 'Keep a copy of the rows, and delete those that are meant in batches',
    };
  },
};
