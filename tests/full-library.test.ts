import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkSql, createFullPlan, createFullRunbook, parseJson, rehearse, renderJson } from '../src/index.js';
import { NOW } from './support/cli.js';

const read = (file: string) => parseJson(readFileSync(file, 'utf8')) as object;
const golden = (file: string) => readFileSync(file, 'utf8').trimEnd();

describe('the library writes what the command writes', () => {
  test.each(['database', 'service'])('of the sample %s', async (name) => {
    const start = name === 'database' ? { start: new Date('2026-12-01T22:00:00Z') } : {};
    const plan = await createFullPlan(read(`assets/sample_${name}_migration.json`), { now: NOW, ...start });
    expect(renderJson(plan).trimEnd()).toBe(golden(`tests/plan/goldens/${name}.json`));
    const written = parseJson(golden(`tests/plan/goldens/${name}.json`)) as unknown as typeof plan;
    const runbook = await createFullRunbook(written, { now: NOW });
    expect(renderJson(runbook).trimEnd()).toBe(golden(`tests/rollback/goldens/${name}.json`));
  });
});

const SPEC = { type: 'database', pattern: 'expand_contract', source: 'shop', target: 'shop' };
const texts = (text: string) => [{ name: 'schema.sql', text }];
const BEFORE = texts('CREATE TABLE users (id bigint PRIMARY KEY);');
const AFTER = texts('CREATE TABLE users (id bigint PRIMARY KEY, mail text);');

test('two schemas, their rehearsal, the plan and its runbook: the ids of the steps go through', async () => {
  const report = await checkSql(BEFORE, AFTER, { detail: 'full', now: NOW });
  const rehearsal = await rehearse(BEFORE, AFTER, { steps: report.steps ?? [], now: NOW });
  const plan = await createFullPlan(SPEC, { report, rehearsal, settings: { dba: 'Ada' }, now: NOW });
  const ids = report.steps?.map(({ id }) => id) ?? [];
  expect(ids).not.toEqual([]);
  expect(plan.steps.filter(({ kind }) => kind === 'sql').map(({ id }) => id)).toEqual(ids);
  expect(plan.settings).toMatchObject({ dba: 'Ada' });
  const runbook = await createFullRunbook(plan, { settings: { incident_commander: 'Grace' }, now: NOW });
  expect(runbook.steps.flatMap(({ undoes }) => undoes)).toEqual(expect.arrayContaining(ids));
  expect(renderJson(runbook)).toContain('Grace');
});

describe('what is refused', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['no object', () => createFullPlan([]), 'specification: the document: expected an object'],
    [
      'a contradiction',
      () =>
        createFullPlan({
          ...SPEC,
          business_continuity: { preferred_migration_window: { start: '02:00', end: '02:00' } },
        }),
      'specification: /business_continuity/preferred_migration_window: begins and ends at 02:00',
    ],
    [
      'a rehearsal of other steps',
      async () => {
        const rehearsal = await rehearse(BEFORE, AFTER, { now: NOW });
        return createFullPlan(SPEC, { rehearsal });
      },
      'rehearsal: this is a rehearsal of another migration',
    ],
    ['a plan of the outline', () => createFullRunbook({ migration_id: 'm1', phases: [] } as never), 'plan: '],
    [
      'an undo that was changed',
      async () => {
        const report = await checkSql(BEFORE, AFTER, { detail: 'full' });
        const plan = await createFullPlan(SPEC, { report });
        const steps = plan.steps.map((step) => (step.kind === 'sql' ? { ...step, down: ['DROP TABLE users'] } : step));
        return createFullRunbook({ ...plan, steps });
      },
      'plan: ',
    ],
    [
      'a setting that there is not',
      async () => createFullRunbook(await createFullPlan(SPEC), { settings: { incident_comander: 'Ada' } }),
      'incident_comander',
    ],
  ])('%s', async (_, act, message) => {
    await expect(act()).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(message) });
  });
});
