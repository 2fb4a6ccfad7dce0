import { hashOf } from '../../lib/hash.js';
import { quoteIdentifier, quoteLiteral } from '../../lib/quote.js';
import type { Dialect, Options } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type {
  CheckConstraint,
  Column,
  Constraint,
  Index,
  IndexKey,
  ReferentialAction,
  Table,
} from '../../model/catalog/table.js';
import { ASIDE_MARK } from '../../tables/progress-mark.js';

export const id = (name: string): string => quoteIdentifier(name, '`');
export const literal = (text: string): string => quoteLiteral(text, 'mysql');
export const list = (names: readonly string[]): string => `(${names.map(id).join(', ')})`;

/** Characters that a name may have (MySQL 8.4, "Identifier Length Limits"). */
const NAME_LENGTH = 64;

/** What something is called for as long as it is in the way. */
export const aside = (name: string): string => shortened(ASIDE_MARK + name);

/** A name that the server takes: one that is too long ends with a hash of the whole. */
export function shortened(name: string): string {
  if (name.length <= NAME_LENGTH) return name;
  const end = `_${hashOf([name], 10)}`;
  return name.slice(0, NAME_LENGTH - end.length) + end;
}

export function typeText({ name, args, values, isUnsigned, isZerofill }: DataType): string {
  const inner = values?.map(literal) ?? args;
  const size = inner.length === 0 ? '' : `(${inner.join(',')})`;
  return `${name}${size}${isUnsigned ? ' unsigned' : ''}${isZerofill ? ' zerofill' : ''}`;
}

/** The check that belongs to a column: MariaDB gives it the column's name. */
export function ownCheck(table: Table, column: Column, dialect: Dialect): CheckConstraint | undefined {
  if (dialect !== 'mariadb') return undefined;
  return table.constraints.find(
    (each): each is CheckConstraint => each.type === 'check' && each.name.toLowerCase() === column.name.toLowerCase(),
  );
}

/** The character set of a text; absent where nothing says which, which then is the same everywhere. */
export function charsetOfColumn(table: Table, { type, collation }: Column): string | undefined {
  const collate = collation ?? (isText(type) ? table.options.collate : undefined);
  return type.characterSet ?? (collate === undefined ? table.options.charset : charsetOf(collate));
}

/** The collation of a text, where something says which. */
export function collationOf(table: Table, { type, collation }: Column): string | undefined {
  return collation ?? (isText(type) && type.characterSet === undefined ? table.options.collate : undefined);
}

/** A column as CREATE TABLE and MODIFY COLUMN take it. */
export function columnDefinition(table: Table, column: Column, dialect: Dialect): string {
  const { name, type, nullable, generated, onUpdate, comment, options } = column;
  const collate = collationOf(table, column);
  const charset = charsetOfColumn(table, column);
  const check = ownCheck(table, column, dialect);
  const nulls = nullable ? 'NULL' : 'NOT NULL';
  return [
    `${id(name)} ${typeText(type)}`,
    ...(options?.['compressed'] === undefined ? [] : ['COMPRESSED']),
    ...(isText(type) && charset !== undefined ? [`CHARACTER SET ${charset}`] : []),
    ...(isText(type) && collate !== undefined ? [`COLLATE ${collate}`] : []),
    ...(options?.['row'] === undefined ? [] : [`GENERATED ALWAYS AS ROW ${options['row'].toUpperCase()}`]),
    ...(generated === undefined
      ? options?.['row'] === undefined
        ? [nulls]
        : []
      : [`GENERATED ALWAYS AS (${generated.expression.text}) ${generated.isStored ? 'STORED' : 'VIRTUAL'}`]),
    // MariaDB takes no NOT NULL on a generated column.
    ...(generated !== undefined && !nullable && dialect === 'mysql' ? ['NOT NULL'] : []),
    ...(column.isInvisible ? ['INVISIBLE'] : []),
    ...(column.default === undefined ? [] : [`DEFAULT ${column.default.text}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.text}`]),
    ...(column.isAutoIncrement ? ['AUTO_INCREMENT'] : []),
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
    ...Object.entries(options ?? {}).flatMap(([key, value]) => ownWord(key, value)),
    ...(options?.['system_versioning'] === 'no' ? ['WITHOUT SYSTEM VERSIONING'] : []),
    // MariaDB takes nothing behind it.
    ...(check === undefined ? [] : [`CHECK (${check.expression.text})`]),
  ].join(' ');
}

