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

/** Protobuf: its own language, and sets of descriptors. */
export const PROTOBUF_FAMILY = {
  type: 'protobuf',
  noun: 'a Protobuf schema',
  nouns: 'Protobuf schemas',
  endings: ['.proto', ...SET_ENDINGS],
  possibleEndings: [],
  saysText: saysProtobuf,
  saysValue: () => false,
  options: [],
  takesHistory: false,
} as const satisfies ContractFamily;
