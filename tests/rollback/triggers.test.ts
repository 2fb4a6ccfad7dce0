import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import { type Trigger, trigger } from '../../src/model/trigger.js';
import { findContradictions } from '../../src/plan/full/judge-spec.js';
import { findTriggers } from '../../src/rollback/full/triggers.js';

const sample = (name: string): PlanDetail => JSON.parse(readFileSync(`tests/plan/goldens/${name}.json`, 'utf8'));
const NOTHING = new Map<string, string>();
const planOf = (specification: object, migration_type = 'api') => ({ specification, steps: [], migration_type });
/** A trigger on one line, as people would say it. */
function said({ id, comparison, threshold, for_seconds, severity, first_measure, source }: Trigger): string {
  const sign = { greater_than: '>', less_than: '<', equals: '=' }[comparison];
  const figure = threshold.value ?? `(${threshold.formula})`;
  return `${id} ${sign} ${figure} ${threshold.unit} for ${for_seconds} s: ${severity}, ${first_measure}, ${source}`;
}

describe('the triggers of the samples', () => {
  test('a service: its own triggers, its alerts, and the usual ones for what it leaves out', () => {
    expect(findTriggers(sample('service'), NOTHING).map(said)).toEqual([
      'error_rate_automatic_rollback > 0.1 share for 300 s: critical, flag_off, specification',
      'response_time_p95_alert_team > 500 milliseconds for 600 s: critical, decide, specification',
      'cpu_utilization_scale_up > 0.95 share for 300 s: warning, scale_up, specification',
      'error_rate_alert_team > 0.05 share for 300 s: warning, decide, specification',
      'response_time_p95_alert_team_2 > 250 milliseconds for 300 s: warning, decide, specification',
      'cpu_utilization_alert_team > 0.8 share for 300 s: warning, decide, specification',
      'memory_utilization_alert_team > 0.85 share for 300 s: warning, decide, specification',
      'availability_automatic_rollback < 0.95 share for 120 s: critical, flag_off, usual',
      'memory_growth_rate_automatic_rollback > 1 megabytes_per_minute for 1200 s: critical, flag_off, usual',
    ]);
  });

  test('a database: what queries may take, and figures that nobody has named are left out', () => {
    expect(findTriggers(sample('database'), NOTHING).map(said)).toEqual([
      'query_time_p95_alert_team > 100 milliseconds for 600 s: critical, decide, specification',
      'error_rate_automatic_rollback > (baseline_error_rate * 5) share for 300 s: critical, flag_off, usual',
      'p95_response_time_alert_team > (baseline_p95 * 3) milliseconds for 600 s: critical, decide, usual',
      'availability_automatic_rollback < 0.95 share for 120 s: critical, flag_off, usual',
      'data_validation_failures_automatic_rollback > 0 count for 60 s: critical, flag_off, usual',
      'migration_progress_rate_alert_team = 0 per_second for 1800 s: critical, decide, usual',
    ]);
  });

  test.each(['service', 'database'])('%s: each is of its schema, has a companion, and ids are unique', (name) => {
    const triggers = findTriggers(sample(name), NOTHING);
    for (const each of triggers) expect(trigger.parse(each)).toEqual(each);
    const ids = triggers.flatMap(({ id, absent }) => [id, absent.id]);
    expect(new Set(ids).size).toBe(triggers.length * 2);
    for (const { absent, for_seconds, severity } of triggers) {
      expect(absent.severity).toBe(severity);
      expect(absent.for_seconds).toBeGreaterThanOrEqual(Math.max(300, for_seconds));
    }
  });
});

describe('figures', () => {
  const usual = (specification: object, settings = NOTHING) =>
    findTriggers(planOf(specification), settings).find(({ metric }) => metric === 'error_rate');

  test('a baseline of the specification is multiplied as the table says, with its path', () => {
    expect(usual({ monitoring: { baselines: { error_rate: 0.01 } } })).toEqual({
      id: 'error_rate_automatic_rollback',
      metric: 'error_rate',
      title: 'Error Rate Spike',
      symptom: 'errors',
      comparison: 'greater_than',
      threshold: { value: 0.05, unit: 'share', formula: 'baseline_error_rate * 5' },
      for_seconds: 300,
      severity: 'critical',
      action: 'automatic_rollback',
      source: 'usual',
      path: '/monitoring/baselines/error_rate',
      basis:
        'the table of triggers: error_rate > baseline * 5 for 5 minutes; the baseline is 0.01 by /monitoring/baselines/error_rate',
      baseline: 0.01,
      first_measure: 'decide',
      absent: {
        id: 'error_rate_automatic_rollback_absent',
        for_seconds: 300,
        severity: 'critical',
        title: 'No data for error_rate: whether it is well cannot be seen',
      },
    });
  });

  test.each([
    [{ monitoring: { baselines: { http_error_rate: 2 } } }, NOTHING, 0.1],
    [{ monitoring: { baselines: { error_rate: 0.3 } } }, NOTHING, undefined],
    [{ service_details: { legacy_service: { current_load: { error_rate: 0.002 } } } }, NOTHING, 0.01],
    [{ monitoring: { baselines: { error_rate: 0.01 } } }, new Map([['baseline.error_rate', '0.02']]), 0.1],
    [{}, new Map([['baseline.error_rate', 'low']]), undefined],
  ])('of %j', (specification, settings, value) => {
    expect(usual(specification, settings)?.threshold.value).toBe(value);
  });

  test('a share over 1 is read in percent, and the trigger says so; so it does of what was left open', () => {
    const triggers = [{ metric: 'Error-Rate', threshold: 5, action: 'page the CEO' }];
    const [first] = findTriggers(planOf({ rollback_triggers: triggers }), NOTHING);
    expect(first).toMatchObject({ threshold: { value: 0.05, unit: 'share' }, action: 'alert_team', for_seconds: 300 });
    expect(first?.basis).toBe(
      '/rollback_triggers/0; 5 is read as 5 %, since a share is 1 at most; the action "page the CEO" is not known here, so people decide; 5 minutes are usual',
    );
  });

  test('availability is bad when it is low', () => {
    const triggers = [{ metric: 'availability', threshold: 0.99, action: 'automatic_rollback', duration_minutes: 1 }];
    const [first, ...others] = findTriggers(planOf({ rollback_triggers: triggers }), NOTHING);
    expect(first).toMatchObject({ comparison: 'less_than', threshold: { value: 0.99, unit: 'share' } });
    expect(others.filter(({ metric }) => metric === 'availability')).toEqual([]);
    const spec = { type: 'service', source: 'a', target: 'b', rollback_triggers: triggers };
    const judged = (availability: number) =>
      findContradictions({ ...spec, monitoring: { baselines: { availability } } } as never, NOTHING);
    expect(judged(0.999)).toEqual([]);
    expect(judged(0.9)).toEqual([
      '/rollback_triggers/0/threshold: availability at 0.99 is above the baseline of 0.9: it would fire at once',
    ]);
  });

  test('names from strangers make ids that are names, each once', () => {
    const metrics = ['a"} or {x="', 'A__X', '__proto__', '', 'constructor', 'x'.repeat(500)];
    const triggers = metrics.map((metric) => ({ metric, threshold: 1 }));
    const ids = findTriggers(planOf({ rollback_triggers: triggers }), NOTHING).map(({ id }) => id);
    expect(ids.slice(0, metrics.length)).toEqual([
      'a_or_x_alert_team',
      'a_x_alert_team',
      'proto_alert_team',
      'metric_alert_team',
      'constructor_alert_team',
      `${'x'.repeat(60)}_alert_team`,
    ]);
  });
});
