import ical from 'ical.js';
import { expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { renderCalendar } from '../../src/render/calendar.js';
import { NOW } from '../support/cli.js';

const TITLE =
  'Größe; "a,b"\\n\nEND:VEVENT — 日本語 and a name that is so long that its line must be folded more than once';

const plan = planInFull({
  spec: {
    type: 'database',
    source: 'PostgreSQL 15',
    target: 'PostgreSQL 15',
    feature_flags: [{ name: TITLE, rollout_schedule: [{ percentage: 10, duration_hours: 5 }] }],
    business_continuity: { preferred_migration_window: { start: '01:00', end: '05:00', timezone: 'Europe/Berlin' } },
  } as never,
  settings: new Map(),
  // The clocks of Berlin go forward in the night to the 29th.
  start: Date.parse('2026-03-28T12:00:00Z'),
  now: NOW,
});
const text = renderCalendar(plan);

test('another reader of calendars finds each step at its moment, with its words', () => {
  const calendar = new ical.Component(ical.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((each) => new ical.Event(each));
  const entries = new Map(plan.schedule.entries.map((entry) => [entry.step, entry]));
  const oneLine = (words: string) => words.replaceAll(/\s+/g, ' ');
  expect(events.map(({ uid, summary, startDate }) => [uid, oneLine(summary), startDate.toJSDate().getTime()])).toEqual(
    plan.steps.map(({ id, phase, title }) => [
      `${id}.${plan.migration_id}@migrate-arch`,
      oneLine(`${phase}: ${title}`),
      Math.trunc(Date.parse(entries.get(id)?.begins_at ?? '') / 1000) * 1000,
    ]),
  );
  expect(events.every(({ startDate, endDate }) => endDate.compare(startDate) > 0)).toBe(true);
  expect(events.every(({ startDate }) => startDate.zone === ical.Timezone.utcTimezone)).toBe(true);
  const first = calendar.getFirstSubcomponent('vevent');
  expect(['version', 'prodid'].map((name) => calendar.getFirstPropertyValue(name))).toEqual([
    '2.0',
    '-//migrate-arch//plan//EN',
  ]);
  expect(first?.getFirstPropertyValue('dtstamp')?.toString()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('each line has 75 octets at most and ends as RFC 5545 asks, and ids are no others', () => {
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  // A character is not cut in two.
  expect(text).not.toContain('\uFFFD');
  const ids = lines.filter((line) => line.startsWith('UID:'));
  expect(ids.length).toBe(plan.steps.length);
  expect(new Set(ids).size).toBe(ids.length);
});
