import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const tableMadeUnlogged: Rule<CatalogChange<'table_persistence_changed'>> = {
  id: 'table_made_unlogged',
  classic: false,
  summary: 'A table is no longer kept as safely as it was.',
  reason: 'An unlogged table is empty after a crash, and no replica has its rows.',
  instead: 'Leave the table logged.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE UNLOGGED TABLE users (id bigint);',
  },
  judge: (change) => {
    if (change.after === 'permanent') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'is no longer logged', 'persistence'),
      impact: 'After a crash its rows are gone, and replicas never have them',
      suggested_migration: 'Leave it logged, unless its rows can be made again',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
