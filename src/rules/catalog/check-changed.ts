import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';
import { advice } from './words.js';

export const checkChanged: Rule<CatalogChange<'check_expression_changed'>> = {
  id: 'check_changed',
  classic: false,
  summary: 'A check constraint lets other rows pass.',
  reason: 'Rows that violate it stop the change, and writers of such rows fail.',
  instead: 'Look for rows that violate it first.',
  example: {
    before: 'CREATE TABLE users (age integer, CONSTRAINT adult CHECK (age > 16));',
    after: 'CREATE TABLE users (age integer, CONSTRAINT adult CHECK (age > 17));',
  },
  judge: (change, _, context) => ({
    severity: 'potentially_breaking',
    ...told(change, `is now (${change.after.text})`),
    impact: 'Rows that violate it stop the change, and writers of such rows fail',
    suggested_migration: advice(
      context,
      'Look for rows that violate it first, add the new one NOT VALID, and validate it',
      'Look for rows that violate it first; adding it copies the table while writes wait',
    ),
    affected_operations: ['INSERT', 'UPDATE'],
    query: createQueries(context).violations(change.table, change.after.text),
  }),
};
