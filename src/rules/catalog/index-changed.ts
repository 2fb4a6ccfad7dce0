import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const indexChanged: Rule<
  CatalogChange<
    | 'index_keys_changed'
    | 'index_predicate_changed'
    | 'index_method_changed'
    | 'index_is_valid_changed'
    | 'index_attached_to_changed'
    | 'index_is_invisible_changed'
    | 'key_attached_to_changed'
    | 'key_is_unbuilt_changed'
    | 'exclusion_attached_to_changed'
    | 'exclusion_is_unbuilt_changed'
  >
> = {
  id: 'index_changed',
  classic: false,
  summary: 'An index is built otherwise, or can be used where it could not.',
  reason: 'Statements give what they gave; how fast they are may differ.',
  instead: 'Create the new index beside the old one, then drop that.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE INDEX users_email ON users (email);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE INDEX users_email ON users USING hash (email);',
  },
  judge: (change) => {
    if (
      (change.kind === 'index_keys_changed' || change.kind === 'index_predicate_changed') &&
      (change.from.isUnique || change.to.isUnique)
    )
      return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is built otherwise'),
      impact: 'None for statements; speed may differ',
      suggested_migration: 'Create the new index beside the old one, then drop that',
      affected_operations: [],
    };
  },
};
