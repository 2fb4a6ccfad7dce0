import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Registry } from '../rule.js';
import { callbackAdded } from './callback-added.js';
import { callbackRemoved } from './callback-removed.js';
import { deprecated } from './deprecated.js';
import { encodingChanged } from './encoding-changed.js';
import { endpointRemoved } from './endpoint-removed.js';
import { headerAdded } from './header-added.js';
import { headerMadeOptional } from './header-made-optional.js';
import { headerMadeRequired } from './header-made-required.js';
import { headerRemoved } from './header-removed.js';
import { linkAdded } from './link-added.js';
import { linkChanged } from './link-changed.js';
import { linkRemoved } from './link-removed.js';
import { mediaTypeAdded } from './media-type-added.js';
import { mediaTypeGeneralized } from './media-type-generalized.js';
import { mediaTypeRemoved } from './media-type-removed.js';
import { mediaTypeSpecialized } from './media-type-specialized.js';
import { modelRemoved } from './model-removed.js';
import { operationAdded } from './operation-added.js';
import { operationIdChanged } from './operation-id-changed.js';
import { operationRemoved } from './operation-removed.js';
import { optionalParameterAdded } from './optional-parameter-added.js';
import { optionalParameterRemoved } from './optional-parameter-removed.js';
import { parameterDefaultChanged } from './parameter-default-changed.js';
import { parameterEncodingChanged } from './parameter-encoding-changed.js';
import { parameterMadeOptional } from './parameter-made-optional.js';
import { parameterMadeRequired } from './parameter-made-required.js';
import { parameterMoved } from './parameter-moved.js';
import { propertyAccessChanged } from './property-access-changed.js';
import { propertyAdded } from './property-added.js';
import { propertyMadeOptional } from './property-made-optional.js';
import { propertyMadeRequired } from './property-made-required.js';
import { propertyRemoved } from './property-removed.js';
import { propertyTypeChanged } from './property-type-changed.js';
import { reactivated } from './reactivated.js';
import { referenceUnresolved } from './reference-unresolved.js';
import { requestBodyAdded } from './request-body-added.js';
import { requestBodyMadeOptional } from './request-body-made-optional.js';
import { requestBodyMadeRequired } from './request-body-made-required.js';
import { requestBodyRemoved } from './request-body-removed.js';
import { requiredParameterAdded } from './required-parameter-added.js';
import { requiredParameterRemoved } from './required-parameter-removed.js';
import { responseAdded } from './response-added.js';
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
import { securitySchemeAdded } from './security-scheme-added.js';
import { securitySchemeChanged } from './security-scheme-changed.js';
import { securitySchemeRemoved } from './security-scheme-removed.js';
import { securityScopeAdded } from './security-scope-added.js';
import { securityScopeRemoved } from './security-scope-removed.js';
import { serverAdded } from './server-added.js';
import { serverRemoved } from './server-removed.js';
import { serverVariableChanged } from './server-variable-changed.js';
import { stabilityDecreased } from './stability-decreased.js';
import { stabilityIncreased } from './stability-increased.js';
import { stabilityInvalid } from './stability-invalid.js';
import { subtypeAdded } from './subtype-added.js';
import { subtypeRemoved } from './subtype-removed.js';
import { sunsetDeleted } from './sunset-deleted.js';
import { sunsetInvalid } from './sunset-invalid.js';
import { sunsetMovedEarlier } from './sunset-moved-earlier.js';
import { sunsetSet } from './sunset-set.js';
import { tagsChanged } from './tags-changed.js';
import { webhookAdded } from './webhook-added.js';
import { webhookRemoved } from './webhook-removed.js';

/** The rules of API descriptions, by kind of change, in the order of their findings. */
export const OPENAPI_RULES: Registry<OpenApiChange> = {
  endpoint_removed: [endpointRemoved],
  operation_removed: [operationRemoved],
  operation_added: [operationAdded],
  operation_id_changed: [operationIdChanged],
  tags_changed: [tagsChanged],
  deprecation_changed: [deprecated, reactivated, sunsetInvalid],
  sunset_changed: [sunsetInvalid, sunsetMovedEarlier, sunsetDeleted, sunsetSet],
  stability_changed: [stabilityDecreased, stabilityIncreased, stabilityInvalid],
  webhook_removed: [webhookRemoved],
  webhook_added: [webhookAdded],
  callback_removed: [callbackRemoved],
  callback_added: [callbackAdded],
  security_changed: [securityChanged],
  security_scheme_removed: [securitySchemeRemoved],
  security_scheme_added: [securitySchemeAdded],
  security_scheme_changed: [securitySchemeChanged],
  security_scope_changed: [securityScopeRemoved, securityScopeAdded],
  server_removed: [serverRemoved],
  server_added: [serverAdded],
  server_variable_changed: [serverVariableChanged],
  parameter_removed: [requiredParameterRemoved, optionalParameterRemoved],
  parameter_added: [requiredParameterAdded, optionalParameterAdded],
  parameter_moved: [parameterMoved],
  parameter_required_changed: [parameterMadeRequired, parameterMadeOptional],
  parameter_encoding_changed: [parameterEncodingChanged],
  parameter_default_changed: [parameterDefaultChanged],
  request_body_added: [requestBodyAdded],
  request_body_removed: [requestBodyRemoved],
  request_body_required_changed: [requestBodyMadeRequired, requestBodyMadeOptional],
  media_type_removed: [mediaTypeRemoved],
  media_type_added: [mediaTypeAdded],
  media_type_range_changed: [mediaTypeGeneralized, mediaTypeSpecialized],
  encoding_changed: [encodingChanged],
  response_removed: [responseRemoved],
  response_added: [responseAdded],
  response_schema_changed: [responseSchemaChanged],
  header_removed: [headerRemoved],
  header_added: [headerAdded],
  header_required_changed: [headerMadeRequired, headerMadeOptional],
  link_removed: [linkRemoved],
  link_added: [linkAdded],
  link_changed: [linkChanged],
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
  subtype_removed: [subtypeRemoved],
  subtype_added: [subtypeAdded],
  schema_keyword_changed: [schemaKeywordChanged],
};
