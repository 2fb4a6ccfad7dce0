import type { CatalogChange } from '../../model/catalog/change.js';
import { foreignKeyRemoved as page } from '../relational/foreign-key-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const foreignKeyRemoved: Rule<CatalogChange<'constraint_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint REFERENCES a);',
    after: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint);',
  },
  judge: (change) => {
    const { before } = change;
    if (before.type !== 'foreign_key') return undefined;
    return {
      severity:
        before.onDelete === 'no action' || before.onDelete === 'restrict' ? 'non_breaking' : 'potentially_breaking',
      ...told(change, 'has been removed'),
      impact: 'Rows may refer to nothing, and what the database deleted along with its parent stays',
      suggested_migration: 'Let the applications refuse or delete what the database did',
      affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
