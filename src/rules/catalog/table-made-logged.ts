import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const tableMadeLogged: Rule<CatalogChange<'table_persistence_changed'>> = {
  id: 'table_made_logged',
  classic: false,
  summary: 'A table is written to the log.',
  reason: 'Statements give what they gave; the change writes the whole table.',
  instead: 'Make the change when a rewrite does not hurt.',
  example: {
    before: 'CREATE UNLOGGED TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint);',
  },
  judge: (change) => {
    if (change.after !== 'permanent') return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is now logged', 'persistence'),
      impact: 'None for statements',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
