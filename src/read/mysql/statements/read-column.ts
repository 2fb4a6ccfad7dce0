import { node } from '../expressions/node.js';
import { readExpression } from '../expressions/operators.js';
import { readPrimary } from '../expressions/primary.js';
import { charsetName, collationName } from '../text/charsets.js';
import type { Cursor } from '../text/cursor.js';
import type { CheckDefinition, ColumnDefinition, TypeDefinition, Written } from './definitions.js';
import { readCheck, readReferences } from './read-constraints.js';
import { acceptCharset, readType } from './read-type.js';
import type { Session } from './session.js';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Draft = Mutable<Omit<ColumnDefinition, 'checks' | 'options' | 'type'>> & {
  type: Mutable<TypeDefinition>;
  checks: CheckDefinition[];
  options: Record<string, string>;
};

/** The definition of a column behind its name: its type and its attributes, in any order. */
export function readColumn(cursor: Cursor, session: Session, name: string): ColumnDefinition {
  const column: Draft = { name, type: readType(cursor), checks: [], options: {} };
  while (ATTRIBUTES.some((read) => read(cursor, column, session)));
  if (column.type.alias === 'serial') {
    column.nullable = false;
    column.isAutoIncrement = true;
    column.key ??= 'unique';
  }
  return column;
}

type AttributeReader = (cursor: Cursor, column: Draft, session: Session) => boolean;

const ATTRIBUTES: readonly AttributeReader[] = [
  readNullability,
  readDefault,
  readGenerated,
  readKeys,
  readTexts,
  readCheckOrReference,
  readCharset,
  readStorage,
];

function readNullability(cursor: Cursor, column: Draft): boolean {
  if (cursor.accept('NOT', 'NULL')) column.nullable = false;
  else if (cursor.accept('NULL')) column.nullable = true;
  else return false;
  return true;
}

function readDefault(cursor: Cursor, column: Draft): boolean {
  if (cursor.is('SERIAL', 'DEFAULT')) {
    cursor.accept('SERIAL', 'DEFAULT', 'VALUE');
    column.isAutoIncrement = true;
    column.nullable = false;
    column.key ??= 'unique';
  } else if (cursor.accept('DEFAULT')) column.default = readDefaultValue(cursor);
  else if (cursor.accept('ON', 'UPDATE')) column.onUpdate = written(cursor, () => readPrimary(cursor));
  else return false;
  return true;
}

/** The value behind DEFAULT: a literal with its sign, a call, or an expression in brackets. */
export function readDefaultValue(cursor: Cursor): Written {
  return written(cursor, () => {
    if (cursor.is('-') || cursor.is('+')) {
      const sign = cursor.take().text;
      const value = readPrimary(cursor);
      return sign === '-' ? node('negative', [value]) : value;
    }
    return readPrimary(cursor);
  });
}

/** Reads an expression together with its text. */
export function written(cursor: Cursor, read: () => Written['node']): Written {
  const mark = cursor.mark;
  const value = read();
  return { node: value, text: cursor.textSince(mark) };
}

function readGenerated(cursor: Cursor, column: Draft): boolean {
  const always = cursor.accept('GENERATED', 'ALWAYS', 'AS');
  if (!always && !cursor.accept('AS')) return false;
  if (cursor.acceptOf('mariadb', 'ROW')) {
    column.row = cursor.accept('START') ? 'start' : 'end';
    if (column.row === 'end') cursor.expect('END');
    return true;
  }
  cursor.expect('(');
  const expression = written(cursor, () => readExpression(cursor));
  cursor.expect(')');
  const isStored = cursor.accept('STORED') || cursor.acceptOf('mariadb', 'PERSISTENT');
  if (!isStored) cursor.accept('VIRTUAL');
  column.generated = { expression, isStored };
  return true;
}

function readKeys(cursor: Cursor, column: Draft): boolean {
  if (cursor.accept('AUTO_INCREMENT')) column.isAutoIncrement = true;
  else if (cursor.accept('PRIMARY')) {
    cursor.accept('KEY');
    column.key = 'primary';
  } else if (cursor.accept('UNIQUE')) {
    cursor.accept('KEY') || cursor.accept('INDEX');
    if (column.key !== 'primary') column.key = 'unique';
  } else if (cursor.accept('KEY')) column.key = 'primary';
  else return false;
  return true;
}

