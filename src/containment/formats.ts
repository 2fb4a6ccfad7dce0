import { load } from '../lib/load.js';

/** Formats that say how to show or store a text and refuse none (OpenAPI Format Registry). */
const ANNOTATIONS = new Set([
  ...[
    'password',
    'binary',
    'byte-stream',
    'html',
    'commonmark',
    'markdown',
    'float',
    'double',
    'decimal',
    'decimal128',
  ],
  ...[
    'int8',
    'uint8',
    'int16',
    'uint16',
    'int32',
    'uint32',
    'int64',
    'uint64',
    'double-int',
    'string',
    'textarea',
    'text',
  ],
]);

/** Whether a format refuses no text. */
export function isAnnotation(format: string): boolean {
  return ANNOTATIONS.has(format);
}

/** Formats whose every text another format accepts too, by what the standards say of each other. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['uri-reference', 'iri', 'iri-reference', 'url'],
  url: ['uri', 'uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
  'date-time': ['iso-date-time'],
  time: ['iso-time'],
};

/** Whether every text of the one format is one of the other. */
export function impliesFormat(format: string, other: string): boolean {
  return format === other || (Object.hasOwn(WIDER, format) && (WIDER[format] as readonly string[]).includes(other));
}

/** A text of each format that can be checked; they tell the formats apart. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  date: ['2020-02-29'],
  time: ['12:30:00Z'],
  'date-time': ['2020-02-29T12:30:00Z'],
  'iso-time': ['12:30:00'],
  'iso-date-time': ['2020-02-29T12:30:00'],
  duration: ['P1D'],
  uri: ['https://example.com/a', 'urn:a:b'],
  url: ['https://example.com/a'],
  'uri-reference': ['/a', 'https://example.com/a'],
  'uri-template': ['/a/{b}', '/a'],
  email: ['a@example.com'],
  hostname: ['example.com', 'a'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  regex: ['^a$', 'a'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000'],
  'json-pointer': ['/a', ''],
  'json-pointer-uri-fragment': ['#/a'],
  'relative-json-pointer': ['1/a'],
  byte: ['YWJj', ''],
};

/** Whether texts can be told to be of a format or not. */
export function isKnownFormat(format: string): boolean {
  return Object.hasOwn(SAMPLES, format);
}

/** Some texts of a format, and some of others. */
export function samplesOfFormat(format: string): readonly string[] {
  return isKnownFormat(format) ? (SAMPLES[format] as readonly string[]) : [];
}

export const SOME_OF_EACH_FORMAT: readonly string[] = Object.values(SAMPLES).map(([first = '']) => first);

type Check = (text: string) => boolean;

/** Whether a text is of a format, as ajv-formats tells; `undefined` when it does not know the format. */
export function matchesFormat(format: string, text: string): boolean | undefined {
  if (!isKnownFormat(format)) return undefined;
  const { fullFormats } = load<{ fullFormats: Readonly<Record<string, unknown>> }>('ajv-formats/dist/formats');
  return checkOf(fullFormats[format])(text);
}

function checkOf(definition: unknown): Check {
  if (definition instanceof RegExp) return (text) => definition.test(text);
  if (typeof definition === 'function') return definition as Check;
  return checkOf((definition as { readonly validate: unknown }).validate);
}
