import type { CatalogChange } from '../../model/catalog/change.js';
import { viewChanged as page } from '../relational/view-changed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const viewChanged: Rule<CatalogChange<'view_query_changed' | 'view_options_changed' | 'view_defaults_changed'>> =
  {
    ...samePage(page),
    example: {
      before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
      after:
        'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users WHERE id > 0;',
    },
    judge: (change) => ({
      severity: 'potentially_breaking',
      ...told(change, 'has another definition', 'definition'),
      impact: 'Readers may get other rows, values or rights',
      suggested_migration:
        'Compare what both definitions return; a new name for the new view leaves the readers the choice',
      affected_operations: ['SELECT'],
    }),
  };
