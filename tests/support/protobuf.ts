import { checkProtobuf } from '../../src/check/check-protobuf.js';
import type { CheckOptions } from '../../src/check/options.js';
import type { Finding } from '../../src/model/finding.js';
import type { ProtoSchema } from '../../src/model/protobuf/schema.js';
import { readProtobuf } from '../../src/read/protobuf/read-schema.js';

export const PROTO_SETTINGS: CheckOptions = {
  ...{ rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1000 },
};

/** Files by their paths. */
export type ProtoTexts = Readonly<Record<string, string>>;

/** One text, or several with a line `// file: path` before each. */
export function splitProto(text: string): ProtoTexts {
  const parts = text.split(/^\/\/ file: (.+)\n/m);
  if (parts.length === 1) return { 'schema.proto': text };
  return Object.fromEntries(
    parts.slice(1).flatMap((path, index, all) => (index % 2 === 0 ? [[path, all[index + 1] ?? '']] : [])),
  );
}

export function readTexts(texts: ProtoTexts): Promise<ProtoSchema> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, name: path, bytes: Buffer.from(text) }));
  return readProtobuf({ name: 'folder', kind: 'folder', files });
}

export async function checkTexts(before: string | ProtoTexts, after: string | ProtoTexts, options = PROTO_SETTINGS) {
  const of = (side: string | ProtoTexts) => (typeof side === 'string' ? splitProto(side) : side);
  const { issues } = checkProtobuf(await readTexts(of(before)), await readTexts(of(after)), options);
  return issues as readonly Finding[];
}
