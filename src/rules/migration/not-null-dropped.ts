import type { MigrationRule } from './migration-rule.js';
import { shown, toldOf } from './words.js';

export const notNullDropped: MigrationRule<'drop_not_null'> = {
  id: 'not_null_dropped',
  classic: false,
  summary: 'A column may be NULL from now on.',
  reason: 'Readers that never had to expect NULL get it.',
  instead: 'Let every reader expect NULL first.',
  example: {
    before: 'CREATE TABLE users (mail text NOT NULL);',
    migration: 'ALTER TABLE users ALTER COLUMN mail DROP NOT NULL;',
  },
  judge: (effect) => {
    if (effect.isNew) return undefined;
    const column = effect.action.part ?? '';
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' of table '${shown(effect.subject)}' may be NULL from now on`,
      ...toldOf(effect, `.columns.${column}`),
      affected_operations: ['SELECT'],
      impact: 'Readers that do not expect NULL fail',
      suggested_migration: 'Let every reader expect NULL first',
    };
  },
};
