import type { FuncCall, Node } from '@pgsql/types';
import { textsOf, visit } from './nodes.js';

/** What words of SQL call on older servers (the release notes of 13 and 14), where the newest grammar names others. */
const CALLS: readonly {
  readonly until: number;
  readonly name: string;
  readonly older: string;
  readonly last?: Node;
}[] = [
  { until: 14, name: 'extract', older: 'date_part' },
  { until: 13, name: 'similar_to_escape', older: 'similar_escape', last: { A_Const: { isnull: true } } },
];

/** Turns what was parsed into what the grammar of an older server would have made of it. */
export function toOlderGrammar(statement: Node, major: number): Node {
  const calls = CALLS.filter(({ until }) => major < until);
  if (calls.length > 0) {
    visit(statement, (kind, body) => {
      if (kind === 'FuncCall') rename(body as FuncCall, calls);
    });
  }
  return statement;
}

function rename(call: FuncCall, calls: typeof CALLS): void {
  const [schema, called] = textsOf(call.funcname);
  const found = schema === 'pg_catalog' ? calls.find(({ name }) => name === called) : undefined;
  if (found === undefined) return;
  call.funcname = ['pg_catalog', found.older].map((sval) => ({ String: { sval } }));
  if (found.last !== undefined && call.args?.length === 1) call.args = [...call.args, found.last];
}
