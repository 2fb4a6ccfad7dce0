import type { Spot } from './openapi-change.js';

/** The types that have no parts (Avro 1.12, "Primitive Types"). */
export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type Primitive = (typeof PRIMITIVES)[number];

/** What the values of a type mean; names that the specification does not know mean nothing, and are left out. */
export interface LogicalType {
  readonly name: string;
  /** Of decimals. */
  readonly precision?: number;
  readonly scale?: number;
}

interface Written {
  readonly spot: Spot;
}

export interface AvroPrimitive extends Written {
  readonly kind: Primitive;
  readonly logical?: LogicalType;
}

export interface AvroArray extends Written {
  readonly kind: 'array';
  readonly items: AvroType;
}

export interface AvroMap extends Written {
  readonly kind: 'map';
  readonly values: AvroType;
}

export interface AvroUnion extends Written {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

/** A type that is defined elsewhere, by its full name. */
export interface AvroReference extends Written {
  readonly kind: 'reference';
  readonly name: string;
  /** Where it stands: names are looked for there first. */
  readonly file: string;
}

interface Named extends Written {
  /** Its full name. */
  readonly name: string;
  /** Full names under which data of other writers are read. */
  readonly aliases: readonly string[];
}

export interface AvroField extends Written {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  /** `undefined` when there is none; a default may be null. */
  readonly default: { readonly value: unknown } | undefined;
  readonly order: string;
}

export interface AvroRecord extends Named {
  readonly kind: 'record';
  readonly fields: readonly AvroField[];
}

export interface AvroEnum extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  readonly default: string | undefined;
}

export interface AvroFixed extends Named {
  readonly kind: 'fixed';
  readonly size: number;
  readonly logical?: LogicalType;
}

export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;
/** A type without references. */
export type AvroConcrete = AvroPrimitive | AvroArray | AvroMap | AvroUnion | AvroNamed;
export type AvroType = AvroConcrete | AvroReference;

/** A call of a protocol. */
export interface AvroMessage extends Written {
  readonly name: string;
  /** Its parameters, as a record of the name of the message. */
  readonly request: AvroRecord;
  readonly response: AvroType;
  /** What it may fail with: a union, the first branch of which is a text. */
  readonly errors: AvroType;
  readonly isOneWay: boolean;
}

/** What is compared with what: a schema or a type or message of a protocol. */
export interface AvroRoot extends Written {
  /** By which it is found in the other version. */
  readonly key: string;
  /** In words: `schema order.avsc`, `message 'send'`. */
  readonly subject: string;
  readonly type?: AvroType;
  readonly message?: AvroMessage;
}

/** One version: all its files. */
export interface AvroSchemas {
  readonly roots: readonly AvroRoot[];
  /** What a type is; every reference leads somewhere. */
  resolve(type: AvroType): AvroConcrete;
}

/** The last part of a full name. */
export function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
