import type { LexicalMode, Token } from './token.js';

/** How a text is read until it says otherwise by `SET sql_mode`. */
export const usualMode = (): LexicalMode => ({ ansiQuotes: false, backslashEscapes: true, pipesConcatenate: false });

/** The mode in which alone a program means what it says, though its names and strings are written for the usual one. */
export function modeOfProgram(tokens: readonly Token[], { pipesConcatenate }: LexicalMode): string | undefined {
  const isNeeded = pipesConcatenate && tokens.some(({ kind, text }) => kind === 'operator' && text === '||');
  return isNeeded ? 'PIPES_AS_CONCAT' : undefined;
}

/** Modes that stand for others (MySQL 8.4, "Combination SQL Modes"; MariaDB, "SQL_MODE"). */
const ANSI = /^(?:ANSI|DB2|MAXDB|MSSQL|ORACLE|POSTGRESQL)$/;
const VARIABLE = /^(?:@@(?:(?:global|session|local|persist)\s*\.\s*)?)?sql_mode$/i;

/**
 * Has what a `SET` says of `sql_mode` hold for what is read from then on. Functions join modes to those that hold, or
 * take some from them; what a dump has saved and puts back is the mode that there was: the usual one.
 *
 * @param tokens of the statement, or of it from the name of the variable on
 */
export function followMode(tokens: readonly Token[], mode: LexicalMode): void {
  const at = tokens.findIndex(({ kind, text }) => /^(?:word|name|variable)$/.test(kind) && VARIABLE.test(text));
  if (at < 0 || !/^:?=$/.test(tokens[at + 1]?.text ?? '')) return;
  const value = tokens.slice(at + 2);
  const called = value[1]?.text === '(' ? (value[0] as Token).upper : '';
  const end = value.findIndex(({ text }) => text === (called === '' ? ',' : ')'));
  const words = value.slice(0, end < 0 ? value.length : end);
  const named = words.flatMap(({ kind, text }) => {
    return kind === 'string' || (kind === 'word' && called === '') ? text.toUpperCase().split(',') : [];
  });
  const has = (own: string) =>
    named.some((name) => name === own || (own !== 'NO_BACKSLASH_ESCAPES' && ANSI.test(name)));
  const isSaid = (own: string, was: boolean) =>
    called === 'REPLACE' ? was && !has(own) : has(own) || (called !== '' && was);
  mode.ansiQuotes = isSaid('ANSI_QUOTES', mode.ansiQuotes);
  mode.pipesConcatenate = isSaid('PIPES_AS_CONCAT', mode.pipesConcatenate);
  mode.backslashEscapes = !isSaid('NO_BACKSLASH_ESCAPES', !mode.backslashEscapes);
}
