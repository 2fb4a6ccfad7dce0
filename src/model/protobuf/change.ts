import type { ContractChange } from '../contract-change.js';
import type {
  FileOption,
  NumberRange,
  ProtoEnum,
  ProtoEnumValue,
  ProtoExtension,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoMethod,
  ProtoService,
} from './schema.js';

/** Something that stays, as it was and as it is. */
interface Pair<T> {
  readonly from: T;
  readonly to: T;
}

/** What has fields: a message, or one that is extended elsewhere. */
export interface FieldPair extends Pair<ProtoField | ProtoExtension> {
  /** The full name of the message, as it is. */
  readonly message: string;
  /** The full name of the extension; absent of a field that stands in its message. */
  readonly extension?: string;
}

/** Whether what was written as the old type can be read as the new one. */
export interface WireFit {
  /** The bytes mean the same, as far as the values fit. */
  readonly wire: boolean;
  /** So does the JSON. */
  readonly json: boolean;
  /** Values that are written may be larger than those that are read. */
  readonly isNarrower: boolean;
}

interface InMessage {
  readonly message: Pair<ProtoMessage>;
}

interface InEnum {
  readonly enum: Pair<ProtoEnum>;
}

interface InService {
  readonly service: Pair<ProtoService>;
}

/** What is declared at any level, and found by its full name. */
export type Declaration = ProtoMessage | ProtoEnum | ProtoExtension | ProtoService;

/** The kinds of declaration, in words. */
export type DeclarationNoun = 'message' | 'enum' | 'extension' | 'service';

interface Kinds {
  package_removed: { readonly package: string; readonly services: readonly string[] };
  file_removed: { readonly file: ProtoFile; readonly movedTo: readonly string[] };
  file_added: { readonly file: ProtoFile };
  file_package_changed: Pair<ProtoFile>;
  file_syntax_changed: Pair<ProtoFile>;
  file_option_changed: Pair<ProtoFile> & {
    readonly option: FileOption;
    readonly before: string;
    readonly after: string;
  };

  message_removed: { readonly before: ProtoMessage };
  message_added: { readonly after: ProtoMessage };
  enum_removed: { readonly before: ProtoEnum };
  enum_added: { readonly after: ProtoEnum };
  extension_removed: { readonly before: ProtoExtension };
  extension_added: { readonly after: ProtoExtension };
  service_removed: { readonly before: ProtoService };
  service_added: { readonly after: ProtoService };
  /** It is in another file, and that is what those who import it see. */
  declaration_moved: Pair<Declaration> & { readonly noun: DeclarationNoun };
  deprecation_changed: { readonly subject: string; readonly path: string; readonly isDeprecated: boolean };

  message_json_format_changed: Pair<ProtoMessage>;
  message_set_changed: Pair<ProtoMessage>;
  message_descriptor_accessor_changed: Pair<ProtoMessage>;
  extension_range_removed: InMessage & { readonly ranges: readonly NumberRange[] };
  oneof_removed: InMessage & { readonly oneof: string };
  oneof_added: InMessage & { readonly oneof: string };
  reserved_removed: {
    readonly noun: 'message' | 'enum';
    readonly from: ProtoMessage | ProtoEnum;
    readonly to: ProtoMessage | ProtoEnum;
    readonly ranges: readonly NumberRange[];
    readonly names: readonly string[];
  };

  field_removed: InMessage & {
    readonly before: ProtoField;
    readonly isNumberReserved: boolean;
    readonly isNameReserved: boolean;
    /** The field of the same name and type that has another number. */
    readonly renumbered?: ProtoField;
  };
  field_added: InMessage & { readonly after: ProtoField };
  field_renamed: FieldPair & { readonly before: string; readonly after: string };
  field_json_name_changed: FieldPair;
  field_type_changed: FieldPair & { readonly fit: WireFit };
  field_cardinality_changed: FieldPair;
  field_oneof_changed: FieldPair;
  field_default_changed: FieldPair & { readonly before: string; readonly after: string };
  field_packed_changed: FieldPair;
  field_utf8_changed: FieldPair;
  field_java_utf8_changed: FieldPair;
  field_cpp_string_changed: FieldPair;
  field_js_type_changed: FieldPair;

  enum_openness_changed: Pair<ProtoEnum>;
  enum_json_format_changed: Pair<ProtoEnum>;
  enum_value_removed: InEnum & {
    readonly before: ProtoEnumValue;
    readonly isNumberReserved: boolean;
    readonly isNameReserved: boolean;
  };
  enum_value_added: InEnum & { readonly after: ProtoEnumValue };
  /** Aliases share a number, so there may be several names of one. */
  enum_value_renamed: InEnum & {
    readonly number: number;
    readonly before: readonly string[];
    readonly after: readonly string[];
  };

  method_removed: InService & { readonly before: ProtoMethod };
  method_added: InService & { readonly after: ProtoMethod };
  method_request_changed: InService & Pair<ProtoMethod>;
  method_response_changed: InService & Pair<ProtoMethod>;
  method_client_streaming_changed: InService & Pair<ProtoMethod>;
  method_server_streaming_changed: InService & Pair<ProtoMethod>;
  method_idempotency_changed: InService & Pair<ProtoMethod>;
}

export type ProtobufChangeKind = keyof Kinds;

/** One fact about two schemas; it has no opinion. */
export type ProtobufChange<Kind extends ProtobufChangeKind = ProtobufChangeKind> = {
  [K in Kind]: ContractChange & { readonly kind: K } & { readonly [Key in keyof Kinds[K]]: Kinds[K][Key] };
}[Kind];
