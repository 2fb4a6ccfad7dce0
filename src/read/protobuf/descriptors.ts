import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
  MethodDescriptorProto,
  ServiceDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { escapeBytes } from '../../lib/escape-bytes.js';
import type { ProtoPlace, Scalar } from '../../model/protobuf/schema.js';
import { optionsOf } from './descriptor-options.js';
import type {
  DraftEnum,
  DraftField,
  DraftFile,
  DraftMessage,
  DraftMethod,
  DraftOption,
  DraftService,
} from './draft.js';

/** The numbers of `FieldDescriptorProto.Type` that are scalars, and those of what is not. */
const SCALAR_TYPES: ReadonlyMap<number, Scalar> = new Map([
  ...([
    [1, 'double'],
    [2, 'float'],
    [3, 'int64'],
    [4, 'uint64'],
    [5, 'int32'],
    [6, 'fixed64'],
    [7, 'fixed32'],
  ] as const),
  ...([
    [8, 'bool'],
    [9, 'string'],
    [12, 'bytes'],
    [13, 'uint32'],
    [15, 'sfixed32'],
    [16, 'sfixed64'],
  ] as const),
  ...([
    [17, 'sint32'],
    [18, 'sint64'],
  ] as const),
]);
const GROUP = 10;
const LABELS = { 1: 'optional', 2: 'required', 3: 'repeated' } as const;

/** The numbers of `Edition`. */
const EDITIONS: ReadonlyMap<number, string> = new Map([
  [1000, '2023'],
  [1001, '2024'],
  [1002, '2026'],
]);

/** Where the elements of a file are, by their paths (google/protobuf/descriptor.proto, SourceCodeInfo.Location). */
type Places = ReadonlyMap<string, ProtoPlace>;

/** What is written in a descriptor, as if it were text. */
export function readDescriptor(file: FileDescriptorProto): DraftFile {
  const places = placesOf(file);
  const [place, packagePlace, syntaxPlace] = [places.get(''), places.get('2'), places.get('12') ?? places.get('14')];
  const isEdition = file.syntax === 'editions';
  const publicOnes = new Set(file.publicDependency);
  const imports = [...file.dependency.entries()].map(([index, path]) => {
    return { path, isPublic: publicOnes.has(index), isForOptions: false, ...at(places, `3,${index}`) };
  });
  return {
    ...{
      path: file.name,
      package: file.package,
      imports: [...imports, ...file.optionDependency.map(forOptions)],
      options: optionsOf('file', file.options),
    },
    syntax: isEdition ? 'editions' : file.syntax === 'proto3' ? 'proto3' : 'proto2',
    ...(isEdition && { edition: EDITIONS.get(file.edition) ?? String(file.edition) }),
    messages: file.messageType.map((message, index) => readMessage(message, `4,${index}`, { places, file })),
    enums: file.enumType.map((one, index) => readEnum(one, `5,${index}`, places)),
    services: file.service.map((service, index) => readService(service, `6,${index}`, places)),
    extensions: file.extension.map((field, index) => readField(field, `7,${index}`, { places, file })),
    ...(place && { place }),
    ...(packagePlace && { packagePlace }),
    ...(syntaxPlace && { syntaxPlace }),
  };
}

function forOptions(path: string) {
  return { path, isPublic: false, isForOptions: true };
}

function placesOf({ name, sourceCodeInfo }: FileDescriptorProto): Places {
  const places = new Map<string, ProtoPlace>();
  for (const { path, span } of sourceCodeInfo?.location ?? []) {
    const [line = 0, column = 0] = span;
    const key = path.join(',');
    // Several statements may share one; the first begins it.
    if (!places.has(key)) places.set(key, { file: name, line: line + 1, column: column + 1 });
  }
  return places;
}

function at(places: Places, path: string): { readonly place?: ProtoPlace } {
  const place = places.get(path);
  return place === undefined ? {} : { place };
}

/** The file that something stands in. */
interface InFile {
  readonly places: Places;
  readonly file: FileDescriptorProto;
}

