import type { JsonSchemaChange } from '../../model/json-schema-change.js';
import type { Registry } from '../rule.js';
import { schemaAdded, schemaRemoved } from './files.js';
import {
  propertyAdded,
  propertyAddedToOpenContent,
  propertyMadeOptional,
  propertyMadeRequired,
  propertyRemoved,
  propertyRemovedFromOpenContent,
} from './properties.js';
import { schemaBranchesChanged, schemaKeywordChanged, schemaOpennessChanged } from './structure.js';
import {
  schemaEnumNarrowed,
  schemaEnumWidened,
  schemaFormatChanged,
  schemaLimitChanged,
  schemaPatternChanged,
  schemaTypeChanged,
} from './values.js';

/** The rules of JSON Schemas, by what they judge. */
export const JSON_SCHEMA_RULES: Registry<JsonSchemaChange> = {
  schema_removed: [schemaRemoved],
  schema_added: [schemaAdded],
  property_added: [propertyAddedToOpenContent, propertyAdded],
  property_removed: [propertyRemovedFromOpenContent, propertyRemoved],
  property_made_required: [propertyMadeRequired],
  property_made_optional: [propertyMadeOptional],
  schema_type_changed: [schemaTypeChanged],
  schema_enum_changed: [schemaEnumNarrowed, schemaEnumWidened],
  schema_limit_changed: [schemaLimitChanged],
  schema_format_changed: [schemaFormatChanged],
  schema_pattern_changed: [schemaPatternChanged],
  schema_openness_changed: [schemaOpennessChanged],
  schema_branches_changed: [schemaBranchesChanged],
  schema_keyword_changed: [schemaKeywordChanged],
  // Of named models, of directions that hide a property, and of discriminators, which only OpenAPI has.
  property_type_changed: [],
  property_access_changed: [],
  subtype_removed: [],
  subtype_added: [],
};
