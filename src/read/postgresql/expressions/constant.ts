import { canonicalInterval } from './interval.js';
import { canonicalJsonb } from './jsonb.js';
import type { TypeKey } from './library.js';
import { quoteText } from './names.js';
import { elementOf, type Value } from './value.js';

/** Types whose constants are told by their text alone, since the server turns one into another by itself. */
const TEXTS: ReadonlySet<TypeKey> = new Set(['text', 'varchar', 'unknown', 'bpchar', 'name']);

/** A literal as a constant of a type, spelled as the server prints it. */
export function constant(type: TypeKey, text: string): Value {
  if (TEXTS.has(type)) return { form: quoteText(text), type, literal: text };
  const spell = Object.hasOwn(SPELL, type) ? SPELL[type] : undefined;
  const spelled = spell?.(text) ?? spellArray(type, text) ?? text;
  if (BARE.has(type) && spell?.(text) !== undefined) return { form: spelled, type, literal: spelled };
  return { form: `${quoteText(spelled)}::${type}`, type, literal: spelled };
}

const BARE: ReadonlySet<TypeKey> = new Set(['bool', 'int4']);

/** How the server prints a value of a type; undefined for a text that only the server understands. */
const SPELL: Readonly<Record<TypeKey, (text: string) => string | undefined>> = {
  bool: spellBoolean,
  int2: spellInteger,
  int4: spellInteger,
  int8: spellInteger,
  oid: spellInteger,
  numeric: spellNumber,
  float4: spellFloat,
  float8: spellFloat,
  date: spellDate,
  time: (text) => spellTime(text.trim()),
  timestamp: (text) => spellTimestamp(text, ''),
  timestamptz: spellTimestampWithZone,
  interval: canonicalInterval,
  money: spellMoney,
  json: (text) => text,
  jsonb: canonicalJsonb,
  uuid: (text) => (/^[0-9a-fA-F-]{36}$/.test(text) ? text.toLowerCase() : undefined),
  bytea: spellBytes,
  bit: spellBits,
  varbit: spellBits,
  regclass: spellIdentifier,
};

/** In the hex format, or in the escape format, where a byte may stand for itself (PostgreSQL 15, "bytea"). */
function spellBytes(text: string): string | undefined {
  if (/^\\x[0-9a-fA-F]*$/.test(text)) return text.toLowerCase();
  const parts: readonly string[] = text.match(/\\\\|\\[0-3][0-7]{2}|[^\\]+|\\/g) ?? [];
  if (parts.includes('\\')) return undefined;
  const bytes = parts.map((part) => {
    if (part === '\\\\') return Buffer.from('\\');
    return part.startsWith('\\') ? Buffer.of(Number.parseInt(part.slice(1), 8)) : Buffer.from(part);
  });
  return `\\x${Buffer.concat(bytes).toString('hex')}`;
}

function spellBoolean(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  if (word === '') return undefined;
  // Any beginning of these words will do, but "o" is neither on nor off (bool.c).
  if ('true'.startsWith(word) || 'yes'.startsWith(word) || word === 'on' || word === '1') return 'true';
  if ('false'.startsWith(word) || 'no'.startsWith(word) || /^off?$/.test(word) || word === '0') return 'false';
  return undefined;
}

function spellInteger(text: string): string | undefined {
  const parts = /^\s*([+-]?)0*(\d+)\s*$/.exec(text);
  if (parts === null) return undefined;
  return `${parts[1] === '-' && parts[2] !== '0' ? '-' : ''}${parts[2]}`;
}

function spellNumber(text: string): string | undefined {
  const parts = /^\s*([+-]?)0*(\d*)(?:\.(\d*))?\s*$/.exec(expand(text));
  if (parts === null) return undefined;
  const [, sign, whole, fraction] = parts as unknown as [string, string, string, string | undefined];
  const digits = `${whole === '' ? '0' : whole}${fraction ? `.${fraction}` : ''}`;
  return `${sign === '-' && /[1-9]/.test(digits) ? '-' : ''}${digits}`;
}

