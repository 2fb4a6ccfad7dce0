import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runbookDetail } from '../../src/model/runbook-detail.js';
import { hoursSince } from '../../src/plan/full/database/tools.js';
import { folderWith, NOW, run, start } from '../support/cli.js';

const PLANS = { database: 'tests/plan/goldens/database.json', service: 'tests/plan/goldens/service.json' };
const full = async (args: readonly string[]) => {
  const { stdout, stderr, status } = await run(['rollback', '--detail', 'full', '--now', NOW, ...args]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};

// Plain file reads: no update flag of a test runner can rewrite what was read by eye.
describe('the samples', () => {
  test.each([
    ['database.json', ['-i', PLANS.database, '--format', 'json']],
    ['database.txt', ['-i', PLANS.database, '--format', 'text']],
    ['database.page.txt', ['-i', PLANS.database, '--one-page']],
    ['service.json', ['-i', PLANS.service, '--format', 'json']],
    ['service.txt', ['-i', PLANS.service, '--format', 'text']],
    ['service.md', ['-i', PLANS.service, '--format', 'markdown']],
  ])('%s', async (name, args) => {
    // A file ends as the command writes files: JSON and text without a line break behind them.
    const wanted = readFileSync(join('tests/rollback/goldens', name), 'utf8');
    expect((await full(args)).trimEnd()).toBe(wanted.trimEnd());
  });
});

type Step = { id: string; stage: string; undoes: string[]; statements: string[]; command: string; language: string };
type Planned = {
  id: string;
  phase: string;
  kind: string;
  up: string[];
  down: string[];
  depends_on: string[];
  irreversible?: object;
};

type Asked = { run: string; language: string };

describe.each(Object.entries(PLANS))('the runbook of the sample %s', (_, file) => {
  const plan = JSON.parse(readFileSync(file, 'utf8'));
  const made = full(['-i', file, '--format', 'json']).then((text) => JSON.parse(text));

  test('is of its schema, and begins with the outline', async () => {
    const runbook = await made;
    expect(runbookDetail.safeParse(runbook).error).toBeUndefined();
    const outline = JSON.parse((await run(['rollback', '-i', file, '--now', NOW, '--format', 'json'])).stdout);
    expect(Object.keys(runbook).slice(0, Object.keys(outline).length)).toEqual(Object.keys(outline));
    for (const key of ['runbook_id', 'migration_id', 'created_at']) expect(runbook[key]).toEqual(outline[key]);
    const names = (phases: { phase_name: string }[]) => phases.map((phase) => phase.phase_name);
    expect(names(runbook.rollback_phases)).toEqual(names(outline.rollback_phases));
    expect(Object.keys(runbook.escalation_matrix)).toEqual(Object.keys(outline.escalation_matrix));
  });

  test('holds no placeholder', async () => {
    const { settings, ...own } = await made;
    expect(JSON.stringify(own).replaceAll(/--output=jsonpath='[^']*'/g, '')).not.toMatch(
      /\{[a-z_ ]+\}|\bTBD\b|<[a-z_-]+>|XXX/i,
    );
  });

  test('asks people what no command answers, since nobody has said which', async () => {
    const { steps } = (await made) as { steps: (Step & Record<'applies' | 'preflight' | 'verify', Asked[]>)[] };
    const asked = steps.flatMap(({ applies, preflight, verify }) => [...applies, ...preflight, ...verify]);
    const open = asked.filter(({ run: question }) => question.includes('UNASSIGNED'));
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open.map(({ language }) => language))).toEqual(new Set(['words']));
  });

  test("undoes every step of the plan once, by the plan's own undo, the last one first", async () => {
    const { steps } = (await made) as { steps: Step[] };
    const planned = plan.steps as Planned[];
    const undos = steps.filter(({ undoes }) => undoes.length > 0);
    const wanted = planned.filter(({ down }) => down.length > 0).map(({ id }) => id);
    expect(undos.flatMap(({ undoes }) => undoes).sort()).toEqual(wanted.sort());
    const place = (id: string | undefined) => planned.findIndex((step) => step.id === id);
    for (const { undoes, statements, stage } of undos) {
      const [first] = undoes;
      expect(statements).toEqual(planned[place(first)]?.down);
      const own = undos.filter((step) => step.stage === stage).map((step) => place(step.undoes[0]));
      expect(own).toEqual(own.toSorted((left, right) => right - left));
    }
  });

  test('every step that a decision names is there', async () => {
    const runbook = await made;
    const ids = new Set(runbook.steps.map(({ id }: Step) => id));
    const stages = new Set(runbook.steps.map(({ stage }: Step) => stage));
    const routes = new Set(runbook.routes.map(({ id }: { id: string }) => id));
    const named = [
      ...runbook.strategies.flatMap(({ steps }: { steps: string[] }) => steps),
      ...runbook.decision_tree.flatMap(({ steps }: { steps: string[] }) => steps),
      ...runbook.data_at_risk.map(({ step }: { step: string }) => step),
      ...runbook.checks.map(({ step }: { step: string }) => step),
    ];
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const gone = runbook.routes.flatMap(({ stages: parts }: { stages: string[] }) => parts);
    expect(gone.filter((stage: string) => !stages.has(stage))).toEqual([]);
    expect(runbook.strategy_by_phase.filter(({ route }: { route: string }) => !routes.has(route))).toEqual([]);
    expect(runbook.decision_tree.length).toBeGreaterThan(3);
  });
});

