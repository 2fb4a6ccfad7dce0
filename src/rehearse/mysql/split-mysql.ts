import { fail } from '../../errors.js';
import type { MysqlDialect } from '../../read/mysql/settings.js';
import { continuations } from '../../read/mysql/text/continued-lines.js';
import { Lexer } from '../../read/mysql/text/lexer.js';
import { LineCounter } from '../../read/mysql/text/line-counter.js';
import { followMode, usualMode } from '../../read/mysql/text/mode.js';
import { respelled } from '../../read/mysql/text/respelling.js';
import { splitStatements } from '../../read/mysql/text/split.js';
import type { Token } from '../../read/mysql/text/token.js';
import type { Source, SourceStatement } from '../../read/source.js';

/** Statements that make, take or change a database; what they say is done in the scratch database. */
const OF_DATABASE = /^(?:USE \S+|(?:CREATE|DROP) (?:OR|DATABASE|SCHEMA)) /;
/** Statements that reach beyond the database. */
const WHOLE_SERVER =
  /^(?:(?:CREATE|ALTER|DROP|RENAME) (?:USER|ROLE|SERVER|TABLESPACE)|SET (?:GLOBAL|PERSIST)|(?:GRANT|REVOKE) .*|FLUSH .*|SHUTDOWN.*|INSTALL .*|UNINSTALL .*) /;
/** Words behind which a table or another object is named. */
const BEFORE_NAME: ReadonlySet<string> = new Set([
  ...[
    'TABLE',
    'INTO',
    'REFERENCES',
    'VIEW',
    'TRIGGER',
    'PROCEDURE',
    'FUNCTION',
    'EVENT',
    'UPDATE',
    'FROM',
    'JOIN',
    'EXISTS',
  ],
]);

/**
 * The statements of a file, as the client would send them. Which database a file speaks of is passed over.
 *
 * @throws UserError for a statement that would reach beyond the scratch database
 */
export function* splitMysql(
  { name, text }: Source,
  dialect: MysqlDialect,
  version: number,
): Generator<SourceStatement> {
  const mode = usualMode();
  const lines = new LineCounter(text);
  for (const { tokens, start, end } of splitStatements(new Lexer(text, mode, dialect, version))) {
    const sent = respelled(text, [start, end], continuations(text, tokens));
    const statement = closed(sent.trim().replace(/;$/, ''));
    if (tokens[0]?.upper === 'SET') followMode(tokens, mode);
    if (statement === '') continue;
    const line = lines.lineOf(start);
    const words = `${tokens
      .slice(0, 3)
      .map(({ upper, text: word }) => upper || word)
      .join(' ')} `;
    if (OF_DATABASE.test(words) && !/^CREATE OR REPLACE (?!DATABASE|SCHEMA)/.test(words)) continue;
    const beyond = WHOLE_SERVER.test(words) ? words.trim() : otherDatabase(tokens);
    if (beyond !== undefined) {
      const problem = `${beyond} reaches beyond the database, and a rehearsal stays in its scratch databases`;
      fail('SQL_REFUSED', {
        file: name,
        line,
        problem,
        remedy: 'leave it out, or name things without their database',
      });
    }
    yield { text: statement, line };
  }
}

/** What a comment for some servers holds runs to the end of the statement. */
function closed(statement: string): string {
  const opened = statement.split('/*').length - statement.split('*/').length;
  return opened > 0 ? `${statement} */` : statement;
}

function otherDatabase(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ upper }, index) => {
    const [name, dot, after] = tokens.slice(index + 1, index + 4);
    return (
      BEFORE_NAME.has(upper) &&
      (name?.kind === 'word' || name?.kind === 'name') &&
      dot?.text === '.' &&
      after?.kind !== 'end'
    );
  });
  return at < 0 ? undefined : `${tokens[at + 1]?.text}.${tokens[at + 3]?.text}`;
}
