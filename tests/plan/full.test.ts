import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planDetail } from '../../src/model/plan-detail.js';
import type { Step } from '../../src/model/step.js';
import { findContradictions } from '../../src/plan/full/judge-spec.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { workOf } from '../../src/plan/full/work.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { folderWith, NOW, run } from '../support/cli.js';

const DATABASE = 'assets/sample_database_migration.json';
const SERVICE = 'assets/sample_service_migration.json';
// Plain file reads: no update flag of a test runner can rewrite what was read by eye.
const golden = (name: string) => readFileSync(join('tests/plan/goldens', name), 'utf8');
const full = async (args: readonly string[]) => {
  const { stdout, stderr, status } = await run(['plan', '--detail', 'full', '--now', NOW, ...args]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};

describe('the samples', () => {
  test.each([
    ['database.txt', ['-i', DATABASE, '--start', '2026-12-01T22:00Z', '--format', 'text']],
    ['service.txt', ['-i', SERVICE, '--format', 'text']],
    ['database.json', ['-i', DATABASE, '--start', '2026-12-01T22:00Z', '--format', 'json']],
    ['service.json', ['-i', SERVICE, '--format', 'json']],
    ['service.md', ['-i', SERVICE, '--format', 'markdown']],
    ['database.csv', ['-i', DATABASE, '--start', '2026-12-01T22:00Z', '--format', 'csv']],
    ['database.ics', ['-i', DATABASE, '--start', '2026-12-01T22:00Z', '--format', 'ics']],
  ])('%s', async (name, args) => {
    expect(await full(args)).toBe(golden(name));
  });
});

describe('a plan in full', () => {
  const plans = ['database.json', 'service.json'].map((name) => JSON.parse(golden(name)));

  test.each(plans.map((plan) => [plan.migration_id, plan]))(
    '%s is of its schema, and begins with the outline',
    async (_, plan) => {
      expect(planDetail.safeParse(plan).error).toBeUndefined();
      const input = plan.migration_type === 'database' ? DATABASE : SERVICE;
      const outline = JSON.parse((await run(['plan', '-i', input, '--now', NOW, '--format', 'json'])).stdout);
      expect(Object.keys(plan).slice(0, Object.keys(outline).length)).toEqual(Object.keys(outline));
      for (const key of ['migration_id', 'complexity', 'estimated_duration_hours', 'risks', 'created_at']) {
        expect(plan[key]).toEqual(outline[key]);
      }
      expect(plan.phases.map((phase: { name: string }) => phase.name)).toEqual(
        outline.phases.map((phase: { name: string }) => phase.name),
      );
    },
  );

  test.each(plans.map((plan) => [plan.migration_id, plan]))(
    '%s holds no placeholder, and steps in an order that works',
    (_, plan) => {
      const { specification, ...own } = plan;
      expect(JSON.stringify(own)).not.toMatch(/\{[a-z_ ]+\}|\bTBD\b|<[a-z_-]+>/i);
      const done = new Set<string>();
      const phases: string[] = [];
      for (const step of plan.steps) {
        expect(step.depends_on.filter((id: string) => !done.has(id))).toEqual([]);
        done.add(step.id);
        if (phases.at(-1) !== step.phase) phases.push(step.phase);
        expect(
          step.down.length > 0 || step.irreversible !== undefined || !['deploy', 'traffic', 'flag'].includes(step.kind),
        ).toBe(true);
      }
      expect(done.size).toBe(plan.steps.length);
      const ORDER = ['prepare', 'expand', 'deploy', 'migrate', 'ramp', 'stabilize', 'contract', 'close'];
      expect(phases).toEqual(ORDER.filter((phase) => phases.includes(phase)));
      expect(specification.type).toBe(plan.migration_type);
    },
  );
});

describe('every pattern', () => {
  const PATTERNS: readonly (readonly [string, string])[] = [
    ...['expand_contract', 'parallel_schema', 'event_sourcing'].map((name) => ['database', name] as const),
    ...['bulk_copy', 'incremental_copy', 'stream', 'dual_write', 'change_data_capture'].map(
      (name) => ['data', name] as const,
    ),
    ...['strangler_fig', 'parallel_run', 'blue_green', 'canary'].map((name) => ['service', name] as const),
    ...['lift_and_shift', 'hybrid', 'multi_cloud', 're_architecture', 'cloud_to_cloud'].map(
      (name) => ['infrastructure', name] as const,
    ),
    ['api', 'api_versioning'],
  ];

  test('has a plan of its own whose removal is behind an approval', async () => {
    const folder = folderWith(
      Object.fromEntries(
        PATTERNS.map(([type, pattern]) => [
          `${pattern}.json`,
          JSON.stringify({ type, pattern, source: 'old', target: 'new' }),
        ]),
      ),
    );
    for (const [, pattern] of PATTERNS) {
      const plan = JSON.parse(await full(['-i', join(folder, `${pattern}.json`), '--format', 'json']));
      expect([pattern, plan.pattern.id, plan.pattern.given]).toEqual([pattern, pattern, true]);
      const contract = plan.steps.filter(({ phase }: { phase: string }) => phase === 'contract');
      if (contract.length > 0) expect([pattern, contract[0].kind]).toEqual([pattern, 'approval']);
    }
  });
});

describe('steps of SQL are in every plan that is given them', () => {
  test.each([
    ['a service', SERVICE],
    ['data', undefined],
  ])('of %s', async (_, sample) => {
    const folder = folderWith({
      'old.sql': 'CREATE TABLE users (id int PRIMARY KEY, n int, phone text);',
      'new.sql': 'CREATE TABLE users (id int PRIMARY KEY, n bigint, mail text);',
      'spec.json':
        sample === undefined ? '{"type": "data", "source": "a", "target": "b"}' : readFileSync(sample, 'utf8'),
    });
    const schemas = ['--before', 'old.sql', '--after', 'new.sql', '--format', 'json'];
    const json = async (...args: string[]) => JSON.parse((await run(args, { cwd: folder })).stdout);
    const { steps: planned } = await json('check', '--detail', 'full', ...schemas);
    const { steps } = await json('plan', '-i', 'spec.json', '--detail', 'full', ...schemas);
    const sql = steps.filter(({ kind }: { kind: string }) => kind === 'sql');
    const shown = ({ id, phase, up, down }: Record<string, unknown>) => ({ id, phase, up, down });
    expect(new Set(planned.map(({ phase }: { phase: string }) => phase))).toEqual(
      new Set(['expand', 'migrate', 'contract']),
    );
    expect(sql.map(shown)).toEqual(planned.map(shown));
    const phases: string[] = steps.map(({ phase }: { phase: string }) => phase);
    const order = [...new Set(phases)];
    expect(phases).toEqual(order.flatMap((phase) => phases.filter((each) => each === phase)));
    // Nothing is taken away before somebody approved of it and a backup was made.
    const gone = steps.findIndex(
      ({ id }: { id: string }) => id === sql.find(({ phase }: { phase: string }) => phase === 'contract')?.id,
    );
    const addresses = ({ title, up }: { title: string; up: string[] }) =>
      `${title}: ${up
        .join()
        .match(/\$\w+_URL/g)
        ?.join(' ')}`;
    const approved = steps.findLastIndex(({ kind }: { kind: string }, at: number) => kind === 'approval' && at < gone);
    // Where data have moved, the target has them, and the statements run there or nowhere.
    const side = sample === undefined ? '$TARGET_URL' : '$DATABASE_URL';
    const sees = ['See that DATABASE_URL leads to the target: $DATABASE_URL $TARGET_URL'];
    expect(steps.slice(approved + 1, gone).map(addresses)).toEqual([
      ...(sample === undefined ? sees : []),
      `See that the database is quiet enough right before anything is taken away: ${side} ${side}`,
      `Make a backup right before anything is taken away, and write its id down: ${side}`,
    ]);
    const [first] = steps.filter(({ title }: { title: string }) => title.startsWith('Make a backup'));
    expect(first.up.join()).toContain(sample === undefined ? '"$SOURCE_URL"' : '"$DATABASE_URL"');
  });
});

test.each(['database.txt', 'service.txt'])('%s is read in 80 columns: only what is copied is wider', (name) => {
  // Messages keep their lines, and so do commands; those with a text behind them stand at the margin.
  const [steps = '', messages] = golden(name).split('\nMESSAGES\n');
  expect(messages).toBeDefined();
  const wide = steps.split('\n').filter((text) => text.length > 80);
  expect(
    wide.filter(
      (text) => !/^( {5}\S|(PG\w+=(\S+|'[^']*') )*psql |kubectl |CREATE |SELECT |figures |test |missing=")/.test(text),
    ),
  ).toEqual([]);
});

describe('a specification that contradicts itself is refused by path', () => {
  const BASE = { type: 'service', source: 'a', target: 'b' };
  const hours = (start: string, end: string, timezone = 'UTC') => ({ start, end, timezone });
  test.each([
    [
      { feature_flags: [{ name: 'f', rollout_schedule: [{ percentage: 120, duration_hours: 1 }] }] },
      '/feature_flags/0/rollout_schedule/0/percentage: 120 % is over 100 %',
    ],
    [
      {
        feature_flags: [
          {
            name: 'f',
            rollout_schedule: [
              { percentage: 50, duration_hours: 1 },
              { percentage: 5, duration_hours: 1 },
            ],
          },
        ],
      },
      '/feature_flags/0/rollout_schedule/1/percentage: 5 % is less than the 50 % before',
    ],
    [
      { business_continuity: { preferred_migration_window: hours('02:00', '06:00', 'Europe/Berln') } },
      '/business_continuity/preferred_migration_window/timezone: unknown time zone "Europe/Berln"; did you mean Europe/Berlin?',
    ],
    [
      { business_continuity: { preferred_migration_window: hours('02:00', '02:00') } },
      '/business_continuity/preferred_migration_window: begins and ends at 02:00',
    ],
    [
      {
        business_continuity: {
          preferred_migration_window: hours('09:00', '10:00'),
          critical_business_hours: hours('08:00', '18:00'),
        },
      },
      '/business_continuity/preferred_migration_window: lies within the critical hours 08:00–18:00',
    ],
    [
      { migration_phases: [{ phase: 'decommission' }, { phase: 'preparation' }] },
      '/migration_phases/1: preparation comes before decommission, not after it',
    ],
    [
      {
        migration_phases: [
          { phase: 'x', depends_on: ['y'] },
          { phase: 'y', depends_on: ['x'] },
        ],
      },
      '/migration_phases: depend on each other in a circle: x → y → x',
    ],
    [
      { migration_phases: [{ phase: 'migrate' }, { phase: 'expand' }] },
      '/migration_phases/1: expand comes before migrate, not after it',
    ],
    [
      { migration_phases: [{ phase: 'preparation' }, { phase: 'cutover' }, { phase: 'deployment' }] },
      '/migration_phases/2: deployment comes before cutover, not after it',
    ],
    [
      {
        constraints: {
          dependencies: [{ name: 'a', depends_on: ['b'] }, 'c', { service: 'b', depends_on: ['c', 'a'] }],
        },
      },
      '/constraints/dependencies: depend on each other in a circle: a → b → a',
    ],
    [
      {
        tables_to_migrate: [
          { name: 'orders', depends_on: ['users'] },
          { name: 'users', depends_on: ['teams'] },
          { name: 'teams', depends_on: ['orders'] },
        ],
      },
      '/tables_to_migrate: depend on each other in a circle: orders → users → teams → orders',
    ],
    [
      { tables_to_migrate: [{ name: 'orders', depends_on: ['user'] }] },
      '/tables_to_migrate/0/depends_on/0: there is no table "user" in the list',
    ],
    [
      {
        service_details: {
          legacy_service: { name: 'shop', depends_on: ['billing'] },
          new_service: { name: 'checkout', depends_on: ['shop'] },
        },
        constraints: { dependencies: [{ name: 'billing', depends_on: ['checkout'] }] },
      },
      '/service_details/new_service/depends_on: depend on each other in a circle: billing → checkout → shop → billing',
    ],
    [
      { migration_phases: [{ phase: 'x', depends_on: ['z'] }] },
      '/migration_phases/0/depends_on/0: there is no phase "z"',
    ],
    [
      {
        rollback_triggers: [{ metric: 'error_rate', threshold: 0.01 }],
        monitoring: { baselines: { error_rate: 0.02 } },
      },
      '/rollback_triggers/0/threshold: error_rate at 0.01 is below the baseline of 0.02: it would fire at once',
    ],
    [
      {
        rollback_triggers: [{ metric: 'error_rate', threshold: 1 }],
        monitoring: { baselines: { error_rate: 2 } },
      },
      '/rollback_triggers/0/threshold: error_rate at 1 is below the baseline of 2: it would fire at once',
    ],
    [
      { rollback_triggers: [{ metric: 'error_rate', threshold: 5 }], settings: { 'baseline.error_rate': '0.06' } },
      '/rollback_triggers/0/threshold: error_rate at 5 (0.05 as a share) is below the baseline of 0.06: it would fire at once',
    ],
    [
      { rollback_triggers: [{ metric: 'error_rate', threshold: 500 }] },
      '/rollback_triggers/0/threshold: error_rate at 500 is more than 100 %: it would fire at once',
    ],
    [
      {
        monitoring: { baselines: { query_time_p95: 50 } },
        performance_requirements: { max_query_response_time_ms: 10 },
      },
      '/performance_requirements/max_query_response_time_ms: 10 is below the baseline of 50',
    ],
    [
      { business_continuity: { preferred_migration_window: { ...hours('02:00', '05:00'), days: ['Funday'] } } },
      '/business_continuity/preferred_migration_window/days/0: unknown day "Funday"; did you mean sunday?',
    ],
    [
      { business_continuity: { critical_business_hours: { ...hours('02:00', '05:00'), days: [] } } },
      '/business_continuity/critical_business_hours/days: there is none, so it never opens',
    ],
    [
      { type: 'service', service_details: { legacy_service: { name: 'shop' }, new_service: { name: 'Shop' } } },
      '/service_details/new_service/name: "Shop" is the old service as well (/service_details/legacy_service/name): it would be deleted at the end',
    ],
    [
      { type: 'service', settings: { new_service: '注文' } },
      '/settings/new_service: "注文" is no name that Kubernetes takes',
    ],
    [
      { business_continuity: { business_hours: hours('09:00', '09:00') } },
      '/business_continuity/business_hours: begins and ends at 09:00',
    ],
    [
      {
        business_continuity: {
          // From 06:00 UTC in summer, from 07:00 in winter.
          preferred_migration_window: { ...hours('08:00', '09:00', 'Europe/Berlin'), days: ['monday'] },
          critical_business_hours: hours('06:00', '18:00'),
        },
      },
      '/business_continuity/preferred_migration_window: lies within the critical hours 06:00–18:00',
    ],
    [
      {
        feature_flags: [
          { name: 'f', initial_percentage: 50, rollout_schedule: [{ percentage: 5, duration_hours: 1 }] },
        ],
      },
      '/feature_flags/0/initial_percentage: 50 % is more than the 5 % that the schedule begins with',
    ],
    [{ feature_flags: [{ name: 'f' }, { name: 'f' }] }, '/feature_flags/1/name: "f" is there twice'],
    [
      { tables_to_migrate: [{ name: 't' }, { name: 'u' }, { name: 't' }] },
      '/tables_to_migrate/2/name: "t" is there twice',
    ],
    [
      { migration_phases: [{ phase: 'Contraction' }, { phase: 'Expansion' }] },
      '/migration_phases/1: Expansion comes before Contraction, not after it',
    ],
    [{ settings: { namespce: 'x' } }, '/settings/namespce: no such setting; did you mean namespace?'],
  ])('%j', (part, problem) => {
    expect(findContradictions(readFullSpec({ ...BASE, ...part }, 'spec.json'), new Map())).toEqual([problem]);
  });

  test('in words, with nothing planned', async () => {
    const spec = { ...BASE, feature_flags: [{ name: 'f', initial_percentage: 120 }] };
    const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
    const { stdout, stderr, status } = await run(['plan', '-i', 'spec.json', '--detail', 'full'], { cwd: folder });
    expect({ stdout, stderr, status }).toEqual({
      stdout: '',
      stderr:
        'error: spec.json: /feature_flags/0/initial_percentage: 120 % is over 100 %\n  mend what contradicts itself there; nothing was planned\n',
      status: 3,
    });
  });

  test('and as the option that it is, where --set is wrong', async () => {
    const folder = folderWith({ 'spec.json': JSON.stringify({ ...BASE, settings: { trafic: 'x' } }) });
    const refused = async (...set: string[]) =>
      (await run(['plan', '-i', 'spec.json', '--detail', 'full', ...set], { cwd: folder })).stderr.split('\n')[0];
    expect(await refused('--set', 'trafic=istio')).toBe(
      'error: the command line: --set trafic: no such setting; did you mean traffic?',
    );
    expect(await refused()).toBe('error: spec.json: /settings/trafic: no such setting; did you mean traffic?');
    const right = folderWith({ 'spec.json': JSON.stringify({ ...BASE, settings: { traffic: 'istio' } }) });
    const { stderr } = await run(['plan', '-i', 'spec.json', '--detail', 'full', '--set', 'traffic=nginx'], {
      cwd: right,
    });
    expect(stderr.split('\n')[0]).toBe(
      'error: the command line: --set traffic: "nginx" is none of gateway-api, istio, argo-rollouts, flagger',
    );
  });

  test('a window that is shorter than one step', async () => {
    const window = { preferred_migration_window: hours('02:00', '02:30') };
    const tables_to_migrate = [{ name: 'users', row_count: 1e8, size_mb: 9e6 }];
    const spec = {
      type: 'database',
      source: 'postgres',
      target: 'postgres',
      business_continuity: window,
      tables_to_migrate,
    };
    const folder = folderWith({
      'spec.json': JSON.stringify(spec),
      'old.sql': 'CREATE UNLOGGED TABLE users (id int PRIMARY KEY);',
      'new.sql': 'CREATE TABLE users (id int PRIMARY KEY);',
    });
    const schemas = ['--before', 'old.sql', '--after', 'new.sql'];
    const { stderr, status } = await run(['plan', '-i', 'spec.json', '--detail', 'full', ...schemas], { cwd: folder });
    expect(stderr).toMatch(
      /^error: spec\.json: \/business_continuity\/preferred_migration_window: has 30 minutes, and step [0-9a-f]{12} \(alter table "public"\."users"\) alone needs \d+$/m,
    );
    expect(status).toBe(3);
  });

  test('a window that is shorter than a deployment', async () => {
    const window = { preferred_migration_window: hours('02:00', '02:05') };
    const folder = folderWith({ 'spec.json': JSON.stringify({ ...BASE, business_continuity: window }) });
    const { stderr, status } = await run(['plan', '-i', 'spec.json', '--detail', 'full'], { cwd: folder });
    expect(stderr).toMatch(
      /^error: spec\.json: \/business_continuity\/preferred_migration_window: has 5 minutes, and step [0-9a-f]{12} \(Deploy b without requests\) alone needs 10$/m,
    );
    expect(status).toBe(3);
  });
});

describe('what strangers write', () => {
  test('an unknown key is named, and nothing is missed in silence with --strict', async () => {
    const folder = folderWith({ 'spec.json': '{"type": "service", "source": "a", "target": "b", "feature_flag": []}' });
    const { stdout } = await run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(stdout).warnings[0]).toEqual({
      path: '/feature_flag',
      message: 'is not used; did you mean feature_flags?',
    });
    const strict = await run(['plan', '-i', 'spec.json', '--detail', 'full', '--strict'], { cwd: folder });
    expect([strict.stdout, strict.status]).toEqual(['', 3]);
    expect(strict.stderr).toMatch(/^error: not assigned:/);
  });

  test('a ramp that stops short goes on to everything, and the plan says so', async () => {
    const rollout_schedule = [{ percentage: 40, duration_hours: 1 }];
    const spec = { type: 'database', source: 'a', target: 'b', feature_flags: [{ name: 'f', rollout_schedule }] };
    const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
    const { stdout } = await run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json'], { cwd: folder });
    const { steps, warnings } = JSON.parse(stdout);
    expect(warnings).toEqual([
      { path: '/feature_flags/0/rollout_schedule', message: 'ends at 40 %, so the plan goes to 100 % right after it' },
    ]);
    const ramp = steps.filter(({ phase }: { phase: string }) => phase === 'ramp');
    expect(ramp.map(({ title }: { title: string }) => title)).toEqual([
      'Set the flag f to 40 %',
      'Watch for 1 hour: f at 40 %',
      'Set the flag f to 100 %',
      'Try the system out with everything on the new path',
    ]);
  });

  test('steps of another server than the specification speaks of, and an action that nobody knows', async () => {
    const spec = {
      ...{ type: 'database', source: 'MariaDB 10.11', target: 'MariaDB 11' },
      rollback_triggers: [
        { metric: 'error_rate', threshold: 0.1, action: 'automatic_rolback' },
        { metric: 'latency', threshold: 900, action: 'Auto Rollback' },
        { metric: 'cpu', threshold: 0.9, action: 'dance' },
      ],
    };
    const before = 'CREATE TABLE t (id int PRIMARY KEY);';
    const files = { 'spec.json': JSON.stringify(spec), 'old.sql': before, 'new.sql': before.replace(')', ', n int)') };
    const folder = folderWith(files);
    const args = ['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json'];
    const pair = ['--before', 'old.sql', '--after', 'new.sql'];
    const planned = async (...more: string[]) => JSON.parse((await run([...args, ...more], { cwd: folder })).stdout);
    const actions = [
      {
        path: '/rollback_triggers/0/action',
        message: '"automatic_rolback" is no action that is known, so people decide; did you mean automatic_rollback?',
      },
      {
        path: '/rollback_triggers/2/action',
        message:
          '"dance" is no action that is known, so people decide; known are automatic_rollback, alert_team, scale_up',
      },
    ];
    const { dialect, warnings } = await planned(...pair);
    expect({ dialect, warnings }).toEqual({
      dialect: 'postgresql',
      warnings: [
        ...actions,
        {
          path: '/source',
          message:
            'speaks of MariaDB, and the steps are of PostgreSQL: plan again with --dialect mariadb, or check the schemas with it',
        },
      ],
    });
    const meant = await planned(...pair, '--dialect', 'mariadb');
    expect([meant.dialect, meant.warnings]).toEqual(['mariadb', actions]);
    expect((await run([...args, '--dialect', 'mariadb'], { cwd: folder })).stderr).toBe(
      'error: --dialect: there are no schemas that it is of\n  give --before and --after\n',
    );
  });

  test.each([
    ['订单服务', '注文サービス', ['UNASSIGNED', 'UNASSIGNED']],
    ['Shop API', 'shop-api', ['shop-api', 'UNASSIGNED']],
    ['Shop API', 'shop API 2 (new)', ['shop-api', 'shop-api-2']],
  ])('%s to %s: no service has a name that is nobody’s, or the other’s', (source, target, names) => {
    const spec = readFullSpec({ type: 'service', pattern: 'strangler_fig', source, target }, 'spec.json');
    const { steps, unassigned } = planInFull({ spec, settings: new Map(), now: NOW });
    const titled = (pattern: RegExp) => steps.flatMap(({ title }) => pattern.exec(title)?.[1] ?? []);
    expect([...titled(/^Delete (\S+) for good/), ...titled(/^Deploy (\S+) without/)]).toEqual(names);
    const missing = unassigned.map(({ path }) => path);
    expect(['/settings/old_service', '/settings/new_service'].map((path) => missing.includes(path))).toEqual(
      names.map((name) => name === 'UNASSIGNED'),
    );
  });

  test('hostile names stay within their words, their cells and their page', async () => {
    const evil = `x'; $(touch pwned) \`touch pwned\` "<script>alert(1)</script>\u202e\u001b[2J|\nEND`;
    const spec = {
      type: 'service',
      pattern: 'canary',
      source: evil,
      target: evil,
      description: evil,
      feature_flags: [{ name: evil }],
      constraints: { dependencies: [evil] },
    };
    const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
    mkdirSync(join(folder, 'work'));
    const plan = (format: string, ...more: string[]) =>
      run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', format, ...more], { cwd: folder });
    const html = (await plan('html')).stdout;
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).not.toMatch(/\u202e|(src|href)="?https?:/);
    const { steps } = JSON.parse((await plan('json', '--set', 'flag_command=printf %s|%s')).stdout);
    const { up } = steps.find(({ kind }: { kind: string }) => kind === 'flag');
    // The shell gives the command the very name.
    writeFileSync(join(folder, 'work/flag.sh'), up[0].replace('printf %s|%s', "printf '%s|%s'"));
    const { start } = await import('../support/cli.js');
    expect((await start('sh', ['flag.sh'], { cwd: join(folder, 'work') })).stdout).toBe(`${evil}|5`);
    const markdown = (await plan('markdown')).stdout;
    expect(markdown.replaceAll(/^( *)(`{3,})[a-z]*\n.*?^\1\2$/gms, '')).not.toMatch(/<script>/);
    expect(markdown).not.toMatch(/\u202e/);
    expect((await plan('text')).stdout).not.toMatch(/\p{Bidi_Control}|(?!\n)\p{Cc}/u);
  });
});

describe('the wall clock', () => {
  test('a moment and what the clock of its zone shows lead to each other', async () => {
    const { momentOf, wallClockAt } = await import('../../src/lib/time-zone.js');
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), zones, (minutes, zone) => {
        const moment = minutes * 1000 - ((minutes * 1000) % 60_000);
        const { year, month, day, hour, minute } = wallClockAt(moment, zone);
        const back = momentOf(year, month, day, hour * 60 + minute, zone);
        // A time that comes twice is the first of both: an hour before at most.
        expect([0, 30 * 60_000, 3_600_000]).toContain(moment - back);
      }),
      { numRuns: 300 },
    );
  });

  test('people work in their hours and what is changed in its window, on the clock of the zone', () => {
    const zone = { timezone: 'Europe/Berlin' };
    const spec = readFullSpec(
      {
        ...{ type: 'database', pattern: 'expand_contract', source: 'PostgreSQL shop', target: 'PostgreSQL shop' },
        schema_changes: [{ table: 't', changes: [{ type: 'add_column', column: 'c', data_type: 'text' }] }],
        business_continuity: {
          preferred_migration_window: { start: '01:00', end: '05:00', ...zone },
          business_hours: { start: '09:00', end: '17:00', ...zone, days: ['Monday', 'tuesday', 'friday'] },
        },
      },
      'spec.json',
    );
    // A Friday, an hour and a bit before people go home; on the Sunday clocks are changed.
    const start = Date.parse('2026-03-27T14:50Z');
    const { steps, schedule } = planInFull({ spec, settings: new Map(), now: NOW, start });
    const begins = (wanted: (step: (typeof steps)[number]) => boolean) =>
      steps.flatMap((step, at) => (wanted(step) ? [schedule.entries[at]?.begins_at] : []));
    expect(begins(({ phase }) => phase === 'prepare')).toEqual([
      // An approval takes an hour and a half at the eightieth percentile: no room for it on that day.
      '2026-03-30T09:00:00+02:00',
      '2026-03-30T10:30:00+02:00',
      '2026-03-30T10:30:00+02:00',
      // What makes sure of the database is right before the first change.
      '2026-03-31T01:00:00+02:00',
      '2026-03-31T01:00:00+02:00',
      '2026-03-31T01:00:00+02:00',
    ]);
    expect(begins(({ phase }) => phase === 'expand')).toEqual(['2026-03-31T01:04:30+02:00']);
    expect(begins(({ phase }) => phase === 'close')).toEqual(['2026-04-03T09:00:00+02:00']);
    expect(schedule.windows.map(({ kind, time_zone, days }) => [kind, time_zone, days?.length])).toEqual([
      ['preferred', 'Europe/Berlin', undefined],
      ['people', 'Europe/Berlin', 3],
    ]);
  });

  test('where the window reaches into the critical hours, what is changed waits for the next', () => {
    const spec = readFullSpec(
      {
        ...{ type: 'database', pattern: 'expand_contract', source: 'PostgreSQL shop', target: 'PostgreSQL shop' },
        feature_flags: [{ name: 'f', rollout_schedule: [{ percentage: 10, duration_hours: 9 }] }],
        business_continuity: {
          preferred_migration_window: { start: '20:00', end: '06:00' },
          critical_business_hours: { start: '05:00', end: '19:00' },
        },
      },
      'spec.json',
    );
    const start = Date.parse('2026-03-27T15:00Z');
    const { steps, schedule } = planInFull({ spec, settings: new Map(), now: NOW, start });
    const flags = steps.flatMap(({ kind }, at) => (kind === 'flag' ? [schedule.entries[at]?.begins_at] : []));
    expect(flags[0]).toMatch(/^2026-03-27T20:/);
    // Nine hours later it is five o'clock: the window is open, and the hours are critical.
    expect(flags[1]).toBe('2026-03-28T20:00:00+00:00');
    expect([schedule.fits, schedule.problems]).toEqual([true, []]);
  });
});

test('the phases of the outline follow the steps: nothing is taken away before the new path has the requests', async () => {
  const PHASES = {
    expand_contract: ['preparation', 'migration', 'validation', 'cutover'],
    data_migration: ['assessment', 'setup', 'bulk_copy', 'cutover'],
    schema_change: ['preparation', 'expand', 'migrate', 'contract', 'cleanup'],
  };
  const folder = folderWith({
    'old.sql': 'CREATE TABLE users (id int PRIMARY KEY, phone text);',
    'new.sql': 'CREATE TABLE users (id int PRIMARY KEY, mail text);',
  });
  const schemas = ['--before', join(folder, 'old.sql'), '--after', join(folder, 'new.sql')];
  for (const [pattern, phases] of Object.entries(PHASES)) {
    const spec = join(
      folderWith({ 'spec.json': JSON.stringify({ type: 'database', pattern, source: 'a', target: 'a' }) }),
      'spec.json',
    );
    const { phases: outline, steps } = JSON.parse(await full(['-i', spec, ...schemas, '--format', 'json']));
    const met = [...new Set(steps.map(({ plan_phase }: { plan_phase: string }) => plan_phase))];
    expect([pattern, met]).toEqual([pattern, phases]);
    const names: string[] = outline.map(({ name }: { name: string }) => name);
    expect(names.filter((name) => met.includes(name))).toEqual(met);
  }
});

test.each([
  ['ADD KEY `c` (`a`), ALGORITHM=NOCOPY, LOCK=NONE', 'index_online'],
  ['ADD UNIQUE KEY `c` (`a`), ALGORITHM=INPLACE, LOCK=NONE', 'index_online'],
  ['ADD FULLTEXT INDEX `c` (`a`), ALGORITHM=INPLACE, LOCK=SHARED', 'index'],
  ['MODIFY COLUMN `a` varchar(300) NULL, ALGORITHM=INSTANT, LOCK=NONE', 'catalog'],
  ['DROP KEY `c`, ALGORITHM=NOCOPY, LOCK=NONE', 'catalog'],
])('on MariaDB, %s is work of the kind %s', (change, work) => {
  const step = { up: [`ALTER TABLE \`t\` ${change}`], locks: [], rewrites: [] };
  expect(workOf(step as unknown as Step)).toBe(work);
});

test('a flag goes on behind what sends the requests, and no name is taken for an option', () => {
  for (const settings of [{ ramp_by: 'weights' }, { traffic: 'argo-rollouts' }, { traffic: 'flagger' }]) {
    const { steps } = planInFull({
      now: NOW,
      settings: new Map(Object.entries({ ...settings, flag_command: 'flagctl set' })),
      spec: { type: 'service', pattern: 'canary', source: 'a', target: 'b', feature_flags: [{ name: '-rf' }] } as never,
    });
    const moved = steps.filter(({ kind, phase }) => phase === 'ramp' && (kind === 'traffic' || kind === 'flag'));
    expect(moved.map(({ kind }) => kind)).toEqual(['traffic', 'traffic', 'traffic', 'traffic', 'flag']);
    expect(moved.at(-1)).toMatchObject({ up: ['flagctl set -- -rf 100'], down: ['flagctl set -- -rf 0'] });
  }
});

test('a type that nobody knows, and a pattern of another type, are warnings', () => {
  const warnings = (spec: object) =>
    planInFull({ now: NOW, settings: new Map(), spec: { type: 'service', source: 'a', target: 'b', ...spec } })
      .warnings.filter(({ path }) => path === '/type' || path === '/pattern')
      .map(({ path, message }) => `${path}: ${message}`);
  expect(warnings({ type: 'serivce' })).toEqual(['/type: "serivce" is no type that is known; did you mean service?']);
  expect(warnings({ pattern: 'expand_contract' })).toEqual([
    '/pattern: expand_contract is a pattern for database, and /type says service',
  ]);
  expect(warnings({ type: 'database', pattern: 'data_migration' })).toEqual([]);
  expect(warnings({ pattern: 'canary' })).toEqual([]);
});

test('a target that is only written differently moves the data, and the plan says so', () => {
  const warnings = (spec: object) =>
    planInFull({
      now: NOW,
      settings: new Map(),
      spec: { type: 'database', source: 'PostgreSQL shop', target: 'PostgreSQL shop v2', ...spec },
    })
      .warnings.filter(({ path }) => path === '/target')
      .map(({ message }) => message);
  const tables = { tables_to_migrate: [{ name: 'orders' }] };
  expect(warnings({ ...tables, pattern: 'expand_contract' })).toEqual([
    '"PostgreSQL shop v2" is another system than /source, "PostgreSQL shop", so the plan moves the data of /tables_to_migrate, which expand and contract alone does not; where the schema changes in its place, write both alike',
  ]);
  expect(warnings({ ...tables, pattern: 'parallel_schema' })).toHaveLength(1);
  expect(warnings({ ...tables, pattern: 'parallel_schema', target: 'PostgreSQL shop' })).toEqual([]);
  expect(warnings({ pattern: 'expand_contract' })).toEqual([]);
  expect(warnings({ ...tables, pattern: 'change_data_capture' })).toEqual([]);
});

test.each([
  ['infrastructure', 'Re-architecture of the monolith', 're_architecture', 'Re-architecture'],
  ['infrastructure', 'A multi-cloud site', 'multi_cloud', 'multi-cloud'],
  ['infrastructure', 'To another region', 'cloud_to_cloud', 'another region'],
  ['service', 'A rewrite, with a parallel run', 'parallel_run', 'parallel run'],
  ['data', 'Dual writes from one program', 'dual_write', 'Dual writes'],
  ['data', 'Fed from Kafka', 'stream', 'Kafka'],
])('what a specification of %s says recommends a pattern: %s', (type, description, id, said) => {
  const spec = { type, description, source: 'a', target: 'b' };
  const { pattern } = planInFull({ now: NOW, settings: new Map(), recommend: true, spec });
  expect([pattern.id, pattern.reason.includes(`and it speaks of "${said}"`)]).toEqual([id, true]);
});
