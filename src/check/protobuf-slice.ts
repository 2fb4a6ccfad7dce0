import type { DescMessage, JsonValue } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { load } from '../lib/load.js';
import type { ProtoEnum, ProtoField, ProtoSchema, ProtoType, Scalar } from '../model/protobuf/schema.js';

/** A message that has one field only, and values of it as JSON. */
interface Slice {
  readonly message: DescMessage;
  readonly samples: readonly JsonValue[];
}

/** The numbers of `FieldDescriptorProto.Type`. */
const TYPES: Readonly<Record<Scalar, number>> = {
  ...{ double: 1, float: 2, int64: 3, uint64: 4, int32: 5, fixed64: 6, fixed32: 7, bool: 8, string: 9, bytes: 12 },
  ...{ uint32: 13, sfixed32: 15, sfixed64: 16, sint32: 17, sint64: 18 },
};
const [MESSAGE, ENUM, REPEATED, EDITION_2023] = [11, 14, 3, 1000];

/** Values that show a difference if there is one. */
const NUMBERS: readonly JsonValue[] = [7, 1];
const FRACTIONS: readonly JsonValue[] = [1.5];
const SAMPLES: Readonly<Record<Scalar, readonly JsonValue[]>> = {
  ...{ double: FRACTIONS, float: FRACTIONS, bool: [true], string: ['abc'], bytes: ['gA=='] },
  ...{ int32: NUMBERS, int64: NUMBERS, uint32: NUMBERS, uint64: NUMBERS, sint32: NUMBERS, sint64: NUMBERS },
  ...{ fixed32: NUMBERS, fixed64: NUMBERS, sfixed32: NUMBERS, sfixed64: NUMBERS },
};

type Field = FileDescriptorProto['messageType'][number]['field'][number];

/** What else a slice may tell of a field. */
interface Circumstances {
  /** What it is when nothing is written; of an enum the number. */
  readonly standard?: string;
  /** Another field of the message, of a scalar, which is called `other`; and whether both are of one oneof. */
  readonly other?: { readonly number: number; readonly type: Scalar; readonly isOneof: boolean };
  /** Its enum by the names that the schema has; and those of them that are tried. */
  readonly choice?: { readonly of: ProtoEnum; readonly names: readonly string[] };
}

/** Describes a field alone in its message, so that nothing else can matter. Messages in it have their first field. */
export function describeSlice(field: ProtoField, schema: ProtoSchema, circumstances: Circumstances = {}): Slice {
  const { standard, other, choice } = circumstances;
  const { createFileRegistry, create } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const wkt = load<typeof import('@bufbuild/protobuf/wkt')>('@bufbuild/protobuf/wkt');
  const [inner, sample] = innerOf(field.type, schema);
  const features = {
    fieldPresence: field.cardinality === 'required' ? 3 : field.cardinality === 'implicit' ? 2 : 1,
    repeatedFieldEncoding: field.isPacked ? 1 : 2,
    utf8Validation: field.utf8 === 'verify' ? 2 : 3,
    messageEncoding: field.type.kind === 'message' && field.type.isDelimited ? 2 : 1,
  };
  const isMany = field.cardinality === 'repeated' || field.cardinality === 'map';
  const file = create(wkt.FileDescriptorProtoSchema, {
    ...{ name: 'slice.proto', syntax: 'editions', edition: EDITION_2023 },
    messageType: [
      {
        name: 'Slice',
        field: [
          {
            ...{ name: 'value', jsonName: 'value', number: field.number, ...typeOf(field.type), options: { features } },
            label: isMany ? REPEATED : 1,
            ...(standard !== undefined && { defaultValue: defaultIn(field.type, standard) }),
            ...(other?.isOneof && { oneofIndex: 0 }),
          },
          ...(other === undefined ? [] : [otherOf(other)]),
        ],
        oneofDecl: other?.isOneof ? [{ name: 'choice' }] : [],
        nestedType: field.type.kind === 'map' ? [entryOf(field.type)] : [],
      },
      inner,
    ],
    enumType: [choice === undefined ? choiceOf(field.type, schema) : choiceBy(choice.of)],
  } as Parameters<typeof create<typeof wkt.FileDescriptorProtoSchema>>[1]);
  const message = createFileRegistry(file, () => undefined).getMessage('Slice') as DescMessage;
  const samples = samplesOf(field, sample, choice?.names);
  if (other === undefined) return { message, samples };
  const beside = { other: SAMPLES[other.type][0] as JsonValue };
  return { message, samples: samples.map((one) => ({ ...(one as object), ...beside })) };
}

