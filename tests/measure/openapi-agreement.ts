/**
 * Measures how far the check agrees with pairs of API descriptions that somebody else has labelled.
 *
 *     npx tsx tests/measure/openapi-agreement.ts cases.jsonl [pattern]
 *
 * Each line of the file is `{ id, before, after, expected: { severity, changes: [{ id, level }] } }`. Prints every
 * case whose verdict is another one, with our findings, then the counts, and agreement by three definitions; with a
 * pattern, only the cases whose id or labels match it. The labels are opinions: what is left is argued in
 * references/rules/disagreements.md.
 */
import { readFileSync } from 'node:fs';
import { checkCompatibility, type Finding, UserError } from '../../src/index.js';

interface Case {
  readonly id: string;
  readonly source?: string;
  readonly before: object;
  readonly after: object;
  readonly expected: {
    readonly severity: string;
    readonly changes: readonly { readonly id: string; readonly level: string }[];
  };
}

type Verdict = 'breaking' | 'potentially_breaking' | 'non_breaking' | 'refused';

/** What it may mean to agree. */
const DEFINITIONS = {
  'what may break agrees with either': agreeInSides,
  'breaking, or anything else': (label, verdict) => (label === 'breaking') === (verdict === 'breaking'),
  'nothing, or anything worse': (label, verdict) => (label === 'non_breaking') === (verdict === 'non_breaking'),
} as const satisfies Readonly<Record<string, (label: Verdict, verdict: Verdict) => boolean>>;

/** When the labels were made; announcements are judged by it. */
const NOW = '2026-11-20T00:00:00';

const [file, pattern = ''] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: openapi-agreement.ts <cases.jsonl> [pattern]');

const wanted = new RegExp(pattern);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)
  .filter((one) => wanted.test([one.id, ...one.expected.changes.map(({ id }) => id)].join(' ')));

const agreed = new Map<string, number>();
const counts = new Map<string, number>();
for (const one of cases) {
  const { verdict, findings } = check(one);
  const label = one.expected.severity === 'none' ? 'non_breaking' : (one.expected.severity as Verdict);
  count(`${label} -> ${verdict}`);
  for (const [name, agree] of Object.entries(DEFINITIONS))
    if (agree(label, verdict)) agreed.set(name, (agreed.get(name) ?? 0) + 1);
  if (agreeInSides(label, verdict)) continue;
  console.log(`${one.id} ${one.source ?? ''}: ${label}, but we say ${verdict}`);
  for (const { id, level } of one.expected.changes) console.log(`  label ${level} ${id}`);
  for (const { severity, type, description } of findings) console.log(`  ours  ${severity} ${type}: ${description}`);
}
for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);
for (const name of Object.keys(DEFINITIONS)) {
  const number = agreed.get(name) ?? 0;
  console.log(`${number} of ${cases.length} agree (${((number / cases.length) * 100).toFixed(1)} %): ${name}`);
}

function check({ before, after }: Case): { verdict: Verdict; findings: readonly Finding[] } {
  try {
    const { issues } = checkCompatibility(before, after, { type: 'api', now: NOW });
    const worst = (['breaking', 'potentially_breaking'] as const).find((severity) => {
      return issues.some((issue) => issue.severity === severity && issue.type !== 'response_schema_changed');
    });
    return { verdict: worst ?? 'non_breaking', findings: issues };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log(`${error.message}`);
    return { verdict: 'refused', findings: [] };
  }
}

/** Whether both say that clients break, or both that none does; what depends on the client is between the two. */
function agreeInSides(label: Verdict, verdict: Verdict): boolean {
  if (label === 'potentially_breaking' || verdict === 'potentially_breaking') return verdict !== 'refused';
  return label === verdict;
}

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
