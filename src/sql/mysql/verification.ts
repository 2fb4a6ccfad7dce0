import type { Column, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { constantsBetween } from '../constants.js';
import type { Server } from './alteration.js';
import { count } from './members.js';
import { shownOption, USUAL } from './options.js';
import { charsetOfColumn, collationOf, isText, literal, ownCheck, typeText } from './spelling.js';

type Placed = readonly [table: Table, column: Column];

/** What shows that a column is as it should be, by what of it changes; nothing where only its expressions do. */
export function columnChanged([from, was]: Placed, [to, is]: Placed, { dialect }: Server): Question[] {
  const [type, other] = [shownType(is, dialect), shownType(was, dialect)];
  const [set, before] = [setOf(to, is), setOf(from, was)];
  // The server compares names and types without regard to case, and values of an enum differ by it.
  const exact = (name: string, text: string) => `CAST(${name} AS BINARY) ${isShown([text])}`;
  const hasWord = (word: string, isThere: boolean) => `EXTRA ${isThere ? 'LIKE' : 'NOT LIKE'} ${literal(`%${word}%`)}`;
  const flags = (name: string, one: unknown, two: unknown) =>
    (one === undefined || one === false) === (two === undefined || two === false)
      ? []
      : [hasWord(name, two !== undefined && two !== false)];
  const conditions = [
    ...(is.name === was.name ? [] : [exact('COLUMN_NAME', is.name)]),
    ...(type === other ? [] : [exact('COLUMN_TYPE', type)]),
    ...(is.nullable === was.nullable ? [] : [`IS_NULLABLE = '${is.nullable ? 'YES' : 'NO'}'`]),
    ...(set === before || set === undefined ? [] : [set]),
    ...defaultChanged(was, is),
    ...((is.comment ?? '') === (was.comment ?? '') ? [] : [exact('COLUMN_COMMENT', is.comment ?? '')]),
    ...flags('auto_increment', was.isAutoIncrement, is.isAutoIncrement),
    ...flags('INVISIBLE', was.isInvisible, is.isInvisible),
    ...flags('on update', was.onUpdate, is.onUpdate),
    ...generationChanged([from, was], [to, is]),
    ...ownCheckChanged([from, was], [to, is], dialect),
  ];
  if (conditions.length === 0) return [];
  const run = count('COLUMNS', to.name, [`COLUMN_NAME = ${literal(is.name)}`, ...conditions].join(' AND '));
  return [{ run, expect: '1' }];
}

/**
 * How a text is found among those that the servers show of their schema, in a character set of three bytes at the most
 * (MySQL 8.4, "The utf8mb3 Character Set"; MariaDB's COLUMNS is of utf8mb3 too): a question mark stands for more.
 */
function isShown(texts: readonly string[]): string {
  const all = texts.flatMap((text) => [text, text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?')]);
  const [first, ...others] = [...new Set(all)].map(literal);
  return others.length === 0 ? `= ${first}` : `IN (${[first, ...others].join(', ')})`;
}

/** What shows that a column that comes back has its type, its default and whatever else is said of it. */
export function columnBack([table, column]: Placed, server: Server): Question[] {
  const { name, nullable } = column;
  const nothing: Column = {
    name,
    nullable: !nullable,
    privileges: [],
    type: { schema: '', name: '', args: [], isArray: false },
  };
  return columnChanged([table, nothing], [table, column], server);
}

/** What shows that a table that comes back has its columns, each of its type, and which of them are demanded. */
export function hasItsColumns({ columns }: Table, called: string, dialect: Server['dialect']): Question {
  const shapes = columns.map((column) => {
    const type = `CAST(COLUMN_TYPE AS BINARY) = ${literal(shownType(column, dialect))}`;
    const isNullable = `IS_NULLABLE = '${column.nullable ? 'YES' : 'NO'}'`;
    return `(COLUMN_NAME = ${literal(column.name)} AND ${type} AND ${isNullable})`;
  });
  return { run: count('COLUMNS', called, `(${shapes.join(' OR ')})`), expect: String(columns.length) };
}

/** The type of a column in the words of the query: MariaDB says there that it is compressed. */
function shownType({ type, options }: Column, dialect: Server['dialect']): string {
  const isCompressed = dialect === 'mariadb' && options?.['compressed'] !== undefined;
  return `${typeText(type)}${isCompressed ? ' /*M!100301 COMPRESSED*/' : ''}`;
}

function ownCheckChanged(before: Placed, now: Placed, dialect: Server['dialect']): string[] {
  const [had, has] = [ownCheck(...before, dialect)?.expression, ownCheck(...now, dialect)?.expression];
  const changed = had === undefined || has === undefined ? [] : constantsChanged('c.CHECK_CLAUSE', had.text, has.text);
  if ((had === undefined) === (has === undefined) && changed.length === 0) return [];
  const [{ name: table }, { name }] = now;
  const named = `c.TABLE_NAME = ${literal(table)} AND c.CONSTRAINT_NAME = ${literal(name)}`;
  const conditions = ['c.CONSTRAINT_SCHEMA = DATABASE()', named, ...changed].join(' AND ');
  const found = `EXISTS (SELECT 1 FROM information_schema.CHECK_CONSTRAINTS AS c WHERE ${conditions})`;
  return [has === undefined ? `NOT ${found}` : found];
}

function setOf(table: Table, column: Column): string | undefined {
  if (!isText(column.type)) return undefined;
  const collation = collationOf(table, column);
  if (collation !== undefined) return `COLLATION_NAME = ${literal(collation)}`;
  const charset = charsetOfColumn(table, column);
  return charset === undefined ? undefined : `CHARACTER_SET_NAME = ${literal(charset)}`;
}

/** A literal, which MariaDB writes in its quotes and MySQL without; what is computed is only known to be there. */
function defaultChanged({ default: before }: Column, is: Column): string[] {
  const now = is.default;
  if (before?.text === now?.text) return [];
  if (now === undefined) return [isDefault(is)];
  const { name } = is.type;
  if (SHOWN_OTHERWISE.test(name) || BYTES.test(now.text)) return ["COLUMN_DEFAULT <> 'NULL'"];
  const [, inner] = /^'((?:[^'\\]|'')*)'$/.exec(now.text) ?? [];
  const number = NUMBER.exec(inner ?? TRUTH[now.text.toLowerCase()] ?? now.text)?.[0];
  // A moment is shown with all its parts.
  if ((inner ?? number) !== undefined && /^(?:date|datetime|timestamp|time)$/.test(name)) {
    const type = name === 'time' ? 'TIME(6)' : 'DATETIME(6)';
    return [`CAST(REPLACE(COLUMN_DEFAULT, '''', '') AS ${type}) = CAST(${now.text} AS ${type})`];
  }
  // The server writes a number with as many digits as its column has.
  if (number !== undefined && !isText(is.type)) {
    return [`CAST(REPLACE(COLUMN_DEFAULT, '''', '') AS DECIMAL(65, 30)) = CAST('${number}' AS DECIMAL(65, 30))`];
  }
  // A number is a text where its column is one, and blanks at the end of a `char` are none of its own.
  const whole = inner ?? number;
  const text = name === 'char' ? whole?.trimEnd() : whole;
  if (text !== undefined) {
    return [`CAST(COLUMN_DEFAULT AS BINARY) ${isShown([text.replaceAll("''", "'"), `'${text}'`, now.text])}`];
  }
  return before === undefined
    ? ["COLUMN_DEFAULT <> 'NULL'"]
    : constantsChanged('COLUMN_DEFAULT', before.text, now.text);
}

