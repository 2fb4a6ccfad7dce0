import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type CompatibilityReport,
  checkCompatibility,
  createPlan,
  createRunbook,
  exitCodeOf,
  type Finding,
  type JsonObject,
  parseJson,
  renderJson,
  renderText,
  reportCheck,
  reportPlan,
  reportRunbook,
} from '../../src/index.js';

/** One input with what the original toolkit answers to it; times are `<now>`. */
interface Case {
  readonly id: string;
  readonly command: 'plan' | 'check-db' | 'check-api' | 'rollback';
  readonly files: Readonly<Record<string, string>>;
  readonly json: string;
  readonly text: string;
  readonly exit: number;
}

const NOW = '2000-01-01T00:00:00';
const cases = readFileSync('tests/parity/cases.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const of = (...commands: Case['command'][]) => cases.filter(({ command }) => commands.includes(command));
const file = ({ files }: Case, name: string) => parseJson(files[name] as string) as JsonObject;
const timeless = (text: string) => text.replaceAll(NOW, '<now>');

test('there are cases of every command', () => {
  expect([of('plan'), of('check-db'), of('check-api'), of('rollback')].map((some) => some.length)).toEqual([
    42, 43, 43, 32,
  ]);
});

test.each(of('plan'))('$id', (one) => {
  const plan = createPlan(file(one, 'spec.json') as never, { now: NOW });
  expect(timeless(renderJson(plan))).toBe(one.json);
  expect(timeless(renderText(reportPlan(plan)))).toBe(one.text);
});

test.each(of('rollback'))('$id', (one) => {
  const runbook = createRunbook(file(one, 'plan.json') as never, { now: NOW });
  expect(timeless(renderJson(runbook))).toBe(one.json);
  expect(timeless(renderText(reportRunbook(runbook)))).toBe(one.text);
});

function check(one: Case, rules: 'all' | 'classic'): CompatibilityReport {
  const type = one.command === 'check-db' ? 'database' : 'api';
  return checkCompatibility(file(one, 'before.json'), file(one, 'after.json'), { type, rules, now: NOW });
}

// The original iterates over sets: the order of its issues and scripts, and so the scripts' numbers, is accidental.
function unordered(json: string): unknown {
  const { issues, migration_scripts: scripts, ...rest } = JSON.parse(json) as Record<string, object[]>;
  const sorted = (list: object[] = []) => list.map((item) => JSON.stringify(item)).sort();
  return { ...rest, issues: sorted(issues), scripts: sorted(scripts) };
}

function unorderedLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\d+\. /, ''))
    .sort();
}

/** What the original says of a finding, whoever is concerned. */
function wordsOf({ type, description, field_path, old_value, new_value, suggested_migration }: Finding): string {
  return renderJson({ type, description, field_path, old_value, new_value, suggested_migration });
}

/** How bad `all` may find what the original finds bad without asking who uses it; the rules' pages say why. */
const LAWFUL: Readonly<Record<string, readonly Finding['severity'][]>> = {
  response_schema_changed: ['potentially_breaking', 'non_breaking'],
  property_removed: ['breaking', 'potentially_breaking', 'non_breaking'],
  property_made_required: ['breaking', 'non_breaking'],
  property_type_changed: ['breaking', 'potentially_breaking', 'non_breaking'],
};

describe.each(of('check-db', 'check-api'))('$id', (one) => {
  test('classic is the original', () => {
    const report = check(one, 'classic');
    const json = timeless(renderJson(report));
    expect(unordered(json)).toEqual(unordered(one.json));
    expect(unorderedLines(timeless(renderText(reportCheck(report))))).toEqual(unorderedLines(one.text));
    expect(exitCodeOf(report)).toBe(one.exit);
  });

  test('all finds what classic finds, in its words and order', () => {
    const classic = check(one, 'classic').issues;
    const all = new Map(check(one, 'all').issues.map((issue) => [wordsOf(issue), issue]));
    expect([...all.keys()].filter((words) => classic.some((issue) => wordsOf(issue) === words))).toEqual([
      ...new Set(classic.map(wordsOf)),
    ]);
    for (const issue of classic) {
      const { severity } = all.get(wordsOf(issue)) as Finding;
      expect(LAWFUL[issue.type]?.includes(severity) ?? severity === issue.severity).toBe(true);
    }
  });

  test('a schema compared with itself has no findings', () => {
    const type = one.command === 'check-db' ? 'database' : 'api';
    for (const name of ['before.json', 'after.json']) {
      expect(checkCompatibility(file(one, name), file(one, name), { type }).issues).toEqual([]);
    }
  });
});
