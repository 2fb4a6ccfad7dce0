import { equal } from '../../lib/python/equal.js';
import type { AvroConcrete, LogicalType } from '../../model/avro.js';
import { type At, harmful, sides, spotsOf, type Walk } from './walk.js';

/** Finds what the values of two types mean differently: nothing fails, and what is read is something else. */
export function compareLogical(walk: Walk, writer: AvroConcrete, reader: AvroConcrete, at: At): void {
  const [from, to] = [logicalOf(writer), logicalOf(reader)];
  if (equal(from ?? null, to ?? null)) return;
  const spots = spotsOf(walk, writer.spot, reader.spot);
  const isMeaning = unitsOf(from) !== undefined && unitsOf(to) !== undefined && unitsOf(from) !== unitsOf(to);
  const draft = {
    kind: 'logical_type_changed',
    ...sides(walk, from, to),
    isMeaning,
    path: at.path,
    subject: at.subject,
    spots,
  } as const;
  const misread = isMeaning ? misreading(from as LogicalType, to as LogicalType) : undefined;
  if (misread !== undefined) harmful(walk, at, draft, { misread, end: { writer, reader } });
  else if (to === undefined || fits(from, to)) walk.collector.add(draft);
  else harmful(walk, at, draft, { undecided: doubt(from, to), end: { writer, reader } });
}

function logicalOf(type: AvroConcrete): LogicalType | undefined {
  return 'logical' in type ? type.logical : undefined;
}

/** What one of the stored numbers stands for; nothing for what is no number of something. */
function unitsOf(logical: LogicalType | undefined): string | undefined {
  if (logical === undefined) return undefined;
  if (logical.name === 'decimal') return `10^-${logical.scale}`;
  return UNITS[logical.name];
}

const UNITS: Readonly<Record<string, string>> = {
  date: 'days',
  'time-millis': 'milliseconds',
  'time-micros': 'microseconds',
  'timestamp-millis': 'milliseconds',
  'timestamp-micros': 'microseconds',
  'timestamp-nanos': 'nanoseconds',
  'local-timestamp-millis': 'milliseconds',
  'local-timestamp-micros': 'microseconds',
  'local-timestamp-nanos': 'nanoseconds',
};

const SECONDS: Readonly<Record<string, number>> = {
  days: 86_400,
  milliseconds: 1e-3,
  microseconds: 1e-6,
  nanoseconds: 1e-9,
};

/** An example of what is read instead of what was written. */
function misreading(from: LogicalType, to: LogicalType): string {
  const [was, is] = [unitsOf(from) as string, unitsOf(to) as string];
  if (from.name === 'decimal' && to.name === 'decimal') {
    return `12345 was written for ${shifted(from.scale ?? 0)} and is read as ${shifted(to.scale ?? 0)}`;
  }
  const factor = (SECONDS[is] ?? 1) / (SECONDS[was] ?? 1);
  const times = factor >= 1 ? `${Math.round(factor)} times as much` : `1/${Math.round(1 / factor)} of it`;
  return `${was} are read as ${is}, ${times}`;
}

function shifted(scale: number): string {
  const digits = '12345'.padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Whether all that is written fits what is read as it is meant. */
function fits(from: LogicalType | undefined, to: LogicalType): boolean {
  return from?.name === 'decimal' && to.name === 'decimal' && (from.precision ?? 0) <= (to.precision ?? 0);
}

function doubt(from: LogicalType | undefined, to: LogicalType): string {
  if (from === undefined) return `whether what was written without a logical type was meant as ${to.name}`;
  if (from.name === to.name) return `whether a number has more than ${to.precision} digits`;
  return `what was written as ${from.name} is taken for ${to.name}`;
}
