import type { Catalog } from '../../model/catalog/catalog.js';
import type { Place } from '../../model/catalog/common.js';
import type { RefusedStatement } from '../../model/migration/named-object.js';
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
import { loadParser, type Node, type Parsed, parseExpression } from './parse.js';
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

/** Who follows a migration, statement by statement, from what is there before it. */
export interface MigrationFollower {
  /**
   * Begins a file.
   *
   * @param source its part that leads forward
   * @returns what is to be told of each statement, in their order: where it begins, and its parsed form
   */
  begin(source: Source): (start: number, node: Node) => void;
  /**
   * What the server refuses, as far as the statements before each tell. What is not there behind one that was refused may
   * be what that would have made: of these nothing is said.
   */
  readonly refused: readonly RefusedStatement[];
}

/**
 * Follows a migration whose statements somebody else parses.
 *
 * @param before what makes the database that the migration meets
 * @param known what the parser gave for the database before
 * @param major the version of the server that they meet; the newest by default
 */
export async function followMigration(
  before: readonly Source[],
  known?: Parsed,
  major?: number,
): Promise<MigrationFollower> {
  const parsers = await loadParsers(known, undefined);
  const state = stateOf(before, parsers, major);
  const refused: RefusedStatement[] = [];
  let isSomethingLacking = false;
  const follow = (statement: Statement, node: Node | undefined, lineAt: (offset: number) => number) => {
    try {
      const place = { file: statement.source.name, line: lineAt(statement.start) };
      execute(state, { ...parsers, goesOn: false, looksAtData: true }, statement, node, place);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const problem = problemOf(error);
      if (problem.isMissing && isSomethingLacking) return;
      refused.push({ file: statement.source.name, start: statement.start, ...problem });
      isSomethingLacking ||= !DATA.has(statement.words[0] ?? '');
    }
  };
  return {
    refused,
    begin: (source) => {
      begin(state);
      const lineAt = lineCounter(source.text);
      // What a ROLLBACK undoes is passed over, and commands of psql are nobody's statements.
      const pending = [...lastingStatements(source)];
      let next = 0;
      return (start, node) => {
        for (let statement = pending[next]; statement !== undefined && statement.start <= start; ) {
          const isTold = statement.start === start;
          if (isTold || statement.kind === 'meta') follow(statement, isTold ? node : undefined, lineAt);
          next++;
          statement = pending[next];
        }
      };
    },
  };
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

interface Running extends Parsers {
  /** Whether whoever runs it goes on past errors. */
  readonly goesOn: boolean;
  /** Whether statements that only move data are looked at. */
  readonly looksAtData?: boolean;
}

function run(state: State, running: Running, statement: Statement, lineAt: (offset: number) => number): void {
  const { source, kind, start, end, words, isOpen } = statement;
  // What follows a quote that nothing closes may be anything: the parser says where it stands.
  if (kind === 'statement' && DATA.has(words[0] ?? '') && isOpen !== true) return;
  const node = kind === 'meta' ? undefined : running.parse(source, start, end);
  execute(state, running, statement, node, { file: source.name, line: lineAt(start) });
}

function execute(
  state: State,
  { parse, parsePlpgsql, goesOn, looksAtData = false }: Running,
  { source, kind, start, end, words: [word = ''] }: Statement,
  node: Node | undefined,
  place: Required<Place>,
): void {
  const context: Context = { state, source, place, text: source.text.slice(start, end) };
  if (kind === 'meta') {
    const reason = reasonOfMeta(word);
    if (reason !== undefined) listUnread(context, reason);
    return;
  }
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
