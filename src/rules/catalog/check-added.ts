import type { CatalogChange } from '../../model/catalog/change.js';
import { checkAdded as page } from '../relational/check-added.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';
import { advice, samePage } from './words.js';

export const checkAdded: Rule<CatalogChange<'constraint_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (age integer);',
    after: 'CREATE TABLE users (age integer CHECK (age > 0));',
  },
  judge: (change, _, context) => {
    const { after } = change;
    if (after.type !== 'check') return undefined;
    if (!after.isEnforced) {
      return {
        severity: 'non_breaking',
        ...told(change, `added: ${after.expression.text}`),
        impact: 'No row is held against it: it is not enforced',
        suggested_migration: 'Look for rows that violate it before it is enforced',
        affected_operations: [],
      };
    }
    return {
      severity: 'potentially_breaking',
      ...told(change, `added: ${after.expression.text}`),
      impact: 'Rows that violate it stop the change, and writers of such rows fail',
      suggested_migration: advice(
        context,
        'Look for rows that violate it first, add it NOT VALID, and validate it',
        'Look for rows that violate it first; adding it copies the table while writes wait',
      ),
      affected_operations: ['INSERT', 'UPDATE'],
      query: createQueries(context).violations(change.table, after.expression.text),
    };
  },
};
