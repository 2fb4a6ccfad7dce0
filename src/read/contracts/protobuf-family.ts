import type { ContractFamily } from './families.js';

/** Endings of descriptor sets, as protoc and buf write them. */
export const SET_ENDINGS = ['.binpb', '.pb', '.desc', '.protoset', '.fds'] as const;

const SPACE_AND_COMMENTS = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/;
const BEGINNING =
  /^(?:(?:syntax|edition)\s*=\s*["']|package\s+[\w.]+\s*;|import\s+(?:public\s+)?"[^"]+\.proto"\s*;|message\s+\w+\s*\{)/;

/** Whether a text begins as `.proto` files do. */
function saysProtobuf(text: string): boolean {
  const start = SPACE_AND_COMMENTS.exec(text)?.[0].length ?? 0;
  return BEGINNING.test(text.slice(start, start + 1000));
}

/**
 * Whether bytes are a set of descriptors (google/protobuf/descriptor.proto, FileDescriptorSet): it begins with its first
 * file, field 1, and that with its name, field 1, which ends in `.proto`.
 */
export function isDescriptorSet(bytes: Buffer): boolean {
  const file = field1At(bytes, 0);
  const name = file && field1At(bytes, file.start);
  return name !== undefined && bytes.toString('latin1', name.start, name.end).endsWith('.proto');
}

/** Where the bytes of a field 1 are that begins somewhere; nothing when none does. */
function field1At(bytes: Buffer, start: number): { readonly start: number; readonly end: number } | undefined {
  if (bytes[start] !== 10) return undefined;
  let [length, at] = [0, start + 1];
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at++] ?? 0;
    length += (byte & 127) << shift;
    if (byte < 128) return at + length <= bytes.length ? { start: at, end: at + length } : undefined;
  }
  return undefined;
}

/** Protobuf: its own language, and sets of descriptors. */
export const PROTOBUF_FAMILY = {
  type: 'protobuf',
  noun: 'a Protobuf schema',
  nouns: 'Protobuf schemas',
  endings: ['.proto', ...SET_ENDINGS],
  possibleEndings: [],
  isOneSchema: true,
  saysText: saysProtobuf,
  saysValue: () => false,
  options: ['protoPath'],
  takesHistory: false,
} as const satisfies ContractFamily;
