import type { Source } from '../source.js';
import { type Piece, splitStatements } from './split.js';

/** A statement of a file that is to be applied. */
export interface Statement extends Piece {
  readonly source: Source;
}

/**
 * The statements of a file that last: what a `ROLLBACK` undoes is left out. A transaction that the file leaves open is
 * taken for one that whoever runs the file commits.
 */
export function* lastingStatements(source: Source): Generator<Statement> {
  let pending: Statement[] | undefined;
  let savepoints: { name: string; length: number }[] = [];
  for (const piece of splitStatements(source.text)) {
    const statement = { ...piece, source };
    const verb = transactionVerb(source.text, piece);
    if (verb === undefined || verb === 'prepared') {
      if (pending === undefined) yield statement;
      else pending.push(statement);
      continue;
    }
    if (verb === 'begin') {
      pending ??= [];
      savepoints = [];
      pending.push(statement);
    } else if (verb === 'commit') {
      if (pending !== undefined) yield* pending;
      yield statement;
      pending = undefined;
    } else if (verb === 'rollback') {
      pending = undefined;
    } else {
      savepoints = applySavepoint(source.text, piece, pending ?? [], savepoints);
    }
  }
  if (pending !== undefined) yield* pending;
}

type Verb = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'prepared';

const VERBS: ReadonlyMap<string, Verb> = new Map([
  ['begin', 'begin'],
  ['start', 'begin'],
  ['commit', 'commit'],
  ['end', 'commit'],
  ['rollback', 'rollback'],
  ['abort', 'rollback'],
  ['savepoint', 'savepoint'],
  ['release', 'savepoint'],
]);

function transactionVerb(text: string, { kind, start, end, words }: Piece): Verb | undefined {
  const verb = kind === 'statement' ? VERBS.get(words[0] ?? '') : undefined;
  if (verb === undefined) return undefined;
  if (words[1] === 'prepared') return 'prepared';
  return verb === 'rollback' && /^\w+(?:\s+(?:work|transaction))?\s+to\b/i.test(text.slice(start, end))
    ? 'savepoint'
    : verb;
}

function applySavepoint(
  text: string,
  { start, end }: Piece,
  pending: Statement[],
  savepoints: readonly { name: string; length: number }[],
): { name: string; length: number }[] {
  const words = text.slice(start, end).split(/\s+/);
  const name = (words.at(-1) ?? '').toLowerCase();
  const [verb = ''] = words;
  const index = savepoints.findLastIndex((each) => each.name === name);
  if (/^savepoint$/i.test(verb)) return [...savepoints, { name, length: pending.length }];
  if (/^release$/i.test(verb)) return savepoints.slice(0, Math.max(index, 0));
  const found = savepoints[index];
  if (found === undefined) return [...savepoints];
  pending.length = found.length;
  return savepoints.slice(0, index + 1);
}
