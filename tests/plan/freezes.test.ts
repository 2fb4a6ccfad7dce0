import ical from 'ical.js';
import { describe, expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { renderCalendar, renderCsv } from '../../src/render/calendar.js';
import { folderWith, NOW, run } from '../support/cli.js';

const hours = (start: string, end: string) => ({ start, end, timezone: 'Europe/Berlin' });
const CONTINUITY = {
  preferred_migration_window: hours('22:00', '03:00'),
  business_hours: { ...hours('09:00', '17:00'), days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
};

const plan = (freezes: readonly object[] | undefined, start: string | undefined, continuity: object = CONTINUITY) =>
  planInFull({
    spec: {
      type: 'service',
      pattern: 'canary',
      source: 'shop 1',
      target: 'shop 2',
      feature_flags: [{ name: 'new', rollout_schedule: [{ percentage: 10, duration_hours: 24 }] }],
      business_continuity: { ...continuity, ...(freezes !== undefined && { change_freezes: freezes }) },
    } as never,
    settings: new Map(),
    start: start === undefined ? undefined : Date.parse(start),
    now: NOW,
  });
type Plan = ReturnType<typeof plan>;

const YEAR_END = { start: '2026-12-18', end: '2027-01-04', reason: 'end of the year; "all"' };
const FROZEN = [Date.parse('2026-12-17T23:00Z'), Date.parse('2027-01-04T23:00Z')] as const;

const placed = ({ steps, schedule }: Plan) =>
  schedule.entries.map((entry, at) => ({
    ...{ id: entry.step, kind: steps[at]?.kind },
    begin: Date.parse(entry.begins_at ?? ''),
    end: Date.parse(entry.ends_at ?? ''),
  }));

describe('days on which nothing is done', () => {
  const frozen = plan([YEAR_END], '2026-12-16T08:00Z');

  test('no step but a wait reaches into them, and the plan goes on behind them', () => {
    const all = placed(frozen);
    const inside = all.filter(({ begin, end }) => begin < FROZEN[1] && Math.max(end, begin + 1) > FROZEN[0]);
    expect(inside.length).toBeGreaterThan(0);
    expect(new Set(inside.map(({ kind }) => kind))).toEqual(new Set(['wait']));
    const before = all.filter(({ begin, kind }) => begin < FROZEN[0] && kind !== 'wait');
    expect(before.length).toBeGreaterThan(0);
    expect(all.some(({ begin }) => begin >= FROZEN[1])).toBe(true);
    expect(frozen.schedule.freezes).toEqual([
      {
        first_day: '2026-12-18',
        last_day: '2027-01-04',
        time_zone: 'Europe/Berlin',
        reason: YEAR_END.reason,
        path: '/business_continuity/change_freezes/0',
        rests_after: before.at(-1)?.id,
      },
    ]);
    expect(frozen.warnings.filter(({ path }) => path.includes('freeze'))).toEqual([]);
  });

  test('without them everything is where it was', () => {
    const { freezes, ...schedule } = plan([{ start: '2030-01-01' }], '2026-12-16T08:00Z').schedule;
    expect(plan(undefined, '2026-12-16T08:00Z').schedule).toEqual(schedule);
    expect(freezes?.map(({ rests_after }) => rests_after)).toEqual([undefined]);
  });

  test('they touch each other, come in any order, and are of another zone', () => {
    const list = [
      { start: '2026-12-25', end: '2027-01-04' },
      { start: '2026-12-20' },
      { start: '2026-12-17', end: '2026-12-24' },
    ];
    const auckland = list.map((each) => ({ ...each, timezone: 'Pacific/Auckland' }));
    const changes = placed(plan(auckland, '2026-12-16T20:00Z', {})).filter(({ kind }) => kind !== 'wait');
    const [from, to] = [Date.parse('2026-12-16T11:00Z'), Date.parse('2027-01-04T11:00Z')];
    expect(changes.map(({ begin }) => begin).filter((begin) => begin >= from && begin < to)).toEqual([]);
    expect(changes[0]?.begin).toBe(to);
  });

  test('a day on which clocks are changed is as long as it is', () => {
    for (const [zone, day, begin, end] of [
      ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
      ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
      ['America/New_York', '2026-03-08', '2026-03-08T05:00Z', '2026-03-09T04:00Z'],
      ['America/New_York', '2026-11-01', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
    ] as const) {
      const [first] = placed(plan([{ start: day, timezone: zone }], begin, {}));
      expect(first?.begin).toBe(Date.parse(end));
      const [before] = placed(plan([{ start: day, timezone: zone }], '2026-01-01T00:00Z', {}));
      expect(before?.begin).toBe(Date.parse('2026-01-01T00:00Z'));
    }
  });

  test('calendars have them as whole days, tables of the schedule as lines, messages as words', () => {
    const events = new ical.Component(ical.parse(renderCalendar(frozen))).getAllSubcomponents('vevent');
    const [event, ...others] = events.map((each) => new ical.Event(each)).filter(({ uid }) => uid.startsWith('freeze'));
    expect(others).toEqual([]);
    expect([event?.summary, event?.startDate.toString(), event?.endDate.toString(), event?.startDate.isDate]).toEqual([
      'No changes: end of the year; "all"',
      ...['2026-12-18', '2027-01-05', true],
    ]);
    expect(renderCsv(frozen).split('\r\n').at(-2)).toBe(
      'freeze_1,,freeze,"No changes: end of the year; ""all""",,2026-12-18,2027-01-04,,,,,,',
    );
    expect(frozen.communication[0]?.body).toContain(
      'Nothing is done from 2026-12-18 to 2027-01-04 Europe/Berlin (end of the year; "all").',
    );
  });
});

describe('freezes that make no sense are named with their path', () => {
  const cases = [
    [{ start: '2026-02-30' }, '/business_continuity/change_freezes/0/start: there is no day 2026-02-30'],
    [
      { start: '2026-12-24', end: '2026-12-20' },
      '/business_continuity/change_freezes/0/end: 2026-12-20 is before 2026-12-24, the first day',
    ],
    [
      { start: '2026-12-24', timezone: 'Europe/Berln' },
      '/business_continuity/change_freezes/0/timezone: unknown time zone "Europe/Berln"; did you mean Europe/Berlin?',
    ],
    [
      { start: '24.12.2026' },
      'business_continuity.change_freezes[0].start: expected a day, as in 2026-12-24, got the text "24.12.2026"',
    ],
  ] as const;
  test.each(cases)('%j', async (freeze, message) => {
    const spec = { type: 'database', source: 'a', target: 'b', business_continuity: { change_freezes: [freeze] } };
    const cwd = folderWith({ 'spec.json': JSON.stringify(spec) });
    const { status, stderr } = await run(['plan', '-i', 'spec.json', '--detail', 'full'], { cwd });
    expect([status, stderr]).toEqual([3, expect.stringContaining(message)]);
  });
});
