import type { ProtoField, ProtoSchema } from '../model/protobuf/schema.js';

/** A field of a message. */
export interface Holder {
  /** Its full name. */
  readonly message: string;
  readonly field: ProtoField;
}

/** The first field that holds values of an enum, by the enum's full name. */
export type Holders = ReadonlyMap<string, Holder>;

/** Finds a field for each enum that has one. */
export function holdersOf({ messages }: ProtoSchema): Holders {
  const holders = new Map<string, Holder>();
  for (const { fullName, fields } of messages) {
    for (const field of fields) {
      const type = field.type.kind === 'map' ? field.type.value : field.type;
      if (type.kind === 'enum' && !holders.has(type.name)) holders.set(type.name, { message: fullName, field });
    }
  }
  return holders;
}
