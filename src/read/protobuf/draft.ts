import type { NumberRange, ProtoPlace, Syntax } from '../../model/protobuf/schema.js';

/**
 * What is written of a schema, by whoever wrote it: a `.proto` file, where names are as they stand there, or a
 * descriptor, where they begin with a dot. Nothing is resolved, and nothing inherited.
 */
export interface DraftFile {
  /** As imports name it. */
  readonly path: string;
  readonly place?: ProtoPlace;
  readonly package: string;
  readonly packagePlace?: ProtoPlace;
  readonly syntax: Syntax;
  readonly edition?: string;
  readonly syntaxPlace?: ProtoPlace;
  readonly imports: readonly DraftImport[];
  readonly options: DraftOptions;
  readonly messages: readonly DraftMessage[];
  readonly enums: readonly DraftEnum[];
  readonly extensions: readonly DraftField[];
  readonly services: readonly DraftService[];
}

export interface DraftImport {
  readonly path: string;
  readonly isPublic: boolean;
  /** Of an edition after 2023: only for options, and it need not be there. */
  readonly isForOptions: boolean;
  readonly place?: ProtoPlace;
}

/** The value of an option: a word, a number or a text as it reads, or the end of one of a message (`features.…`). */
export interface DraftOption {
  readonly value: string;
  readonly place?: ProtoPlace;
}

/** By the name as it is written: `json_name`, `features.field_presence`, `features.(pb.cpp).string_type`. */
export type DraftOptions = ReadonlyMap<string, DraftOption>;

interface DraftElement {
  readonly name: string;
  readonly place?: ProtoPlace;
  readonly options: DraftOptions;
}

export interface DraftField extends DraftElement {
  readonly number: number;
  readonly numberPlace?: ProtoPlace;
  readonly label?: 'optional' | 'required' | 'repeated';
  /** As it is written; of a map, the type of its values. */
  readonly type: string;
  readonly typePlace?: ProtoPlace;
  readonly isGroup: boolean;
  /** Of a map only. */
  readonly mapKey?: string;
  /** Of an extension: the message as it is written. */
  readonly extendee?: string;
  readonly oneof?: string;
}

export interface DraftOneof extends DraftElement {}

export interface DraftRange extends NumberRange {
  readonly place?: ProtoPlace;
}

export interface DraftName {
  readonly name: string;
  readonly place?: ProtoPlace;
}

export interface DraftMessage extends DraftElement {
  readonly fields: readonly DraftField[];
  readonly oneofs: readonly DraftOneof[];
  readonly messages: readonly DraftMessage[];
  readonly enums: readonly DraftEnum[];
  readonly extensions: readonly DraftField[];
  readonly extensionRanges: readonly DraftRange[];
  readonly reservedRanges: readonly DraftRange[];
  readonly reservedNames: readonly DraftName[];
}

export interface DraftEnumValue extends DraftElement {
  readonly number: number;
}

export interface DraftEnum extends DraftElement {
  readonly values: readonly DraftEnumValue[];
  readonly reservedRanges: readonly DraftRange[];
  readonly reservedNames: readonly DraftName[];
}

export interface DraftMethod extends DraftElement {
  readonly request: string;
  readonly requestPlace?: ProtoPlace;
  readonly response: string;
  readonly responsePlace?: ProtoPlace;
  readonly isClientStreaming: boolean;
  readonly isServerStreaming: boolean;
}

export interface DraftService extends DraftElement {
  readonly methods: readonly DraftMethod[];
}
