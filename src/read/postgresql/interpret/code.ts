import type { Node } from '@pgsql/types';
import { as, visit } from '../nodes.js';
import { searchPath } from './names.js';
import type { Code, Context, RelationDraft } from './state.js';

/** An expression of a statement, to be written out when all statements have been read. */
export function expression({ state }: Context, node: Node, relation?: RelationDraft): Code {
  return { $code: 'expression', node, path: searchPath(state), relation, renames: state.renamedValues.length };
}

/** The same, where there may be none. */
export function optionalExpression(
  context: Context,
  node: Node | undefined,
  relation?: RelationDraft,
): Code | undefined {
  return node === undefined ? undefined : expression(context, node, relation);
}

/** A query, or any other statement that an object consists of. */
export function query({ state }: Context, node: Node, relation?: RelationDraft): Code {
  return { $code: 'query', node, path: searchPath(state), relation, renames: state.renamedValues.length };
}

/** Words that are compared as they are. */
export function words(text: string): Code {
  return { $code: 'text', text, path: [] };
}

/** The columns that an expression on one table names, each once. */
export function columnsIn(node: Node): string[] {
  const found = new Set<string>();
  visit(node, (kind, body) => {
    if (kind !== 'ColumnRef') return;
    const last = (body as { fields?: Node[] }).fields?.at(-1);
    found.add(as('String', last)?.sval ?? '*');
  });
  return [...found];
}