const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
/** Literals of bytes, which are shown as what they are for a column. */
const BYTES = /^(?:[bx]'|0[bx])/i;
/** Types whose values the server shows in other words than it is told: as bytes, filled up, shortened or whole. */
const SHOWN_OTHERWISE = /^(?:bit|(?:var)?binary|(?:tiny|medium|long)?blob|uuid|inet[46]|year)$/;
const TRUTH: Readonly<Record<string, string>> = { true: '1', false: '0' };

/** Conditions that an expression in a column of a view has the constants and names that come, and none of those that go. */
export function constantsChanged(column: string, before: string, now: string, tables: readonly Table[] = []): string[] {
  const { come, gone } = constantsBetween(before, now);
  const number = (each: string) =>
    `${column} REGEXP ${literal(`(^|[^0-9a-z_.])${each.replace('.', '[.]')}([^0-9a-z_.]|$)`)}`;
  const text = (each: string) => `INSTR(${column}, ${literal(each)}) > 0`;
  const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  const [were, are] = [before, now].map((each) => new Set(names.filter((name) => mentions(each, name))));
  const has = (name: string) => text(`\`${name}\``);
  return [
    ...[...(are ?? [])].filter((name) => !were?.has(name)).map(has),
    ...[...(were ?? [])].filter((name) => !are?.has(name)).map((name) => `NOT ${has(name)}`),
    ...[...come.numbers.map(number), ...come.texts.map(text)],
    ...[...gone.numbers.map(number), ...gone.texts.map(text)].map((each) => `NOT ${each}`),
  ];
}

/** Whether an expression names a column; of one with other signs than of a word nobody can tell so simply. */
function mentions(expression: string, name: string): boolean {
  const words = expression.replaceAll(/'(?:[^'\\]|'')*'/g, ' ').match(/[\w$]+/g) ?? [];
  return /^[a-z_]\w*$/i.test(name) && words.some((word) => word.toLowerCase() === name.toLowerCase());
}

/** MariaDB has the word NULL for a column that may be left out, and MySQL nothing. */
const isDefault = ({ nullable }: Column): string =>
  nullable ? "IFNULL(COLUMN_DEFAULT, 'NULL') = 'NULL'" : 'COLUMN_DEFAULT IS NULL';

