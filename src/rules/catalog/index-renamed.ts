import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const indexRenamed: Rule<CatalogChange<'index_renamed'>> = {
  id: 'index_renamed',
  classic: false,
  summary: 'An index has another name.',
  reason: 'Only hints and administration name an index.',
  instead: 'Nothing, unless a hint names it.',
  example: {
    before: 'CREATE TABLE users (email text); CREATE INDEX a ON users (email);',
    after: 'CREATE TABLE users (email text); CREATE INDEX b ON users (email);',
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, `was called '${change.before.name}'`),
    impact: 'None, unless a hint names it',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
