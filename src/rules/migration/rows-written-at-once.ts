import type { MigrationRule } from './migration-rule.js';
import { shown, toldOf } from './words.js';

export const rowsWrittenAtOnce: MigrationRule<'update'> = {
  id: 'rows_written_at_once',
  classic: false,
  summary: 'One statement updates or deletes all rows of a table.',
  reason: 'It holds every row until it is committed, and the old ones are kept as long.',
  instead: 'Go through the table in batches by its key, each committed.',
  example: { before: 'CREATE TABLE users (a int);', migration: 'UPDATE users SET a = 0;' },
  judge: (effect) => {
    const { verb, isWhole } = effect.action;
    if (!isWhole || effect.isNew) return undefined;
    return {
      severity: verb === 'delete' ? 'breaking' : 'potentially_breaking',
      description: `One ${verb.toUpperCase()} writes every row of table '${shown(effect.subject)}'`,
      ...toldOf(effect),
      affected_operations: ['UPDATE', 'DELETE'],
      impact:
        verb === 'delete'
          ? 'All rows are lost'
          : 'Whoever writes to a row that it has reached waits until it is committed',
      suggested_migration: 'Go through the table in batches by its key, each committed on its own',
    };
  },
};
