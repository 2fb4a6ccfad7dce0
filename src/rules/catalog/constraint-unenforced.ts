import type { AttributeChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const constraintUnenforced: Rule<AttributeChange<'is_validated' | 'is_enforced'>> = {
  id: 'constraint_unenforced',
  classic: false,
  summary: 'A constraint no longer holds for all rows.',
  reason: 'Readers can no longer count on it.',
  instead: 'Let the applications refuse what the database did.',
  example: {
    before: 'CREATE TABLE users (age integer); ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17);',
    after: 'CREATE TABLE users (age integer); ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17) NOT VALID;',
  },
  judge: (change) => {
    if (change.after) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'no longer holds for all rows'),
      impact: 'None for statements; readers can no longer count on it',
      suggested_migration: 'Let the applications refuse what the database did',
      affected_operations: [],
    };
  },
};
