import { FUNCTION_NAMES } from './functions.js';
import { call, column, literal, type Node, node } from './node.js';

/**
 * One spelling for expressions that the server takes for the same. MariaDB turns NOT around while it reads, MySQL
 * puts the literal of a comparison in front; both write functions by one of their names.
 */
export function normalize(original: Node): Node {
  if (original.op === 'not') return negatedOriginal(original.args[0] as Node);
  const args = original.args.map(normalize);
  const value = { ...original, args };
  const rule = Object.hasOwn(RULES, value.op) ? (RULES[value.op] as (value: Node) => Node) : undefined;
  return rule === undefined ? value : rule(value);
}

function negatedOriginal(value: Node): Node {
  if (value.op === 'boolean') return literal('number', value.text === '1' ? '0' : '1');
  return negated(normalize(value));
}

type Rule = (value: Node) => Node;

const RULES: Readonly<Record<string, Rule>> = {
  and: (value) => joined('and', value.args.map(truth)),
  or: (value) => joined('or', value.args.map(truth)),
  '=': compared,
  '<>': compared,
  '<': compared,
  '<=': compared,
  '>': compared,
  '>=': compared,
  '<=>': compared,
  '= any': (value) => ({ ...value, op: 'in' }),
  '<> all': (value) => ({ ...value, op: 'not in' }),
  in: (value) => single(value, '='),
  'not in': (value) => single(value, '<>'),
  negative: negative,
  introduced: withoutIntroducer,
  // The server keeps bits as the bytes that they make.
  bit: (value) => literal('hex', bytesOf(value.text)),
  boolean: (value) => literal('number', value.text),
  number: (value) => literal('number', value.text.toLowerCase().replace(/e\+/, 'e')),
  cast: (value) => (value.text === 'char charset ' ? node('cast', value.args, 'char') : value),
  // The server adds it where it has to bring texts of several charsets together.
  convert: (value) => (value.text === 'utf8mb4' ? (value.args[0] as Node) : value),
  call: renamed,
};

function joined(op: 'and' | 'or', args: readonly Node[]): Node {
  return node(
    op,
    args.flatMap((arg) => (arg.op === op ? arg.args : [arg])),
  );
}

const LOGICAL = new Set([
  ...['=', '<>', '<', '<=', '>', '>=', '<=>'].flatMap((operator) => [operator, `${operator} all`, `${operator} any`]),
  ...['in', 'like', 'regexp', 'between', 'exists', 'match'].flatMap((test) => [test, `not ${test}`]),
  ...['null', 'true', 'false', 'json'].flatMap((state) => [`is ${state}`, `is not ${state}`]),
  ...['and', 'or', 'xor', 'not'],
]);

/** Whether a value is true or false by itself; the server compares others with 0 where a condition is wanted. */
function truth(value: Node): Node {
  return LOGICAL.has(value.op) ? value : node('<>', [value, literal('number', '0')]);
}

/** A condition, as WHERE, HAVING and ON want one. */
export function normalizeCondition(condition: Node): Node {
  return truth(normalize(condition));
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '<>',
  '<': '>=',
  '<=': '>',
  in: 'not in',
  like: 'not like',
  regexp: 'not regexp',
  between: 'not between',
  exists: 'not exists',
  'is null': 'is not null',
  'is true': 'is not true',
  'is false': 'is not false',
  'is json': 'is not json',
  match: 'not match',
};
const OPPOSITE = new Map(
  Object.entries(OPPOSITES).flatMap(
    ([one, other]) =>
      [
        [one, other],
        [other, one],
      ] as const,
  ),
);

function negated(value: Node): Node {
  if (value.op === 'and' || value.op === 'or')
    return joined(value.op === 'and' ? 'or' : 'and', value.args.map(negated));
  if (value.op === 'not') return value.args[0] as Node;
  if (value.op === 'xor') return negatedXor(value.args as [Node, Node]);
  const opposite = OPPOSITE.get(value.op);
  if (opposite !== undefined) return { ...value, op: opposite };
  if (LOGICAL.has(value.op)) return node('not', [value]);
  return node('=', [value, literal('number', '0')]);
}

