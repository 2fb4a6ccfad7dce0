import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Export, Watch } from '../../src/model/watch.js';
import { renderExport } from '../../src/render/alerts/export.js';
import { heldFor } from '../../src/render/alerts/window.js';
import { type WatchSource, watchOver } from '../../src/rollback/full/watch.js';
import { METRIC_QUERIES } from '../../src/tables/metric-queries.js';
import { METRICS } from '../../src/tables/metrics.js';
import { folderWith, run, start } from '../support/cli.js';
import { problemsOf } from '../support/custom-resources.js';
import { MONITOR } from '../support/datadog.js';
import { has } from '../support/tools.js';

const hasPromtool = has('promtool', 'prometheus');
const sample = (name: string): WatchSource => JSON.parse(readFileSync(`tests/plan/goldens/${name}.json`, 'utf8'));
const ALL = { namespace: 'prod', prometheus_url: 'http://prometheus.monitoring:9090', datadog_notify: '@slack-shop' };

function watchFor(plan: WatchSource, system: Export, settings: Record<string, string> = {}): Watch {
  return watchOver(plan, new Map(Object.entries({ ...ALL, ...settings })), {
    language: system === 'datadog' ? 'datadog' : 'promql',
    isInCluster: system === 'argo-analysis' || system === 'flagger',
  });
}
const filesFor = (plan: WatchSource, system: Export, settings: Record<string, string> = {}) =>
  renderExport(system, watchFor(plan, system, settings));
const documentsOf = (text: string) => loadAll(text) as Record<string, unknown>[];

/** A plan with a trigger on each metric of the table, and on what strangers write. */
const EVIL = `x"} or vector(1) {{ query "up" }} '$(touch pwned)' @all \u202e\n- alert: y`;
const METRIC_NAMES = Object.keys(METRICS);
const hostile: WatchSource = {
  migration_id: `${EVIL}0b101`,
  migration_type: 'service',
  steps: [],
  pattern: sample('service').pattern,
  specification: {
    target: EVIL,
    service_details: { new_service: { name: EVIL } },
    rollback_triggers: [EVIL, 'yes', '0x10', '__proto__'].map((metric) => ({
      metric,
      threshold: 0.0000001,
      duration_minutes: 1.5,
      action: EVIL,
    })),
    feature_flags: [{ name: EVIL, rollout_schedule: [{ percentage: 5, duration_hours: 1 }] }],
  },
};
const everything: WatchSource = {
  ...sample('service'),
  specification: {
    ...(sample('service').specification as object),
    rollback_triggers: METRIC_NAMES.map((metric, at) => ({
      metric,
      threshold: at % 2 === 0 ? 0.25 : 0,
      duration_minutes: at % 4,
      action: 'automatic_rollback',
    })),
  },
};
const queriesForAll = (language: 'promql' | 'datadog') => ({
  ...Object.fromEntries(
    [EVIL, 'yes', '0x10', '__proto__'].map((metric) => [`${language}.${metric}`, `up{job="${language}"}`]),
  ),
  // One that always answers, as many write it who want no gap.
  [`${language}.data_validation_failures`]: 'sum(refused) or vector(0)',
  [`${language}.migration_progress_rate`]: 'sum(done)',
  'baseline.error_rate': '0.01',
  'baseline.response_time_p95': '120',
});
const PLANS: readonly (readonly [string, WatchSource])[] = [
  ['service', sample('service')],
  ['database', { ...sample('database'), specification: { ...(sample('database').specification as object) } }],
  ['every metric', everything],
  ['hostile names', hostile],
];

