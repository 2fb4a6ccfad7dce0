import type { MigrationRule } from './migration-rule.js';
import { whereValued } from './queries.js';
import { shown, toldOf } from './words.js';

export const columnDropped: MigrationRule<'drop_column' | 'drop_column_referencing'> = {
  id: 'column_dropped',
  classic: false,
  summary: 'A column is dropped.',
  reason: 'Its values are lost, and whatever still names it fails.',
  instead: 'Take it out of every statement first, wait, and keep a copy of the values.',
  example: { before: 'CREATE TABLE users (mail text);', migration: 'ALTER TABLE users DROP COLUMN mail;' },
  judge: (effect) => {
    if (effect.isNew || effect.isOfNewColumn) return undefined;
    const { column } = effect.action;
    return {
      severity: 'breaking',
      description: `Column '${column}' of table '${shown(effect.subject)}' is dropped`,
      ...toldOf(effect, `.columns.${column}`),
      impact: 'Its values are lost, and statements that name it fail',
      ...whereValued(effect, column),
      suggested_migration: 'Take it out of every statement first, deploy that, and keep a copy of the values',
    };
  },
};
