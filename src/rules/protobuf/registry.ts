import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Registry } from '../rule.js';
import { declarationMoved } from './declaration-moved.js';
import { deprecationChanged } from './deprecation-changed.js';
import { descriptorAccessorRemoved } from './descriptor-accessor-removed.js';
import { enumAdded } from './enum-added.js';
import { enumJsonFormatChanged } from './enum-json-format-changed.js';
import { enumOpennessChanged } from './enum-openness-changed.js';
import { enumRemoved } from './enum-removed.js';
import { enumValueAdded } from './enum-value-added.js';
import { enumValueRemoved } from './enum-value-removed.js';
import { enumValueRenamed } from './enum-value-renamed.js';
import { extensionAdded } from './extension-added.js';
import { extensionRangeRemoved } from './extension-range-removed.js';
import { extensionRemoved } from './extension-removed.js';
import { fieldAdded } from './field-added.js';
import { fieldCardinalityChanged } from './field-cardinality-changed.js';
import { fieldCppStringChanged } from './field-cpp-string-changed.js';
import { fieldDefaultChanged } from './field-default-changed.js';
import { fieldJavaUtf8Changed } from './field-java-utf8-changed.js';
import { fieldJsTypeChanged } from './field-js-type-changed.js';
import { fieldJsonNameChanged } from './field-json-name-changed.js';
import { fieldNumberChanged } from './field-number-changed.js';
import { fieldOneofChanged } from './field-oneof-changed.js';
import { fieldPackedChanged } from './field-packed-changed.js';
import { fieldRemoved } from './field-removed.js';
import { fieldRenamed } from './field-renamed.js';
import { fieldTypeChanged } from './field-type-changed.js';
import { fieldUtf8Changed } from './field-utf8-changed.js';
import { fileAdded } from './file-added.js';
import { fileOptionChanged } from './file-option-changed.js';
import { filePackageChanged } from './file-package-changed.js';
import { fileRemoved } from './file-removed.js';
import { fileSyntaxChanged } from './file-syntax-changed.js';
import { messageAdded } from './message-added.js';
import { messageJsonFormatChanged } from './message-json-format-changed.js';
import { messageRemoved } from './message-removed.js';
import { messageSetChanged } from './message-set-changed.js';
import { methodAdded } from './method-added.js';
import { methodClientStreamingChanged } from './method-client-streaming-changed.js';
import { methodIdempotencyChanged } from './method-idempotency-changed.js';
import { methodRemoved } from './method-removed.js';
import { methodRequestChanged } from './method-request-changed.js';
import { methodResponseChanged } from './method-response-changed.js';
import { methodServerStreamingChanged } from './method-server-streaming-changed.js';
import { oneofAdded } from './oneof-added.js';
import { oneofRemoved } from './oneof-removed.js';
import { packageRemoved } from './package-removed.js';
import { requiredFieldAdded } from './required-field-added.js';
import { requiredFieldRemoved } from './required-field-removed.js';
import { reservedRemoved } from './reserved-removed.js';
import { serviceAdded } from './service-added.js';
import { serviceRemoved } from './service-removed.js';

/** The rules of Protobuf schemas, by kind of change. */
export const PROTOBUF_RULES: Registry<ProtobufChange> = {
  package_removed: [packageRemoved],
  file_removed: [fileRemoved],
  file_added: [fileAdded],
  file_package_changed: [filePackageChanged],
  file_syntax_changed: [fileSyntaxChanged],
  file_option_changed: [fileOptionChanged],
  message_removed: [messageRemoved],
  message_added: [messageAdded],
  enum_removed: [enumRemoved],
  enum_added: [enumAdded],
  extension_removed: [extensionRemoved],
  extension_added: [extensionAdded],
  service_removed: [serviceRemoved],
  service_added: [serviceAdded],
  declaration_moved: [declarationMoved],
  deprecation_changed: [deprecationChanged],
  message_json_format_changed: [messageJsonFormatChanged],
  enum_json_format_changed: [enumJsonFormatChanged],
  message_set_changed: [messageSetChanged],
  message_descriptor_accessor_changed: [descriptorAccessorRemoved],
  extension_range_removed: [extensionRangeRemoved],
  oneof_removed: [oneofRemoved],
  oneof_added: [oneofAdded],
  reserved_removed: [reservedRemoved],
  field_removed: [fieldRemoved, requiredFieldRemoved, fieldNumberChanged],
  field_added: [fieldAdded, requiredFieldAdded],
  field_renamed: [fieldRenamed],
  field_json_name_changed: [fieldJsonNameChanged],
  field_type_changed: [fieldTypeChanged],
  field_cardinality_changed: [fieldCardinalityChanged],
  field_oneof_changed: [fieldOneofChanged],
  field_default_changed: [fieldDefaultChanged],
  field_packed_changed: [fieldPackedChanged],
  field_utf8_changed: [fieldUtf8Changed],
  field_java_utf8_changed: [fieldJavaUtf8Changed],
  field_cpp_string_changed: [fieldCppStringChanged],
  field_js_type_changed: [fieldJsTypeChanged],
  enum_openness_changed: [enumOpennessChanged],
  enum_value_removed: [enumValueRemoved],
  enum_value_added: [enumValueAdded],
  enum_value_renamed: [enumValueRenamed],
  method_removed: [methodRemoved],
  method_added: [methodAdded],
  method_request_changed: [methodRequestChanged],
  method_response_changed: [methodResponseChanged],
  method_client_streaming_changed: [methodClientStreamingChanged],
  method_server_streaming_changed: [methodServerStreamingChanged],
  method_idempotency_changed: [methodIdempotencyChanged],
};
