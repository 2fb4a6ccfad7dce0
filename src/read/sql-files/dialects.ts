import { codeOf } from './code-of.js';

/** A dialect whose SQL is read here. */
export type OwnDialect = 'PostgreSQL' | 'MySQL';

/** What betrays a dialect; what several have stands behind what is of one alone. */
const SIGNS: readonly (readonly [dialect: string, sign: string, pattern: RegExp])[] = [
  ['ClickHouse', 'MergeTree', /\bENGINE\s*=\s*\w*MergeTree\b/i],
  ['ClickHouse', 'a type of ClickHouse', /\b(?:UInt(?:8|16|32|64|128|256)\b|LowCardinality\s*\(|Nullable\s*\()/],
  ['BigQuery or Spanner', 'INT64', /\b(?:INT64|FLOAT64)\b/i],
  ['BigQuery or Spanner', 'STRUCT<', /\b(?:ARRAY|STRUCT)\s*</i],
  ['BigQuery or Spanner', 'STRING(MAX)', /\b(?:STRING|BYTES)\s*\(\s*MAX\s*\)/i],
  ['Snowflake', 'TIMESTAMP_NTZ', /\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b/i],
  ['Snowflake', 'VARIANT', /[(,]\s*"?\w+"?\s+VARIANT\b/i],
  ['Snowflake', 'CLUSTER BY', /\)\s*CLUSTER\s+BY\s*\(/i],
  ['SQLite', 'AUTOINCREMENT', /\bAUTOINCREMENT\b/i],
  ['SQLite', 'PRAGMA', /^[ \t]*PRAGMA[ \t]+\w+/im],
  ['SQLite', 'WITHOUT ROWID', /\bWITHOUT\s+ROWID\b/i],
  ['SQLite', 'STRICT', /\)\s*STRICT\s*(?:;|$)/i],
  ['SQLite', 'sqlite_sequence', /\bsqlite_sequence\b/i],
  ['Hive or Spark', 'STORED AS', /\)\s*STORED\s+AS\s+\w+/i],
  ['Hive or Spark', 'EXTERNAL TABLE', /\bCREATE\s+EXTERNAL\s+TABLE\b/i],
  ['SQL Server', 'GO', /^[ \t]*GO[ \t]*$/im],
  ['SQL Server', 'a name in square brackets', /\b(?:TABLE|USE|ON|INTO)\s+(?:\[\w+\]\.)?\[\w+\]/i],
  ['SQL Server', 'IDENTITY', /\bIDENTITY\s*\(\s*\d+\s*,|\bint\s+IDENTITY\b/i],
  ['SQL Server', 'NVARCHAR(MAX)', /\bN?VARCHAR\s*\(\s*MAX\s*\)/i],
  ['SQL Server', 'UNIQUEIDENTIFIER', /\bUNIQUEIDENTIFIER\b/i],
  ['SQL Server', 'CLUSTERED', /\b(?:NON)?CLUSTERED\b/i],
  ['SQL Server', 'SET ANSI_NULLS', /\bSET\s+ANSI_NULLS\b/i],
  ['Oracle', 'VARCHAR2', /\bN?VARCHAR2\s*\(/i],
  ['Oracle', 'NUMBER(', /\bNUMBER\s*\(\s*[\d*]/i],
  ['Oracle', 'SEGMENT CREATION', /\bSEGMENT\s+CREATION\b/i],
  ['Db2', 'ORGANIZE BY', /\bORGANIZE\s+BY\s+(?:ROW|COLUMN)\b/i],
  ['Db2', 'NOT LOGGED', /\bNOT\s+LOGGED\b/i],
  ['CockroachDB', 'unique_rowid', /\bunique_rowid\s*\(/i],
  ['CockroachDB', 'FAMILY', /,\s*FAMILY\s+(?:"[^"]+"|\w+)\s*\(/i],
  ['CockroachDB', 'STORING', /\)\s*STORING\s*\(/i],
  ['CockroachDB', 'STRING', /[(,]\s*"?\w+"?\s+STRING(?:\s*\(\s*\d+\s*\))?\s+(?:NOT\s+)?NULL\b/i],
  ['MySQL', 'a name in backticks', /`[^`\n]+`/],
  ['MySQL', 'ENGINE=', /\)\s*ENGINE\s*(?:=\s*)?\w/i],
  ['MySQL', 'AUTO_INCREMENT', /\bAUTO_INCREMENT\b/i],
  ['MySQL', 'DELIMITER', /^[ \t]*DELIMITER[ \t]+\S/im],
  ['MySQL', 'ON UPDATE CURRENT_TIMESTAMP', /\bON\s+UPDATE\s+(?:CURRENT_TIMESTAMP\b|NOW\s*\()/i],
  ['MySQL', 'UNSIGNED', /\b(?:\w*int|integer|decimal|float|double)(?:\s*\([\d,\s]+\))?\s+UNSIGNED\b/i],
  ['MySQL', 'a type of MySQL', /[(,]\s*\w+\s+(?:tinyint|mediumint|(?:tiny|medium|long)(?:text|blob))\b/i],
  ['MySQL', 'ENUM(', /[(,]\s*\w+\s+(?:ENUM|SET)\s*\(\s*'/i],
  ['MySQL', 'KEY', /[(,]\s*(?:(?:UNIQUE|FULLTEXT|SPATIAL)\s+)?KEY\s+\w+\s*\(\s*[a-z_]/i],
  ['MySQL', 'CHARSET=', /\bCHARSET\s*=/i],
  ['MySQL', 'MODIFY', /\bALTER\s+TABLE\s+[\w.]+\s+(?:MODIFY|CHANGE)\s+(?:COLUMN\s+)?\w+\s+\w/i],
  ['PostgreSQL', 'a command of psql', /^\\(?:connect|restrict|c)\b/m],
  ['PostgreSQL', 'COPY', /^COPY\b.*\bFROM[ \t]+stdin/im],
  ['PostgreSQL', 'a dollar quote', /\b(?:AS|DO)\s+\$\w*\$/i],
  ['PostgreSQL', 'CREATE EXTENSION', /\bCREATE\s+EXTENSION\b/i],
  ['PostgreSQL', '::', /::\s*\w/],
  ['PostgreSQL', 'nextval', /\bnextval\s*\(\s*'/i],
  ['PostgreSQL', 'search_path', /\bSET\s+search_path\b|\bpg_catalog\b/i],
  ['PostgreSQL', 'plpgsql', /\bLANGUAGE\s+'?plpgsql/i],
  ['PostgreSQL', 'a type of PostgreSQL', /\b(?:timestamptz|bytea|jsonb|bigserial|smallserial|citext|tsvector)\b/i],
  ['PostgreSQL', 'a time zone', /\btimestamp\s*(?:\(\d\)\s*)?with(?:out)?\s+time\s+zone\b/i],
  ['PostgreSQL', 'ALTER TABLE ONLY', /\bALTER\s+TABLE\s+ONLY\b/i],
  ['PostgreSQL', 'OWNER TO', /\bOWNER\s+TO\b/i],
  [
    'PostgreSQL',
    'ALTER COLUMN',
    /\bALTER\s+(?:COLUMN\s+)?\S+\s+(?:TYPE|SET\s+DATA\s+TYPE|SET\s+NOT\s+NULL|DROP\s+NOT\s+NULL)\b/i,
  ],
  ['PostgreSQL', 'an identity', /\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b/i],
];
const OF_MYSQL = SIGNS.filter(([dialect]) => dialect === 'MySQL');

/** A dialect, and what in a text shows it. */
export interface Recognised {
  readonly dialect: string;
  readonly sign: string;
}

const MOST_LOOKED_AT = 1 << 20;

/** The dialect that a text is written in which is not SQL of the one that it was taken for, as far as anything tells. */
export function recogniseDialect(sql: string, takenFor: OwnDialect): Recognised | undefined {
  const code = codeOf(sql.slice(0, MOST_LOOKED_AT));
  const found = SIGNS.find(([dialect, , pattern]) => dialect !== takenFor && pattern.test(code));
  return found === undefined ? undefined : { dialect: found[0], sign: found[1] };
}

const BEGINNING = 1 << 16;

/** Whether a text is SQL of MySQL or MariaDB by what no SQL of PostgreSQL has. */
export function isMysql(sql: string): boolean {
  const shows = (code: string) => OF_MYSQL.some(([, , pattern]) => pattern.test(code));
  // What a text does not show at all, its code does not either, and most show it soon.
  return shows(sql) && (shows(codeOf(sql.slice(0, BEGINNING))) || shows(codeOf(sql)));
}
