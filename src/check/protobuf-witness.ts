import type { JsonValue, Message } from '@bufbuild/protobuf';
import { load } from '../lib/load.js';
import type { Finding, Witness } from '../model/finding.js';
import type { ProtobufChange } from '../model/protobuf/change.js';
import type { ProtoEnum, ProtoField, ProtoSchema } from '../model/protobuf/schema.js';
import { proveDefault, proveOneof, type Sides } from './protobuf-absence.js';
import { type Holder, type Holders, holdersOf } from './protobuf-holders.js';
import { describeSlice, emptySlice, nameOfValue } from './protobuf-slice.js';

/** What an old writer knows of a field, and what a new reader does; one of them may know nothing of it. */
interface Fields {
  readonly from?: ProtoField | undefined;
  readonly to?: ProtoField | undefined;
  readonly message: string;
  /** The enum of the field when it is what changed, and the number of the value. */
  readonly value?: { readonly from: ProtoEnum; readonly to: ProtoEnum; readonly number: number };
}

/** Gives a finding a message that shows it: what an old writer wrote, and what a new reader makes of it. */
export function witnessesFor(sides: Sides): (finding: Finding, change: ProtobufChange) => Finding {
  let holders: Holders | undefined;
  const holderOf = (name: string) => {
    holders ??= holdersOf(sides.before);
    return holders.get(name);
  };
  return (finding, change) => {
    const isOfValue = change.kind === 'enum_value_removed' || change.kind === 'enum_value_renamed';
    const fields = isOfValue ? fieldOfValue(change, holderOf(change.enum.from.fullName)) : fieldsOf(change);
    return withWitness(finding, change, fields, sides);
  };
}

function withWitness(finding: Finding, change: ProtobufChange, fields: Fields | undefined, sides: Sides): Finding {
  if (change.kind === 'field_default_changed' || change.kind === 'field_oneof_changed') {
    if (change.extension !== undefined) return finding;
    const shown = change.kind === 'field_default_changed' ? proveDefault(change, sides) : proveOneof(change, sides);
    return shown === undefined ? finding : { ...finding, witness: shown };
  }
  if (fields === undefined) return finding;
  const prove = finding.breaks?.includes('wire')
    ? proveBytes
    : finding.breaks?.includes('json')
      ? proveJson
      : undefined;
  if (prove === undefined) return finding;
  const forward = () => prove(fields, sides, 'before');
  const { value } = fields;
  const turned = {
    ...{ ...fields, from: fields.to, to: fields.from },
    ...(value && { value: { ...value, from: value.to, to: value.from } }),
  };
  // What must no longer be there is missed by old readers.
  const backward = () => prove(turned, { before: sides.after, after: sides.before }, 'after');
  const isRelaxed = fields.from?.cardinality === 'required' && fields.to?.cardinality !== 'required';
  const witness = isRelaxed ? (backward() ?? forward()) : (forward() ?? backward());
  return witness === undefined ? finding : { ...finding, witness };
}

function fieldsOf(change: ProtobufChange): Fields | undefined {
  switch (change.kind) {
    case 'field_type_changed':
    case 'field_cardinality_changed':
    case 'field_json_name_changed':
    case 'field_renamed':
      return 'extension' in change && change.extension !== undefined ? undefined : change;
    case 'field_removed':
      return { from: change.before, to: change.renumbered, message: change.message.from.fullName };
    case 'field_added':
      return { to: change.after, message: change.message.from.fullName };
    default:
      return undefined;
  }
}

type ValueChange = ProtobufChange<'enum_value_removed' | 'enum_value_renamed'>;

function fieldOfValue({ enum: { from, to }, ...change }: ValueChange, holder: Holder | undefined): Fields | undefined {
  if (holder === undefined) return undefined;
  const number = change.kind === 'enum_value_removed' ? change.before.number : change.number;
  const { field, message } = holder;
  return { from: field, to: field, message, value: { from, to, number } };
}

function slicesOf({ from, to, value }: Fields, { before, after }: Sides) {
  const slice = (field: ProtoField | undefined, side: ProtoSchema, of?: ProtoEnum, names?: readonly string[]) => {
    if (field === undefined) return emptySlice();
    return describeSlice(field, side, of && names && { choice: { of, names } });
  };
  if (value === undefined) return { writer: slice(from, before), reader: slice(to, after) };
  const namesOf = ({ values }: ProtoEnum) => values.flatMap((one) => (one.number === value.number ? [one.name] : []));
  const known = new Set(namesOf(value.to));
  const names = namesOf(value.from).filter((name) => !known.has(name));
  return { writer: slice(from, before, value.from, names), reader: slice(to, after, value.to, names) };
}