/** What MySQL keeps of a column beside its definition (8.4, "CREATE TABLE Statement"). */
function ownWord(key: string, value: string): string[] {
  if (/^(?:column_format|storage|srid)$/.test(key)) return [`${key.toUpperCase()} ${value.toUpperCase()}`];
  return /^(?:secondary_)?engine_attribute$/.test(key) ? [`${key.toUpperCase()}=${literal(value)}`] : [];
}

const TEXTS = /^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/;

export function isText({ name }: DataType): boolean {
  return TEXTS.test(name);
}

/** `utf8mb4_bin` is of `utf8mb4`; MariaDB's `uca1400_ai_ci` is of none by its name. */
function charsetOf(collation: string): string | undefined {
  const prefix = collation.split('_')[0] as string;
  return prefix.startsWith('uca') ? undefined : prefix;
}

function keyText({ column, expression, prefix, order }: IndexKey): string {
  const what = column === undefined ? `(${expression?.text ?? ''})` : id(column);
  return `${what}${prefix === undefined ? '' : `(${prefix})`}${order === 'desc' ? ' DESC' : ''}`;
}

/** An index as CREATE TABLE and ADD take it. */
export function indexDefinition(index: Index, dialect: Dialect): string {
  const { name, method, keys, isUnique, isInvisible, comment, options } = index;
  const special = { fulltext: 'FULLTEXT KEY', spatial: 'SPATIAL KEY', vector: 'VECTOR KEY' } as Record<string, string>;
  const word = special[method] ?? (isUnique ? 'UNIQUE KEY' : 'KEY');
  const using = special[method] === undefined && method !== 'btree' ? [`USING ${method.toUpperCase()}`] : [];
  const hidden = isInvisible ? [hiddenWord(dialect)] : [];
  return [
    `${word} ${id(name)} (${keys.map(keyText).join(', ')})`,
    ...using,
    ...indexOptions(options, dialect),
    ...hidden,
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
  ].join(' ');
}

const hiddenWord = (dialect: Dialect): string => (dialect === 'mariadb' ? 'IGNORED' : 'INVISIBLE');

function indexOptions(options: Options, dialect: Dialect): string[] {
  return Object.entries(options).map(([key, value]) => {
    if (key === 'using') return `USING ${value.toUpperCase()}`;
    if (key === 'invisible') return hiddenWord(dialect);
    return key === 'parser' ? `WITH PARSER ${id(value)}` : `${key.toUpperCase()}=${value}`;
  });
}

/** A constraint as CREATE TABLE and ADD take it. */
export function constraintDefinition(constraint: Constraint, dialect: Dialect): string {
  const { name } = constraint;
  switch (constraint.type) {
    case 'primary_key':
    case 'unique': {
      const last = constraint.withoutOverlaps ? ' WITHOUT OVERLAPS' : '';
      const keys = (constraint.keys?.map(keyText) ?? constraint.columns.map(id)).join(', ') + last;
      const word = constraint.type === 'primary_key' ? 'PRIMARY KEY' : `UNIQUE KEY ${id(name)}`;
      const comment = constraint.comment === undefined ? '' : ` COMMENT ${literal(constraint.comment)}`;
      const using = indexOptions(constraint.options, dialect).map((option) => ` ${option}`);
      return `${word} (${keys})${using.join('')}${comment}`;
    }
    case 'check':
      return `CONSTRAINT ${id(name)} CHECK (${constraint.expression.text})${constraint.isEnforced ? '' : ' NOT ENFORCED'}`;
    case 'foreign_key': {
      const { columns, references, referencedColumns, onUpdate, onDelete } = constraint;
      const target = references.schema === '' ? id(references.name) : `${id(references.schema)}.${id(references.name)}`;
      const acts = action('DELETE', onDelete, dialect) + action('UPDATE', onUpdate, dialect);
      return `CONSTRAINT ${id(name)} FOREIGN KEY ${list(columns)} REFERENCES ${target} ${list(referencedColumns)}${acts}`;
    }
    default:
      return '';
  }
}

