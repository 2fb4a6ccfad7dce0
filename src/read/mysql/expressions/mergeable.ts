import type { Node } from './node.js';
import type { Query, TableReference } from './query.js';

/** Functions whose one result is of many rows. */
const AGGREGATES =
  /^(?:count|sum|avg|min|max|group_concat|bit_(?:and|or|xor)|std(?:dev(?:_pop|_samp)?)?|var(?:iance|_pop|_samp)|json_(?:array|object)agg)$/;
/** Functions that answer otherwise each time. */
const UNSTEADY = /^(?:rand|uuid|uuid_short|sys_guid|sleep|random_bytes)$/;

/**
 * Whether MariaDB takes ALGORITHM=MERGE of a view for its query. Where it does not, the view is as if nobody had said
 * it (MariaDB, "View Algorithms"; measured on 10.11 for what that page leaves out).
 */
export function isMergeable({ body, orderBy, limit }: Query): boolean {
  if (body.type !== 'select' || limit.length > 0) return false;
  const { distinct, items, from, where, groupBy, having } = body;
  if (distinct || from === undefined || groupBy.length > 0 || having !== undefined) return false;
  if (orderBy.some((value) => holds(value, ({ op }) => op === 'query'))) return false;
  const values = [...items.flatMap(({ expression }) => expression ?? []), ...orderBy, ...conditionsOf(from)];
  const isOfMany = ({ op, text }: Node) => op === 'over' || (op === 'call' && AGGREGATES.test(text));
  const isUnsteady = ({ op, text }: Node) => op === 'call' && UNSTEADY.test(text);
  return ![...values, ...(where === undefined ? [] : [where])].some((value) =>
    holds(value, (each) => isOfMany(each) || isUnsteady(each)),
  );
}

/** Whether a part of an expression, but for what is in a subquery, is such. */
function holds(value: Node, is: (part: Node) => boolean): boolean {
  return is(value) || value.args.some((arg) => holds(arg, is));
}

function conditionsOf(from: TableReference): Node[] {
  if (from.type !== 'join') return [];
  const own = from.on === undefined ? [] : [from.on];
  return [...conditionsOf(from.left), ...conditionsOf(from.right), ...own];
}
