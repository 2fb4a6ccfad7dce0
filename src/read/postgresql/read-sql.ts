import type { Catalog } from '../../model/catalog/catalog.js';
import type { RefusedStatement } from '../../model/migration/named-object.js';
import { forwardPart } from '../migration/directions.js';
import { isRefusal, problemOf } from '../refusals.js';
import type { Source } from '../source.js';
import { applyBlock, DATA, type Parsers } from './blocks.js';
import { loadPlpgsql } from './code/plpgsql.js';
import { refuseDepth } from './depth.js';
import { expectData } from './interpret/data-statements.js';
import { expressIn } from './interpret/express.js';
import { freeze } from './interpret/freeze.js';
import { isMadeLater } from './interpret/made-later.js';
import { apply } from './interpret/registry.js';
import { type Context, emptyState, type State } from './interpret/state.js';
import { listNotCompared, listUnread } from './interpret/unread.js';
import { loadParser, type Parsed, parseExpression } from './parse.js';
import { lastingStatements, type Statement } from './statements.js';

/**
 * What statements in PostgreSQL's SQL make of an empty database.
 *
 * @param sources the files in the order in which they are run, each in a session of its own
 * @param known what the parser gave for another database
 * @param major the version of the server that they are meant for; the newest by default
 * @throws UserError when a text is not SQL, or when the server would refuse a statement
 */
export async function readPostgresqlSql(sources: readonly Source[], known?: Parsed, major?: number): Promise<Catalog> {
  const parsers = await loadParsers(known, major);
  const state = stateOf(sources, parsers, major);
  return freeze(state, expressIn(state));
}

/**
 * The statements of a migration that the server refuses, as far as the statements before each tell. What is not there
 * behind one that was refused may be what that would have made: of these nothing is said.
 *
 * @param before what makes the database that the migration meets
 * @param migration its files in the order in which they are run
 * @param known what the parser gave for the database before
 * @param major the version of the server that they meet; the newest by default
 */
export async function findRefused(
  before: readonly Source[],
  migration: readonly Source[],
  known?: Parsed,
  major?: number,
): Promise<RefusedStatement[]> {
  const parsers = await loadParsers(known, undefined);
  const state = stateOf(before, parsers, major);
  const refused: RefusedStatement[] = [];
  let isSomethingLacking = false;
  for (const { name, text: whole } of migration) {
    const source = { name, text: forwardPart(whole).text };
    begin(state);
    const lines = lineCounter(source.text);
    for (const statement of lastingStatements(source)) {
      try {
        run(state, { ...parsers, goesOn: false, looksAtData: true }, statement, lines);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const problem = problemOf(error);
        if (problem.isMissing && isSomethingLacking) continue;
        refused.push({ file: name, start: statement.start, ...problem });
        isSomethingLacking ||= !DATA.has(statement.words[0] ?? '');
      }
    }
  }
  return refused;
}

/** Statements that say of which columns they read or write. */
const READS_OR_WRITES: ReadonlySet<string> = new Set([
  ...['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt'],
]);

async function loadParsers(known: Parsed | undefined, major: number | undefined): Promise<Parsers> {
  return { parse: await loadParser(known, major), parsePlpgsql: await loadPlpgsql() };
}

function stateOf(sources: readonly Source[], parsers: Parsers, major: number | undefined): State {
  const state = emptyState(major);
  state.parseExpression = (form) => parseExpression(parsers.parse, form);
  for (const source of sources) {
    begin(state);
    const lines = lineCounter(source.text);
    const goesOn = sources.length === 1 && goesOnPastErrors(source.text);
    let isInTransaction = false;
    for (const statement of lastingStatements(source)) {
      isInTransaction = isInTransactionAfter(statement, isInTransaction);
      run(state, { ...parsers, goesOn: goesOn && !isInTransaction }, statement, lines);
    }
  }
  return state;
}

/** Each file is run in a session of its own. */
function begin(state: State): void {
  Object.assign(state.session, emptyState().session);
  state.sessionBefore = undefined;
}

function run(
  state: State,
  { parse, parsePlpgsql, goesOn, looksAtData = false }: Parsers & { readonly goesOn: boolean; looksAtData?: boolean },
  { source, kind, start, end, words, isOpen }: Statement,
  lineAt: (offset: number) => number,
): void {
  const [word = ''] = words;
  // What follows a quote that nothing closes may be anything: the parser says where it stands.
  if (kind === 'statement' && DATA.has(word) && isOpen !== true && !looksAtData) return;
  const place = { file: source.name, line: lineAt(start) };
  const context: Context = { state, source, place, text: source.text.slice(start, end) };
  if (kind === 'meta') {
    const reason = reasonOfMeta(word);
    if (reason !== undefined) listUnread(context, reason);
    return;
  }
  const node = parse(source, start, end);
  if (node === undefined) return;
  refuseDepth(node, end - start, place);
  try {
    if ('DoStmt' in node) applyBlock(context, node.DoStmt, { parse, parsePlpgsql });
    else {
      if (looksAtData && READS_OR_WRITES.has(Object.keys(node)[0] ?? '')) expectData(context, node);
      apply(context, node);
    }
  } catch (error) {
    if (goesOn && 'DropStmt' in node && isRefusal(error) && isMadeLater(context, node.DropStmt, end)) {
      listNotCompared(context, 'it drops what is not there yet: psql goes on past that error, other tools stop at it');
      return;
    }
    if (state.unread.length === 0 || !isRefusal(error)) throw error;
    listUnread(context, 'it speaks of what an unread statement before it may have made');
  }
}

/** Whether psql goes on when a statement of a script fails, as it does unless the script says otherwise. */
function goesOnPastErrors(text: string): boolean {
  return !/^[ \t]*\\set[ \t]+ON_ERROR_STOP\b(?![ \t]+(?:0|off|false)\b)/m.test(text);
}

function isInTransactionAfter({ kind, words: [word = ''] }: Statement, before: boolean): boolean {
  if (kind !== 'statement') return before;
  if (word === 'begin' || word === 'start') return true;
  return word === 'commit' || word === 'end' ? false : before;
}

/** Commands of psql that change something, or say whether what follows is run. */
function reasonOfMeta(command: string): string | undefined {
  if (/^(?:i|ir|include|include_relative)$/.test(command)) return 'it runs another file';
  if (command === 'gexec') return 'it runs what a query gives';
  if (/^(?:if|elif|else|endif)$/.test(command)) return 'psql decides what of it is run';
  return command === '!' ? 'it runs a program' : undefined;
}

/** Counts lines forward only, so that a long text is passed once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
