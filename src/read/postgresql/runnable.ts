import { fail } from '../../errors.js';
import { quoteLiteral } from '../../lib/quote.js';
import type { Source, SourceStatement } from '../source.js';
import { splitStatements } from './split.js';

/** Commands of psql without which a file means something else. */
const NEEDED = /^(?:i|ir|include|include_relative|gexec|if|elif|else|endif|!|copy)$/;
/** Statements that reach beyond the database. Roles that are made are dropped with it. */
const WHOLE_SERVER =
  /^(?:(?:create|alter|drop) (?:database|tablespace|subscription)|alter system|(?:alter|drop) (?:role|user|group))$/;
const ROWS_AT_ONCE = 500;

/** A statement that any connection can run. */
export interface RunnableStatement extends SourceStatement {
  /** Whether it reaches beyond the database, as `ALTER SYSTEM` does. */
  readonly isOfServer: boolean;
}

/**
 * The statements of a file, one after the other. What psql does for itself is left out, and the rows of
 * `COPY … FROM stdin` are inserted, which any connection can do.
 *
 * @throws UserError for a command of psql that decides what is run, and for rows in another format than text
 */
export function* runnableStatements({ name, text }: Source): Generator<RunnableStatement> {
  let line = 1;
  let at = 0;
  for (const { kind, start, end, words } of splitStatements(text)) {
    for (let next = text.indexOf('\n', at); next >= 0 && next < start; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    const statement = text.slice(start, end);
    if (kind === 'meta') {
      if (!NEEDED.test(words[0] ?? '')) continue;
      const problem = `\\${words[0]} is a command of psql, which is not here`;
      fail('SQL_REFUSED', { file: name, line, problem, remedy: 'write what it does into the file' });
    }
    const isOfServer = WHOLE_SERVER.test(words.slice(0, 2).join(' '));
    // Whoever runs it within a transaction waits for nobody here, and on its own it is refused.
    if (words[0] === 'lock') continue;
    const rows = words[0] === 'copy' ? COPY.exec(statement) : null;
    if (rows === null) yield { text: statement, line, isOfServer };
    else {
      const [, target = '', options = ''] = rows;
      if (options.trim() !== '') refuseFormat(name, line);
      for (const insert of insertsOf(target, dataBehind(text, end))) yield { text: insert, line, isOfServer };
    }
  }
}

/** What follows says of rows how they are written; without a word, it is in the text format. */
const COPY =
  /^copy\s+([\s\S]+?)\s+from\s+(?:stdin|stdout)\b(?:\s*(?:with\s*)?\(\s*format\s+'?text'?\s*\)|\s*with\s*$)?([\s\S]*)$/i;

function refuseFormat(file: string, line: number): never {
  const problem = 'COPY with options: only rows in the format of pg_dump can be inserted here';
  return fail('SQL_REFUSED', { file, line, problem, remedy: 'write the rows as pg_dump --data-only does' });
}

/** The lines behind a statement, up to `\.`. */
function* dataBehind(text: string, end: number): Generator<string> {
  let at = text.indexOf('\n', end) + 1;
  while (at > 0 && at < text.length) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next < 0 ? text.length : next).replace(/\r$/, '');
    if (line === '\\.') return;
    yield line;
    at = next + 1;
  }
}

function* insertsOf(target: string, lines: Iterable<string>): Generator<string> {
  const values = (rows: readonly string[]) =>
    `INSERT INTO ${target} OVERRIDING SYSTEM VALUE VALUES\n${rows.join(',\n')}`;
  let rows: string[] = [];
  for (const line of lines) {
    rows.push(`(${line.split('\t').map(literalOf).join(', ')})`);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield values(rows);
    rows = [];
  }
  if (rows.length > 0) yield values(rows);
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A value of COPY's text format (PostgreSQL 15, COPY, "Text Format"). */
function literalOf(field: string): string {
  if (field === '\\N') return 'NULL';
  const text = field.replace(/\\([0-7]{1,3}|x[0-9a-f]{1,2}|[\s\S])/gi, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
  return quoteLiteral(text, 'postgresql');
}
