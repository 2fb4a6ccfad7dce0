import type { JsonSchemaChange } from '../../model/json-schema-change.js';
import type { Rule } from '../rule.js';
import { schemas } from './judgement.js';

export const schemaRemoved: Rule<JsonSchemaChange<'schema_removed'>> = {
  id: 'schema_removed',
  classic: false,
  summary: 'A folder no longer has a schema.',
  reason:
    'Whoever reads or writes such data has nothing to hold them against any more; nobody can tell whether somebody does (Confluent: SCHEMA_REMOVED). A file that was moved is one that went and one that came.',
  instead: 'Keep the schema as long as there are data of it.',
  example: schemas({}, {}),
  judge: ({ file }) => ({
    severity: 'potentially_breaking',
    description: `The schema ${file} is gone`,
    field_path: file,
    old_value: file,
    new_value: null,
    impact: 'Readers and writers of such data have no schema; whether there are any, nobody can tell',
    suggested_migration: 'Keep the schema as long as there are data of it',
    affected_operations: [],
  }),
};

export const schemaAdded: Rule<JsonSchemaChange<'schema_added'>> = {
  id: 'schema_added',
  classic: false,
  summary: 'A folder has a schema that it did not have.',
  reason: 'No data of it exist, so that it breaks nobody.',
  instead: 'Nothing needs to be done.',
  example: schemas({}, {}),
  judge: ({ file }) => ({
    severity: 'additive',
    description: `The schema ${file} is new`,
    field_path: file,
    old_value: null,
    new_value: file,
    impact: 'None',
    suggested_migration: 'None',
    affected_operations: [],
  }),
};
