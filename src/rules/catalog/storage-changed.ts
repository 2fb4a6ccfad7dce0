import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { isVersioningAlone } from './versioning-changed.js';

export const storageChanged: Rule<
  CatalogChange<
    | 'table_options_changed'
    | 'table_tablespace_changed'
    | 'column_storage_changed'
    | 'column_compression_changed'
    | 'column_statistics_changed'
    | 'column_options_changed'
    | 'key_options_changed'
    | 'key_tablespace_changed'
    | 'key_is_clustered_changed'
    | 'exclusion_options_changed'
    | 'exclusion_is_clustered_changed'
    | 'exclusion_tablespace_changed'
    | 'index_options_changed'
    | 'index_tablespace_changed'
    | 'index_is_clustered_changed'
    | 'index_statistics_changed'
    | 'view_tablespace_changed'
    | 'view_access_method_changed'
    | 'table_access_method_changed'
  >
> = {
  id: 'storage_changed',
  classic: false,
  summary: 'Something is stored otherwise: other storage options, another tablespace, another compression.',
  reason: 'Statements give what they gave; how fast they are may differ, and the change may rewrite the table.',
  instead: 'Make the change when a rewrite does not hurt.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint) WITH (fillfactor = 70);',
  },
  judge: (change) => {
    if (isVersioningAlone(change)) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is stored otherwise', 'storage'),
      impact: 'None for statements; speed and size may differ',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