/** MySQL notes RESTRICT, NO ACTION and nothing as one (https://dev.mysql.com/doc/refman/9.4/en/create-table-foreign-keys.html). */
function action(event: 'DELETE' | 'UPDATE', does: ReferentialAction, dialect: Dialect): string {
  return dialect === 'mysql' && does === 'no action' ? '' : ` ON ${event} ${does.toUpperCase()}`;
}

export function partitioningText({ partitioning }: Table): string {
  if (partitioning === undefined) return '';
  const { strategy, keys, partitions = [] } = partitioning;
  const isByColumns = keys.every(({ column }) => column !== undefined);
  const inner = keys.map(({ column, expression }) => (column === undefined ? (expression?.text ?? '') : id(column)));
  const columns = isByColumns && (strategy === 'range' || strategy === 'list') ? ' COLUMNS' : '';
  // What is not a partition says how there are some: `linear`, `subpartition by …`, `PARTITIONS 4`.
  const isLinear = partitions.some(({ text }) => text === 'linear');
  const words = partitions.filter(({ text }) => /^(?:partitions|subpartition by) /i.test(text)).map(({ text }) => text);
  const counts = words.toSorted((one, other) => Number(/^sub/i.test(one)) - Number(/^sub/i.test(other)));
  const named = partitions.map(({ text }) => text).filter((text) => text !== 'linear' && !words.includes(text));
  // A row of the past goes where its time or the number of rows says.
  if (strategy === 'system_time') {
    const rule = inner.filter((text) => text !== '').map((text) => ` ${text}`);
    return `PARTITION BY SYSTEM_TIME${rule.join('')}${partsText([...counts], named)}`;
  }
  const by = `${isLinear ? 'LINEAR ' : ''}${strategy.replace('_', ' ').toUpperCase()}${columns}`;
  return `PARTITION BY ${by} (${inner.join(', ')})${partsText(counts, named)}`;
}

function partsText(counts: readonly string[], named: readonly string[]): string {
  const parts = [...counts, ...(named.length === 0 ? [] : [`(${named.join(', ')})`])];
  return parts.map((text) => ` ${text}`).join('');
}

/** Options that are not written as one word and a value. */
const OWN_WORDS: ReadonlySet<string> = new Set(['charset', 'collate', 'system_versioning']);

/** A period of a table, of an option such as `period system_time` and its columns. */
export function periodText(option: string, columns: string): string {
  const name = option.slice('period '.length);
  const names = columns.split(',').map((column) => column.trim());
  return `PERIOD FOR ${name === 'system_time' ? 'SYSTEM_TIME' : id(name)} ${list(names)}`;
}

/** The charset of a table in words: one that has none to say has `utf8mb4`, whatever its database has. */
export function charsetOption({ charset, collate }: Options): string {
  const set = charset ?? (collate === undefined ? 'utf8mb4' : charsetOf(collate));
  const words = set === undefined ? [] : [`DEFAULT CHARACTER SET=${set}`];
  return [...words, ...(collate === undefined ? [] : [`COLLATE=${collate}`])].join(' ');
}

/** Options whose values are words of the language, or names. */
const AS_WORDS: ReadonlySet<string> = new Set([
  ...['engine', 'row_format', 'insert_method', 'tablespace', 'secondary_engine', 'autoextend_size', 'union'],
]);

/** The other options of a table, as CREATE TABLE and ALTER TABLE take them. */
export function optionTexts(options: Options): string[] {
  const others = Object.entries(options).filter(([key]) => !OWN_WORDS.has(key) && !key.startsWith('period '));
  return others.map(([key, value]) => {
    const word = key.replace(/_directory$/, ' directory').toUpperCase();
    return `${word}=${/^\d+$/.test(value) || AS_WORDS.has(key) ? value : literal(value)}`;
  });
}
