import { quoteIdentifier } from '../../../lib/quote.js';
import type { Routine } from '../../../model/catalog/objects.js';
import { deepCommentIn } from '../parse.js';
import { type BlockStep, constantOf, stepsOf } from './block-steps.js';

/** A piece of SQL in a body of PL/pgSQL. */
export interface Piece {
  readonly text: string;
  readonly kind: 'statement' | 'expression' | 'assignment';
}

/** What a body of PL/pgSQL holds. */
export interface Plpgsql {
  readonly pieces: readonly Piece[];
  /** The types of its variables, as they are written: `users`, `users%ROWTYPE`, `users.mail%TYPE`. */
  readonly types: readonly string[];
  /** The texts that it runs as SQL; undefined for one that is put together when it runs. */
  readonly executed: readonly (string | undefined)[];
  /** What it does, step by step, when that can be followed. */
  readonly steps?: readonly BlockStep[];
}

/** The head that a body is compiled under. */
export type PlpgsqlHead = Pick<Routine, 'type' | 'parameters' | 'returns'>;

/** Parses a body of PL/pgSQL; undefined when it is none. */
export type ParsePlpgsql = (body: string, head: PlpgsqlHead) => Plpgsql | undefined;

/** Loads the parser of PL/pgSQL, which comes with that of SQL. */
export async function loadPlpgsql(): Promise<ParsePlpgsql> {
  const { loadModule, parsePlPgSQLSync } = await import('libpg-query');
  await loadModule();
  return (body, head) => {
    // The parser is written in C, where a text ends at a zero.
    if (body.includes('\0') || deepCommentIn(body) !== undefined) return undefined;
    try {
      return collect(parsePlPgSQLSync(`${headOf(head)} LANGUAGE plpgsql AS ${dollarQuoted(body)}`));
    } catch {
      return undefined;
    }
  };
}

const MODES = { in: 'IN', out: 'OUT', inout: 'INOUT', variadic: 'VARIADIC', table: 'OUT' } as const;

/** What a body may do with its values depends on what it returns; of which type they are does not matter. */
function headOf({ type, parameters, returns }: PlpgsqlHead): string {
  const list = parameters.map(({ name, mode }) => {
    return `${MODES[mode]} ${name === '' ? '' : quoteIdentifier(name, '"')} text${mode === 'variadic' ? '[]' : ''}`;
  });
  if (type === 'procedure') return `CREATE PROCEDURE f(${list.join(', ')})`;
  const name = returns?.type.schema === '' ? returns.type.name : '';
  const isSpecial = name === 'trigger' || name === 'event_trigger' || name === 'void';
  const isGiven = parameters.some(({ mode }) => mode === 'out' || mode === 'inout' || mode === 'table');
  const result = isSpecial ? name : isGiven ? 'record' : 'text';
  return `CREATE FUNCTION f(${list.join(', ')}) RETURNS ${returns?.isSet === true ? 'SETOF ' : ''}${result}`;
}

function dollarQuoted(body: string): string {
  let tag = '$body$';
  while (body.includes(tag)) tag = `$b${tag.slice(1)}`;
  return `${tag}${body}${tag}`;
}

/** As `RawParseMode` of PostgreSQL's parser numbers them. */
const EXPRESSION = 2;
const ASSIGNMENTS: ReadonlySet<number> = new Set([3, 4, 5]);

function collect(tree: unknown): Plpgsql {
  const pieces: Piece[] = [];
  const types: string[] = [];
  const executed: (string | undefined)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'PLpgSQL_expr') {
        const { query, parseMode = 0 } = value as { query: string; parseMode?: number };
        const kind = ASSIGNMENTS.has(parseMode) ? 'assignment' : parseMode === EXPRESSION ? 'expression' : 'statement';
        pieces.push({ text: query, kind });
      } else if (key === 'PLpgSQL_type') {
        types.push((value as { typname: string }).typname);
      } else {
        if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors')
          executed.push(constantOf((value as { query?: { PLpgSQL_expr?: { query?: string } } }).query));
        walk(value);
      }
    }
  };
  walk(tree);
  const steps = stepsOf(tree);
  return { pieces, types, executed, ...(steps !== undefined && { steps }) };
}
