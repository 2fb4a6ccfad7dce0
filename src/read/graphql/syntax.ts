import type * as Graphql from 'graphql';
import type { DocumentNode, GraphQLError, ValueNode } from 'graphql';
import { fail } from '../../errors.js';
import { load } from '../../lib/load.js';
import { excerptOf, lineAndColumn } from '../../lib/places.js';
import type { Source } from '../source.js';

/** Nobody nests types, values or selections deeper; what does is no work of people. */
export const MOST_LEVELS = 500;

/** A document of GraphQL and what it was read from. */
export interface ParsedDocument {
  readonly source: Source;
  readonly document: DocumentNode;
}

/**
 * Parses a text of GraphQL: a schema, or operations.
 *
 * @throws UserError with file, line, column and the line itself where it is not GraphQL, or nests too deep
 */
export function parseGraphql(source: Source): ParsedDocument {
  refuseDepth(source);
  const { parse, Source: Named, GraphQLError: Problem } = load<typeof Graphql>('graphql');
  try {
    return { source, document: parse(new Named(source.text, source.name)) };
  } catch (error) {
    if (error instanceof Problem) return refuse(source, error);
    throw error;
  }
}

/** Parses a constant, as an introspection writes default values; nothing when it is none. */
export function parseConstant(text: string): ValueNode | undefined {
  const { parseConstValue, GraphQLError: Problem } = load<typeof Graphql>('graphql');
  try {
    return parseConstValue(text, { noLocation: true });
  } catch (error) {
    if (error instanceof Problem || error instanceof RangeError) return undefined;
    throw error;
  }
}

function refuse({ name, text }: Source, { message, positions }: GraphQLError): never {
  const offset = Math.min(positions?.[0] ?? 0, text.length);
  const problem = wordsOf(message.replace(/^Syntax Error: /, '').replace(/\.$/, ''));
  const excerpt = excerptOf(text, offset);
  return fail('INVALID_GRAPHQL', { file: name, ...lineAndColumn(text, offset), problem, excerpt });
}

function wordsOf(problem: string): string {
  if (problem.includes('<EOF>')) return 'the text ends here, and something is missing';
  return `${problem.charAt(0).toLowerCase()}${problem.slice(1)}`;
}

const [OPEN, CLOSE] = ['([{', ')]}'].map((marks) => new Set([...marks].map((mark) => mark.charCodeAt(0))));
const [QUOTE, HASH, BACKSLASH, NEWLINE] = [0x22, 0x23, 0x5c, 0x0a];

// The parser calls itself for every level, and ends with the stack.
function refuseDepth({ name, text }: Source): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === HASH) at = indexOr(text, '\n', at);
    else if (CLOSE?.has(code)) depth--;
    else if (OPEN?.has(code) && ++depth > MOST_LEVELS) {
      const { line, column } = lineAndColumn(text, at);
      fail('NESTED_TOO_DEEP', { place: `${name}:${line}:${column}`, most: MOST_LEVELS });
    }
  }
}

function endOfString(text: string, start: number): number {
  if (text.startsWith('"""', start)) {
    let end = text.indexOf('"""', start + 3);
    while (end > 0 && text.charCodeAt(end - 1) === BACKSLASH) end = text.indexOf('"""', end + 3);
    return end < 0 ? text.length : end + 2;
  }
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE || code === NEWLINE) return at;
  }
  return text.length;
}

function indexOr(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found < 0 ? text.length : found;
}
