import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column } from '../../model/catalog/table.js';
import { constantsBetween } from '../constants.js';
import { nameKey } from '../unit.js';
import { emptyOf, NUMBERS, TEXTS } from './empty-value.js';
import { id, literal, typeText } from './spelling.js';

const TIMES: ReadonlySet<string> = new Set(['date', 'timestamp without time zone', 'timestamp with time zone']);
/** A text that is longer than this is none that a check is likely to ask for. */
const LONGEST = 1000;
const LIMITS: Readonly<Record<string, number>> = { smallint: 2 ** 15 - 1, integer: 2 ** 31 - 1 };

/** What lies under the domains that a type may be of, and what they ask of `VALUE`. */
export function domainOf(catalog: Catalog, type: DataType): { base: DataType; rules: readonly Expression[] } {
  const made = catalog.types.find((each) => nameKey(each) === nameKey(type));
  if (made?.type !== 'domain' || type.isArray) return { base: type, rules: [] };
  const { base, rules } = domainOf(catalog, made.base);
  return { base, rules: [...rules, ...made.constraints.map(({ expression }) => expression)] };
}

/**
 * Values of a type of which one may satisfy conditions, the emptiest first: those that the conditions speak of and what
 * lies beside them, as expressions over the columns of `old` that they speak of as well.
 */
export function candidatesOf(
  catalog: Catalog,
  type: DataType,
  conditions: readonly Expression[],
  columns: readonly Column[],
): string[] {
  const { numbers, texts } = constantsBetween('', conditions.map(({ form }) => form).join(' ')).come;
  const written = typeText(type);
  const empty = emptyOf(catalog, type, false);
  const among = (names: ReadonlySet<string>) =>
    columns.filter((each) => each.type.schema === '' && names.has(each.type.name) && !each.type.isArray).map(ofRow);
  const values = valuesOf();
  return [
    ...new Set([empty, ...values].map((value) => (value.endsWith(`::${written}`) ? value : `(${value})::${written}`))),
  ];

  function valuesOf(): string[] {
    const made = catalog.types.find((each) => nameKey(each) === nameKey(type));
    if (type.isArray) return [`ARRAY[${emptyOf(catalog, { ...type, isArray: false }, false)}]`];
    if (made?.type === 'enum') return made.values.map(literal);
    if (type.schema !== '') return [];
    if (NUMBERS.has(type.name)) return numbersBeside(mostOf(type), numbers, among(NUMBERS));
    if (TEXTS.has(type.name)) return textsBeside(numbers, texts, among(TEXTS));
    if (TIMES.has(type.name)) return timesBeside(texts, among(TIMES));
    if (type.name === 'boolean') return ['false', 'true'];
    if (type.name === 'json' || type.name === 'jsonb') return ["'[]'"];
    return [];
  }
}

function ofRow({ name }: Column): string {
  return `old.${id(name)}`;
}

/** The greatest number of a type, as far as numbers of a program can tell. */
function mostOf({ name, args }: DataType): number {
  const [digits, scale = 0] = name === 'numeric' ? args.map(Number) : [];
  return LIMITS[name] ?? (digits === undefined ? Number.MAX_SAFE_INTEGER : 10 ** (digits - scale) - 1);
}

function numbersBeside(most: number, numbers: readonly string[], columns: readonly string[]): string[] {
  const known = numbers.map(Number);
  const ends = known.length < 2 ? [] : [(Math.min(...known) + Math.max(...known)) / 2];
  const beside = [...known.flatMap((number) => [number, number + 1, number - 1, -number, -number - 1]), ...ends];
  return [
    ...[...new Set(beside)].filter((number) => Math.abs(number) <= most).map(String),
    ...besideColumns(columns, '1'),
  ];
}

/** Above the greatest, below the least, and each itself. */
function besideColumns(columns: readonly string[], distance: string): string[] {
  if (columns.length === 0) return [];
  const list = columns.join(', ');
  return [`greatest(${list}) + ${distance}`, `least(${list}) - ${distance}`, ...columns];
}

/** Texts that are asked for, what a pattern of them leaves, and some of the lengths that are. */
function textsBeside(numbers: readonly string[], texts: readonly string[], columns: readonly string[]): string[] {
  const lengths = numbers.map(Number).flatMap((number) => [number, number + 1, number - 1]);
  const patterns = texts.filter((text) => /[%_]/.test(text));
  return [
    ...patterns.map((text) => literal(text.replaceAll('%', '').replaceAll('_', 'x'))),
    ...texts.map(literal),
    ...["'x'", "'0'"],
    ...lengths.filter((length) => length > 0 && length <= LONGEST).map((length) => `repeat('x', ${length})`),
    ...columns,
  ];
}

function timesBeside(texts: readonly string[], columns: readonly string[]): string[] {
  const given = texts
    .filter((text) => /^\d{4}-\d\d-\d\d(?:[ T][\d:.]+)?$/.test(text))
    .map((text) => `timestamp ${literal(text)}`);
  const day = "interval '1 day'";
  return [
    ...given.flatMap((time) => [time, `${time} + ${day}`, `${time} - ${day}`]),
    ...besideColumns(columns, day),
    'now()',
  ];
}
