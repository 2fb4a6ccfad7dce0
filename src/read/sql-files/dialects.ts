/** What no SQL of PostgreSQL has, by the dialect that it is of. */
const SIGNS: readonly (readonly [dialect: string, sign: string, pattern: RegExp])[] = [
  ['MySQL', 'a name in backticks', /`\w+`/],
  ['MySQL', 'ENGINE=', /\)\s*ENGINE\s*=?\s*\w+/i],
  ['MySQL', 'AUTO_INCREMENT', /\bAUTO_INCREMENT\b/i],
  ['MySQL', 'DELIMITER', /^\s*DELIMITER\s+\S+/im],
  ['MySQL', 'ON UPDATE CURRENT_TIMESTAMP', /\bON UPDATE CURRENT_TIMESTAMP\b/i],
  ['T-SQL', 'GO', /^\s*GO\s*$/m],
  ['T-SQL', 'a name in square brackets', /\bTABLE\s+(?:\[\w+\]\.)?\[\w+\]/i],
  ['T-SQL', 'IDENTITY(', /\bIDENTITY\s*\(\s*\d+\s*,/i],
  ['T-SQL', 'NVARCHAR', /\bNVARCHAR\s*\(/i],
  ['SQLite', 'AUTOINCREMENT', /\bAUTOINCREMENT\b/i],
  ['SQLite', 'PRAGMA', /^\s*PRAGMA\s+\w+/im],
  ['SQLite', 'WITHOUT ROWID', /\bWITHOUT\s+ROWID\b/i],
  ['Oracle', 'VARCHAR2', /\bVARCHAR2\s*\(/i],
  ['Oracle', 'a line with /', /^\/\s*$/m],
];

/** A dialect, and what in a text shows it. */
export interface Recognised {
  readonly dialect: string;
  readonly sign: string;
}

/** The dialect that a text of SQL is written in, when it is evidently not PostgreSQL's. */
export function recogniseDialect(sql: string): Recognised | undefined {
  const found = SIGNS.find(([, , pattern]) => pattern.test(sql));
  return found === undefined ? undefined : { dialect: found[0], sign: found[1] };
}
