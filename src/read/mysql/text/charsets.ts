import type { MysqlDialect } from '../settings.js';

interface Charset {
  /** The collation that a charset has when none is named. */
  readonly collation: string;
  /** Bytes of its longest character. */
  readonly bytes: number;
}

/** From `SHOW CHARACTER SET`; MySQL 8 and 9, and MariaDB 10.3 to 11.4, differ in utf8mb4 alone. */
const CHARSETS: Readonly<Record<string, Charset>> = {
  armscii8: { collation: 'armscii8_general_ci', bytes: 1 },
  ascii: { collation: 'ascii_general_ci', bytes: 1 },
  big5: { collation: 'big5_chinese_ci', bytes: 2 },
  binary: { collation: 'binary', bytes: 1 },
  cp1250: { collation: 'cp1250_general_ci', bytes: 1 },
  cp1251: { collation: 'cp1251_general_ci', bytes: 1 },
  cp1256: { collation: 'cp1256_general_ci', bytes: 1 },
  cp1257: { collation: 'cp1257_general_ci', bytes: 1 },
  cp850: { collation: 'cp850_general_ci', bytes: 1 },
  cp852: { collation: 'cp852_general_ci', bytes: 1 },
  cp866: { collation: 'cp866_general_ci', bytes: 1 },
  cp932: { collation: 'cp932_japanese_ci', bytes: 2 },
  dec8: { collation: 'dec8_swedish_ci', bytes: 1 },
  eucjpms: { collation: 'eucjpms_japanese_ci', bytes: 3 },
  euckr: { collation: 'euckr_korean_ci', bytes: 2 },
  gb18030: { collation: 'gb18030_chinese_ci', bytes: 4 },
  gb2312: { collation: 'gb2312_chinese_ci', bytes: 2 },
  gbk: { collation: 'gbk_chinese_ci', bytes: 2 },
  geostd8: { collation: 'geostd8_general_ci', bytes: 1 },
  greek: { collation: 'greek_general_ci', bytes: 1 },
  hebrew: { collation: 'hebrew_general_ci', bytes: 1 },
  hp8: { collation: 'hp8_english_ci', bytes: 1 },
  keybcs2: { collation: 'keybcs2_general_ci', bytes: 1 },
  koi8r: { collation: 'koi8r_general_ci', bytes: 1 },
  koi8u: { collation: 'koi8u_general_ci', bytes: 1 },
  latin1: { collation: 'latin1_swedish_ci', bytes: 1 },
  latin2: { collation: 'latin2_general_ci', bytes: 1 },
  latin5: { collation: 'latin5_turkish_ci', bytes: 1 },
  latin7: { collation: 'latin7_general_ci', bytes: 1 },
  macce: { collation: 'macce_general_ci', bytes: 1 },
  macroman: { collation: 'macroman_general_ci', bytes: 1 },
  sjis: { collation: 'sjis_japanese_ci', bytes: 2 },
  swe7: { collation: 'swe7_swedish_ci', bytes: 1 },
  tis620: { collation: 'tis620_thai_ci', bytes: 1 },
  ucs2: { collation: 'ucs2_general_ci', bytes: 2 },
  ujis: { collation: 'ujis_japanese_ci', bytes: 3 },
  utf16: { collation: 'utf16_general_ci', bytes: 4 },
  utf16le: { collation: 'utf16le_general_ci', bytes: 4 },
  utf32: { collation: 'utf32_general_ci', bytes: 4 },
  utf8mb3: { collation: 'utf8mb3_general_ci', bytes: 3 },
  utf8mb4: { collation: 'utf8mb4_general_ci', bytes: 4 },
};

/** Since MySQL 8.0.1 (https://dev.mysql.com/doc/refman/8.0/en/charset-unicode-sets.html). */
const MYSQL_8_UTF8MB4 = 'utf8mb4_0900_ai_ci';

/** What a database has that says nothing of it; a column shows what is different. */
export function standardCollation(dialect: MysqlDialect): string {
  return dialect === 'mysql' ? MYSQL_8_UTF8MB4 : 'utf8mb4_general_ci';
}

/** The one name of a charset: `utf8` is `utf8mb3`. */
export function charsetName(name: string): string {
  const lower = name.toLowerCase();
  return lower === 'utf8' ? 'utf8mb3' : lower;
}

export function collationName(name: string): string {
  return name.toLowerCase().replace(/^utf8_/, 'utf8mb3_');
}

/** The collation that a charset has when none is named. */
export function collationOf(charset: string, dialect: MysqlDialect, version: number): string {
  if (charset === 'utf8mb4' && dialect === 'mysql' && version >= 80001) return MYSQL_8_UTF8MB4;
  return Object.hasOwn(CHARSETS, charset) ? (CHARSETS[charset] as Charset).collation : `${charset}_general_ci`;
}

/** The charset of a collation; undefined where it fits several, as MariaDB's `uca1400_ai_ci` does. */
export function charsetOf(collation: string): string | undefined {
  const charset = collation.split('_')[0] as string;
  return Object.hasOwn(CHARSETS, charset) ? charset : undefined;
}

/** Bytes of the longest character. */
export function bytesOfCharacter(charset: string): number {
  return Object.hasOwn(CHARSETS, charset) ? (CHARSETS[charset] as Charset).bytes : 4;
}
