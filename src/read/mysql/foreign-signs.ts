/** What betrays the SQL of other databases, the surest first. */
const SIGNS: readonly { readonly dialect: string; readonly pattern: RegExp }[] = [
  {
    dialect: 'PostgreSQL',
    pattern:
      /^\\(?:connect|restrict|c)\b|^COPY\s+\S+.*\bFROM\s+stdin|\$(?:\w*)\$|\bCREATE\s+EXTENSION\b|::\s*\w|\bnextval\s*\(\s*'|\bSET\s+search_path\b|\bpg_catalog\b|\bLANGUAGE\s+'?plpgsql|\b(?:timestamptz|bytea|jsonb|bigserial|smallserial|character\s+varying\[\])\b|\btimestamp\s+with(?:out)?\s+time\s+zone\b|\bALTER\s+TABLE\s+ONLY\b|\bOWNER\s+TO\b|\bALTER\s+(?:COLUMN\s+)?\S+\s+(?:TYPE|SET\s+DATA\s+TYPE|SET\s+NOT\s+NULL|DROP\s+NOT\s+NULL)\b|\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b/im,
  },
  { dialect: 'SQLite', pattern: /^\s*PRAGMA\b|\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|\bsqlite_sequence\b/im },
  {
    dialect: 'SQL Server',
    pattern:
      /^\s*GO\s*$|\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)|\[dbo\]|\bNVARCHAR\s*\(\s*MAX\s*\)|\bUNIQUEIDENTIFIER\b|\bSET\s+ANSI_NULLS\b|\bCLUSTERED\b/im,
  },
  { dialect: 'Oracle', pattern: /\bVARCHAR2\s*\(|\bNUMBER\s*\(\s*\d|\bNVARCHAR2\b|\bSYSDATE\b(?!\s*\()|^\/\s*$/im },
  { dialect: 'ClickHouse', pattern: /\bENGINE\s*=\s*\w*MergeTree\b/i },
  { dialect: 'Snowflake', pattern: /\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b|\bVARIANT\b/i },
];

/** Whose SQL a text looks like that MySQL and MariaDB do not read; undefined when nothing tells. */
export function looksLike(text: string): string | undefined {
  return SIGNS.find(({ pattern }) => pattern.test(text))?.dialect;
}
