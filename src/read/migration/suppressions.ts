import type { Suppression } from '../../model/migration/action.js';

const COMMENT = /(?:--|#|\/\*)[^\S\n]*migrate-arch:[^\S\n]*ignore\b([^\n]*)/g;
const REASON = /\breason=(?:"([^"]*)"|'([^']*)')/;
const UNTIL = /\buntil=(\S+)/;

/** Where a statement stands, in lines from 1. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/**
 * The comments of a text that take findings away: they stand above a statement, or behind it on its last line.
 *
 * @param statements the lines of the statements, in order
 */
export function readSuppressions(file: string, text: string, statements: readonly Lines[]): Suppression[] {
  return [...text.matchAll(COMMENT)].flatMap((comment) => {
    const line = text.slice(0, comment.index).split('\n').length;
    const words = (comment[1] as string).replace(/\*\/.*$/, '');
    const reason = REASON.exec(words);
    const until = UNTIL.exec(words)?.[1];
    const rules = words
      .replace(REASON, '')
      .replace(UNTIL, '')
      .trim()
      .split(/[\s,]+/)
      .filter((word) => word !== '');
    const statement = statementOf(line, isAlone(text, comment.index), statements);
    return (rules.length === 0 ? [''] : rules).map((rule): Suppression => {
      const why = reason?.[1] ?? reason?.[2];
      return {
        place: { file, line },
        rule,
        ...(why !== undefined && why.trim() !== '' && { reason: why }),
        ...(until !== undefined && { until }),
        ...(statement !== undefined && { statement }),
      };
    });
  });
}

function isAlone(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

/** The first line of the statement that a comment speaks of. */
function statementOf(line: number, alone: boolean, statements: readonly Lines[]): number | undefined {
  const within = statements.find(({ first, last }) => first <= line && line <= last);
  if (within !== undefined) return within.first;
  return alone ? statements.find(({ first }) => first > line)?.first : undefined;
}
