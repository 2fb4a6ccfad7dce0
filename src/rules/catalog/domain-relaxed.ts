import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const domainRelaxed: Rule<CatalogChange<'domain_constraint_removed' | 'domain_nullable_changed'>> = {
  id: 'domain_relaxed',
  classic: false,
  summary: 'A domain lets more values pass.',
  reason: 'Every value that was there still passes; readers must bear the new ones.',
  instead: 'Teach the readers first.',
  example: {
    before: "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');",
    after: 'CREATE DOMAIN email AS text;',
  },
  judge: (change) => {
    if (change.kind === 'domain_nullable_changed' && !change.after) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is a restriction less'),
      impact: 'None until other values are written',
      suggested_migration: 'Teach the readers first',
      affected_operations: [],
    };
  },
};