// The server turns the first side around that it can.
function negatedXor([left, right]: readonly [Node, Node]): Node {
  const isTurned = (side: Node) => ['and', 'or', 'xor', 'not'].includes(side.op) || OPPOSITE.has(side.op);
  return isTurned(left) || !isTurned(right) ? node('xor', [negated(left), right]) : node('xor', [left, negated(right)]);
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const LITERALS = new Set(['string', 'number', 'null', 'hex', 'bit', 'date literal', 'introduced']);

function compared(value: Node): Node {
  const [left, right] = value.args as [Node, Node];
  if (!LITERALS.has(left.op) || LITERALS.has(right.op)) return value;
  return node(MIRRORED[value.op] ?? value.op, [right, left]);
}

function single(value: Node, op: string): Node {
  const [left, only] = value.args as [Node, Node];
  return value.args.length === 2 && only.op !== 'query' ? compared(node(op, [left, only])) : value;
}

function negative(value: Node): Node {
  const [inner] = value.args as [Node];
  if (inner.op !== 'number') return value;
  if (/^[0.]+$/.test(inner.text)) return inner;
  return literal('number', inner.text.startsWith('-') ? inner.text.slice(1) : `-${inner.text}`);
}

// MySQL writes a charset before every string; only one that reads other characters changes it.
const READS_ASCII = /^(?:utf8|utf8mb3|utf8mb4|latin1|ascii|binary)$/;

function withoutIntroducer(value: Node): Node {
  const [inner] = value.args as [Node];
  const isPlain = inner.op === 'string' && (/^utf8/.test(value.text) || !/[^ -~\s]/.test(inner.text));
  return isPlain && READS_ASCII.test(value.text) && value.text !== 'binary' ? inner : value;
}

function bytesOf(bits: string): string {
  const digits = BigInt(`0b${bits}`).toString(16);
  return digits.padStart(digits.length + (digits.length % 2), '0');
}

const ZERO_DIGITS = new Set(['current_timestamp', 'curtime', 'utc_time', 'utc_timestamp', 'sysdate']);

function renamed(value: Node): Node {
  const name = Object.hasOwn(FUNCTION_NAMES, value.text) ? (FUNCTION_NAMES[value.text] as string) : value.text;
  const [first, second] = value.args;
  if (ZERO_DIGITS.has(name) && first?.text === '0') return call(name, []);
  const rewrite = Object.hasOwn(REWRITES, `${name}/${value.args.length}`)
    ? REWRITES[`${name}/${value.args.length}`]
    : undefined;
  return rewrite === undefined ? { ...value, text: name } : rewrite(first as Node, second as Node);
}

const number = (text: string) => literal('number', text);

/** What the server makes of a call with that many arguments when it reads it. */
const REWRITES: Readonly<Record<string, (first: Node, second: Node) => Node>> = {
  'bin/1': (value) => call('conv', [value, number('10'), number('2')]),
  'date/1': (value) => node('cast', [value], 'date'),
  'datediff/2': (left, right) => node('-', [call('to_days', [left]), call('to_days', [right])]),
  'instr/2': (text, sought) => call('locate', [sought, text]),
  'isnull/1': (value) => node('is null', [value]),
  'lag/1': (value) => call('lag', [value, number('1')]),
  'lead/1': (value) => call('lead', [value, number('1')]),
  'mod/2': (left, right) => node('%', [left, right]),
  'nextval/1': (sequence) => call('nextval', [column(sequence.path?.slice(-1) ?? [sequence.text])]),
  'oct/1': (value) => call('conv', [value, number('10'), number('8')]),
  'time/1': (value) => node('cast', [value], 'time'),
  'timestamp/1': (value) => node('cast', [value], 'datetime'),
  'to_char/1': (value) => call('to_char', [value, literal('string', 'YYYY-MM-DD HH24:MI:SS')]),
  'weekofyear/1': (value) => call('week', [value, number('3')]),
  'yearweek/1': (value) => call('yearweek', [value, number('0')]),
};
