import type { DoStmt } from '@pgsql/types';
import { isRefusal } from '../refusals.js';
import type { BlockStep } from './code/block-steps.js';
import type { ParsePlpgsql, Plpgsql } from './code/plpgsql.js';
import { apply } from './interpret/registry.js';
import type { Context } from './interpret/state.js';
import { IT_RUNS_CODE, listUnread } from './interpret/unread.js';
import { all, textIn } from './nodes.js';
import type { Node, Parse } from './parse.js';
import { splitStatements } from './split.js';

/** What parses statements, and blocks of code. */
export interface Parsers {
  readonly parse: Parse;
  readonly parsePlpgsql: ParsePlpgsql;
}

/** Statements that only move data; there may be gigabytes of them. */
export const DATA: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'copy']);

const NOTHING = { type: { schema: '', name: 'void', args: [], isArray: false }, isSet: false };

/** The body of a `DO` block; undefined when it is not PL/pgSQL, or not in order. */
export function bodyOfBlock({ args }: DoStmt, parsePlpgsql: ParsePlpgsql): Plpgsql | undefined {
  const options = all('DefElem', args);
  const option = (name: string) => textIn(options.find(({ defname }) => defname === name)?.arg);
  if ((option('language') ?? 'plpgsql') !== 'plpgsql') return undefined;
  return parsePlpgsql(option('as') ?? '', { type: 'function', parameters: [], returns: NOTHING });
}

/**
 * A `DO` block. Of statements behind a question whether something is there, the first one answers it: it is refused
 * when the answer is no. What cannot be followed is listed.
 */
export function applyBlock(context: Context, block: DoStmt, { parse, parsePlpgsql }: Parsers): void {
  const steps = bodyOfBlock(block, parsePlpgsql)?.steps;
  const read = steps && readSteps(steps, parse);
  if (read === undefined) listUnread(context, IT_RUNS_CODE);
  else for (const step of read) applyStep(context, step);
}

type ReadStep =
  | { readonly kind: 'statement'; readonly text: string; readonly node: Node }
  | { readonly kind: 'guarded'; readonly steps: readonly ReadStep[]; readonly otherwise: readonly ReadStep[] };

/** The steps with what the parser makes of them: all before the first is run. */
function readSteps(steps: readonly BlockStep[], parse: Parse): ReadStep[] | undefined {
  const read: ReadStep[] = [];
  for (const step of steps) {
    if (step.kind === 'guarded') {
      const [inner, otherwise] = [readSteps(step.steps, parse), readSteps(step.otherwise, parse)];
      if (inner === undefined || otherwise === undefined) return undefined;
      read.push({ kind: 'guarded', steps: inner, otherwise });
    } else {
      const statements = readText(step.text, parse);
      if (statements === undefined) return undefined;
      read.push(...statements);
    }
  }
  return read;
}

function readText(text: string, parse: Parse): ReadStep[] | undefined {
  const read: ReadStep[] = [];
  for (const { kind, start, end, words } of splitStatements(text)) {
    if (kind === 'meta') return undefined;
    if (DATA.has(words[0] ?? '')) continue;
    try {
      const node = parse({ name: 'block', text }, start, end);
      if (node !== undefined) read.push({ kind: 'statement', text: text.slice(start, end), node });
    } catch {
      // The server looks at it only when it gets there.
      return undefined;
    }
  }
  return read;
}

function applyStep(context: Context, step: ReadStep): void {
  if (step.kind === 'statement') {
    apply({ ...context, text: step.text }, step.node);
    return;
  }
  const [first, ...rest] = step.steps;
  try {
    if (first !== undefined) applyStep(context, first);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const each of step.otherwise) applyStep(context, each);
    return;
  }
  for (const each of rest) applyStep(context, each);
}
