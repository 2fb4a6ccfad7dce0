import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const compositeTypeChanged: Rule<
  CatalogChange<'composite_attributes_changed' | 'range_subtype_changed' | 'range_options_changed'>
> = {
  id: 'composite_type_changed',
  classic: false,
  summary: 'A composite or range type has other parts.',
  reason: 'Row constructors, functions and clients that read or write its values expect the old parts.',
  instead: 'Make a new type and move what uses it.',
  example: {
    before: 'CREATE TYPE point3 AS (x integer, y integer);',
    after: 'CREATE TYPE point3 AS (x integer);',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has other parts'),
    impact: 'Whoever reads or writes its values expects the old parts',
    suggested_migration: 'Make a new type and move what uses it',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
