import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import { assign } from './coerce.js';
import { typeOfKey } from './data-type.js';
import type { Node } from './node.js';
import { columnsOf, readQuery } from './query.js';
import type { Context, Scope } from './scope.js';
import { newState } from './state.js';
import { transform } from './transform.js';
import type { Value } from './value.js';
import { expressionWith, type Written } from './written.js';

export { dataTypeOf, typeKey } from './data-type.js';
export type { Node } from './node.js';
export type {
  Context,
  NamedType,
  OperatorSignature,
  Relation,
  RelationColumn,
  Scope,
  Signature,
  Source,
} from './scope.js';

/** An expression of the grammar's tree, whose text the caller knows. */
export function expressionOf(text: Written, node: Node, scope: Scope, context: Context = {}): Expression {
  const state = newState(scope, context);
  return expressionWith(text, assign(state, transform(state, node), context.target).form);
}

/** The type of an expression, where it is known. */
export function typeOfExpression(node: Node, scope: Scope, context: Context = {}): DataType | undefined {
  const { type } = transform(newState(scope, context), node);
  return type === undefined || type === 'unknown' ? undefined : typeOfKey(type);
}

/** `character` is the name of what has a length; without one it is `bpchar`. */
function printedArgs({ type, args }: Value): Partial<DataType> {
  if (args === undefined) return {};
  return type?.startsWith('bpchar') ? { name: 'character', args } : { args };
}

/** A query and the columns that its readers get; `names` take the place of the query's own (`CREATE VIEW v (a, b)`). */
export function queryOf(
  text: Written,
  node: Node,
  scope: Scope,
  names: readonly string[] = [],
  context: Context = {},
): { query: Expression; columns: readonly { name: string; type?: DataType }[] } {
  const query = readQuery(newState(scope, context), node, { areNamesSeen: true, names });
  const columns = columnsOf(query).map(({ name, value }) =>
    value.type === undefined ? { name } : { name, type: { ...typeOfKey(value.type), ...printedArgs(value) } },
  );
  return { query: expressionWith(text, query.form), columns };
}
