/**
 * Measures how far the check agrees with pairs of Protobuf schemas that `buf breaking` has labelled.
 *
 *     npx tsx tests/measure/protobuf-agreement.ts cases.jsonl [pattern]
 *
 * Each line of the file is `{ id, before, after, expected: { by_category: { WIRE, WIRE_JSON, PACKAGE, FILE } } }`, where
 * the sides are texts by path and a label is `{ path, line, id, message }`. Prints the labels that no finding of ours
 * is for (by rule, category and line), our findings that no label is for, and agreement by category.
 */
import { readFileSync } from 'node:fs';
import { checkProtobuf } from '../../src/check/check-protobuf.js';
import { RULES } from '../../src/cli/rule-pages.js';
import type { Finding } from '../../src/model/finding.js';
import { readProtobuf } from '../../src/read/protobuf/read-schema.js';

const CATEGORIES = ['WIRE', 'WIRE_JSON', 'PACKAGE', 'FILE'] as const;
type Category = (typeof CATEGORIES)[number];

interface Label {
  readonly path?: string;
  readonly line: number;
  readonly id: string;
  readonly message: string;
}

interface Case {
  readonly id: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly expected: { readonly by_category: Readonly<Record<Category, readonly Label[]>> };
}

/** What we say breaks where a category looks. */
const LEVELS: Readonly<Record<Category, readonly string[]>> = {
  WIRE: ['wire', 'rpc'],
  WIRE_JSON: ['wire', 'json', 'rpc'],
  PACKAGE: ['wire', 'json', 'rpc', 'source'],
  FILE: ['wire', 'json', 'rpc', 'source'],
};

const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  RULES.filter(({ family }) => family === 'protobuf').map(({ id, knownAs }) => [id, knownAs?.ids ?? []]),
);

const SETTINGS = {
  rules: 'all',
  profile: 'client',
  detail: 'outline',
  now: '2026-11-20',
  maxFindings: 100_000,
} as const;

const [file, pattern = ''] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: protobuf-agreement.ts <cases.jsonl> [pattern]');

async function main(path: string): Promise<void> {
  const cases = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
    .filter(({ id }) => new RegExp(pattern).test(id));
  const counts = new Map<Category, { labels: number; agreed: number; lines: number }>();
  let [extra, found] = [0, 0];
  for (const one of cases) {
    const findings = await check(one);
    found += findings.length;
    const used = new Set<Finding>();
    for (const category of CATEGORIES) {
      const count = counts.get(category) ?? { labels: 0, agreed: 0, lines: 0 };
      counts.set(category, count);
      for (const label of one.expected.by_category[category]) {
        const matching = findings.filter((finding) => isFor(finding, label, category));
        const exact = matching.filter((finding) => isAt(finding, label, one));
        for (const finding of exact.length > 0 ? exact : matching) used.add(finding);
        count.labels++;
        if (matching.length > 0) count.agreed++;
        if (exact.length > 0) count.lines++;
        if (exact.length > 0) continue;
        const what = matching.length > 0 ? 'elsewhere' : 'not found';
        console.log(`${one.id} ${category} ${label.path ?? ''}:${label.line} ${label.id}: ${what}: ${label.message}`);
      }
    }
    for (const finding of findings) {
      if (used.has(finding)) continue;
      extra++;
      console.log(`${one.id} ours alone: ${finding.severity} ${finding.type}: ${finding.description}`);
    }
  }
  for (const [category, { labels, agreed, lines }] of counts) {
    console.log(`${category}: ${agreed} of ${labels} labels agreed, ${lines} on the same line`);
  }
  console.log(`${found} findings, ${extra} without a label`);
}

async function check(one: Case): Promise<readonly Finding[]> {
  const read = (side: Readonly<Record<string, string>>) => {
    const files = Object.entries(side).map(([path, text]) => ({ path, name: path, bytes: Buffer.from(text) }));
    return readProtobuf({ name: '.', kind: 'folder', files });
  };
  return checkProtobuf(await read(one.before), await read(one.after), SETTINGS).issues;
}

/** The last quoted name of a message, which is what is gone, or the first where two are compared. */
function isFor(finding: Finding, { id, message }: Label, category: Category): boolean {
  if (!NAMES.get(finding.type)?.includes(id)) return false;
  if (!finding.breaks?.some((level) => LEVELS[category].includes(level))) return false;
  if (!/_NO_DELETE$/.test(id) || !/^(?:PACKAGE_)?(?:MESSAGE|ENUM|SERVICE|EXTENSION)_NO_DELETE$/.test(id)) return true;
  const name = /"([^"]*)"/.exec(message)?.[1] ?? '';
  const names = [finding.field_path, String(finding.old_value)];
  return finding.type === 'package_removed' || names.some((one) => covers(one, name));
}

// What is nested in something that is gone, or moved, is gone or moved with it.
function covers(full: string, nested: string): boolean {
  const parts = nested.split('.');
  return parts.some((_, index) => {
    const outer = parts.slice(0, index + 1).join('.');
    return full === outer || full.endsWith(`.${outer}`);
  });
}

/** Whether a finding is where a label is; what is gone has no line, and buf names that of what it was in. */
function isAt(
  { after_location: after, before_location: before }: Finding,
  { path, line, id }: Label,
  one: Case,
): boolean {
  if (after === undefined)
    return path === undefined || !(path in one.after) || /_NO_DELETE$/.test(id) || before?.file === path;
  return (path === undefined || after.file === path) && (after.line === line || (/_NO_DELETE$/.test(id) && line === 1));
}

void main(file);