function readMessage(message: DescriptorProto, path: string, inFile: InFile): DraftMessage {
  const { places } = inFile;
  const entries = new Map(message.nestedType.flatMap((one) => (one.options?.mapEntry ? [[one.name, one]] : [])));
  const oneofs = message.oneofDecl.map((one, index) => {
    return { name: one.name, options: optionsOf('oneof', one.options), ...at(places, `${path},8,${index}`) };
  });
  const fields = message.field.map((field, index) => {
    const entry =
      field.label === 3 ? entries.get(field.typeName.slice(field.typeName.lastIndexOf('.') + 1)) : undefined;
    const oneof = hasOneof(field) ? { oneof: oneofs[field.oneofIndex]?.name as string } : {};
    const read = { ...readField(field, `${path},2,${index}`, inFile), ...oneof };
    return entry === undefined ? read : asMap(read, entry, inFile);
  });
  const used = new Set(fields.map(({ oneof }) => oneof));
  return {
    ...{ name: message.name, options: optionsOf('message', message.options), ...at(places, path), fields },
    // What `optional` makes in proto3 is nobody's.
    oneofs: oneofs.filter(({ name }) => used.has(name)),
    messages: [...message.nestedType.entries()].flatMap(([index, one]) => {
      return one.options?.mapEntry ? [] : [readMessage(one, `${path},3,${index}`, inFile)];
    }),
    enums: message.enumType.map((one, index) => readEnum(one, `${path},4,${index}`, places)),
    extensions: message.extension.map((field, index) => readField(field, `${path},6,${index}`, inFile)),
    extensionRanges: message.extensionRange.map(({ start, end }, index) => {
      return { start, end: end - 1, ...at(places, `${path},5,${index}`) };
    }),
    reservedRanges: message.reservedRange.map(({ start, end }, index) => {
      return { start, end: end - 1, ...at(places, `${path},9,${index}`) };
    }),
    reservedNames: message.reservedName.map((name, index) => ({ name, ...at(places, `${path},10,${index}`) })),
  };
}

function hasOneof(field: FieldDescriptorProto): boolean {
  return Object.hasOwn(field, 'oneofIndex') && !field.proto3Optional;
}

function asMap(field: DraftField, entry: DescriptorProto, inFile: InFile): DraftField {
  const { label: _, ...rest } = field;
  const [key, value] = entry.field as [FieldDescriptorProto, FieldDescriptorProto];
  return { ...rest, mapKey: typeNameOf(key), type: readField(value, '', inFile).type };
}

function typeNameOf({ type, typeName }: FieldDescriptorProto): string {
  return SCALAR_TYPES.get(type) ?? (typeName.startsWith('.') ? typeName : `.${typeName}`);
}

function readField(field: FieldDescriptorProto, path: string, { places, file }: InFile): DraftField {
  const { name, number, extendee } = field;
  const isWritten = file.syntax === 'proto3' ? field.proto3Optional : file.syntax !== 'editions' && !hasOneof(field);
  const label = LABELS[field.label as 1 | 2 | 3];
  const options = new Map<string, DraftOption>(optionsOf('field', field.options));
  if (Object.hasOwn(field, 'jsonName') && extendee === '') options.set('json_name', { value: field.jsonName });
  if (Object.hasOwn(field, 'defaultValue')) options.set('default', { value: defaultOf(field) });
  return {
    ...{ name, number, type: typeNameOf(field), isGroup: field.type === GROUP, options, ...at(places, path) },
    ...((label === 'repeated' || isWritten) && { label }),
    ...(extendee !== '' && { extendee }),
  };
}

function defaultOf({ type, defaultValue }: FieldDescriptorProto): string {
  const name = SCALAR_TYPES.get(type);
  if (name === 'string') return `"${escapeBytes(Buffer.from(defaultValue))}`;
  return name === 'bytes' ? `"${defaultValue}` : defaultValue;
}

function readEnum(one: EnumDescriptorProto, path: string, places: Places): DraftEnum {
  return {
    ...{ name: one.name, options: optionsOf('enum', one.options), ...at(places, path) },
    values: one.value.map((value, index) => {
      const { name, number } = value;
      return { name, number, options: optionsOf('value', value.options), ...at(places, `${path},2,${index}`) };
    }),
    reservedRanges: one.reservedRange.map(({ start, end }, index) => ({
      start,
      end,
      ...at(places, `${path},4,${index}`),
    })),
    reservedNames: one.reservedName.map((name, index) => ({ name, ...at(places, `${path},5,${index}`) })),
  };
}

function readService(service: ServiceDescriptorProto, path: string, places: Places): DraftService {
  return {
    ...{ name: service.name, options: optionsOf('service', service.options), ...at(places, path) },
    methods: service.method.map((method, index) => readMethod(method, `${path},2,${index}`, places)),
  };
}

function readMethod(method: MethodDescriptorProto, path: string, places: Places): DraftMethod {
  return {
    ...{ name: method.name, options: optionsOf('method', method.options), ...at(places, path) },
    ...{ request: method.inputType, response: method.outputType },
    ...{ isClientStreaming: method.clientStreaming, isServerStreaming: method.serverStreaming },
  };
}
