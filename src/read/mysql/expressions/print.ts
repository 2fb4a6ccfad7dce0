import type { Node } from './node.js';
import type { Query } from './query.js';

/** What names mean where an expression stands. */
export interface Naming {
  column(path: readonly string[]): string;
  query(query: Query): string;
  /** A query of which only matters whether it gives a row. */
  existence(query: Query): string;
}

/** The names of an expression that sees one table: of a check, a default, a generated column. */
export const ONE_TABLE: Naming = {
  column: (path) => (path.at(-1) as string).toLowerCase(),
  query: () => '(select …)',
  existence: () => '(select …)',
};

/** The form of an expression that is normalized: operators in brackets, names without quotes. */
export function print(value: Node, naming: Naming): string {
  const printed = () => value.args.map((arg) => print(arg, naming));
  const printer = Object.hasOwn(PRINTERS, value.op) ? PRINTERS[value.op] : undefined;
  if (printer !== undefined) return printer(value, printed, naming);
  const [first, second] = printed();
  if (value.args.length === 1) return `(${first} ${value.op}${withText(value)})`;
  if (value.args.length === 2) return `(${first} ${value.op} ${second}${withText(value)})`;
  return `${value.op}${withText(value)}(${printed().join(', ')})`;
}

type Printer = (value: Node, printed: () => string[], naming: Naming) => string;
const withText = (value: Node) => (value.text === '' ? '' : ` ${value.text}`);

const list: Printer = (value, printed) => `${value.text}(${printed().join(', ')})`;
const chain: Printer = (value, printed) => `(${printed().join(` ${value.op} `)})`;
const clause: Printer = (value, printed) => `${value.op} ${printed().join(', ')}`.trim();
const membership: Printer = (value, printed) => {
  const [left, ...items] = printed();
  const isQuery = value.args[1]?.op === 'query';
  return `(${left} ${value.op} ${isQuery ? items[0] : `(${items.join(', ')})`})`;
};

const existence: Printer = ({ op, args }, _printed, naming) => {
  const query = args[0]?.query;
  return `${op} ${query === undefined ? '()' : naming.existence(query)}`;
};

const PRINTERS: Readonly<Record<string, Printer>> = {
  string: (value) => `'${value.text.replaceAll("'", "''")}'`,
  number: (value) => value.text,
  null: () => 'null',
  hex: (value) => `0x${value.text}`,
  bit: (value) => `b'${value.text}'`,
  value: (value) => value.text,
  variable: (value) => value.text,
  parameter: () => '?',
  introduced: (value, printed) => `_${value.text}${printed()[0]}`,
  'date literal': (value, printed) => `${value.text}${printed()[0]}`,
  column: (value, _printed, naming) => naming.column(value.path ?? [value.text]),
  query: (value, _printed, naming) => (value.query === undefined ? '()' : naming.query(value.query)),
  call: list,
  row: list,
  and: chain,
  or: chain,
  in: membership,
  'not in': membership,
  exists: existence,
  'not exists': existence,
  not: (_value, printed) => `(not ${printed()[0]})`,
  negative: (_value, printed) => `(-${printed()[0]})`,
  '~': (_value, printed) => `(~${printed()[0]})`,
  between: between,
  'not between': between,
  cast: (value, printed) => `cast(${printed()[0]} as ${value.text})`,
  convert: (value, printed) => `convert(${printed()[0]} using ${value.text})`,
  case: (_value, printed) => `case ${printed().join(' ')} end`,
  when: (_value, printed) => `when ${printed()[0]} then ${printed()[1]}`,
  else: (_value, printed) => `else ${printed()[0]}`,
  desc: (_value, printed) => `${printed()[0]} desc`,
  distinct: clause,
  'order by': clause,
  'partition by': clause,
  separator: clause,
  limit: clause,
  window: (value, printed) => (value.text === '' ? `(${printed().join(' ')})` : value.text),
  over: (value, printed) => `${printed()[0]} over ${printed()[1] ?? value.text}`,
  frame: (value, printed) => `${value.text} between ${printed().join(' and ')}`,
  bound: (value, printed) =>
    `${printed()[0] ?? (value.text === 'current row' ? '' : 'unbounded')} ${value.text}`.trim(),
};

function between(value: Node, printed: () => string[]): string {
  const [tested, low, high] = printed();
  return `(${tested} ${value.op} ${low} and ${high})`;
}
