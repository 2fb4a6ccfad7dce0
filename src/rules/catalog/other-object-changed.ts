import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const otherObjectChanged: Rule<CatalogChange<'other_removed' | 'other_changed'>> = {
  id: 'other_object_changed',
  classic: false,
  summary: 'An object of a rarer kind is gone or changed: an operator, a cast, a collation, a foreign server.',
  reason: 'Statements that rely on it fail or do something else.',
  instead: 'Look for everything that relies on it first.',
  example: {
    before: "CREATE COLLATION german (provider = icu, locale = 'de');",
    after: '',
  },
  judge: (change) => {
    const verb = change.kind === 'other_removed' ? 'has been removed' : 'is another one than before';
    if (change.before.kind === STATISTICS) {
      return {
        severity: 'non_breaking',
        ...told(change, verb),
        impact: 'None for statements; the planner estimates otherwise, and some may be slower',
        suggested_migration: 'None needed',
        affected_operations: [],
      };
    }
    return {
      severity: change.kind === 'other_removed' ? 'breaking' : 'potentially_breaking',
      ...told(change, verb),
      impact: 'Statements that rely on it fail or do something else',
      suggested_migration: 'Look for everything that relies on it first',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};

/** What the planner alone reads (PostgreSQL 15, CREATE STATISTICS). */
const STATISTICS = 'statistics';
