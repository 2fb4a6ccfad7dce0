import { printable } from '../lib/printable.js';
import type { Freeze, OperationalStep, PlanDetail } from '../model/plan-detail.js';

/** The schedule as CSV (RFC 4180), a step a line; the times are empty without a start, and ends that nobody knows. Freezes are days. */
export function renderCsv({ steps, schedule }: PlanDetail): string {
  const entries = new Map(schedule.entries.map((entry) => [entry.step, entry]));
  const head = [
    'id',
    'phase',
    'kind',
    'title',
    'owner',
    'begins_at',
    'ends_at',
    'begins_after_seconds',
    'ends_after_seconds',
    'p50_seconds',
    'p80_seconds',
    'p95_seconds',
    'depends_on',
  ];
  const rows = steps.map((step) => {
    const entry = entries.get(step.id);
    const { p50, p80, p95 } = step.estimate.seconds ?? {};
    const isKnown = entry?.length === undefined;
    return [
      ...[step.id, step.phase, step.kind, step.title, step.owner],
      ...[entry?.begins_at, isKnown ? entry?.ends_at : undefined].map((value) => value ?? ''),
      ...[entry?.begins_after_seconds, isKnown ? entry?.ends_after_seconds : undefined, p50, p80, p95].map((value) =>
        value === undefined ? '' : String(value),
      ),
      step.depends_on.join(' '),
    ];
  });
  const freezes = (schedule.freezes ?? []).map((freeze, at) => [
    ...[`freeze_${at + 1}`, '', 'freeze', titleOf(freeze), '', freeze.first_day, freeze.last_day],
    ...Array<string>(6).fill(''),
  ]);
  return [head, ...rows, ...freezes].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A cell that no spreadsheet takes for a formula, in signs of full width neither (OWASP, "CSV Injection"). */
function cell(value: string): string {
  const text = printable(value);
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The schedule as a calendar (RFC 5545), a step an event, and a freeze one of whole days; it must have a start. */
export function renderCalendar(plan: PlanDetail): string {
  const start = Date.parse(plan.schedule.start ?? '');
  const stamp = utc(start);
  const entries = new Map(plan.schedule.entries.map((entry) => [entry.step, entry]));
  const events = plan.steps.flatMap((step) => {
    const entry = entries.get(step.id);
    if (entry === undefined) return [];
    const begin = start + entry.begins_after_seconds * 1000;
    // An event without a length is not shown by most calendars.
    const end = Math.max(start + entry.ends_after_seconds * 1000, begin + 60_000);
    return [
      'BEGIN:VEVENT',
      `UID:${step.id}.${plan.migration_id}@migrate-arch`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${utc(begin)}`,
      `DTEND:${utc(end)}`,
      `SUMMARY:${escaped(`${step.phase}: ${step.title}`)}`,
      `DESCRIPTION:${escaped(`${step.owner}. ${step.expected}${entry.length === undefined ? '' : `. ${lengthOf(step)}`}`)}`,
      'END:VEVENT',
    ];
  });
  const freezes = (plan.schedule.freezes ?? []).flatMap((freeze, at) => freezeEvent(freeze, at, stamp, plan));
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//migrate-arch//plan//EN'];
  const lines = [...head, ...events, ...freezes, 'END:VCALENDAR'];
  return lines.map((each) => `${folded(each)}\r\n`).join('');
}

/** What to ask for when nobody knows how long a step takes. */
function lengthOf({ estimate: { basis, formula, query } }: OperationalStep): string {
  const known = [formula, query].filter((part) => part !== undefined);
  return [`How long it takes is not known: ${basis}`, ...known].join('; ');
}

function titleOf({ reason }: Freeze): string {
  return `No changes${reason === undefined ? '' : `: ${reason}`}`;
}

/** A freeze takes whole days, and keeps nobody from other work. */
function freezeEvent(freeze: Freeze, at: number, stamp: string, { migration_id: migration }: PlanDetail): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:freeze-${at + 1}.${migration}@migrate-arch`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${freeze.first_day.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${dayAfter(freeze.last_day)}`,
    `SUMMARY:${escaped(titleOf(freeze))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** The end of an event is the first day that does not belong to it any more. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

function utc(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return printable(text)
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Lines are of 75 octets at most, and go on behind a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
