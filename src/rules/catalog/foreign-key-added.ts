import type { CatalogChange } from '../../model/catalog/change.js';
import { foreignKeyAdded as page } from '../relational/foreign-key-added.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';
import { advice, samePage, shown } from './words.js';

export const foreignKeyAdded: Rule<CatalogChange<'constraint_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint);',
    after: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint REFERENCES a);',
  },
  judge: (change, _, context) => {
    const { after } = change;
    if (after.type !== 'foreign_key') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, `added: ${after.columns.join(', ')} → ${shown(after.references)}`),
      impact:
        'Rows that refer to nothing stop the change, writers of such rows fail, and so do deletes of rows that are referred to',
      suggested_migration: advice(
        context,
        'Look for rows that refer to nothing first, add it NOT VALID, and validate it',
        'Look for rows that refer to nothing first; adding it copies the table, unless foreign_key_checks is 0 and no row is looked up',
      ),
      affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
      query: createQueries(context).orphans(change.table, after),
    };
  },
};
