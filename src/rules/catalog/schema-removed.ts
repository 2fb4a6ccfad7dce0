import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const schemaRemoved: Rule<CatalogChange<'schema_removed'>> = {
  id: 'schema_removed',
  classic: false,
  summary: 'A schema is gone.',
  reason: 'Everything in it is gone with it.',
  instead: 'Move what is in it first, and drop the empty schema.',
  example: {
    before: 'CREATE SCHEMA billing;',
    after: '',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'Statements that name the schema fail',
    suggested_migration: 'Move what is in it first',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
