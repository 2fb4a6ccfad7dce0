import type { Name } from '../../../model/catalog/common.js';
import type { Node } from './node.js';
import type { Query, QueryBody, Select, TableReference } from './query.js';

/** The tables that a query names, wherever it names them, without those that it says itself what they are. */
export function tablesOf(query: Query): Name[] {
  const { with: tables, body, orderBy } = query;
  const own = new Set(tables.map(({ name }) => name));
  const all = [...tables.flatMap((table) => tablesOf(table.query)), ...ofBody(body), ...orderBy.flatMap(ofNode)];
  return all.filter(({ schema, name }) => schema !== '' || !own.has(name));
}

function ofBody(body: QueryBody): Name[] {
  switch (body.type) {
    case 'select':
      return ofSelect(body);
    case 'set':
      return [...ofBody(body.left), ...ofBody(body.right)];
    case 'rows':
      return body.rows.flat().flatMap(ofNode);
    case 'query':
      return tablesOf(body.query);
  }
}

function ofSelect({ items, from, where, groupBy, having }: Select): Name[] {
  const nodes = [...items.map(({ expression }) => expression), where, having, ...groupBy];
  return [
    ...(from === undefined ? [] : ofReference(from)),
    ...nodes.flatMap((node) => (node === undefined ? [] : ofNode(node))),
  ];
}

function ofReference(reference: TableReference): Name[] {
  switch (reference.type) {
    case 'table':
      return [reference.name];
    case 'derived':
      return tablesOf(reference.query);
    case 'function':
      return ofNode(reference.call);
    case 'join':
      return [
        ...ofReference(reference.left),
        ...ofReference(reference.right),
        ...(reference.on === undefined ? [] : ofNode(reference.on)),
      ];
  }
}

function ofNode(node: Node): Name[] {
  return [...(node.query === undefined ? [] : tablesOf(node.query)), ...node.args.flatMap(ofNode)];
}
