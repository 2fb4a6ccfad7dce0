/** Where an element is written: the file as it was named, line and column from 1. */
export interface ProtoPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The types of single values (protobuf.dev/programming-guides/proto3/#scalar). */
export const SCALARS = [
  ...(['double', 'float', 'int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64'] as const),
  ...(['fixed32', 'fixed64', 'sfixed32', 'sfixed64', 'bool', 'string', 'bytes'] as const),
] as const;
export type Scalar = (typeof SCALARS)[number];

/** What one value of a field is. Names are full and without the leading dot. */
export type ProtoType =
  | { readonly kind: 'scalar'; readonly name: Scalar }
  | { readonly kind: 'enum'; readonly name: string }
  /** `isDelimited`: between two tags, as a group, rather than behind its length. */
  | { readonly kind: 'message'; readonly name: string; readonly isDelimited: boolean }
  | { readonly kind: 'map'; readonly key: Scalar; readonly value: Exclude<ProtoType, { kind: 'map' }> };

/** How often a field occurs, and whether one that is unset can be told from one that is zero. */
export type Cardinality = 'required' | 'optional' | 'implicit' | 'repeated' | 'map';

interface Element {
  /** Without package and scopes. */
  readonly name: string;
  /** Absent in a descriptor set that was written without its sources. */
  readonly place?: ProtoPlace;
  /** Where its options are written, by the names that they have there; absent when nothing is. */
  readonly optionPlaces?: ReadonlyMap<string, ProtoPlace>;
  readonly isDeprecated: boolean;
}

interface Scoped extends Element {
  /** With package and scopes, without a leading dot. */
  readonly fullName: string;
  /** The path of its file. */
  readonly file: string;
  /** The full name of the message that it stands in; absent at the top of a file. */
  readonly parent?: string;
}

/** What its features and options make of a field, in words of their own; all but the name are defaults mostly. */
export interface FieldTraits {
  readonly jsonName: string;
  /** As a descriptor has it; absent when it is the zero of the type. */
  readonly default?: string;
  /** Lists of numbers behind one tag. */
  readonly isPacked: boolean;
  /** Of texts: whether bytes that are no UTF-8 are refused. */
  readonly utf8: 'verify' | 'none';
  readonly javaUtf8: 'verify' | 'none';
  readonly cppString: 'string' | 'cord' | 'view' | 'string_piece';
  readonly jsType: 'normal' | 'string' | 'number';
}

export interface ProtoField extends Element, FieldTraits {
  readonly number: number;
  readonly type: ProtoType;
  readonly cardinality: Cardinality;
  /** The oneof that it belongs to; one that `optional` makes is none. */
  readonly oneof?: string;
}

/** A field that is added to a message from elsewhere. */
export interface ProtoExtension extends ProtoField, Scoped {
  /** The full name of the message. */
  readonly extendee: string;
}

/** Numbers, both ends included. */
export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

interface Reserving {
  readonly reservedRanges: readonly NumberRange[];
  readonly reservedNames: readonly string[];
}

export interface ProtoOneof {
  readonly name: string;
  readonly place?: ProtoPlace;
}

export type JsonFormat = 'allow' | 'legacy_best_effort';

export interface ProtoMessage extends Scoped, Reserving {
  readonly fields: readonly ProtoField[];
  readonly oneofs: readonly ProtoOneof[];
  readonly extensionRanges: readonly NumberRange[];
  readonly jsonFormat: JsonFormat;
  readonly isMessageSet: boolean;
  /** C++ makes no `descriptor()` for it. */
  readonly isWithoutDescriptorAccessor: boolean;
}

export interface ProtoEnumValue extends Element {
  readonly number: number;
}

export interface ProtoEnum extends Scoped, Reserving {
  readonly values: readonly ProtoEnumValue[];
  /** Numbers that it does not know become unknown fields. */
  readonly isClosed: boolean;
  readonly jsonFormat: JsonFormat;
}

export type Idempotency = 'idempotency_unknown' | 'no_side_effects' | 'idempotent';

export interface ProtoMethod extends Element {
  /** Full names of messages. */
  readonly request: string;
  readonly response: string;
  readonly isClientStreaming: boolean;
  readonly isServerStreaming: boolean;
  readonly idempotency: Idempotency;
}

export interface ProtoService extends Scoped {
  readonly methods: readonly ProtoMethod[];
}

/** The options of a file that decide what code is made of it. */
export const FILE_OPTIONS = [
  ...(['cc_enable_arenas', 'cc_generic_services', 'csharp_namespace', 'go_package'] as const),
  ...(['java_generic_services', 'java_multiple_files', 'java_outer_classname', 'java_package'] as const),
  ...(['objc_class_prefix', 'optimize_for', 'php_class_prefix', 'php_metadata_namespace'] as const),
  ...(['php_namespace', 'py_generic_services', 'ruby_package', 'swift_prefix'] as const),
] as const;
export type FileOption = (typeof FILE_OPTIONS)[number];

/** `editions` with the year in `edition`. */
export type Syntax = 'proto2' | 'proto3' | 'editions';

export interface ProtoFile {
  /** As imports name it. */
  readonly path: string;
  readonly place?: ProtoPlace;
  readonly package: string;
  readonly packagePlace?: ProtoPlace;
  readonly syntax: Syntax;
  /** Such as `2023`; only of editions. */
  readonly edition?: string;
  readonly syntaxPlace?: ProtoPlace;
  /** Those that are written, or have another value than what is not written means. */
  readonly options: { readonly [Name in FileOption]?: { readonly value: string; readonly place?: ProtoPlace } };
}

/** Some files and everything that they declare, whatever it is nested in, in the order of the files. */
export interface ProtoSchema {
  readonly files: readonly ProtoFile[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly extensions: readonly ProtoExtension[];
  readonly services: readonly ProtoService[];
}
