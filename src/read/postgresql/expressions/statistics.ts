import type { Expression } from '../../../model/catalog/common.js';
import { assign } from './coerce.js';
import { keyOf, stringsOf } from './names.js';
import type { Node } from './node.js';
import { homeOf, type Scope } from './scope.js';
import { newState } from './state.js';
import { transform } from './transform.js';
import { expressionWith, type Written } from './written.js';

/** What statistics of several columns are when nobody says (PostgreSQL 15, CREATE STATISTICS). */
const ALL_KINDS = ['dependencies', 'mcv', 'ndistinct'];

/** Statistics, by the statement that makes them. */
export function statisticsOf(text: Written, statement: Node, scope: Scope): Expression {
  const fields = statement.CreateStatsStmt as Node;
  const range = fields.relations?.[0]?.RangeVar as Node | undefined;
  const relation = range === undefined ? undefined : relationIn(scope, range);
  const state = newState(scope, relation === undefined ? {} : { sources: [relation] });
  const written = ((fields.exprs ?? []) as Node[]).map(({ StatsElem: element }) => element);
  const isColumn = ({ expr }: Node) => expr === undefined;
  // The server keeps columns before expressions, in the order of the table, which says nothing.
  const elements = [
    ...written
      .filter(isColumn)
      .map(({ name }) => name as string)
      .sort(),
    ...written
      .filter((each) => !isColumn(each))
      .map(({ expr }) => `(${assign(state, transform(state, expr), undefined).form})`),
  ];
  const kinds = stringsOf(fields.stat_types);
  const known = kinds.length > 0 || elements.length < 2 ? kinds.sort() : ALL_KINDS;
  const table = keyOf(relation?.schema ?? range?.schemaname ?? homeOf(scope), range?.relname ?? '');
  return expressionWith(text, `(${known.join(', ')}) ON ${elements.join(', ')} FROM ${table}`);
}

function relationIn(scope: Scope, range: Node) {
  for (const schema of range.schemaname === undefined ? scope.searchPath : [range.schemaname]) {
    const found = scope.relation(schema, range.relname);
    if (found !== undefined) return found;
  }
  return undefined;
}