/** `1.5e3`, as digits. */
function expand(text: string): string {
  const parts = /^\s*([+-]?)(\d*)\.?(\d*)e([+-]?\d{1,3})\s*$/i.exec(text);
  if (parts === null) return text;
  const [, sign, whole, fraction, exponent] = parts as unknown as [string, string, string, string, string];
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padStart(whole.length + fraction.length + Math.max(0, -point), '0')
    .padEnd(point, '0');
  const at = Math.max(point, 0);
  return `${sign}${digits.slice(0, at) || '0'}${digits.length > at ? `.${digits.slice(at)}` : ''}`;
}

/** As in the locales C and en_US; others print another sign. */
function spellMoney(text: string): string | undefined {
  const parts = /^\s*(-?)\$?(\d[\d,]*)(?:\.(\d{1,2}))?\s*$/.exec(text);
  if (parts === null) return undefined;
  const whole = (parts[2] as string).replaceAll(',', '').replace(/\B(?=(\d{3})+$)/g, ',');
  return `${parts[1]}$${whole}.${(parts[3] ?? '').padEnd(2, '0')}`;
}

function spellFloat(text: string): string | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : String(number);
}

const DATE = /^\s*(\d{4,})-(\d{1,2})-(\d{1,2})\s*$/;

function spellDate(text: string): string | undefined {
  const whole = /^\s*(\d{4})(\d\d)(\d\d)\s*$/.exec(text) ?? DATE.exec(text);
  if (whole !== null) return `${whole[1]}-${two(whole[2])}-${two(whole[3])}`;
  // A time of day is dropped.
  const stamp = spellTimestamp(text, '');
  if (stamp === undefined) return SPECIAL.get(text.trim().toLowerCase());
  return stamp.split(' ')[0];
}

const SPECIAL = new Map([
  ['infinity', 'infinity'],
  ['-infinity', '-infinity'],
  ['epoch', '1970-01-01'],
]);

const TIME = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/;

function spellTime(text: string): string | undefined {
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  const fraction = (parts[4] ?? '').replace(/0+$/, '');
  return `${two(parts[1])}:${parts[2]}:${parts[3] ?? '00'}${fraction === '' ? '' : `.${fraction}`}`;
}

function spellTimestamp(text: string, zone: string): string | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'infinity' || word === '-infinity') return word;
  if (word === 'epoch') return `1970-01-01 00:00:00${zone}`;
  const [day, time, ...rest] = text.trim().split(/[ T]+/);
  const date = DATE.exec(day ?? '');
  const clock = spellTime(time ?? '00:00');
  if (date === null || clock === undefined || rest.length > 0) return undefined;
  return `${date[1]}-${two(date[2])}-${two(date[3])} ${clock}${zone}`;
}

/** Without a zone the value depends on the session; readers of servers set it to UTC, as is said for files. */
function spellTimestampWithZone(text: string): string | undefined {
  const parts = /^(.*?)\s*(Z|UTC|[+-]00(?::?00)?)?\s*$/i.exec(text.trim());
  return parts === null ? undefined : spellTimestamp(parts[1] as string, '+00');
}

function spellBits(text: string): string | undefined {
  if (/^[bB]?[01]*$/.test(text)) return text.replace(/^[bB]/, '');
  if (!/^[xX][0-9a-fA-F]+$/.test(text)) return undefined;
  return [...text.slice(1)].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

/** `"Name"` and `Name`, as the name that they are. */
function spellIdentifier(text: string): string | undefined {
  return /^[a-z0-9_$".]+$/i.test(text) ? text.replace(/"([a-z_][a-z0-9_$]*)"/g, '$1') : undefined;
}

function spellArray(type: TypeKey, text: string): string | undefined {
  const element = elementOf(type);
  const body = /^\s*\{([^"\\{}]*)\}\s*$/.exec(text);
  if (element === undefined || !type.endsWith('[]') || body === null) return undefined;
  const inside = (body[1] as string).trim();
  if (inside === '') return '{}';
  const spell = Object.hasOwn(SPELL, element) && element !== 'bool' ? SPELL[element] : undefined;
  const items = inside.split(',').map((item) => item.trim());
  return `{${items.map((item) => spell?.(item) ?? item).join(',')}}`;
}

function two(digits: string | undefined): string {
  return (digits ?? '').padStart(2, '0');
}
