import { cast } from './coerce.js';
import { constant } from './constant.js';
import { dataTypeOf, typeKey } from './data-type.js';
import { type Interval, intervalOf } from './interval.js';
import type { TypeKey } from './library.js';
import { stringsOf } from './names.js';
import type { Node } from './node.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import type { Value } from './value.js';

/**
 * The constant that an expression comes to, where it is plain arithmetic on numbers, days and times: the server computes
 * the bounds of partitions once and keeps what they come to.
 */
export function fold(state: State, node: Node): Value {
  const { A_Expr: operation, CollateClause: collated, TypeCast: turned } = node;
  if (collated?.arg !== undefined) return fold(state, collated.arg);
  if (turned?.arg?.A_Expr !== undefined) return turn(state, turned);
  const value = transform(state, node);
  if (value.literal !== undefined || operation?.kind !== 'AEXPR_OP' || operation.lexpr === undefined) return value;
  const [left, right] = [fold(state, operation.lexpr), fold(state, operation.rexpr)];
  const sign = { '+': 1, '-': -1 }[stringsOf(operation.name).at(-1) ?? ''];
  if (sign === undefined || left.literal === undefined || right.literal === undefined) return value;
  return sum(left, right, sign) ?? (sign === 1 ? sum(right, left, sign) : undefined) ?? value;
}

function turn(state: State, node: Node): Value {
  const { literal } = fold(state, node.arg);
  const type = dataTypeOf(node.typeName, state.scope);
  if (literal === undefined) return transform(state, { TypeCast: node });
  return cast(state, { ...constant('text', literal), type: 'unknown' }, typeKey(type), type.args);
}

function sum(left: Value, right: Value, sign: number): Value | undefined {
  const [from, by] = [left.literal as string, right.literal as string];
  if (isInteger(left.type) && isInteger(right.type)) {
    return constant(
      left.type === 'int8' ? 'int8' : (right.type as TypeKey),
      String(BigInt(from) + BigInt(sign) * BigInt(by)),
    );
  }
  if (left.type === 'date' && isInteger(right.type))
    return moved(from, 'date', { months: 0, days: sign * Number(by), microseconds: 0 });
  const interval = right.type === 'interval' ? intervalOf(by) : undefined;
  if (interval === undefined || left.type === undefined || !TIMES.has(left.type)) return undefined;
  const { months, days, microseconds } = interval;
  return moved(from, left.type === 'date' ? 'timestamp' : left.type, {
    months: sign * months,
    days: sign * days,
    microseconds: sign * microseconds,
  });
}

const INTEGERS: ReadonlySet<TypeKey> = new Set(['int2', 'int4', 'int8']);
const TIMES: ReadonlySet<TypeKey> = new Set(['date', 'timestamp', 'timestamptz']);

function isInteger(type: TypeKey | undefined): boolean {
  return type !== undefined && INTEGERS.has(type);
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:\+00)?)?$/;

/** A day or a time, later by an interval: first its months, where a day that the month lacks is its last (timestamp_pl_interval). */
function moved(text: string, type: TypeKey, { months, days, microseconds }: Interval): Value | undefined {
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as Six;
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const start = first.setUTCDate(Math.min(day, last) + days) + ((hour * 60 + minute) * 60 + second) * 1000;
  const total = BigInt(start) * 1000n + BigInt((parts[7] ?? '').padEnd(6, '0')) + BigInt(microseconds);
  const [whole, fraction] = [Number(total / 1_000_000n) * 1000, String(total % 1_000_000n).padStart(6, '0')];
  if (total < 0n) return undefined;
  const [date, clock] = new Date(whole).toISOString().slice(0, 19).split('T') as [string, string];
  return constant(type, type === 'date' ? date : `${date} ${clock}.${fraction}`);
}

/** A time with as many digits of the second as its type has. */
export function toPrecision(text: string, type: TypeKey, digits: number): string {
  const fraction = Number((TIME.exec(text)?.[7] ?? '').padEnd(6, '0'));
  const unit = 10 ** (6 - digits);
  const microseconds = Math.round(fraction / unit) * unit - fraction;
  return moved(text, type, { months: 0, days: 0, microseconds })?.literal ?? text;
}

type Six = [number, number, number, number, number, number];
