import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const commentChanged: Rule<
  CatalogChange<
    | 'schema_comment_changed'
    | 'extension_comment_changed'
    | 'enum_comment_changed'
    | 'domain_comment_changed'
    | 'composite_comment_changed'
    | 'composite_attribute_comments_changed'
    | 'range_comment_changed'
    | 'sequence_comment_changed'
    | 'table_comment_changed'
    | 'column_comment_changed'
    | 'key_comment_changed'
    | 'key_index_comment_changed'
    | 'foreign_key_comment_changed'
    | 'check_comment_changed'
    | 'exclusion_comment_changed'
    | 'exclusion_index_comment_changed'
    | 'index_comment_changed'
    | 'trigger_comment_changed'
    | 'policy_comment_changed'
    | 'rule_comment_changed'
    | 'view_comment_changed'
    | 'routine_comment_changed'
    | 'event_comment_changed'
    | 'publication_comment_changed'
    | 'other_comment_changed'
  >
> = {
  id: 'comment_changed',
  classic: false,
  summary: 'A comment changed.',
  reason: 'Comments are for people; no statement depends on them.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: "CREATE TABLE users (id bigint); COMMENT ON TABLE users IS 'everybody';",
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, 'has another comment', 'comment'),
    impact: 'None',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
