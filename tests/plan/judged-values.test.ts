import { expect, test } from 'vitest';
import { findContradictions } from '../../src/plan/full/judge-spec.js';
import { controlsOf, isKnownRegime } from '../../src/plan/full/people.js';
import { beginsBefore } from '../../src/plan/full/warnings.js';
import { readFullSpec } from '../../src/read/full-spec.js';

const BASE = { type: 'service', source: 'shop 1', target: 'shop 2' };
const judged = (part: object, set: Readonly<Record<string, string>> = {}) =>
  findContradictions(readFullSpec({ ...BASE, ...part }, 'spec.json'), new Map(Object.entries(set)));
const stage = (duration_hours: number) => ({ percentage: 100, duration_hours });

test.each([
  [{ stability_window_hours: 1e300 }, '/stability_window_hours: 1e+300 hours are more than ten years'],
  [
    { feature_flags: [{ name: 'a', rollout_schedule: [stage(90_000)] }] },
    '/feature_flags/0/rollout_schedule/0/duration_hours: 90000 hours are more than ten years',
  ],
  [{ feature_flags: [{ name: ' ' }] }, '/feature_flags/0/name: is empty'],
  [{ tables_to_migrate: [{ name: '' }] }, '/tables_to_migrate/0/name: is empty'],
  [{ migration_phases: [{ phase: '' }] }, '/migration_phases/0/phase: is empty'],
  [{ rollback_triggers: [{ metric: '', threshold: 1 }] }, '/rollback_triggers/0/metric: is empty'],
  [{ schema_changes: [{ table: '', changes: [] }] }, '/schema_changes/0/table: is empty'],
  [{ settings: { port: 'http' } }, '/settings/port: "http" is no port from 1 to 65535'],
  [{ settings: { port: '65536' } }, '/settings/port: "65536" is no port from 1 to 65535'],
  [{ settings: { ramp_by: 'luck' } }, '/settings/ramp_by: "luck" is none of flag, weights'],
])('%j is refused with its path', (part, problem) => {
  expect(judged(part)).toEqual([problem]);
});

test('what --set gives is called by that', () => {
  expect(judged({ settings: { port: '80' } }, { port: '0' })).toEqual(['--set port: "0" is no port from 1 to 65535']);
  expect(judged({ settings: { port: '8080', ramp_by: 'weights' }, stability_window_hours: 720 })).toEqual([]);
});

test('an alert that comes behind the way back is refused', () => {
  const refused = (limit: number, metric = 'error_rate', threshold = 0.05, action = 'automatic_rollback') =>
    judged({
      monitoring: { alert_thresholds: { [metric]: limit } },
      rollback_triggers: [{ metric, threshold, action }],
    });
  const [told] = refused(0.2);
  expect(told).toBe(
    '/monitoring/alert_thresholds/error_rate: 0.2 is passed only behind 0.05, at which /rollback_triggers/0 goes back by itself: nobody would be warned before',
  );
  expect(refused(0.2, 'error_rate', 0.05, 'alert_team')).toEqual([]);
  expect(refused(20)).toHaveLength(1);
  expect(refused(0.02)).toEqual([]);
  expect(refused(2)).toEqual([]);
  expect(refused(0.9, 'availability', 0.99)).toHaveLength(1);
  expect(refused(0.995, 'availability', 0.99)).toEqual([]);
});

test.each([
  ['PCI DSS 4.0', 'PCI DSS'],
  ['pci-dss v4.0.1', 'PCI DSS'],
  ['PCIDSS', 'PCI DSS'],
  ['SOX 404', 'SOX'],
  ['sox_itgc', 'SOX'],
  ['HIPAA/HITECH', 'HIPAA'],
  ['EU GDPR', 'GDPR'],
  ['uk_gdpr', 'GDPR'],
])('%s is a way to write %s', (name, title) => {
  expect([...new Set(controlsOf([name]).map(({ regime }) => regime))]).toEqual([title]);
});

test.each(['SOC 2', 'ISO 27001', 'PCIe', 'soxhlet', ''])('%j is none of them', (name) => {
  expect(isKnownRegime(name)).toBe(false);
});

test('a figure in percent that is below a share says how it was read', () => {
  const part = {
    monitoring: { baselines: { error_rate: 0.4 } },
    rollback_triggers: [{ metric: 'error_rate', threshold: 2 }],
  };
  expect(judged(part)).toEqual([
    '/rollback_triggers/0/threshold: error_rate at 2 (0.02 as a share) is below the baseline of 0.4: it would fire at once',
  ]);
});

test('a calendar that has gone by is told', () => {
  const at = (start: string, now = '2026-02-16T13:47:27') => beginsBefore({ start: Date.parse(start), now });
  expect(at('2026-02-16T13:47:27Z')).toEqual([]);
  expect(at('2026-02-16T13:47:27Z', '2026-02-16T13:47:27+05:00')).toEqual([]);
  expect(at('2020-10-03T12:00Z')).toEqual([
    {
      path: '--start',
      message: '2020-10-03T12:00Z has gone by: the calendar of the schedule lies in the past',
    },
  ]);
  expect(beginsBefore({ now: '2026-02-16T13:47:27' })).toEqual([]);
});