function generationChanged([from, { generated: before }]: Placed, [to, { generated: now }]: Placed): string[] {
  if (before !== undefined && now !== undefined && before.isStored === now.isStored) {
    return constantsChanged('GENERATION_EXPRESSION', before.expression.text, now.expression.text, [from, to]);
  }
  if (before?.isStored === now?.isStored) return [];
  if (now === undefined) return ["EXTRA NOT LIKE '%GENERATED%'"];
  return [`EXTRA LIKE '%${now.isStored ? 'STORED' : 'VIRTUAL'} GENERATED%'`];
}

/** What shows that no column of a table comes behind one that it must stand before; others may be between them. */
export function orderedAs({ name, columns }: Table): Question[] {
  const names = columns.map((column) => literal(column.name)).join(', ');
  const ranks = `SELECT ORDINAL_POSITION AS place, FIELD(COLUMN_NAME, ${names}) AS wanted FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(name)} AND COLUMN_NAME IN (${names})`;
  const run = `SELECT COUNT(*) FROM (${ranks}) AS one JOIN (${ranks}) AS other WHERE one.place < other.place AND one.wanted > other.wanted`;
  return [{ run, expect: '0' }];
}

/** Options that are changed by steps of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['charset', 'collate', 'system_versioning']);
/** Options that the view of tables has nothing of. */
const UNSEEN: ReadonlySet<string> = new Set([
  'connection',
  'union',
  'insert_method',
  'data_directory',
  'index_directory',
]);
const COLUMNS_OF_OPTIONS: Readonly<Record<string, string>> = { engine: 'ENGINE', row_format: 'ROW_FORMAT' };

/** What shows that the options of a table are as they should be, by what of them changes, but for its character set. */
export function optionsChanged(from: Table, to: Table): Question[] {
  const named = Object.entries(COLUMNS_OF_OPTIONS).flatMap(([key, column]) => {
    const value = to.options[key] ?? USUAL[key];
    return value === undefined || to.options[key] === from.options[key] ? [] : [`${column} = ${literal(value)}`];
  });
  const others = [...new Set([...Object.keys(from.options), ...Object.keys(to.options)])].flatMap((key) => {
    if (key in COLUMNS_OF_OPTIONS || ELSEWHERE.has(key) || UNSEEN.has(key) || key.startsWith('period ')) return [];
    const [was, is] = [shownOption(from, key), shownOption(to, key)];
    if (was === is) return [];
    return is === undefined
      ? [`CREATE_OPTIONS NOT LIKE ${literal(`%${key}=%`)}`]
      : [`REPLACE(CREATE_OPTIONS, '\`', '') LIKE ${literal(`%${key}%${is}%`)}`];
  });
  const conditions = [
    ...named,
    ...others,
    ...((from.comment ?? '') === (to.comment ?? '')
      ? []
      : [`CAST(TABLE_COMMENT AS BINARY) ${isShown([to.comment ?? ''])}`]),
  ];
  return conditions.length === 0 ? [] : [{ run: count('TABLES', to.name, conditions.join(' AND ')), expect: '1' }];
}

/** What shows that a table has the character set that it should have. */
export function charsetChanged({ name, options: { collate, charset = 'utf8mb4' } }: Table): Question[] {
  const isOne = collate !== undefined || charset === 'binary';
  const condition = isOne
    ? `TABLE_COLLATION = ${literal(collate ?? charset)}`
    : `TABLE_COLLATION LIKE ${literal(`${charset}\\_%`)}`;
  return [{ run: count('TABLES', name, condition), expect: '1' }];
}

/** What shows how a table is partitioned: the names of its partitions in order, or how many there are. */
export function partitionsChanged(from: Table, to: Table): Question[] {
  const [before, now] = [partitionsOf(from), partitionsOf(to)];
  if (now === undefined || before === now) return [];
  const names =
    "CONCAT(MAX(IFNULL(PARTITION_METHOD, '')), ' ', IFNULL(GROUP_CONCAT(DISTINCT PARTITION_NAME ORDER BY PARTITION_ORDINAL_POSITION SEPARATOR ', '), ''))";
  return [{ run: count('PARTITIONS', to.name, '1 = 1').replace('COUNT(*)', names), expect: now }];
}

function partitionsOf({ partitioning }: Table): string | undefined {
  if (partitioning === undefined) return ' ';
  const { strategy, keys, partitions = [] } = partitioning;
  const names = partitions.flatMap(({ text }) => /^partition\s+(?:`((?:[^`]|``)+)`|(\w+))/i.exec(text)?.slice(1) ?? []);
  const found = names.filter((name) => name !== undefined).map((name) => name.replaceAll('``', '`'));
  if (found.length === 0 || partitions.some(({ text }) => text === 'linear')) return undefined;
  const isByColumns = (strategy === 'range' || strategy === 'list') && keys.every(({ column }) => column !== undefined);
  return `${strategy.toUpperCase()}${isByColumns ? ' COLUMNS' : ''} ${found.join(', ')}`;
}
