import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAvroSchemas, checkJsonSchemas, type JsonValue } from '../src/index.js';

/** What schema registries and Avro's own checker test, in pairs of ours; `compatible` is what they say, backward. */
interface Case {
  readonly name: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly compatible: boolean;
  /** The ids of rules and how bad they find it. */
  readonly findings: readonly string[];
}

const CHECKS = {
  avro: (before: JsonValue, after: JsonValue, mode: 'backward' | 'forward') => {
    return checkAvroSchemas(before, after, { mode, detail: 'full' });
  },
  'json-schema': (before: JsonValue, after: JsonValue, mode: 'backward' | 'forward') => {
    return checkJsonSchemas(schemaOf(before), schemaOf(after), { mode, detail: 'full' });
  },
} as const;

// `true` and `false` are schemas, but no documents in memory.
function schemaOf(value: JsonValue) {
  if (typeof value === 'boolean') return value ? {} : { not: {} };
  return value as Parameters<typeof checkJsonSchemas>[0];
}

// avsc passes over namespaces when it is asked for a proof, and so over this difference.
const UNSHOWN = new Set(['record alias unqualified in other namespaces']);

describe.each(['avro', 'json-schema'] as const)('%s', (family) => {
  const cases = readFileSync(`tests/cases/registry/${family}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);

  test.each(cases)('$name', async ({ name, before, after, compatible, findings }) => {
    const { issues } = await CHECKS[family](before, after, 'backward');
    expect(issues.map(({ type, severity }) => `${type} ${severity}`)).toEqual(findings);
    const breaking = issues.filter(({ severity }) => severity === 'breaking');
    expect(breaking.length === 0).toBe(compatible);
    if (!UNSHOWN.has(name)) for (const { witness } of breaking) expect(witness?.refusal).toEqual(expect.any(String));

    const { issues: turned } = await CHECKS[family](after, before, 'forward');
    expect(turned.some(({ severity }) => severity === 'breaking')).toBe(!compatible);
  });
});
