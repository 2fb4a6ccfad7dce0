import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Registry } from '../rule.js';
import { apiAttributeChanged } from './api-attribute-changed.js';
import { endpointRemoved } from './endpoint-removed.js';
import { mediaTypeRemoved } from './media-type-removed.js';
import { modelRemoved } from './model-removed.js';
import { operationRemoved } from './operation-removed.js';
import { optionalParameterRemoved } from './optional-parameter-removed.js';
import { parameterEncodingChanged } from './parameter-encoding-changed.js';
import { parameterMadeRequired } from './parameter-made-required.js';
import { parameterMoved } from './parameter-moved.js';
import { propertyAccessChanged } from './property-access-changed.js';
import { propertyAdded } from './property-added.js';
import { propertyMadeOptional } from './property-made-optional.js';
import { propertyMadeRequired } from './property-made-required.js';
import { propertyRemoved } from './property-removed.js';
import { propertyTypeChanged } from './property-type-changed.js';
import { referenceUnresolved } from './reference-unresolved.js';
import { requestBodyAdded } from './request-body-added.js';
import { requestBodyMadeRequired } from './request-body-made-required.js';
import { requestBodyRemoved } from './request-body-removed.js';
import { requiredParameterAdded } from './required-parameter-added.js';
import { requiredParameterRemoved } from './required-parameter-removed.js';
import { responseRemoved } from './response-removed.js';
import { responseSchemaChanged } from './response-schema-changed.js';
import { schemaBranchesChanged } from './schema-branches-changed.js';
import { schemaEnumNarrowed } from './schema-enum-narrowed.js';
import { schemaEnumWidened } from './schema-enum-widened.js';
import { schemaFormatChanged } from './schema-format-changed.js';
import { schemaKeywordChanged } from './schema-keyword-changed.js';
import { schemaLimitChanged } from './schema-limit-changed.js';
import { schemaOpennessChanged } from './schema-openness-changed.js';
import { schemaPatternChanged } from './schema-pattern-changed.js';
import { schemaTypeChanged } from './schema-type-changed.js';
import { securityChanged } from './security-changed.js';

/** The rules of API descriptions, by kind of change, in the order of their findings. */
export const OPENAPI_RULES: Registry<OpenApiChange> = {
  endpoint_removed: [endpointRemoved],
  operation_removed: [operationRemoved],
  security_changed: [securityChanged],
  parameter_removed: [requiredParameterRemoved, optionalParameterRemoved],
  parameter_added: [requiredParameterAdded],
  parameter_moved: [parameterMoved],
  parameter_required_changed: [parameterMadeRequired],
  parameter_encoding_changed: [parameterEncodingChanged],
  request_body_added: [requestBodyAdded],
  request_body_removed: [requestBodyRemoved],
  request_body_required_changed: [requestBodyMadeRequired],
  media_type_removed: [mediaTypeRemoved],
  response_removed: [responseRemoved],
  response_schema_changed: [responseSchemaChanged],
  model_removed: [modelRemoved],
  reference_unresolved: [referenceUnresolved],
  property_removed: [propertyRemoved],
  property_added: [propertyAdded],
  property_access_changed: [propertyAccessChanged],
  schema_format_changed: [schemaFormatChanged],
  schema_pattern_changed: [schemaPatternChanged],
  property_made_required: [propertyMadeRequired],
  property_made_optional: [propertyMadeOptional],
  property_type_changed: [propertyTypeChanged],
  schema_type_changed: [schemaTypeChanged],
  schema_enum_changed: [schemaEnumNarrowed, schemaEnumWidened],
  schema_limit_changed: [schemaLimitChanged],
  schema_openness_changed: [schemaOpennessChanged],
  schema_branches_changed: [schemaBranchesChanged],
  schema_keyword_changed: [schemaKeywordChanged],
  api_attribute_changed: [apiAttributeChanged],
};
