import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import { nameKey } from './attributes.js';
import { automaticName } from './automatic-name.js';

type Share = Index | KeyConstraint;

/**
 * Partitions whose indexes the server has named by the columns of their parent's: they keep these names when a column
 * gets another one, and then have names that nobody gives them by itself.
 *
 * @param was the catalog before, with the tables in the same order
 */
export function keepShares(was: Catalog, now: Catalog): Catalog {
  const [before, after] = [was, now].map(({ tables }) => new Map(tables.map((table) => [nameKey(table), table])));
  const tables = now.tables.map((table, at) => {
    const parent = table.partitionOf && after?.get(nameKey(table.partitionOf.parent));
    const old = was.tables[at];
    if (parent === undefined || old === undefined || before === undefined || after === undefined) return table;
    const [theirs, own] = [sharesBelow(before, old), sharesBelow(after, table)];
    return own.reduce((one, share, place) => named(one, share, theirs[place]?.name ?? share.name), table);
  });
  return { ...now, tables };
}

/** What a partition has of one of its parent's. */
interface Below {
  readonly name: string;
  readonly usual: string;
  readonly above: Name;
  readonly object: Share;
}

function sharesBelow(tables: ReadonlyMap<string, Table>, table: Table): Below[] {
  const parent = table.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  if (parent === undefined) return [];
  const theirs = [
    ...keysOf(parent)
      .filter(({ attachedTo }) => attachedTo === undefined)
      .map((object) => ({ name: object.name, object })),
    ...sharesBelow(tables, parent),
  ];
  return theirs.map(({ name, object }) => {
    const above = { schema: parent.schema, name };
    const usual = automaticName(table.name, object);
    return { name: shareOf(table, above)?.name ?? usual, usual, above, object };
  });
}

function keysOf({ indexes, constraints }: Table): Share[] {
  const keys = constraints.filter((each): each is KeyConstraint => ['unique', 'primary_key'].includes(each.type));
  return [...indexes.filter(({ isValid }) => isValid), ...keys];
}

function shareOf(table: Table, above: Name): Share | undefined {
  return keysOf(table).find(({ attachedTo }) => attachedTo !== undefined && nameKey(attachedTo) === nameKey(above));
}

/** The table with such an index under its name, which only one is said of that is not the usual one. */
function named(table: Table, { usual, above, object }: Below, name: string): Table {
  if (name === usual || shareOf(table, above) !== undefined) return table;
  const { comment: _c, indexComment: _i, isClustered: _k, ...made } = object as KeyConstraint;
  const share = { ...made, name, attachedTo: above } as Share;
  return 'type' in share
    ? { ...table, constraints: [...table.constraints, share] }
    : { ...table, indexes: [...table.indexes, share] };
}
