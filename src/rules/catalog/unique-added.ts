import type { CatalogChange } from '../../model/catalog/change.js';
import { uniqueAdded as page } from '../relational/unique-added.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy, indexOf } from './queries.js';
import { told } from './subject.js';
import { advice, samePage } from './words.js';

export const uniqueAdded: Rule<CatalogChange<'constraint_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint, email text UNIQUE);',
  },
  judge: (change, _, context) => {
    const { after } = change;
    if (after.type !== 'unique') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, `added: ${after.columns.join(', ')}`),
      impact: 'Duplicates stop the change, and writers of duplicates fail',
      suggested_migration: advice(
        context,
        'Look for duplicates first, build the index concurrently, and let the constraint use it',
        'Look for duplicates first, and add it with LOCK=NONE',
      ),
      affected_operations: ['INSERT', 'UPDATE'],
      ...decidedBy(createQueries(context).duplicates(change.table, change.now, indexOf(after))),
    };
  },
};
