import type { Expression } from '../../../model/catalog/common.js';
import { keyOf, quoteText, stringsOf } from './names.js';
import type { Node } from './node.js';
import { homeOf, type Scope } from './scope.js';

/** What a trigger calls: the function by its full name, and its arguments, which are texts. */
export function callOf(text: string, { funcname, args }: Node, scope: Scope): Expression {
  const names = stringsOf(funcname);
  const name = names.at(-1) as string;
  const found = scope.searchPath.find((schema) => scope.routines(schema, name).length > 0);
  const schema = names.length > 1 ? names.at(-2) : (found ?? builtInSchema(name) ?? homeOf(scope));
  const values = ((args ?? []) as Node[]).map((arg) => quoteText(argumentOf(arg)));
  return { text, form: `${keyOf(schema ?? 'pg_catalog', name)}(${values.join(', ')})` };
}

/** The trigger functions that the server itself brings. */
function builtInSchema(name: string): string | undefined {
  return /^(?:tsvector_update_trigger|suppress_redundant_updates_trigger|unique_key_recheck)/.test(name)
    ? 'pg_catalog'
    : undefined;
}

function argumentOf(node: Node): string {
  const constant = node.A_Const ?? node;
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  return constant.String?.sval ?? constant.sval?.sval ?? constant.fval?.fval ?? '';
}