describe.each(PLANS)('%s', (_, plan) => {
  test.runIf(hasPromtool)('promtool takes the rules, and each alert fires and is quiet when it must', async () => {
    const files = filesFor(plan, 'prometheus', queriesForAll('promql'));
    const folder = folderWith(Object.fromEntries(files.map(({ name, text }) => [name, text])));
    const check = await start(
      'promtool',
      ['check', 'rules', 'prometheus-recording-rules.yaml', 'prometheus-rules.yaml'],
      { cwd: folder },
    );
    const { watched } = watchFor(plan, 'prometheus', queriesForAll('promql'));
    expect(watched.length).toBeGreaterThan(4);
    expect(check).toEqual({
      stdout: `Checking prometheus-recording-rules.yaml\n  SUCCESS: ${watched.length} rules found\n\nChecking prometheus-rules.yaml\n  SUCCESS: ${watched.length * 2} rules found\n\n`,
      stderr: '',
      status: 0,
    });
    const tested = await start('promtool', ['test', 'rules', 'prometheus-rules.test.yaml'], { cwd: folder });
    expect(tested).toEqual({
      stdout: 'Unit Testing:  prometheus-rules.test.yaml\n  SUCCESS\n\n',
      stderr: '',
      status: 0,
    });
    const { tests } = documentsOf(files[2]?.text ?? '')[0] as { tests: unknown[] };
    expect(tests).toHaveLength(watched.length * 4);
  });

  test('Argo Rollouts takes the AnalysisTemplate', () => {
    const [file] = filesFor(plan, 'argo-analysis', queriesForAll('promql'));
    const [template, ...others] = documentsOf(file?.text ?? '');
    expect(others).toEqual([]);
    expect(problemsOf(template)).toEqual([]);
    const { metrics, dryRun = [] } = (template as { spec: unknown }).spec as {
      metrics: { name: string }[];
      dryRun?: { metricName: string }[];
    };
    expect(metrics.length).toBeGreaterThan(4);
    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const people = watchFor(plan, 'argo-analysis', queriesForAll('promql')).watched.filter(
      ({ trigger }) => trigger.action !== 'automatic_rollback',
    );
    expect(dryRun).toHaveLength(people.length);
    expect(dryRun.filter(({ metricName }) => !names.includes(metricName))).toEqual([]);
  });

  test('Flagger takes the Canary and its templates', () => {
    const [file] = filesFor(plan, 'flagger', queriesForAll('promql'));
    const objects = documentsOf(file?.text ?? '');
    expect(objects.map(problemsOf)).toEqual(objects.map(() => []));
    const canary = objects.at(-1) as { kind: string; spec: { analysis: { metrics: { templateRef: object }[] } } };
    expect(canary.kind).toBe('Canary');
    expect(objects.slice(0, -1).map(({ metadata }) => metadata)).toEqual(
      canary.spec.analysis.metrics.map(({ templateRef }) => templateRef),
    );
    expect(objects.length).toBeGreaterThan(1);
  });

  test('Datadog takes the monitors', () => {
    const [file] = filesFor(plan, 'datadog', queriesForAll('datadog'));
    const monitors = JSON.parse(file?.text ?? '');
    const validate = new Ajv({ allErrors: true }).compile({ type: 'array', minItems: 3, items: MONITOR });
    expect(validate(monitors) ? [] : validate.errors).toEqual([]);
    for (const { message, query, options } of monitors) {
      // Nobody is called whom the specification names, and no template is begun by it.
      expect(message.match(/@\S*/g)).toEqual(['@slack-shop']);
      expect(message.replace(/\{\{[#/]is_no_data\}\}/g, '')).not.toContain('{{');
      expect(Number(query.split(' ').at(-1))).toBe(options.thresholds.critical);
    }
  });

  test('nothing of what strangers write gets out of its place', () => {
    for (const system of ['prometheus', 'argo-analysis', 'flagger', 'datadog'] as const) {
      for (const { text } of filesFor(plan, system)) {
        expect(text).not.toMatch(/\u202e|^ *- alert: y/m);
        // Comments are no templates.
        if (system !== 'datadog') expect(text.replaceAll(/^#.*$/gm, '')).not.toContain('{{');
      }
    }
  });
});

describe('the usual queries', () => {
  /** Series of what the metric is measured by, and the answer that is right for them. */
  const SERIES: Readonly<Record<keyof typeof METRIC_QUERIES, readonly [readonly string[], number]>> = {
    error_rate: [requests('200', 90, '500', 10), 0.1],
    success_rate: [requests('200', 90, '500', 10), 0.9],
    availability: [['up{job="s",instance="a"} 1x20', 'up{job="s",instance="b"} 0x20'], 0.5],
    request_rate: [requests('200', 60, '500', 60), 2],
    response_time_average: [
      [
        'http_server_request_duration_seconds_sum{job="s"} 0+30x20',
        'http_server_request_duration_seconds_count{job="s"} 0+60x20',
      ],
      500,
    ],
    response_time_p50: [buckets('http_server_request_duration_seconds'), 500],
    response_time_p95: [buckets('http_server_request_duration_seconds'), 950],
    response_time_p99: [buckets('http_server_request_duration_seconds'), 990],
    query_time_p95: [buckets('db_client_operation_duration_seconds'), 950],
    cpu_utilization: [
      [
        'container_cpu_usage_seconds_total{namespace="n",pod="s-1",container="s"} 0+30x20',
        'kube_pod_container_resource_limits{namespace="n",pod="s-1",container="s",resource="cpu"} 2x20',
        'kube_pod_container_resource_limits{namespace="n",pod="s-1",container="s",resource="memory"} 1000x20',
      ],
      0.25,
    ],
    memory_utilization: [
      [
        'container_memory_working_set_bytes{namespace="n",pod="s-1",container="s"} 800x20',
        'kube_pod_container_resource_limits{namespace="n",pod="s-1",container="s",resource="cpu"} 2x20',
        'kube_pod_container_resource_limits{namespace="n",pod="s-1",container="s",resource="memory"} 1000x20',
      ],
      0.8,
    ],
    memory_growth_rate: [['container_memory_working_set_bytes{namespace="n",pod="s-1",container="s"} 0+2000000x20'], 2],
    database_connection_pool: [
      [
        'db_client_connection_count{job="s",db_client_connection_state="used"} 8x20',
        'db_client_connection_count{job="s",db_client_connection_state="idle"} 2x20',
        'db_client_connection_max{job="s"} 10x20',
      ],
      0.8,
    ],
    replication_lag: [
      ['pg_replication_lag_seconds{server="a"} 3x20', 'pg_replication_lag_seconds{server="b"} 9x20'],
      9,
    ],
  };

  test.runIf(hasPromtool)('a share of no requests is no answer, for who asks over a window', async () => {
    const { watched } = watchFor(everything, 'argo-analysis');
    const shares = watched.filter(
      ({ trigger }) =>
        ['error_rate', 'success_rate'].includes(trigger.metric) && trigger.action === 'automatic_rollback',
    );
    const tests = shares.map((each) => ({
      interval: '1m',
      input_series: [
        {
          series: `http_server_request_duration_seconds_count{job="s",http_response_status_code="200"}`,
          values: '7x20',
        },
      ],
      promql_expr_test: [
        {
          expr: heldFor(each, each.value, 120).replaceAll(/job="[^"]*"/g, 'job="s"'),
          eval_time: '20m',
          exp_samples: [],
        },
      ],
    }));
    expect(tests).toHaveLength(2);
    const folder = folderWith({
      'rules.yaml': '{"groups":[]}',
      'test.yaml': JSON.stringify({ rule_files: ['rules.yaml'], tests }),
    });
    const result = await start('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder });
    expect(result).toEqual({ stdout: 'Unit Testing:  test.yaml\n  SUCCESS\n\n', stderr: '', status: 0 });
  });

  test.runIf(hasPromtool)(
    'answer with the metric in its unit, and a service without an error yet has none',
    async () => {
      const cases = Object.entries(METRIC_QUERIES).map(([name, { promql }]) => ({
        name,
        promql,
        series: SERIES[name as keyof typeof METRIC_QUERIES],
      }));
      const tests = [
        ...cases.map(({ promql, series: [series, value] }) => [promql, series, value] as const),
        [METRIC_QUERIES.error_rate.promql, requests('200', 60, '204', 60), 0] as const,
      ].map(([promql, series, value]) => ({
        interval: '1m',
        input_series: series.map((text) => ({ series: text.replace(/ \S+$/, ''), values: text.replace(/^.* /, '') })),
        promql_expr_test: [
          {
            // Rounded, since a rate is extrapolated.
            expr: `round(${promql.replaceAll('$service', 's').replaceAll('$namespace', 'n')}, 0.0001)`,
            eval_time: '20m',
            exp_samples: [{ labels: '{}', value }],
          },
        ],
      }));
      const folder = folderWith({
        'rules.yaml': '{"groups":[]}',
        'test.yaml': JSON.stringify({ rule_files: ['rules.yaml'], tests }),
      });
      const result = await start('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder });
      expect(result).toEqual({ stdout: 'Unit Testing:  test.yaml\n  SUCCESS\n\n', stderr: '', status: 0 });
    },
  );

  function requests(one: string, first: number, other: string, second: number): string[] {
    const series = (status: string, rate: number) =>
      `http_server_request_duration_seconds_count{job="s",http_response_status_code="${status}"} 0+${rate}x20`;
    return [series(one, first), series(other, second), series('500', 7).replace('"s"', '"another"')];
  }

  function buckets(name: string): string[] {
    return [`${name}_bucket{job="s",le="1"} 0+100x20`, `${name}_bucket{job="s",le="+Inf"} 0+100x20`];
  }
});

describe('the command', () => {
  const plan = readFileSync('tests/plan/goldens/database.json', 'utf8');

  test('writes the files of every system, and says what is not assigned', async () => {
    // The file of contacts is that of the runbook: people have their place in it as well.
    const contacts = JSON.stringify({ executive: 'Joan', 'baseline.error_rate': '0.01' });
    const folder = folderWith({ 'plan.json': plan, 'contacts.json': contacts });
    const args = ['rollback', '-i', 'plan.json', '--detail', 'full', '--export', 'prometheus,datadog', '-o', 'out'];
    const own = ['--contacts', 'contacts.json', '--set', 'new_service=shop'];
    const { stdout, stderr, status } = await run([...args, ...own], { cwd: folder });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    expect(stderr.split('\n').slice(0, 5)).toEqual([
      'Triggers saved to out/prometheus-recording-rules.yaml',
      'Triggers saved to out/prometheus-rules.yaml',
      'Triggers saved to out/prometheus-rules.test.yaml',
      'Triggers saved to out/datadog-monitors.json',
      'note: UNASSIGNED: the baseline of p95_response_time, on which p95_response_time_alert_team depends (baseline_p95 * 3): give --set baseline.response_time_p95=…',
    ]);
  });

  test.each([
    [['--export', 'prometheus', '-o', 'out', '--strict'], /^error: not assigned:/],
    [['--export', 'prometheus'], /^error: --export: writes several files\n {2}name a folder with -o\n$/],
    [['--export', 'nagios', '-o', 'out'], /^error: --export: unknown value "nagios"\n/],
    [['--export', 'flagger', '-o', 'out', '--set', 'promql=x'], /^error: --set promql: no such setting/],
  ])('%j is refused, and nothing is written', async (args, message) => {
    const folder = folderWith({ 'plan.json': plan });
    mkdirSync(join(folder, 'empty'));
    const result = await run(['rollback', '-i', 'plan.json', '--detail', 'full', ...args], { cwd: folder });
    expect([result.stdout, result.status]).toEqual(['', 3]);
    expect(result.stderr).toMatch(message);
    expect(() => readFileSync(join(folder, 'out'))).toThrow('ENOENT');
  });

  test('an outline has no triggers', async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'plan.json'), '{"migration_id": "x", "phases": []}');
    const args = ['rollback', '-i', 'plan.json', '--detail', 'full', '--export', 'datadog', '-o', 'out'];
    const { stderr, status } = await run(args, { cwd: folder });
    expect([stderr, status]).toEqual([
      'error: plan.json: expected a plan in full, but this is an outline or another document\n  write it with plan --detail full --format json\n',
      3,
    ]);
  });
});
