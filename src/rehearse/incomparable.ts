import { same } from '../diff/catalog/same.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Table, Trigger } from '../model/catalog/table.js';
import type { Successors } from './rows/demands.js';

/** What two applications on one database cannot be held against, of each table before and after. */
export interface Incomparable {
  /** Tables to which what is written stays, in one of the schemas: nobody writes to them in passing. */
  readonly lasting: ReadonlySet<Table>;
  /** Columns in which a trigger writes that one of the schemas does not have: what is read there is its value. */
  readonly told: ReadonlyMap<Table, ReadonlySet<string>>;
}

export function incomparableOf(before: Catalog, after: Catalog, successors: Successors): Incomparable {
  const lasting = new Set([...before.tables, ...after.tables].filter((table) => !isTransactional(table)));
  const told = new Map<Table, ReadonlySet<string>>();
  for (const table of before.tables) {
    const next = successors.table(table);
    if (next === undefined) continue;
    if (lasting.has(table) || lasting.has(next)) lasting.add(table).add(next);
    const columns = new Set([...othersIn(table, next), ...othersIn(next, table)].flatMap(columnsSetBy));
    for (const each of [table, next]) told.set(each, columns);
  }
  return { lasting, told };
}

/** Whether what is written to a table can be taken back. */
function isTransactional({ options }: Table): boolean {
  return /^(?:innodb|rocksdb)?$/i.test(options['engine'] ?? '');
}

function othersIn({ triggers }: Table, other: Table): Trigger[] {
  return triggers.filter((trigger) => !other.triggers.some((each) => same(each, trigger)));
}

const ASSIGNED = /(?:\bset|\binto|,)\s*new\s*\.\s*(?:`((?:[^`]|``)+)`|([\p{L}\p{N}_$]+))/giu;

/** The columns of the row that comes to which the body of a trigger of MySQL or MariaDB gives values. */
function columnsSetBy({ action }: Trigger): string[] {
  return [...action.text.matchAll(ASSIGNED)].map(([, quoted, bare = '']) =>
    (quoted?.replaceAll('``', '`') ?? bare).toLowerCase(),
  );
}
