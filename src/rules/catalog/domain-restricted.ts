import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy } from './queries.js';
import { told } from './subject.js';

export const domainRestricted: Rule<CatalogChange<'domain_constraint_added' | 'domain_nullable_changed'>> = {
  id: 'domain_restricted',
  classic: false,
  summary: 'A domain lets fewer values pass.',
  reason: 'Rows of all tables that use it must conform, or stop the change; writers of other values fail.',
  instead: 'Add the constraint NOT VALID, mend the rows, then validate it.',
  example: {
    before: 'CREATE DOMAIN email AS text;',
    after: "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');",
  },
  judge: (change, _, context) => {
    if (change.kind === 'domain_nullable_changed' && change.after) return undefined;
    const isCheck = change.kind === 'domain_constraint_added';
    const queries = createQueries(context);
    return {
      severity: 'potentially_breaking',
      ...told(change, 'is an additional restriction'),
      impact: 'Rows that do not conform stop the change, and writers of such values fail',
      suggested_migration: 'Add it NOT VALID, mend the rows, then validate it',
      affected_operations: ['INSERT', 'UPDATE'],
      ...decidedBy(
        isCheck
          ? queries.values('values that violate it', change.usedBy, `NOT (${change.after.expression.text})`)
          : queries.values('values that are NULL', change.usedBy, 'value IS NULL'),
      ),
    };
  },
};