describe('what cannot be undone like that is refused in one message', () => {
  const plan = JSON.parse(readFileSync(PLANS.database, 'utf8'));
  const refused = async (files: Record<string, string>, args: readonly string[]) => {
    const folder = folderWith(files);
    const { stdout, stderr, status } = await run(['rollback', '--detail', 'full', ...args], { cwd: folder });
    expect({ stdout, status }).toEqual({ stdout: '', status: 3 });
    return stderr;
  };

  test('a plan of the outline', async () => {
    const outline = readFileSync('expected_outputs/sample_database_migration_plan.json', 'utf8');
    expect(await refused({ 'plan.json': outline }, ['-i', 'plan.json'])).toBe(
      `error: plan.json: this is a plan of the outline: it has no steps, so there is nothing to undo step by step
  make it in full: migrate-arch plan -i spec.json --detail full --format json -o plan.json; or write the outline of the runbook, without --detail full
`,
    );
  });

  test('no plan', async () => {
    expect(await refused({ 'plan.json': '{"a": 1}' }, ['-i', 'plan.json'])).toBe(
      `error: plan.json: a migration plan must have 'migration_id' or 'source'
  mend the value there; migrate-arch schema lists the schemas and prints them
`,
    );
    expect(await refused({ 'plan.json': '{"detail": "full", "steps": 1}' }, ['-i', 'plan.json'])).toMatch(
      /^error: plan\.json:\n {2}migration_id: expected a text, got nothing\n/,
    );
  });

  const changed = (change: (steps: Planned[]) => void) => {
    const copy = structuredClone(plan);
    change(copy.steps);
    return JSON.stringify(copy);
  };

  test('an undo of SQL that somebody changed', async () => {
    const text = changed((steps) => {
      const step = steps.find(({ kind, down }) => kind === 'sql' && down.length > 0) as Planned;
      step.down = ['DROP TABLE "users"'];
    });
    expect(await refused({ 'plan.json': text }, ['-i', 'plan.json'])).toMatch(
      /^error: plan\.json: somebody changed this plan after it was made: \/fingerprints\/steps: is 38a749c3435b28b1cc3bdbd0a78c042d, but that of the SQL in \/steps is [0-9a-f]{32}\n/,
    );
  });

  test('a command that somebody changed', async () => {
    const text = changed((steps) => {
      const step = steps.find(({ kind }) => kind === 'deploy') as Planned;
      step.down = ['kubectl delete namespace production'];
    });
    expect(await refused({ 'plan.json': text }, ['-i', 'plan.json'])).toMatch(
      /^error: plan\.json: somebody changed this plan after it was made: \/steps\/8: what it does and undoes is not what its id abe24c81f416 was made from\n/,
    );
  });

  test('an id that would be a command', async () => {
    const text = changed((steps) => {
      const step = steps.find(({ kind }) => kind === 'sql') as Planned;
      step.id = 'x() { :; }; reboot; y';
    });
    expect(await refused({ 'plan.json': text }, ['-i', 'plan.json', '--format', 'sh'])).toMatch(
      /^error: plan\.json: somebody changed this plan after it was made: \/steps\/6\/id: "x\(\) \{ :; \}; reboot; y" is no id of a step\n/,
    );
  });

  test('steps that wait for each other', async () => {
    const text = changed((steps) => {
      (steps[4] as Planned).depends_on = [(steps[5] as Planned).id, 'nothing'];
    });
    expect(await refused({ 'plan.json': text }, ['-i', 'plan.json'])).toMatch(
      /^error: plan\.json: somebody changed this plan after it was made:\n {2}\/steps\/4\/depends_on\/0: "[0-9a-f]{12}" does not come before it\n {2}\/steps\/4\/depends_on\/1: "nothing" is no step of this plan\n/,
    );
  });

  const whole = { 'plan.json': JSON.stringify(plan) };
  test.each([
    [{}, ['--set', 'sre_contct=1'], 'error: sre_contct: no such setting; did you mean sre_contact?\n'],
    [
      {},
      ['--set', 'namespace=prod'],
      'error: namespace: the commands of the plan have no value for it, and a runbook runs them as they are\n',
    ],
    [
      { 'contacts.json': '{"sre": 1}' },
      ['--contacts', 'contacts.json'],
      'error: contacts.json: sre: expected a text, got the number 1',
    ],
    [{ 'contacts.json': 'sre: Ada' }, ['--contacts', 'contacts.json'], 'error: contacts.json:1:1: not JSON: '],
    [{ 'contacts.json': '{"srre": "Ada"}' }, ['--contacts', 'contacts.json'], 'error: srre: no such setting; did you'],
    [{}, ['--contacts', 'none.json'], 'error: none.json: no such file\n'],
    [{}, ['--strict'], 'error: not assigned:\n'],
  ])('%j %j', async (files, args, message) => {
    expect((await refused({ ...whole, ...files }, ['-i', 'plan.json', ...args])).slice(0, message.length)).toBe(
      message,
    );
  });

  test('options of the full one without it', async () => {
    const folder = folderWith(whole);
    const { stderr, status } = await run(['rollback', '-i', join(folder, 'plan.json'), '--set', 'sre=Ada']);
    expect({ stderr, status }).toEqual({
      stderr: 'error: --set: the outline has no use for it\n  add --detail full\n',
      status: 3,
    });
  });
});

