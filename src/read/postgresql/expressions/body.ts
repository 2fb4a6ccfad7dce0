import type { Expression } from '../../../model/catalog/common.js';
import type { Parameter } from '../../../model/catalog/objects.js';
import { assign } from './coerce.js';
import { type Node, open } from './node.js';
import type { Scope } from './scope.js';
import { newState } from './state.js';
import { readStatement } from './statements.js';
import { transform } from './transform.js';
import { expressionWith, rewritten, type Written } from './written.js';

/** The parsed body of a function: `RETURN …` or `BEGIN ATOMIC … END`. */
export function bodyOf(text: Written, body: Node, scope: Scope, parameters: readonly Parameter[]): Expression {
  const context = { parameters: parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table') };
  const statements = statementsIn(body).map((node) => {
    const [kind, fields] = open(node);
    const state = newState(scope, context);
    if (kind === 'ReturnStmt') return `RETURN ${assign(state, transform(state, fields.returnval), undefined).form}`;
    return readStatement(state, node).form;
  });
  return expressionWith(
    rewritten(text, (written) => (open(body)[0] === 'List' ? inBlock(written) : written)),
    statements.join('; '),
  );
}

function statementsIn(body: Node): Node[] {
  const [kind, fields] = open(body);
  return kind === 'List' ? ((fields.items ?? []) as Node[]).flatMap(statementsIn) : [body];
}

/** What `BEGIN ATOMIC` and `END` stand around. */
function inBlock(statements: string): string {
  return /^\s*BEGIN\s+ATOMIC\b/i.test(statements) ? statements : `BEGIN ATOMIC ${statements}; END`;
}
