import type { CatalogChange } from '../../model/catalog/change.js';
import { checkRemoved as page } from '../relational/check-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const checkRemoved: Rule<CatalogChange<'constraint_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (age integer CHECK (age > 0));',
    after: 'CREATE TABLE users (age integer);',
  },
  judge: (change) => {
    if (change.before.type !== 'check') return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'has been removed'),
      impact: 'None for statements; readers may find values that were refused',
      suggested_migration: 'Let the applications refuse what the database did',
      affected_operations: [],
    };
  },
};
