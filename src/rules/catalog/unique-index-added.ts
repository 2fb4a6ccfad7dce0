import type { CatalogChange } from '../../model/catalog/change.js';
import type { Table } from '../../model/catalog/table.js';
import { uniqueIndexAdded as page } from '../relational/unique-index-added.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy } from './queries.js';
import { told } from './subject.js';
import { advice, keyText, samePage } from './words.js';

export const uniqueIndexAdded: Rule<CatalogChange<'index_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE UNIQUE INDEX users_email ON users (email);',
  },
  judge: (change, _, context) => {
    if (!change.after.isUnique) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, `added: ${keyText(change.after.keys)}`),
      impact: 'Duplicates stop the change, and writers of duplicates fail',
      suggested_migration: advice(
        context,
        'Look for duplicates first, and build it concurrently',
        'Look for duplicates first, and add it with LOCK=NONE',
      ),
      affected_operations: ['INSERT', 'UPDATE'],
      ...decidedBy(createQueries(context).duplicates(change.relation as Table, change.now as Table, change.after)),
    };
  },
};
