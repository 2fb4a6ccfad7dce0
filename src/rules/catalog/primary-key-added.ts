import type { CatalogChange } from '../../model/catalog/change.js';
import { primaryKeyAdded as page } from '../relational/primary-key-added.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy, indexOf } from './queries.js';
import { told } from './subject.js';
import { advice, samePage } from './words.js';

export const primaryKeyAdded: Rule<CatalogChange<'constraint_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint PRIMARY KEY, email text);',
  },
  judge: (change, _, context) => {
    const { after } = change;
    if (after.type !== 'primary_key') return undefined;
    return {
      severity: 'breaking',
      ...told(change, `added: ${after.columns.join(', ')}`),
      impact: 'Duplicates and NULL stop the change, and writers of such rows fail',
      suggested_migration: advice(
        context,
        'Look for duplicates first, build the index concurrently, and let the key use it',
        'Look for duplicates first, and add it with ALGORITHM=INPLACE, LOCK=NONE',
      ),
      affected_operations: ['INSERT', 'UPDATE'],
      ...decidedBy(createQueries(context).duplicates(change.table, change.now, indexOf(after))),
    };
  },
};
