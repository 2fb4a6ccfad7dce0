import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Constraint, Index, IndexKey, Table } from '../../model/catalog/table.js';
import type { RuleContext, RulePage } from '../rule.js';

/** The page of a rule that judges the same thing in another family. */
export function samePage({ id, summary, reason, instead }: RulePage): Omit<RulePage, 'example'> {
  return { id, classic: false, summary, reason, instead };
}

/** Advice that is another one where nothing is built concurrently or validated later: in MySQL and MariaDB. */
export function advice({ dialect }: Pick<RuleContext, 'dialect'>, postgresql: string, mysql: string): string {
  return dialect === 'mysql' || dialect === 'mariadb' ? mysql : postgresql;
}

/** How messages call an object: without a schema where people leave it out. */
export function shown({ schema, name }: Name): string {
  return schema === '' || schema === 'public' ? name : `${schema}.${name}`;
}

/** A type as SQL writes it. */
export function typeText({
  schema,
  name,
  args,
  isArray,
  values,
  isUnsigned,
  isZerofill,
  characterSet,
}: DataType): string {
  const list = values === undefined ? args : values.map((value) => `'${value}'`);
  const brackets = list.length === 0 ? '' : `(${list.join(',')})`;
  // `timestamp(3) with time zone`: the precision stands behind the first word.
  const [head, ...tail] = /^(time|timestamp)\b/.test(name) ? name.split(' ') : [name];
  const words = [`${schema === '' ? '' : `${schema}.`}${head}${brackets}`, ...tail];
  if (isUnsigned) words.push('unsigned');
  if (isZerofill) words.push('zerofill');
  if (characterSet !== undefined) words.push(`character set ${characterSet}`);
  return `${words.join(' ')}${isArray ? '[]' : ''}`;
}

/** What an index or a constraint holds. */
export function keyText(keys: readonly IndexKey[]): string {
  return keys.map((key) => key.column ?? key.expression?.text ?? '').join(', ');
}

const TYPE_WORDS = {
  primary_key: 'Primary key',
  unique: 'Unique constraint',
  foreign_key: 'Foreign key',
  check: 'Check constraint',
  exclusion: 'Exclusion constraint',
} as const satisfies Record<Constraint['type'], string>;

/** `Unique constraint 'users_email_key' (email)` */
export function constraintText(constraint: Constraint): string {
  return `${TYPE_WORDS[constraint.type]} '${constraint.name}' (${contentOf(constraint)})`;
}

function contentOf(constraint: Constraint): string {
  switch (constraint.type) {
    case 'primary_key':
    case 'unique':
      return constraint.columns.join(', ');
    case 'foreign_key':
      return `${constraint.columns.join(', ')} → ${shown(constraint.references)}`;
    case 'check':
      return constraint.expression.text;
    case 'exclusion':
      return constraint.elements.map(({ key, operator }) => `${keyText([key])} with ${operator}`).join(', ');
  }
}

/** `Unique index 'users_email' (email)` */
export function indexText({ isUnique, name, keys }: Index): string {
  return `${isUnique ? 'Unique index' : 'Index'} '${name}' (${keyText(keys)})`;
}

export function columnPath(table: Table, column: string): string {
  return `tables.${shown(table)}.columns.${column}`;
}

/** Any value of a catalog as a report shows it: expressions as they are written, without places. */
export function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const parts = value as Readonly<Record<string, unknown>>;
  if (typeof parts.form === 'string' && typeof parts.text === 'string') return parts.text;
  const kept = Object.entries(parts).filter(([key, part]) => key !== 'place' && part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, plain(part)]));
}
