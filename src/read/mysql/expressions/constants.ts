import { literal, type Node } from './node.js';

const DAY = 86_400_000;
/** TO_DAYS of 1970-01-01. */
const EPOCH = 719_528;

/** Bounds of partitions that the server computes once and keeps as numbers. A moment is taken for UTC. */
export function evaluate(value: Node): Node {
  const args = value.args.map(evaluate);
  const [first] = args;
  const computed = first === undefined ? undefined : compute(value, args);
  return computed === undefined ? { ...value, args } : literal('number', String(computed));
}

function compute(value: Node, args: readonly Node[]): number | undefined {
  const [first, second] = args as [Node, Node | undefined];
  if (value.op === 'call' && args.length === 1) return ofDate(value.text, first);
  if (first.op !== 'number' || second?.op !== 'number') return undefined;
  const [left, right] = [Number(first.text), Number(second.text)];
  if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right)) return undefined;
  if (value.op === '+') return left + right;
  if (value.op === '-') return left - right;
  return value.op === '*' ? left * right : undefined;
}

function ofDate(name: string, date: Node): number | undefined {
  const text = date.op === 'string' ? date.text : date.op === 'date literal' ? date.args[0]?.text : undefined;
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$/.exec(text ?? '');
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, day);
  if (name === 'to_days') return midnight / DAY + EPOCH;
  if (name === 'year') return year;
  if (name === 'unix_timestamp') return midnight / 1000 + hour * 3600 + minute * 60 + second;
  return name === 'to_seconds' ? (midnight / DAY + EPOCH) * 86_400 + hour * 3600 + minute * 60 + second : undefined;
}
