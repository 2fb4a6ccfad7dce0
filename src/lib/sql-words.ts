type Dialect = 'postgresql' | 'mysql' | 'mariadb';

/** Names come from strangers: one with a line break must not end a comment. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/**
 * What a session is told before the statements of a step: how long they may wait and take.
 *
 * @param isLocal whether it holds for the transaction only that is open; MySQL knows no such settings
 */
export function sessionOf(
  { lock_timeout_ms: lock, statement_timeout_ms: statement }: { lock_timeout_ms: number; statement_timeout_ms: number },
  dialect: Dialect,
  isLocal: boolean,
): string[] {
  if (dialect === 'postgresql') {
    const set = isLocal ? 'SET LOCAL' : 'SET';
    return [`${set} lock_timeout = '${lock}ms'`, `${set} statement_timeout = '${statement}ms'`];
  }
  const seconds = Math.max(1, Math.ceil(lock / 1000));
  const limit = dialect === 'mariadb' ? [`SET SESSION max_statement_time = ${statement / 1000}`] : [];
  return [`SET SESSION lock_wait_timeout = ${seconds}`, `SET SESSION innodb_lock_wait_timeout = ${seconds}`, ...limit];
}

/** A statement with its end; the clients of MySQL take a semicolon for that, but where they are told of another one. */
export function ended(statement: string, dialect: Dialect): string {
  const isProgram = /^CREATE\b.*\b(?:TRIGGER|FUNCTION|PROCEDURE|EVENT)\b/i.test(statement);
  if (dialect === 'postgresql' || !isProgram || !statement.includes(';')) return `${statement};`;
  let mark = '$$';
  while (statement.includes(mark)) mark += '$';
  return `DELIMITER ${mark}\n${statement}\n${mark}\nDELIMITER ;`;
}
