import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { advice } from './words.js';

export const indexAdded: Rule<CatalogChange<'index_added'>> = {
  id: 'index_added',
  classic: false,
  summary: 'A table gets an index.',
  reason:
    'Statements give what they gave. The change blocks writers unless it is made concurrently, and every later write costs more.',
  instead: 'Build it concurrently.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE INDEX users_email ON users (email);',
  },
  judge: (change, _, context) => {
    if (change.after.isUnique) return undefined;
    return {
      severity: 'additive',
      ...told(change, 'has been added'),
      impact: 'None for what exists; writes cost more',
      suggested_migration: advice(context, 'Build it concurrently', 'Build it with LOCK=NONE'),
      affected_operations: [],
    };
  },
};
