import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const indexRemoved: Rule<CatalogChange<'index_removed'>> = {
  id: 'index_removed',
  classic: false,
  summary: 'An index is gone.',
  reason: 'Statements give what they gave, but may have to read the whole table for it.',
  instead: 'Look at the statistics of its use before.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE INDEX users_email ON users (email);',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => {
    if (change.before.isUnique) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'has been removed'),
      impact: 'Statements that used it become slow',
      suggested_migration: 'Look at the statistics of its use before',
      affected_operations: [],
    };
  },
};
