import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const tableKindChanged: Rule<CatalogChange<'table_of_type_changed' | 'table_foreign_changed'>> = {
  id: 'table_kind_changed',
  classic: false,
  summary: 'A table is bound to another type or server.',
  reason: 'It reads and writes other rows, or can no longer be changed.',
  instead: 'Compare what both hold before.',
  example: {
    before: 'CREATE TYPE person AS (id bigint); CREATE TABLE users OF person;',
    after: 'CREATE TYPE person AS (id bigint); CREATE TABLE users (id bigint);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'is bound to another type or server'),
    impact: 'Statements may read and write other rows',
    suggested_migration: 'Compare what both hold before',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