test('contacts come from a file, and --set wins', async () => {
  const folder = folderWith({ 'contacts.json': '{"sre": "Ada", "sre_contact": "+49 1", "dba": "Grace"}' });
  const args = ['-i', PLANS.service, '--contacts', join(folder, 'contacts.json'), '--set', 'sre=Ida'];
  const runbook = JSON.parse(await full([...args, '--format', 'json']));
  const wanted = { role: 'Site Reliability Engineer', name: 'Ida', primary_phone: '+49 1', email: 'none given' };
  expect(runbook.emergency_contacts[3]).toEqual({ ...wanted, backup_contact: 'nobody named' });
  expect(runbook.unassigned.map(({ path }: { path: string }) => path)).not.toContain('/settings/dba');
});

test('a page of HTML has every step to tick off, and nothing of strangers runs in it', async () => {
  const evil = '<script>alert(1)</script>\u202e|';
  const spec = { type: 'service', pattern: 'canary', source: evil, target: evil, feature_flags: [{ name: evil }] };
  const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
  const plan = (await run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json'], { cwd: folder })).stdout;
  const back = (format: string) =>
    run(['rollback', '-i', '-', '--detail', 'full', '--format', format], { cwd: folder, input: plan });
  const [html, json] = await Promise.all([back('html'), back('json')]);
  expect(html.stdout.match(/<script>/g)).toHaveLength(1);
  expect(html.stdout).not.toMatch(/\u202e|(src|href)="?https?:/);
  const boxes = html.stdout.match(/<input type="checkbox"/g) ?? [];
  const { steps } = JSON.parse(json.stdout) as { steps: Step[] };
  expect(boxes.length).toBeGreaterThan(steps.length);
  for (const title of steps.map((step) => step.id)) expect(html.stdout).toContain(`<b>Id:</b> ${title}`);
});

describe('the page', () => {
  test('fits on one', async () => {
    const page = await full(['-i', PLANS.database, '--one-page']);
    expect(page.split('\n').length).toBeLessThan(90);
    expect(page.split('\n').filter((line) => line.length > 80 && !line.startsWith('  kubectl '))).toEqual([]);
  });

  test.each(['json', 'sh'])('is not written as %s', async (format) => {
    const args = ['rollback', '-i', PLANS.database, '--detail', 'full', '--one-page', '--format', format];
    expect(await run(args)).toEqual({
      stdout: '',
      stderr: `error: --one-page: there is no page as ${format}\n  write it as text, markdown or html\n`,
      status: 3,
    });
  });
});

test('a name from a stranger stays a name where values are copied back', async () => {
  const column = `a'"; touch pwned; '$(touch pwned)`;
  const name = `"${column.replaceAll('"', '""')}"`;
  const folder = folderWith({
    'spec.json': '{"type": "database", "source": "shop", "target": "shop"}',
    'old.sql': `CREATE TABLE t (id int PRIMARY KEY, ${name} text);`,
    'new.sql': 'CREATE TABLE t (id int PRIMARY KEY);',
  });
  const json = async (...args: string[]) =>
    JSON.parse((await run([...args, '--format', 'json'], { cwd: folder })).stdout);
  const plan = await json('plan', '-i', 'spec.json', '--detail', 'full', '--before', 'old.sql', '--after', 'new.sql');
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const { steps } = (await json('rollback', '-i', 'plan.json', '--detail', 'full')) as { steps: Step[] };
  const [copy] = steps.filter(({ id }) => id === 'restore_copy_1');
  // What reaches the last psql is printed; what asks for the key is told that it is "id".
  const psql = `psql() { case "$*" in *string_agg*) echo '"id"' ;; *--single-transaction*) cat ;; *) echo "ROWS \${@: -1}" ;; esac; }`;
  const { stdout, stderr } = await start('bash', ['-c', `${psql}\n${copy?.statements.join('\n')}`], { cwd: folder });
  expect(stderr).toBe('');
  expect(stdout).toContain(`CREATE TEMPORARY TABLE r AS SELECT "id", ${name} FROM "public"."t" WITH NO DATA;\n`);
  expect(stdout).toContain(`ROWS COPY (SELECT "id", ${name} FROM "public"."t" WHERE ${name} IS NOT NULL) TO STDOUT\n`);
  expect(stdout).toContain(
    `UPDATE "public"."t" AS t SET ${name} = r.${name} FROM r WHERE "id" AND t.${name} IS NULL;\n`,
  );
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
});

test('the age of the backup of a source is that of the backup before the move', async () => {
  const folder = folderWith({
    'old.sql': 'CREATE TABLE users (id int PRIMARY KEY, phone text);',
    'new.sql': 'CREATE TABLE users (id int PRIMARY KEY);',
    'spec.json': '{"type": "data", "source": "a", "target": "b"}',
  });
  const schemas = ['--before', 'old.sql', '--after', 'new.sql'];
  const made = ['plan', '-i', 'spec.json', '--detail', 'full', ...schemas, '--format', 'json', '-o', 'plan.json'];
  await run(made, { cwd: folder });
  const { stdout } = await run(['rollback', '-i', 'plan.json', '--detail', 'full', '--format', 'json'], {
    cwd: folder,
  });
  const { steps, migration_id } = JSON.parse(stdout) as { steps: Step[]; migration_id: string };
  const [age] = steps.filter(({ id }) => id === 'check_backup_age_source').flatMap(({ statements }) => statements);
  expect(age).toContain(`backup-${migration_id}-prepare/toc.dat`);
});

test('the age of the last backup is that of the newest which was made, and of none there is none', async () => {
  const cwd = folderWith({ 'prepare.sql': '' });
  const ask = (files: readonly string[]) => start('bash', ['-euo', 'pipefail', '-c', hoursSince(files)], { cwd });
  expect(await ask(['contract.sql', 'prepare.sql'])).toMatchObject({ status: 0, stdout: '0\n' });
  expect((await ask(['contract.sql', 'other.sql'])).status).not.toBe(0);
});

test('where there is neither a flag nor a release, the first minute speaks of none', async () => {
  const spec = { type: 'infrastructure', pattern: 'lift_and_shift', source: 'VMware', target: 'AWS' };
  const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
  await run(['plan', '-i', 'spec.json', '--detail', 'full', '-o', 'plan.json', '--format', 'json'], { cwd: folder });
  const { stdout } = await run(['rollback', '-i', 'plan.json', '--detail', 'full', '--format', 'json'], {
    cwd: folder,
  });
  const { summary } = JSON.parse(stdout);
  expect(summary.join('\n')).toContain('contract has begun: not the switch first');
  expect(summary.join('\n')).not.toMatch(/\bflag\b|the release before/);
});
