import { charsetName, collationName } from '../text/charsets.js';
import type { Cursor } from '../text/cursor.js';
import type { TypeDefinition } from './definitions.js';

/** Other names of types, by the one that the server prints. */
const ALIASES: Readonly<Record<string, string>> = {
  BOOL: 'boolean',
  CHARACTER: 'char',
  DEC: 'decimal',
  FIXED: 'decimal',
  FLOAT4: 'float',
  FLOAT8: 'double',
  GEOMCOLLECTION: 'geometrycollection',
  INT1: 'tinyint',
  INT2: 'smallint',
  INT3: 'mediumint',
  INT4: 'int',
  INT8: 'bigint',
  INTEGER: 'int',
  MIDDLEINT: 'mediumint',
  NUMERIC: 'decimal',
  REAL: 'double',
  VARCHARACTER: 'varchar',
};

const TYPES = new Set(
  `bigint binary bit blob boolean char date datetime decimal double enum float geometry geometrycollection inet4 inet6 int json
  linestring longblob longtext mediumblob mediumint mediumtext multilinestring multipoint multipolygon point polygon serial set
  smallint text time timestamp tinyblob tinyint tinytext uuid varbinary varchar vector xmltype year`.split(/\s+/),
);

const OF_MARIADB = new Set(['inet4', 'inet6', 'uuid', 'xmltype']);

/** A type with all that may follow it and belongs to it. */
export function readType(cursor: Cursor): TypeDefinition {
  const token = cursor.peek();
  if (token.kind !== 'word') cursor.fail('the type of the column is expected here');
  const national = cursor.accept('NATIONAL');
  const { name, isNational } = readTypeName(cursor, national);
  const args: string[] = [];
  let values: string[] | undefined;
  if (name === 'enum' || name === 'set') values = cursor.bracketed(() => readValue(cursor));
  else if (cursor.is('(')) args.push(...cursor.bracketed(() => cursor.take().text));
  if (name === 'double') cursor.accept('PRECISION');
  return finished(cursor, name, args, values, isNational);
}

function readValue(cursor: Cursor): string {
  const { kind } = cursor.peek();
  // The server cuts the blanks at the end of a value.
  if (kind === 'string' || kind === 'word') return cursor.string().replace(/ +$/, '');
  if (kind === 'hex') return Buffer.from(cursor.take().text.replace(/^0x|^x'|'$/gi, ''), 'hex').toString();
  return cursor.fail('a value in quotes is expected here');
}

function readTypeName(cursor: Cursor, national: boolean): { name: string; isNational: boolean } {
  const token = cursor.peek();
  const word = cursor.identifier('a type').toUpperCase();
  if (word === 'NCHAR' || word === 'NVARCHAR') {
    const varying =
      word === 'NVARCHAR' || cursor.accept('VARYING') || cursor.accept('VARCHAR') || cursor.accept('VARCHARACTER');
    return { name: varying ? 'varchar' : 'char', isNational: true };
  }
  if (word === 'LONG') return { name: longName(cursor), isNational: false };
  if (word === 'DOUBLE') cursor.accept('PRECISION');
  const name = Object.hasOwn(ALIASES, word) ? (ALIASES[word] as string) : word.toLowerCase();
  if (name === 'char' && cursor.accept('VARYING')) return { name: 'varchar', isNational: national };
  if (name === 'char' && cursor.accept('BYTE')) return { name: 'binary', isNational: false };
  if (OF_MARIADB.has(name)) cursor.only('mariadb', cursor.mark - 1);
  if (!TYPES.has(name)) {
    cursor.back(cursor.mark - 1);
    cursor.fail(`${JSON.stringify(token.text)} is no type of MySQL or MariaDB`);
  }
  return { name, isNational: national };
}

function longName(cursor: Cursor): string {
  if (cursor.accept('VARBINARY')) return 'mediumblob';
  if (cursor.accept('VARCHAR') || cursor.accept('VARCHARACTER')) return 'mediumtext';
  if (cursor.accept('CHAR', 'VARYING') || cursor.accept('CHARACTER', 'VARYING')) return 'mediumtext';
  return 'mediumtext';
}

interface Attributes {
  isUnsigned: boolean;
  isZerofill: boolean;
  isBinary: boolean;
  characterSet?: string;
  collation?: string;
  isBytes: boolean;
}

function finished(
  cursor: Cursor,
  name: string,
  args: string[],
  values: string[] | undefined,
  isNational: boolean,
): TypeDefinition {
  const attributes: Attributes = { isUnsigned: false, isZerofill: false, isBinary: false, isBytes: false };
  if (isNational) attributes.characterSet = 'utf8mb3';
  while (readAttribute(cursor, attributes));
  const { isBytes, isUnsigned, isZerofill, ...rest } = attributes;
  return {
    ...(name === 'boolean'
      ? { name: 'tinyint', args: ['1'] }
      : name === 'serial'
        ? { name: 'bigint', args: [] }
        : { name, args }),
    ...rest,
    isUnsigned: isUnsigned || isZerofill || name === 'serial',
    isZerofill,
    ...(isBytes ? { characterSet: 'binary' } : {}),
    ...(values === undefined ? {} : { values }),
    ...(name === 'serial' || name === 'json' ? { alias: name } : {}),
  };
}

function readAttribute(cursor: Cursor, attributes: Attributes): boolean {
  if (cursor.accept('UNSIGNED')) attributes.isUnsigned = true;
  else if (cursor.accept('SIGNED')) attributes.isUnsigned = false;
  else if (cursor.accept('ZEROFILL')) attributes.isZerofill = true;
  else if (cursor.accept('BINARY')) attributes.isBinary = true;
  else if (cursor.accept('ASCII')) attributes.characterSet = 'latin1';
  else if (cursor.accept('UNICODE')) attributes.characterSet = 'ucs2';
  else if (cursor.accept('BYTE')) attributes.isBytes = true;
  else if (acceptCharset(cursor)) attributes.characterSet = charsetName(cursor.take().text);
  else if (cursor.accept('COLLATE')) attributes.collation = collationName(cursor.take().text);
  else return false;
  return true;
}

/** Passes `CHARACTER SET`, `CHARSET` and `CHAR SET`. */
export function acceptCharset(cursor: Cursor): boolean {
  return cursor.accept('CHARACTER', 'SET') || cursor.accept('CHARSET') || cursor.accept('CHAR', 'SET');
}
