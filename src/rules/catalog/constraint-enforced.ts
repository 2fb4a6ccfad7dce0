import type { AttributeChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const constraintEnforced: Rule<AttributeChange<'is_validated' | 'is_enforced'>> = {
  id: 'constraint_enforced',
  classic: false,
  summary: 'A constraint holds for rows for which it did not.',
  reason: 'Rows that violate it stop the change; once it is enforced, writers of such rows fail.',
  instead: 'Look for rows that violate it first.',
  example: {
    before: 'CREATE TABLE users (age integer); ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17) NOT VALID;',
    after: 'CREATE TABLE users (age integer); ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17);',
  },
  judge: (change) => {
    if (!change.after) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'now holds for all rows'),
      impact: 'Rows that violate it stop the change',
      suggested_migration: 'Look for rows that violate it first',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
