import { same } from '../diff/catalog/same.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Routine } from '../model/catalog/objects.js';
import type { Table, Trigger } from '../model/catalog/table.js';
import { mentionsOf } from '../sql/mentions.js';
import { keyOf } from './contents.js';
import type { Successors } from './rows/demands.js';
import type { Boundary } from './walk.js';

/** What two applications on one database cannot be held against, of each table before and after. */
export interface Incomparable {
  /** Tables to which what is written stays, in one of the schemas: nobody writes to them in passing. */
  readonly lasting: ReadonlySet<Table>;
  /** Tables of before whose names views have after: from migrate on nobody can use them as tables, which a step says. */
  readonly displaced: ReadonlySet<Table>;
  /** Columns in which a trigger writes that one of the schemas does not have: what is read there is its value. */
  readonly told: ReadonlyMap<Table, ReadonlySet<string>>;
  /** Whether, in one of the schemas, triggers may change what is written. */
  readonly hasTriggers: boolean;
}

export function incomparableOf(before: Catalog, after: Catalog, successors: Successors): Incomparable {
  const tables = [...before.tables, ...after.tables];
  const lasting = new Set(tables.filter((table) => !isTransactional(table)));
  const views = new Set(after.views.map(keyOf));
  const displaced = new Set(before.tables.filter((table) => views.has(keyOf(table))));
  const told = new Map<Table, ReadonlySet<string>>();
  for (const table of before.tables) {
    const next = successors.table(table);
    if (next === undefined) continue;
    if (lasting.has(table) || lasting.has(next)) lasting.add(table).add(next);
    const [were, are] = [firedBy(table, before), firedBy(next, after)];
    const columns = new Set([...othersIn(were, are), ...othersIn(are, were)].flatMap(columnsSetBy));
    for (const each of [table, next]) told.set(each, columns);
  }
  return { lasting, displaced, told, hasTriggers: tables.some(({ triggers }) => triggers.length > 0) };
}

/** Whether an application can be asked at a boundary to write to a table. */
export function isUsable({ lasting, displaced }: Incomparable, table: Table, place: Boundary): boolean {
  return !lasting.has(table) && (place !== 'migrate' || !displaced.has(table));
}

/** Whether what is written to a table can be taken back. */
function isTransactional({ options }: Table): boolean {
  return /^(?:innodb|rocksdb)?$/i.test(options['engine'] ?? '');
}

/** A trigger and, where it calls one, its function. */
interface Fired {
  readonly trigger: Trigger;
  readonly routines: readonly Routine[];
}

function firedBy({ triggers }: Table, { routines }: Catalog): readonly Fired[] {
  const called = routines.filter(({ returns }) => returns?.type.name === 'trigger');
  return triggers.map((trigger) => {
    const { words } = mentionsOf(trigger.action.form);
    return { trigger, routines: called.filter(({ name }) => words.has(name)) };
  });
}

function othersIn(fired: readonly Fired[], others: readonly Fired[]): readonly Fired[] {
  return fired.filter((one) => !others.some((other) => same(one, other)));
}

const NAME = '(?:[`"]((?:[^`"]|``|"")+)[`"]|([\\p{L}\\p{N}_$]+))';
/** Where a trigger gives a column of the row that comes its value: `SET NEW.a = `, `INTO NEW.a, NEW.b`, `NEW.a := `. */
const ASSIGNED = [
  new RegExp(`(?:\\bset|\\binto|,)\\s*new\\s*\\.\\s*${NAME}`, 'giu'),
  new RegExp(`\\bnew\\s*\\.\\s*${NAME}\\s*:?=`, 'giu'),
];

/** The columns of the row that comes to which a trigger gives values. */
function columnsSetBy({ trigger, routines }: Fired): string[] {
  const texts = routines.length > 0 ? routines.map(({ body }) => body.text) : [trigger.action.text];
  return texts
    .flatMap((text) => ASSIGNED.flatMap((pattern) => [...text.matchAll(pattern)]))
    .map(([, quoted, bare = '']) => (quoted?.replace(/(["`])\1/g, '$1') ?? bare).toLowerCase());
}