function readTexts(cursor: Cursor, column: Draft): boolean {
  if (cursor.accept('COMMENT')) {
    cursor.accept('=');
    column.comment = cursor.string();
  } else if (cursor.accept('INVISIBLE')) column.isInvisible = true;
  else if (cursor.acceptOf('mysql', 'VISIBLE')) column.isInvisible = false;
  else return false;
  return true;
}

function readCheckOrReference(cursor: Cursor, column: Draft, session: Session): boolean {
  if (cursor.is('CHECK') || cursor.is('CONSTRAINT')) {
    const name = cursor.accept('CONSTRAINT') && !cursor.is('CHECK') ? cursor.identifier() : undefined;
    if (cursor.is('CHECK')) column.checks.push(readCheck(cursor, name));
    else if (cursor.is('REFERENCES')) column.references = readReferences(cursor, session, [column.name], name);
    return true;
  }
  if (!cursor.is('REFERENCES')) return false;
  column.references = readReferences(cursor, session, [column.name], undefined);
  return true;
}

function readCharset(cursor: Cursor, column: Draft): boolean {
  if (cursor.accept('COLLATE')) column.type.collation = collationName(cursor.take().text);
  else if (acceptCharset(cursor)) column.type.characterSet = charsetName(cursor.take().text);
  else if (cursor.accept('BINARY')) column.type.isBinary = true;
  else if (cursor.accept('UNSIGNED')) column.type.isUnsigned = true;
  else if (cursor.accept('ZEROFILL')) column.type.isZerofill = true;
  else return false;
  return true;
}

const WORD_OPTIONS = ['COLUMN_FORMAT', 'STORAGE', 'ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE_ATTRIBUTE', 'SRID'] as const;

function readStorage(cursor: Cursor, column: Draft): boolean {
  const { mark } = cursor;
  const option = cursor.acceptOne(...WORD_OPTIONS);
  if (option !== undefined) {
    cursor.only('mysql', mark);
    cursor.accept('=');
    const { kind, text } = cursor.take();
    // Attributes of engines are JSON, in which names differ by their case.
    const value = kind === 'string' ? text : text.toLowerCase();
    if (value.toUpperCase() !== 'DEFAULT') column.options[option.toLowerCase()] = value;
  } else if (cursor.accept('REF_SYSTEM_ID')) {
    // No server shows it again, nor keeps it when the column is altered.
    cursor.accept('=');
    cursor.number();
  } else if (cursor.acceptOf('mariadb', 'COMPRESSED')) {
    const method = cursor.accept('=') ? cursor.take().text.toLowerCase() : 'zlib';
    column.options['compressed'] = method;
  } else if (cursor.acceptOf('mysql', 'NOT', 'SECONDARY')) column.options['not_secondary'] = 'yes';
  else if (cursor.acceptOf('mariadb', 'WITHOUT', 'SYSTEM', 'VERSIONING')) column.options['system_versioning'] = 'no';
  else if (cursor.acceptOf('mariadb', 'WITH', 'SYSTEM', 'VERSIONING')) column.options['system_versioning'] = 'yes';
  // TiDB's stand beside the attributes of MySQL, which TiDB speaks.
  else if (cursor.accept('AUTO_RANDOM')) {
    column.options['auto_random'] = cursor.is('(') ? cursor.bracketed(() => cursor.number()).join(',') : 'yes';
  } else return readEngineOption(cursor, column);
  return true;
}

// Engines of MariaDB have options of their own: `name`=value.
function readEngineOption(cursor: Cursor, column: Draft): boolean {
  if (!cursor.isIdentifier || !(cursor.peek(1).kind === 'operator' && cursor.peek(1).text === '=')) return false;
  const name = cursor.identifier().toLowerCase();
  cursor.expect('=');
  column.options[name] = cursor.take().text;
  return true;
}
