import type { DataType } from '../../../model/catalog/data-type.js';
import type { TypeDefinition } from '../statements/definitions.js';
import type { Session } from '../statements/session.js';
import { bytesOfCharacter, charsetOf, collationOf } from '../text/charsets.js';

/** A type with the charset that its column really has. */
export interface ResolvedType {
  readonly type: DataType;
  readonly characterSet?: string;
  readonly collation?: string;
}

interface Inherited {
  readonly characterSet: string;
  readonly collation: string;
}

const CHARACTER_TYPES = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set']);
/** What a text becomes whose charset is `binary`. */
const BYTE_TYPES: Readonly<Record<string, string>> = {
  char: 'binary',
  varchar: 'varbinary',
  tinytext: 'tinyblob',
  text: 'blob',
  mediumtext: 'mediumblob',
  longtext: 'longblob',
};

/** What the server makes of a type: its one name, the lengths that it fills in, the charset that it takes over. */
export function resolveType(definition: TypeDefinition, inherited: Inherited, session: Session): ResolvedType {
  const isMariadbJson = definition.name === 'json' && session.dialect === 'mariadb';
  const asked: TypeDefinition = isMariadbJson
    ? { ...definition, name: 'longtext', characterSet: 'utf8mb4', collation: definition.collation ?? 'utf8mb4_bin' }
    : definition;
  const charset = CHARACTER_TYPES.has(asked.name) ? charsetOfColumn(asked, inherited, session) : undefined;
  const isBytes = charset?.characterSet === 'binary' && Object.hasOwn(BYTE_TYPES, asked.name);
  const { name, args } = sizedType(
    { ...asked, ...(isBytes ? { name: BYTE_TYPES[asked.name] as string } : {}) },
    charset,
    session,
  );
  const type: DataType = {
    schema: '',
    name,
    args,
    isArray: false,
    ...(definition.isUnsigned ? { isUnsigned: true } : {}),
    ...(definition.isZerofill ? { isZerofill: true } : {}),
    ...(definition.values === undefined ? {} : { values: definition.values }),
  };
  return { type: onlyOne(type, session), ...(isBytes ? {} : charset) };
}

function onlyOne(type: DataType, { types }: Session): DataType {
  // What values an enumeration has is seldom said twice.
  if (type.values !== undefined) return type;
  const said = `${type.name} ${type.args.join()} ${type.isUnsigned ?? ''} ${type.isZerofill ?? ''}`;
  const known = types.get(said);
  if (known === undefined) types.set(said, type);
  return known ?? type;
}

/** The charset and collation that something has which names one of them, both or none. */
export function charsetOfColumn(
  asked: Pick<TypeDefinition, 'characterSet' | 'collation' | 'isBinary'>,
  inherited: Inherited,
  session: Session,
): Inherited {
  const { dialect, version } = session;
  const characterSet = asked.characterSet ?? charsetOf(asked.collation ?? '') ?? inherited.characterSet;
  if (asked.collation !== undefined) {
    const short = charsetOf(asked.collation) === undefined && asked.collation !== 'binary';
    return { characterSet, collation: short ? `${characterSet}_${asked.collation}` : asked.collation };
  }
  if (asked.isBinary) return { characterSet, collation: characterSet === 'binary' ? 'binary' : `${characterSet}_bin` };
  if (asked.characterSet === undefined) return { characterSet, collation: inherited.collation };
  return { characterSet, collation: collationOf(characterSet, dialect, version) };
}

function sizedType(
  type: TypeDefinition,
  charset: Inherited | undefined,
  session: Session,
): { name: string; args: readonly string[] } {
  const { name, args } = type;
  if ((name === 'text' || name === 'blob') && args.length > 0) {
    const bytes = Number(args[0]) * (name === 'text' ? bytesOfCharacter(charset?.characterSet ?? 'utf8mb4') : 1);
    const size = bytes < 256 ? 'tiny' : bytes < 65_536 ? '' : bytes < 16_777_216 ? 'medium' : 'long';
    return { name: size + name, args: [] };
  }
  if (name === 'float' && args.length === 1) return { name: Number(args[0]) > 24 ? 'double' : 'float', args: [] };
  if (Object.hasOwn(INTEGER_WIDTHS, name)) return { name, args: integerArgs(type, session) };
  if (name === 'decimal')
    return { name, args: [args[0] === undefined || args[0] === '0' ? '10' : args[0], args[1] ?? '0'] };
  if (name === 'year') return { name, args: session.dialect === 'mariadb' ? ['4'] : [] };
  if (/^(?:char|binary|bit)$/.test(name)) return { name, args: args.length === 0 ? ['1'] : args };
  if (/^(?:time|datetime|timestamp)$/.test(name)) return { name, args: args[0] === '0' ? [] : args };
  return { name, args };
}

/** Digits of the widest value, signed and unsigned. */
const INTEGER_WIDTHS: Readonly<Record<string, readonly [string, string]>> = {
  tinyint: ['4', '3'],
  smallint: ['6', '5'],
  mediumint: ['9', '8'],
  int: ['11', '10'],
  bigint: ['20', '20'],
};

/**
 * MariaDB keeps display widths. MySQL drops them since 8.0.19, but not of `tinyint(1)` and of ZEROFILL
 * (https://dev.mysql.com/doc/relnotes/mysql/8.0/en/news-8-0-19.html); an older server is read the same way, so that
 * an upgrade is no change.
 */
function integerArgs({ name, args, isUnsigned, isZerofill }: TypeDefinition, session: Session): readonly string[] {
  const width = args[0] ?? (INTEGER_WIDTHS[name] as readonly [string, string])[isUnsigned ? 1 : 0];
  if (session.dialect === 'mariadb' || isZerofill) return [width];
  return name === 'tinyint' && args[0] === '1' && !isUnsigned ? ['1'] : [];
}
