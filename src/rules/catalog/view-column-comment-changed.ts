import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const viewColumnCommentChanged: Rule<CatalogChange<'view_column_comment_changed'>> = {
  id: 'view_column_comment_changed',
  classic: false,
  summary: 'The comment of a column of a view changed.',
  reason: 'Comments are for people; no statement depends on them.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
    after:
      "CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users; COMMENT ON COLUMN people.id IS 'number';",
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, `has another comment on column '${change.column}'`),
    impact: 'None',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