/** Tries values of a field until the other version refuses their bytes, or reads something else. */
function proveBytes(fields: Fields, sides: Sides, accepted: Witness['accepted']): Witness | undefined {
  const { toBinary, fromBinary, fromJson, toJson } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const { writer, reader } = slicesOf(fields, sides);
  const names = namesIn(fields);
  for (const sample of writer.samples) {
    const bytes = toBinary(writer.message, fromJson(writer.message, sample));
    const written = toJson(writer.message, fromBinary(writer.message, bytes));
    const json = withValues(renamed(written, 'value', names.from), fields, sides.before);
    const told = { message: fields.message, bytes: Buffer.from(bytes).toString('hex'), json };
    const refusal = refusalOf(
      () => {
        const read: Message = fromBinary(reader.message, bytes);
        // What is required is asked for where a message is written.
        toBinary(reader.message, read);
        return toJson(reader.message, read);
      },
      written,
      fields,
    );
    if (refusal !== undefined) return { value: told, accepted, refusal };
  }
  return undefined;
}

/** Tries values of a field until the other version refuses their JSON; under the names that the fields have in JSON. */
function proveJson(fields: Fields, sides: Sides, accepted: Witness['accepted']): Witness | undefined {
  const { fromJson, toJson } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const { writer, reader } = slicesOf(fields, sides);
  const names = namesIn(fields);
  for (const sample of writer.samples) {
    // An alias is read as well as the first name of a value, and never written.
    const written = fields.value ? sample : toJson(writer.message, fromJson(writer.message, sample));
    const value = renamed(written, 'value', names.from);
    const told = { message: fields.message, json: withValues(value, fields, sides.before) };
    try {
      const read = toJson(reader.message, fromJson(reader.message, renamed(value, names.to, 'value')));
      const again = JSON.stringify(renamed(read, 'value', names.to));
      if (again === JSON.stringify(value)) continue;
      return { value: told, accepted, refusal: `is written as ${again}` };
    } catch (error) {
      return { value: told, accepted, refusal: messageOf(error, fields) };
    }
  }
  return undefined;
}

/** What JSON calls the field on both sides; where one has none, as the other. */
function namesIn({ from, to }: Fields): { readonly from: string; readonly to: string } {
  const [was, is] = [from?.jsonName, to?.jsonName];
  return { from: was ?? is ?? 'value', to: is ?? was ?? 'value' };
}

/** An object whose only key has another name; one with another key stays as it is. */
function renamed(value: JsonValue, from: string, to: string): JsonValue {
  const [entry] = Object.entries(value as object);
  return entry !== undefined && entry[0] === from ? { [to]: entry[1] as JsonValue } : value;
}

/** The JSON of a slice with the names that the values of its enum have in the schema. */
function withValues(json: JsonValue, { from, value }: Fields, { enums }: ProtoSchema): JsonValue {
  const type = from?.type.kind === 'map' ? from.type.value : from?.type;
  if (type?.kind !== 'enum' || value !== undefined) return json;
  const { values = [] } = enums.find(({ fullName }) => fullName === type.name) ?? {};
  const names = new Map(values.map(({ name, number }) => [nameOfValue(number), name]));
  const text = JSON.stringify(json, (_, held) => (typeof held === 'string' ? (names.get(held) ?? held) : held));
  return JSON.parse(text) as JsonValue;
}

// A slice is nobody's message.
function messageOf(error: unknown, { from, to, message, value }: Fields): string {
  const text = error instanceof Error ? error.message : String(error);
  const field = to ?? from;
  return text
    .replaceAll('Slice.value', `${message}.${field?.name ?? 'value'}`)
    .replaceAll('message Slice', `message ${message}`)
    .replaceAll('enum Choice', `enum ${value?.to.fullName ?? 'Choice'}`);
}

function refusalOf(read: () => JsonValue, written: JsonValue, fields: Fields): string | undefined {
  try {
    const json = read();
    if (JSON.stringify(json) === JSON.stringify(written)) return undefined;
    return `is read as ${JSON.stringify(renamed(json, 'value', namesIn(fields).to))}`;
  } catch (error) {
    return messageOf(error, fields);
  }
}
