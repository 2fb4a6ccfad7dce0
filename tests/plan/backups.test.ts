import { expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { NOW } from '../support/cli.js';

const HOUR = 3_600_000;

/** When the first backup of so many gigabytes runs, and what the schedule says of it; the first change comes behind it. */
function backupOf(gigabytes: number) {
  const plan = planInFull({
    spec: {
      type: 'database',
      source: 'PostgreSQL 15 shop',
      target: 'PostgreSQL 15 shop',
      constraints: { data_volume_gb: gigabytes },
      tables_to_migrate: [{ name: 'users', row_count: 1000 }],
      schema_changes: [
        { table: 'users', changes: [{ type: 'add_column', column: 'seen', data_type: 'timestamp', nullable: true }] },
      ],
      business_continuity: {
        critical_business_hours: { start: '08:00', end: '18:00', timezone: 'UTC' },
        preferred_migration_window: { start: '02:00', end: '06:00', timezone: 'UTC' },
      },
    } as never,
    settings: new Map(),
    start: Date.parse('2026-12-01T20:00:00Z'),
    now: NOW,
  });
  const timeOf = (title: string) => {
    const id = plan.steps.find((step) => step.title.startsWith(title))?.id;
    const entry = plan.schedule.entries.find(({ step }) => step === id);
    return [Date.parse(entry?.begins_at ?? ''), Date.parse(entry?.ends_at ?? '')] as const;
  };
  const [begin, end] = timeOf('Make a backup before');
  const [change] = timeOf('add column seen');
  const hourOf = (moment: number) => new Date(moment).toISOString().slice(11, 16);
  const told = plan.schedule.problems.filter((problem) => problem.includes('Make a backup before'));
  return { end: hourOf(end), hours: Math.round((end - begin) / HOUR), age: Math.round((change - end) / HOUR), told };
}

test('a short backup is made in the window of the changes', () => {
  const { hours, age, told } = backupOf(10);
  expect({ hours, age, told }).toEqual({ hours: 0, age: 0, told: [] });
});

test('a long backup ends when a window begins, outside of the critical hours', () => {
  expect(backupOf(900)).toEqual({ end: '02:00', hours: 6, age: 0, told: [] });
});

test('one that has no room between the critical hours is told, with what helps', () => {
  const { end, hours, age, told } = backupOf(2500);
  expect({ end, hours, age }).toEqual({ end: '02:00', hours: 16, age: 0 });
  expect(told).toEqual([
    expect.stringMatching(
      /runs into the critical hours 08:00–18:00: it reads for up to 16 hours; take it from a standby, or as a snapshot of the storage/,
    ),
  ]);
});
