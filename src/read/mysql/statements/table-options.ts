import { charsetName, collationName } from '../text/charsets.js';
import type { Cursor } from '../text/cursor.js';
import type { TableOptions } from './definitions.js';
import { acceptCharset } from './read-type.js';

/** Options that may stand without an equals sign. */
const NAMES = new Set(
  `AUTOEXTEND_SIZE AUTO_ID_CACHE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM COMPRESSION CONNECTION DELAY_KEY_WRITE ENCRYPTION ENGINE
  ENGINE_ATTRIBUTE IETF_QUOTES INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS PAGE_CHECKSUM PASSWORD PRE_SPLIT_REGIONS
  ROW_FORMAT SECONDARY_ENGINE SECONDARY_ENGINE_ATTRIBUTE SEQUENCE SHARD_ROW_ID_BITS STATS_AUTO_RECALC STATS_PERSISTENT
  STATS_SAMPLE_PAGES TABLE_CHECKSUM TABLESPACE TRANSACTIONAL TYPE`.split(/\s+/),
);

/** Those that MariaDB refuses as long as `IGNORE_BAD_TABLE_OPTIONS` does not tell it not to. */
const OF_MYSQL = new Set(['AUTOEXTEND_SIZE', 'ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE', 'SECONDARY_ENGINE_ATTRIBUTE']);

/** Values that mean what a table has without the option. */
const DEFAULTS = new Set(['default', '']);
/** What holds data, or says where files lie on one machine. */
const NO_SCHEMA = new Set(['auto_increment', 'password', 'sequence']);
const LITTLE_DEFAULTS: Readonly<Record<string, string>> = {
  engine: 'innodb',
  checksum: '0',
  delay_key_write: '0',
  key_block_size: '0',
  min_rows: '0',
  max_rows: '0',
  avg_row_length: '0',
  encryption: 'n',
  insert_method: 'no',
};

/** The options behind a table; those that mean what a table has anyway are left out. */
export function readTableOptions(cursor: Cursor): TableOptions {
  const found: { characterSet?: string; collation?: string; comment?: string } = {};
  const options: Record<string, string> = {};
  const names: string[] = [];
  for (;;) {
    const begin = cursor.is('DEFAULT') ? cursor.peek(1) : cursor.peek();
    if (!readOption(cursor, found, options)) return { ...found, options, names };
    names.push(optionName(begin.text));
    cursor.accept(',');
  }
}

function readOption(
  cursor: Cursor,
  found: { characterSet?: string; collation?: string; comment?: string },
  options: Record<string, string>,
): boolean {
  const mark = cursor.mark;
  cursor.accept('DEFAULT');
  if (acceptCharset(cursor)) {
    cursor.accept('=');
    const name = charsetName(cursor.take().text);
    if (name !== 'default') found.characterSet = name;
  } else if (cursor.accept('COLLATE')) {
    cursor.accept('=');
    found.collation = collationName(cursor.take().text);
  } else if (cursor.accept('COMMENT')) {
    cursor.accept('=');
    found.comment = cursor.string();
  } else if (cursor.acceptOf('mariadb', 'WITH', 'SYSTEM', 'VERSIONING')) options['system_versioning'] = 'yes';
  else if (cursor.accept('UNION')) {
    cursor.accept('=');
    const tables = cursor.mark;
    cursor.passBrackets();
    options['union'] = cursor.textSince(tables).replaceAll(/[`\s]/g, '');
  } else if (cursor.is('DATA|INDEX', 'DIRECTORY')) {
    const name = `${cursor.take().upper.toLowerCase()}_directory`;
    cursor.take();
    cursor.accept('=');
    options[name] = cursor.string();
  } else if (!readNamedOption(cursor, options)) {
    cursor.back(mark);
    return false;
  }
  return true;
}

function readNamedOption(cursor: Cursor, options: Record<string, string>): boolean {
  const token = cursor.peek();
  const isAssigned = cursor.isIdentifier && cursor.peek(1).kind === 'operator' && cursor.peek(1).text === '=';
  if (!isAssigned && !(token.kind === 'word' && NAMES.has(token.upper))) return false;
  const { mark } = cursor;
  cursor.take();
  if (OF_MYSQL.has(token.upper)) cursor.only('mysql', mark);
  cursor.accept('=');
  const name = optionName(token.text);
  const value = readValue(cursor);
  if (cursor.accept('STORAGE')) cursor.take();
  setOption(options, name, value);
  return true;
}

function readValue(cursor: Cursor): string {
  const sign = cursor.accept('-') ? '-' : '';
  const { kind } = cursor.peek();
  return sign + (kind === 'string' ? cursor.string() : cursor.take().text);
}

function optionName(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'type' ? 'engine' : lower === 'table_checksum' ? 'checksum' : lower;
}

/** Sets an option, or takes it away where the value is the one that tables have without it. */
export function setOption(options: Record<string, string>, name: string, value: string): void {
  if (NO_SCHEMA.has(name)) return;
  const lower = value.toLowerCase();
  const isDefault = DEFAULTS.has(lower) || (Object.hasOwn(LITTLE_DEFAULTS, name) && LITTLE_DEFAULTS[name] === lower);
  // An option that goes back to its default has to undo what ALTER TABLE finds.
  options[name] = isDefault ? '' : name === 'connection' ? value : lower;
}
