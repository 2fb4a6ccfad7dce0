import {
  FILE_OPTIONS,
  type Idempotency,
  type JsonFormat,
  type ProtoEnum,
  type ProtoExtension,
  type ProtoFile,
  type ProtoMessage,
  type ProtoMethod,
  type ProtoService,
} from '../../model/protobuf/schema.js';
import { buildField, type Context, isSet, optionPlacesIn, resolveType } from './build-field.js';
import type { DraftEnum, DraftField, DraftFile, DraftMessage, DraftMethod, DraftService } from './draft.js';
import { type Features, inheritFeatures } from './features.js';
import { within } from './scopes.js';

/** What is built, file after file. */
export interface Built {
  readonly files: ProtoFile[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  readonly extensions: ProtoExtension[];
  readonly services: ProtoService[];
}

/** Where elements stand. */
interface Home {
  readonly file: string;
  readonly parent?: string;
}

/** Adds a file and all that it declares. */
export function buildFile(draft: DraftFile, context: Context, built: Built): void {
  const { path, options } = draft;
  const home = { file: path };
  built.files.push({
    ...{ path, package: draft.package, syntax: draft.syntax, options: fileOptionsOf(draft) },
    ...(draft.place && { place: draft.place }),
    ...(draft.packagePlace && { packagePlace: draft.packagePlace }),
    ...(draft.edition !== undefined && { edition: draft.edition }),
    ...(draft.syntaxPlace && { syntaxPlace: draft.syntaxPlace }),
  });
  const checksJavaTexts = isSet(options, 'java_string_check_utf8');
  const inFile = { ...context, scope: draft.package, checksJavaTexts };
  for (const message of draft.messages) buildMessage(message, inFile, home, built);
  for (const one of draft.enums) built.enums.push(buildEnum(one, inFile, home));
  for (const extension of draft.extensions) built.extensions.push(buildExtension(extension, inFile, home));
  for (const service of draft.services) built.services.push(buildService(service, inFile, home));
}

function fileOptionsOf({ options }: DraftFile): ProtoFile['options'] {
  return Object.fromEntries(
    FILE_OPTIONS.flatMap((name) => {
      const option = options.get(name);
      return option === undefined ? [] : [[name, option]];
    }),
  );
}

function buildMessage(draft: DraftMessage, outer: Context, home: Home, built: Built): void {
  const fullName = within(outer.scope, draft.name);
  const features = inheritFeatures(outer.features, draft.options);
  const context = { ...outer, scope: fullName, features };
  const oneofs = new Map(draft.oneofs.map((one) => [one.name, inheritFeatures(features, one.options)]));
  const of = (field: DraftField) => inField(field, context, oneofs.get(field.oneof ?? '') ?? features);
  const { options } = draft;
  built.messages.push({
    ...{ fullName, ...elementOf(draft), ...home },
    fields: draft.fields.map((field) => buildField(field, of(field))),
    oneofs: draft.oneofs.map(({ name, place }) => ({ name, ...(place && { place }) })),
    ...reservedIn(draft),
    extensionRanges: draft.extensionRanges.map(({ start, end }) => ({ start, end })),
    jsonFormat: jsonFormatOf(features),
    isMessageSet: isSet(options, 'message_set_wire_format'),
    isWithoutDescriptorAccessor: isSet(options, 'no_standard_descriptor_accessor'),
  });
  const inside = { file: home.file, parent: fullName };
  for (const message of draft.messages) buildMessage(message, context, inside, built);
  for (const one of draft.enums) built.enums.push(buildEnum(one, context, inside));
  for (const extension of draft.extensions) built.extensions.push(buildExtension(extension, context, inside));
}

function inField({ options }: DraftField, context: Context, features: Features): Context {
  return { ...context, features: inheritFeatures(features, options) };
}

function elementOf({ name, place, options }: Pick<DraftMessage, 'name' | 'place' | 'options'>) {
  return { name, isDeprecated: isSet(options, 'deprecated'), ...(place && { place }), ...optionPlacesIn(options) };
}

function reservedIn({ reservedRanges, reservedNames }: Pick<DraftEnum, 'reservedRanges' | 'reservedNames'>) {
  return {
    reservedRanges: reservedRanges.map(({ start, end }) => ({ start, end })),
    reservedNames: reservedNames.map(({ name }) => name),
  };
}

function jsonFormatOf({ json_format: format }: Features): JsonFormat {
  return format === 'ALLOW' ? 'allow' : 'legacy_best_effort';
}

function buildEnum(draft: DraftEnum, outer: Context, home: Home): ProtoEnum {
  const features = inheritFeatures(outer.features, draft.options);
  return {
    ...{ fullName: within(outer.scope, draft.name), ...elementOf(draft), ...home },
    values: draft.values.map((value) => ({ ...elementOf(value), number: value.number })),
    ...reservedIn(draft),
    isClosed: features.enum_type === 'CLOSED',
    jsonFormat: jsonFormatOf(features),
  };
}

function buildExtension(draft: DraftField, outer: Context, home: Home): ProtoExtension {
  const context = inField(draft, outer, outer.features);
  const fullName = within(outer.scope, draft.name);
  const extendee = resolveType(draft.extendee as string, draft.place, context);
  if (extendee.kind !== 'message') context.refuse(draft.place, `${draft.extendee} is no message, and is not extended`);
  return { ...buildField(draft, context, fullName), fullName, ...home, extendee: extendee.name };
}

function buildService(draft: DraftService, outer: Context, home: Home): ProtoService {
  const fullName = within(outer.scope, draft.name);
  const context = { ...outer, scope: fullName };
  const methods = draft.methods.map((method) => buildMethod(method, context));
  return { fullName, ...elementOf(draft), ...home, methods };
}

function buildMethod(draft: DraftMethod, context: Context): ProtoMethod {
  const messageOf = (name: string, place: DraftMethod['place']) => {
    const type = resolveType(name, place, context);
    return type.kind === 'message'
      ? type.name
      : context.refuse(place, `${name} is an enum, and a method takes messages`);
  };
  return {
    ...elementOf(draft),
    request: messageOf(draft.request, draft.requestPlace),
    response: messageOf(draft.response, draft.responsePlace),
    isClientStreaming: draft.isClientStreaming,
    isServerStreaming: draft.isServerStreaming,
    idempotency: (draft.options.get('idempotency_level')?.value.toLowerCase() ?? 'idempotency_unknown') as Idempotency,
  };
}
