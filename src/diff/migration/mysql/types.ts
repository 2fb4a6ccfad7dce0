import type { DataType } from '../../../model/catalog/data-type.js';
import type { Column, Table } from '../../../model/catalog/table.js';
import type { TableOperation } from '../../../model/migration/online-ddl.js';
import { same } from '../../catalog/same.js';

/** A column with the character set and collation that it really has. */
export interface Extent {
  readonly type: DataType;
  readonly charset: string;
  readonly collation: string;
}

export function extentOf(table: Table, column: Column): Extent {
  const own = table.options['charset'] ?? 'utf8mb4';
  const charset = column.type.characterSet ?? own;
  const inherited = charset === own ? (table.options['collate'] ?? `standard of ${own}`) : `standard of ${charset}`;
  return { type: column.type, charset, collation: column.collation ?? inherited };
}

/** Whether texts are put in order by other rules, whatever their characters: `utf8mb3_general_ci` and `utf8mb4_bin`. */
export function hasOtherRules(from: Extent, to: Extent): boolean {
  const rules = ({ charset, collation }: Extent) =>
    collation.replace(`standard of ${charset}`, 'standard').replace(`${charset}_`, '');
  return rules(from) !== rules(to);
}

/** The longest character of a set, in bytes. */
const CHARACTER_BYTES: Readonly<Record<string, number>> = {
  ...{ ascii: 1, binary: 1, latin1: 1, latin2: 1, cp1250: 1, cp1251: 1, greek: 1, hebrew: 1, koi8r: 1 },
  ...{ big5: 2, gbk: 2, sjis: 2, ucs2: 2, utf8mb3: 3, eucjpms: 3, ujis: 3 },
};

/** Character sets whose texts are, byte for byte, texts of the other one. */
const SUPERSETS: Readonly<Record<string, readonly string[]>> = { utf8mb3: ['utf8mb4'] };

const TEXTS = /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/;
/** A varchar of up to so many bytes keeps its length in one byte. */
const ONE_LENGTH_BYTE = 255;
/** One of up to so many bytes gets a second byte for its length without a copy: measured on MariaDB 10.11. */
const WIDENED_IN_PLACE = 127;

/** What another type, character set or collation of a column comes down to; nothing when they are the same. */
export function typeOperation(from: Extent, to: Extent, isIndexed: boolean): TableOperation | undefined {
  const isText = TEXTS.test(to.type.name);
  if (!isKept(from.type, to.type)) {
    const kept = from.charset === to.charset || !isText;
    if (!kept)
      return isSuperset(from, to) && isLonger(from.type, to.type)
        ? charsetOperation(from, to, isIndexed)
        : 'change_type';
    if (isLonger(from.type, to.type)) return lengthOperation(from, to);
    if (isAppended(from.type, to.type)) return 'append_values';
    return isSameNumber(from.type, to.type) ? 'keep_type' : 'change_type';
  }
  if (!isText || (from.charset === to.charset && from.collation === to.collation)) return undefined;
  // The values of a list are kept in its character set, and sorted by its collation: measured on MariaDB 10.11.
  if (to.type.values !== undefined) return 'change_type';
  if (from.charset !== to.charset) return isSuperset(from, to) ? charsetOperation(from, to, isIndexed) : 'change_type';
  return isIndexed ? 'change_collation_indexed' : 'change_collation';
}

function isKept(from: DataType, to: DataType): boolean {
  const written = ({ characterSet: _, ...type }: DataType) => type;
  return same(written(from), written(to));
}

function isSuperset(from: Extent, to: Extent): boolean {
  return SUPERSETS[from.charset]?.includes(to.charset) === true;
}

/** The most bytes that a column of texts or bytes of a length holds. */
export function bytesOf({ type, charset }: Extent): number {
  const width = /binary$/.test(type.name) ? 1 : (CHARACTER_BYTES[charset] ?? 4);
  return Number(type.args[0] ?? 0) * width;
}

function crossesLengthByte(from: Extent, to: Extent): boolean {
  return bytesOf(from) <= ONE_LENGTH_BYTE && bytesOf(to) > ONE_LENGTH_BYTE;
}

function isLonger(from: DataType, to: DataType): boolean {
  return from.name === to.name && /^var(?:char|binary)$/.test(to.name) && Number(from.args[0]) <= Number(to.args[0]);
}

function lengthOperation(from: Extent, to: Extent): TableOperation {
  if (!crossesLengthByte(from, to)) return 'widen_varchar';
  return bytesOf(from) <= WIDENED_IN_PLACE ? 'widen_varchar_length_byte' : 'change_type';
}

function charsetOperation(from: Extent, to: Extent, isIndexed: boolean): TableOperation {
  if (to.type.name === 'varchar' && crossesLengthByte(from, to)) return 'widen_charset_length_byte';
  return isIndexed ? 'widen_charset_indexed' : 'widen_charset';
}

/** Another display width, which is no other number. */
function isSameNumber(from: DataType, to: DataType): boolean {
  const isInteger = /^(?:tinyint|smallint|mediumint|int|bigint)$/.test(to.name) && from.name === to.name;
  return isInteger && from.isUnsigned === to.isUnsigned && from.isZerofill === to.isZerofill;
}

/** Values behind the old ones, whose numbers need no more bytes. */
function isAppended(from: DataType, to: DataType): boolean {
  const [before, after] = [from.values, to.values];
  if (from.name !== to.name || before === undefined || after === undefined) return false;
  const isPrefix = before.every((value, index) => value === after[index]);
  return isPrefix && storageOf(from.name, before.length) === storageOf(to.name, after.length);
}

// 8.4, "Data Type Storage Requirements".
function storageOf(name: string, count: number): number {
  if (name === 'enum') return count <= 255 ? 1 : 2;
  const bytes = Math.ceil(count / 8);
  return bytes > 4 ? 8 : bytes;
}
