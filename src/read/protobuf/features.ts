import type { DraftFile, DraftOption, DraftOptions } from './draft.js';

/** The editions whose defaults are known. */
export const EDITIONS = ['2023', '2024', '2026'] as const;

/**
 * The features that bear on what is compared, with the values that they may have
 * (protobuf.dev/editions/features, and the features of C++ and Java).
 */
const VALUES = {
  field_presence: ['EXPLICIT', 'IMPLICIT', 'LEGACY_REQUIRED'],
  enum_type: ['OPEN', 'CLOSED'],
  repeated_field_encoding: ['PACKED', 'EXPANDED'],
  utf8_validation: ['VERIFY', 'NONE'],
  message_encoding: ['LENGTH_PREFIXED', 'DELIMITED'],
  json_format: ['ALLOW', 'LEGACY_BEST_EFFORT'],
  '(pb.cpp).string_type': ['STRING', 'VIEW', 'CORD'],
  '(pb.java).utf8_validation': ['DEFAULT', 'VERIFY'],
} as const;

type FeatureName = keyof typeof VALUES;
export type Features = { readonly [Name in FeatureName]: (typeof VALUES)[Name][number] };

const NAMES = Object.keys(VALUES) as FeatureName[];

const PROTO2: Features = {
  field_presence: 'EXPLICIT',
  enum_type: 'CLOSED',
  repeated_field_encoding: 'EXPANDED',
  utf8_validation: 'NONE',
  message_encoding: 'LENGTH_PREFIXED',
  json_format: 'LEGACY_BEST_EFFORT',
  '(pb.cpp).string_type': 'STRING',
  '(pb.java).utf8_validation': 'DEFAULT',
};

const PROTO3: Features = {
  ...PROTO2,
  field_presence: 'IMPLICIT',
  enum_type: 'OPEN',
  repeated_field_encoding: 'PACKED',
  utf8_validation: 'VERIFY',
  json_format: 'ALLOW',
};

const EDITION_2023: Features = { ...PROTO3, field_presence: 'EXPLICIT' };
const EDITION_2024: Features = { ...EDITION_2023, '(pb.cpp).string_type': 'VIEW' };

const DEFAULTS: ReadonlyMap<string, Features> = new Map([
  ['proto2', PROTO2],
  ['proto3', PROTO3],
  ['2023', EDITION_2023],
  ['2024', EDITION_2024],
  ['2026', EDITION_2024],
]);

/** A feature that has no such value. */
export class UnknownFeatureValue extends Error {
  constructor(
    readonly feature: string,
    readonly option: DraftOption,
    readonly values: readonly string[],
  ) {
    super(feature);
  }
}

/** The features of a file: what its edition means by default, and what it says itself. */
export function featuresOfFile({ syntax, edition, options }: DraftFile): Features {
  const defaults = DEFAULTS.get(edition ?? syntax) as Features;
  return inheritFeatures(defaults, options);
}

/** The features of something by what it stands in and what it says itself. @throws UnknownFeatureValue */
export function inheritFeatures(outer: Features, options: DraftOptions): Features {
  if (options.size === 0) return outer;
  let features: Features | undefined;
  for (const name of NAMES) {
    const option = options.get(`features.${name}`);
    if (option === undefined) continue;
    const values: readonly string[] = VALUES[name];
    if (!values.includes(option.value)) throw new UnknownFeatureValue(name, option, values);
    features = { ...(features ?? outer), [name]: option.value };
  }
  return features ?? outer;
}
