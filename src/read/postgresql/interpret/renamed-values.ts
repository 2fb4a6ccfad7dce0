import type { Node } from '@pgsql/types';
import type { Scope } from '../expressions/index.js';
import { lookUp } from './names.js';
import type { Code, RenamedValue, State } from './state.js';

/** A literal in the grammar's tree. */
interface Literal {
  sval?: { sval?: string };
}

/**
 * The node of an expression with the names that values of enums have now: the server keeps their numbers. Which
 * literals are such values is known to who reads the expression.
 */
export function withRenamedValues(
  state: State,
  code: Code,
  scope: Scope,
  read: (node: Node, scope: Scope) => void,
): Node {
  const node = code.node as Node;
  const renamed = state.renamedValues.slice(code.renames ?? 0);
  if (!renamed.some(({ from }) => mentions(node, from))) return node;
  const copy = structuredClone(node);
  const texts = new Map<Literal, string>();
  read(copy, {
    ...scope,
    onLiteral: (name, literal: Literal) => {
      const type = lookUp(state.types, name, []);
      const text = literal.sval?.sval ?? '';
      texts.set(
        literal,
        renamedIn(
          text,
          renamed.filter((each) => each.type === type),
        ),
      );
    },
  });
  for (const [literal, sval] of texts) literal.sval = { sval };
  return copy;
}

/** Whether a text of it may say the value: quotes within a text, and within an array in one, have backslashes. */
function mentions(node: Node, value: string): boolean {
  return JSON.stringify(node).replaceAll('\\', '').includes(value.replaceAll('\\', ''));
}

/** A value, or an array of values as it is written in a literal. */
function renamedIn(text: string, renamed: readonly RenamedValue[]): string {
  if (renamed.length === 0) return text;
  if (!/^\s*\{.*\}\s*$/s.test(text)) return latest(text, renamed);
  return text.replace(/"((?:[^"\\]|\\.)*)"|[^{},"\s]+(?:\s+[^{},"\s]+)*/g, (written, quoted: string | undefined) => {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? written;
    const name = latest(value, renamed);
    return name === value ? written : elementText(name);
  });
}

/** An element of an array, in quotes where it must be (array_out in arrayfuncs.c). */
function elementText(text: string): string {
  return /^$|[\s{},"\\]|^null$/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

function latest(value: string, renamed: readonly RenamedValue[]): string {
  return renamed.reduce((name, { from, to }) => (name === from ? to : name), value);
}
