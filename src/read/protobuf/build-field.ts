import {
  type Cardinality,
  type FieldTraits,
  type ProtoField,
  type ProtoPlace,
  type ProtoType,
  SCALARS,
  type Scalar,
} from '../../model/protobuf/schema.js';
import { defaultOf } from './default-value.js';
import type { DraftField, DraftOptions } from './draft.js';
import type { Features } from './features.js';
import type { Resolver } from './scopes.js';

/** Says what is wrong with an element, and where. */
export type Refuse = (place: ProtoPlace | undefined, problem: string, remedy?: string) => never;

/** What decides what a name in a file means and what is inherited there. */
export interface Context {
  /** The full name of the scope. */
  readonly scope: string;
  readonly features: Features;
  readonly resolver: Resolver;
  readonly refuse: Refuse;
  /** The file wants Java to check texts whatever their feature says. */
  readonly checksJavaTexts: boolean;
  readonly isProto3: boolean;
}

const SCALAR_NAMES: ReadonlySet<string> = new Set(SCALARS);
const KEYS: ReadonlySet<string> = new Set(SCALARS.filter((name) => !['double', 'float', 'bytes'].includes(name)));
/** Lists of them can be packed. */
const UNPACKABLE: ReadonlySet<string> = new Set(['string', 'bytes']);

/** A field by what is written and what it inherits. `fullName` is of an extension, whose JSON name it is. */
export function buildField(draft: DraftField, { features, ...context }: Context, fullName?: string): ProtoField {
  const type = typeOf(draft, features, context);
  const cardinality = cardinalityOf(draft, type, features, context.isProto3);
  const isList = cardinality === 'repeated' && type.kind !== 'message' && !UNPACKABLE.has(nameOf(type));
  const { options, name, number, oneof, place } = draft;
  const traits: FieldTraits = {
    jsonName: options.get('json_name')?.value ?? (fullName === undefined ? jsonNameOf(name) : `[${fullName}]`),
    isPacked: isList && packedIn(options, features),
    ...textTraits(type, options, features, context.checksJavaTexts),
    jsType: lower(options.get('jstype'), 'js_') ?? 'normal',
  };
  const value = defaultOf(draft, type, context.refuse);
  return {
    ...{ name, number, type, cardinality, isDeprecated: isSet(options, 'deprecated') },
    ...traits,
    ...(value !== undefined && { default: value }),
    ...(oneof !== undefined && { oneof }),
    ...(place && { place }),
    ...optionPlacesIn(options),
  };
}

/** Where options are written, for an element that has some. */
export function optionPlacesIn(options: DraftOptions): { readonly optionPlaces?: ReadonlyMap<string, ProtoPlace> } {
  const places = [...options].flatMap(([name, { place }]) => (place === undefined ? [] : [[name, place] as const]));
  return places.length === 0 ? {} : { optionPlaces: new Map(places) };
}

/** Whether an option is true. */
export function isSet(options: DraftOptions, name: string): boolean {
  return options.get(name)?.value === 'true';
}

function nameOf(type: ProtoType): string {
  return type.kind === 'map' ? 'map' : type.name;
}

function packedIn(options: DraftOptions, features: Features): boolean {
  const packed = options.get('packed')?.value;
  return packed === undefined ? features.repeated_field_encoding === 'PACKED' : packed === 'true';
}

function textTraits(type: ProtoType, options: DraftOptions, features: Features, checksJavaTexts: boolean) {
  const isVerified = features.utf8_validation === 'VERIFY';
  const isJavaVerified = isVerified || checksJavaTexts || features['(pb.java).utf8_validation'] === 'VERIFY';
  const holdsText = (one: ProtoType): boolean =>
    one.kind === 'map' ? one.key === 'string' || holdsText(one.value) : one.kind === 'scalar' && one.name === 'string';
  const isText = holdsText(type);
  const isCpp = isText || (type.kind === 'scalar' && type.name === 'bytes');
  const written = lower<FieldTraits['cppString']>(options.get('ctype'), '');
  const cpp = written ?? (features['(pb.cpp).string_type'].toLowerCase() as FieldTraits['cppString']);
  return {
    utf8: isText && isVerified ? 'verify' : 'none',
    javaUtf8: isText && isJavaVerified ? 'verify' : 'none',
    cppString: isCpp ? cpp : 'string',
  } as const;
}

function lower<T extends string>(option: { readonly value: string } | undefined, prefix: string): T | undefined {
  return option?.value.toLowerCase().replace(prefix, '') as T | undefined;
}

type Resolving = Omit<Context, 'features'>;

function typeOf(draft: DraftField, features: Features, context: Resolving): ProtoType {
  const value = valueTypeOf(draft, features, context);
  const { mapKey } = draft;
  if (mapKey === undefined) return value;
  if (!KEYS.has(mapKey)) {
    context.refuse(draft.typePlace, `the keys of a map cannot be ${mapKey}`, 'take a whole number, bool or string');
  }
  return {
    kind: 'map',
    key: mapKey as Scalar,
    value: value.kind === 'message' ? { ...value, isDelimited: false } : value,
  };
}

type ValueType = Exclude<ProtoType, { kind: 'map' }>;

function valueTypeOf({ type, typePlace, isGroup }: DraftField, features: Features, context: Resolving): ValueType {
  if (SCALAR_NAMES.has(type)) return { kind: 'scalar', name: type as Scalar };
  const resolution = resolveType(type, typePlace, context);
  const { kind, name } = resolution;
  if (kind === 'enum') return { kind, name };
  return { kind, name, isDelimited: isGroup || features.message_encoding === 'DELIMITED' };
}

/** The message or enum of a name. */
export function resolveType(
  name: string,
  place: ProtoPlace | undefined,
  { resolver, scope, refuse }: Resolving,
): { readonly kind: 'message' | 'enum'; readonly name: string } {
  const resolution = resolver.resolve(name, scope);
  if (resolution.kind !== 'unknown') return resolution;
  const { hidden } = resolution;
  return hidden === undefined
    ? refuse(place, `there is no type ${JSON.stringify(name)}`, 'declare it, or import the file that does')
    : refuse(
        place,
        `the type ${JSON.stringify(name)} is in a file that is not imported`,
        `import ${JSON.stringify(hidden)}`,
      );
}

function cardinalityOf(draft: DraftField, type: ProtoType, features: Features, isProto3: boolean): Cardinality {
  if (type.kind === 'map') return 'map';
  if (draft.label === 'repeated') return 'repeated';
  if (draft.label === 'required') return 'required';
  const isPlain = draft.extendee === undefined && draft.oneof === undefined;
  if (isPlain && features.field_presence === 'LEGACY_REQUIRED') return 'required';
  const isOptional = type.kind === 'message' || !isPlain || (isProto3 && draft.label === 'optional');
  return isOptional || features.field_presence !== 'IMPLICIT' ? 'optional' : 'implicit';
}

/** What protoc makes of a name (google/protobuf/descriptor.cc, ToJsonName): what follows a `_` in upper case. */
export function jsonNameOf(name: string): string {
  return name.replaceAll(/_+(.?)/gs, (_, letter: string) => letter.toUpperCase());
}
