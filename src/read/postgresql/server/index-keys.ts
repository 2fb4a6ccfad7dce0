import type { Expression } from '../../../model/catalog/common.js';
import type { IndexKey } from '../../../model/catalog/table.js';
import { type Context, expressionOf, type Node } from '../expressions/index.js';
import { present } from './assemble.js';
import type { Reader } from './reader.js';

/** An `IndexElem` of the server's own definition, which names only what is not the default. */
export function keyOf(reader: Reader, element: Node, context: Context): IndexKey {
  const isDescending = element.ordering === 'SORTBY_DESC';
  const isFirst =
    element.nulls_ordering === 'SORTBY_NULLS_FIRST' || (isDescending && element.nulls_ordering !== 'SORTBY_NULLS_LAST');
  return {
    ...present<Omit<IndexKey, 'order' | 'nulls'>>({
      column: element.name,
      expression: element.expr === undefined ? undefined : printedExpression(reader, element.expr, context),
      collation: qualified(element.collation),
      operatorClass: qualified(element.opclass),
      operatorClassOptions: element.opclassopts === undefined ? undefined : definitionsOf(element.opclassopts),
    }),
    order: isDescending ? 'desc' : 'asc',
    nulls: isFirst ? 'first' : 'last',
  };
}

/** Without its text the form says what it is; the form is SQL's own, except for the casts that it adds. */
function printedExpression(reader: Reader, node: Node, context: Context): Expression {
  const { form } = expressionOf('', node, reader.scope, context);
  return { text: form, form };
}

function qualified(names: readonly Node[] | undefined): string | undefined {
  const parts = names?.map((node) => node.String?.sval as string);
  return parts?.[0] === 'pg_catalog' ? parts[1] : parts?.join('.');
}

function definitionsOf(nodes: readonly Node[]): Record<string, string> {
  return Object.fromEntries(
    nodes.map(({ DefElem: { defname, arg } }) => {
      const [value] = Object.values((arg ?? { String: { sval: 'true' } }) as Node) as Node[];
      return [defname as string, String(value?.sval ?? value?.ival ?? value?.fval ?? value?.boolval ?? 0)];
    }),
  );
}