function otherOf({ number, type, isOneof }: NonNullable<Circumstances['other']>) {
  const field = { name: 'other', jsonName: 'other', number, label: 1, type: TYPES[type] };
  return isOneof ? { ...field, oneofIndex: 0 } : field;
}

/** A default as a descriptor has it; values of an enum have the names that they have here. */
function defaultIn(type: ProtoType, standard: string): string | undefined {
  if (type.kind === 'enum') return nameOfValue(Number(standard));
  return standard === '' ? undefined : standard;
}

/** What a slice calls the value of an enum, so that both versions call it alike. */
export function nameOfValue(number: number): string {
  return `V${number}`.replace('-', 'N');
}

/** A message that has no field. */
export function emptySlice(): Slice {
  const { createFileRegistry, create } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const wkt = load<typeof import('@bufbuild/protobuf/wkt')>('@bufbuild/protobuf/wkt');
  const file = create(wkt.FileDescriptorProtoSchema, {
    ...{ name: 'slice.proto', syntax: 'proto3', messageType: [{ name: 'Slice' }] },
  });
  const message = createFileRegistry(file, () => undefined).getMessage('Slice') as DescMessage;
  return { message, samples: [{}] };
}

/** The enum of a field, by the numbers of its values alone, so that whatever it is, nothing is unknown. */
function choiceOf(type: ProtoType, { enums }: ProtoSchema) {
  const values = type.kind === 'enum' ? (enums.find(({ fullName }) => fullName === type.name)?.values ?? []) : [];
  const numbers = new Set([0, ...values.map(({ number }) => number)]);
  const value = [...numbers].map((number) => ({ name: nameOfValue(number), number }));
  return { name: 'Choice', value, options: { features: { enumType: 1 } } };
}

function choiceBy({ values, isClosed }: ProtoEnum) {
  const value = values.map(({ name, number }) => ({ name, number }));
  return { name: 'Choice', value, options: { allowAlias: true, features: { enumType: isClosed ? 2 : 1 } } };
}

function typeOf(type: ProtoType): Partial<Field> {
  if (type.kind === 'scalar') return { type: TYPES[type.name] };
  if (type.kind === 'enum') return { type: ENUM, typeName: '.Choice' };
  if (type.kind === 'map') return { type: MESSAGE, typeName: '.Slice.ValueEntry' };
  return { type: MESSAGE, typeName: '.Inner' };
}

function entryOf({ key, value }: Extract<ProtoType, { kind: 'map' }>) {
  const field = (name: string, number: number, type: ProtoType) => {
    return { name, jsonName: name, number, label: 1, ...typeOf(type) };
  };
  return {
    name: 'ValueEntry',
    options: { mapEntry: true },
    field: [field('key', 1, { kind: 'scalar', name: key }), field('value', 2, value)],
  };
}

/** What a message is that a field holds, and the JSON of one. */
function innerOf(type: ProtoType, schema: ProtoSchema) {
  const of = type.kind === 'map' ? type.value : type;
  const fields = of.kind === 'message' ? (schema.messages.find((one) => one.fullName === of.name)?.fields ?? []) : [];
  const plain = fields.find((one) => one.type.kind === 'scalar' && one.cardinality !== 'repeated');
  if (plain?.type.kind !== 'scalar') return [{ name: 'Inner', field: [] }, {}] as const;
  const { name, number } = plain;
  const field = { name, jsonName: name, number, label: 1, ...typeOf(plain.type) };
  return [{ name: 'Inner', field: [field] }, { [name]: SAMPLES[plain.type.name][0] as JsonValue }] as const;
}

function samplesOf({ type, cardinality }: ProtoField, inner: JsonValue, names?: readonly string[]): JsonValue[] {
  const of = type.kind === 'map' ? type.value : type;
  const values: readonly JsonValue[] =
    names ?? (of.kind === 'scalar' ? SAMPLES[of.name] : of.kind === 'enum' ? [1, 0] : [inner]);
  if (type.kind === 'map') {
    const key = type.key === 'string' ? 'k' : type.key === 'bool' ? 'true' : '1';
    return values.map((value) => ({ value: { [key]: value } }));
  }
  const given: JsonValue[] = cardinality === 'repeated' ? [[...values, ...values]] : [...values];
  const set = given.map((value) => ({ value }));
  return cardinality === 'required' ? set : [...set, {}];
}
