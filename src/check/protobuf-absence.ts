import type { JsonValue } from '@bufbuild/protobuf';
import { load } from '../lib/load.js';
import type { Witness } from '../model/finding.js';
import type { ProtobufChange } from '../model/protobuf/change.js';
import type { ProtoField, ProtoSchema, Scalar } from '../model/protobuf/schema.js';
import { describeSlice } from './protobuf-slice.js';

/** The two schemas. */
export interface Sides {
  readonly before: ProtoSchema;
  readonly after: ProtoSchema;
}

/** A message in which nothing is written, and what both versions read where the field would be. */
export function proveDefault(
  { from, to, message, before, after }: ProtobufChange<'field_default_changed'>,
  sides: Sides,
): Witness | undefined {
  const { fromBinary } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const read = (field: ProtoField, standard: string, schema: ProtoSchema) => {
    const slice = describeSlice(field, schema, field.cardinality === 'implicit' ? {} : { standard });
    return textOf((fromBinary(slice.message, new Uint8Array()) as unknown as { readonly value: unknown }).value);
  };
  const [was, is] = [read(from, before, sides.before), read(to, after, sides.after)];
  if (was === is) return undefined;
  const name = `${message}.${to.name}`;
  return {
    value: { message, bytes: '', json: {} },
    accepted: 'before',
    refusal: `${name} is read as ${is}, and was read as ${was}`,
  };
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return `the bytes ${Buffer.from(value).toString('hex')}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** A message in which a writer set two fields together, of which a reader keeps one. */
export function proveOneof(change: ProtobufChange<'field_oneof_changed'>, sides: Sides): Witness | undefined {
  const { from, to, message } = change;
  const fieldsIn = ({ messages }: ProtoSchema, name: string) => {
    return messages.find(({ fullName }) => fullName === name)?.fields ?? [];
  };
  // A package may have another name now; then the message is not looked for.
  const [then, now] = [fieldsIn(sides.before, message), fieldsIn(sides.after, message)];
  const forth = { writer: from, writers: then, reader: to, readers: now, schemas: sides };
  const back = { writer: to, writers: now, reader: from, readers: then };
  const turned = { ...back, schemas: { before: sides.after, after: sides.before } };
  return (
    proveLoss(forth, message, 'before') ??
    proveLoss(turned, message, 'after') ??
    proveRelayed(forth, message, 'before') ??
    proveRelayed(turned, message, 'after')
  );
}

interface Parties {
  readonly writer: ProtoField;
  readonly writers: readonly ProtoField[];
  readonly reader: ProtoField;
  readonly readers: readonly ProtoField[];
  readonly schemas: Sides;
}

function proveLoss(
  { writer, writers, reader, readers, schemas }: Parties,
  message: string,
  accepted: Witness['accepted'],
): Witness | undefined {
  const { toBinary, fromBinary, fromJson, toJson } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  if (reader.oneof === undefined) return undefined;
  // What stands apart in the eyes of the writer.
  const apart = new Map(
    writers.flatMap((one) => (one.oneof === undefined || one.oneof !== writer.oneof ? [[one.number, one]] : [])),
  );
  for (const { number, type, oneof, name } of readers) {
    const other = number === reader.number || oneof !== reader.oneof ? undefined : apart.get(number);
    if (other?.type.kind !== 'scalar' || type.kind !== 'scalar' || other.cardinality === 'repeated') continue;
    const slice = (field: ProtoField, type: Scalar, isOneof: boolean, schema: ProtoSchema) => {
      return describeSlice(field, schema, { other: { number, type, isOneof } });
    };
    const written = slice(writer, other.type.name, false, schemas.before);
    const read = slice(reader, type.name, true, schemas.after);
    const [sample] = written.samples;
    if (sample === undefined) continue;
    const bytes = toBinary(written.message, fromJson(written.message, sample));
    const names = { value: writer.name, other: name };
    const before = JSON.stringify(named(toJson(written.message, fromBinary(written.message, bytes)), names));
    const after = JSON.stringify(named(toJson(read.message, fromBinary(read.message, bytes)), names));
    if (before === after) continue;
    const value = { message, bytes: Buffer.from(bytes).toString('hex'), json: JSON.parse(before) };
    return { value, accepted, refusal: `is read as ${after}` };
  }
  return undefined;
}

/**
 * A message that a reader wrote with another field of the oneof, which the writer does not know and passes on, together
 * with the field that it sets: of both, a reader keeps one.
 */
function proveRelayed(
  { writer, writers, reader, readers, schemas }: Parties,
  message: string,
  accepted: Witness['accepted'],
): Witness | undefined {
  const { toBinary, fromBinary, fromJson, toJson } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  if (reader.oneof === undefined) return undefined;
  const known = new Set(writers.map(({ number }) => number));
  const other = readers.find(({ number, oneof }) => oneof === reader.oneof && !known.has(number));
  if (other?.type.kind !== 'scalar') return undefined;
  const between = describeSlice(writer, schemas.before);
  const last = describeSlice(reader, schemas.after, {
    other: { number: other.number, type: other.type.name, isOneof: true },
  });
  const [[sample], [both]] = [between.samples, last.samples];
  if (sample === undefined || both === undefined) return undefined;
  const { other: first } = both as { readonly other: JsonValue };
  const unknown = toBinary(last.message, fromJson(last.message, { other: first }));
  const set = toBinary(between.message, fromJson(between.message, sample));
  const bytes = toBinary(between.message, fromBinary(between.message, Buffer.concat([unknown, set])));
  const names = { value: writer.name, other: other.name };
  const json = named({ ...(sample as object), other: first } as JsonValue, names);
  const read = JSON.stringify(named(toJson(last.message, fromBinary(last.message, bytes)), names));
  if (read === JSON.stringify(json)) return undefined;
  const value = { message, bytes: Buffer.from(bytes).toString('hex'), json };
  const refusal = `is read as ${read}; who does not know '${other.name}' passed it on, and set '${writer.name}'`;
  return { value, accepted, refusal };
}

/** An object whose keys have other names. */
function named(value: JsonValue, names: Readonly<Record<string, string>>): JsonValue {
  return Object.fromEntries(Object.entries(value as object).map(([key, held]) => [names[key] ?? key, held]));
}
