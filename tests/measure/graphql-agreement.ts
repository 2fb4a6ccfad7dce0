/**
 * Measures how far the check agrees with pairs of GraphQL schemas that somebody else has labelled.
 *
 *     npx tsx tests/measure/graphql-agreement.ts cases.jsonl [pattern]
 *
 * Each line of the file is `{ id, before, after, expected: { severity, changes: [{ type, level }] } }`, where a level
 * is BREAKING, DANGEROUS or SAFE. Prints every case in which a label has no finding of its type and level, or a
 * finding no label, and then the counts. What is left is argued in references/rules/disagreements.md.
 */
import { readFileSync } from 'node:fs';
import { checkGraphql } from '../../src/index.js';

interface Case {
  readonly id: string;
  readonly source?: string;
  readonly before: string;
  readonly after: string;
  readonly expected: {
    readonly severity: string;
    readonly changes: readonly { readonly type: string; readonly level: string; readonly description?: string }[];
  };
}

const LEVELS = { breaking: 'BREAKING', potentially_breaking: 'DANGEROUS', non_breaking: 'SAFE', additive: 'SAFE' };
const VERDICTS = ['BREAKING', 'DANGEROUS', 'SAFE'];

const [file, pattern = ''] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: graphql-agreement.ts <cases.jsonl> [pattern]');
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)
  .filter(({ id, source = '' }) => new RegExp(pattern).test(`${id} ${source}`));

let [labels, agreedLabels, agreedCases, extra] = [0, 0, 0, 0];
for (const one of cases) {
  const { issues } = await checkGraphql(
    [{ name: 'before.graphql', text: one.before }],
    [{ name: 'after.graphql', text: one.after }],
    { detail: 'full' },
  );
  const ours = issues.map(({ type, severity, description }) => {
    return { type: type.toUpperCase(), level: LEVELS[severity as keyof typeof LEVELS], description };
  });
  const theirs = one.expected.changes;
  const rest = [...ours];
  const missing = theirs.filter(({ type, level }) => {
    const index = rest.findIndex((own) => own.type === type && own.level === level);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  labels += theirs.length;
  agreedLabels += theirs.length - missing.length;
  extra += rest.length;
  const verdict = (changes: readonly { readonly level: string }[]) => {
    return VERDICTS.find((level) => changes.some((change) => change.level === level)) ?? 'SAFE';
  };
  if (verdict(ours) === verdict(theirs)) agreedCases++;
  else console.log(`${one.id}: ${verdict(theirs)}, but we say ${verdict(ours)}`);
  for (const { level, type, description = '' } of missing)
    console.log(`${one.id}  label ${level} ${type}: ${description}`);
  for (const { level, type, description } of rest) console.log(`${one.id}  ours  ${level} ${type}: ${description}`);
}
console.log(`${agreedCases} of ${cases.length} verdicts agree`);
console.log(
  `${agreedLabels} of ${labels} labels have a finding of their type and level; ${extra} findings have no label`,
);
