import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { Constraint, Index, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { asideSchema } from './aside.js';
import { type InTheWay, withoutTakenNames } from './make-way.js';
import { full, id, relationQuery, unless, when } from './spelling.js';
import { tableWord } from './tables.js';
import { unitsOf } from './units.js';

/** Where a table waits to be dropped. */
export function asideOf({ schema, name }: Name): Name {
  return { schema: asideSchema(schema), name };
}

export function isWaiting(table: Table): string {
  return `SELECT EXISTS (${relationQuery(asideOf(table))})`;
}

/** What shows that tables wait whose names something else has, and what that means to whoever knows them. */
export function nameless(tables: readonly Table[]): Pick<Operation, 'verify' | 'loss'> {
  const names = tables.map(full).join(', ');
  return {
    verify: tables.map((table) => ({ run: isWaiting(table), expect: 't' })),
    loss: {
      extent: 'lossy',
      text: `whoever still knows ${names} finds what has the name from here on, and cannot count on writing to it`,
    },
  };
}

/** @param isReplaced whether what has its name is something else once it waits */
export function moveAside(table: Table, isReplaced: boolean): string {
  const aside = asideOf(table);
  const move = `ALTER ${tableWord(table)} IF EXISTS ${full(table)} SET SCHEMA ${id(aside.schema)}`;
  return isReplaced ? unless(relationQuery(aside), move) : move;
}

export function bringBack(table: Table): string {
  return `ALTER ${tableWord(table)} IF EXISTS ${full(asideOf(table))} SET SCHEMA ${id(table.schema)}`;
}

/** What the way back has made already is there, when it is gone a second time. */
export function comeBack(table: Table): string {
  const aside = asideOf(table);
  return when(relationQuery(aside), `ALTER ${tableWord(table)} ${full(aside)} SET SCHEMA ${id(table.schema)}`);
}

/** What of a table that goes had its name before something else got it. */
export interface Displaced {
  /** Whether the table itself: it can only be made where it waits. */
  readonly isElsewhere: boolean;
  /** What of it has made way. */
  readonly isInTheWay: InTheWay;
}

/**
 * The tables that go and have lost names, and what belongs to them, as they are made when they come back before those
 * names are free again.
 */
export interface WaitingTables {
  table(table: Table): Table;
  /** @param table what the unit belongs to, or is */
  unit(table: Table, unit: Unit): Unit;
}

/** @param displaced by the keys of the tables */
export function waitingTables(
  { before, after }: { readonly before: Catalog; readonly after: Catalog },
  displaced: ReadonlyMap<string, Displaced>,
): WaitingTables {
  const tables = new Map(before.tables.map((table) => [nameKey(table), waiting(table, displaced)]));
  const of = (table: Table) => tables.get(nameKey(table)) as Table;
  let units: ReadonlyMap<string, Unit> | undefined;
  return {
    table: of,
    unit(table, unit) {
      if (!displaced.has(nameKey(table))) return unit;
      units ??= new Map(
        unitsOf({ ...before, tables: [...tables.values()] }, after).map((each) => [placeOf(each), each]),
      );
      const isPart = unit.kind === 'constraint' || unit.kind === 'index';
      const name = isPart ? nameOf(table, of(table), unit) : undefined;
      return units.get(placeOf(unit, nameKey(of(table)), name)) as Unit;
    },
  };
}

function waiting(table: Table, displaced: ReadonlyMap<string, Displaced>): Table {
  const own = displaced.get(nameKey(table));
  const place = ({ schema, name }: Name): Name => {
    return displaced.get(nameKey({ schema, name }))?.isElsewhere ? asideOf({ schema, name }) : { schema, name };
  };
  const named = own === undefined ? table : withoutTakenNames(table, own.isInTheWay);
  const { partitionOf } = table;
  return {
    ...named,
    ...place(table),
    inherits: table.inherits.map(place),
    ...(partitionOf && { partitionOf: { ...partitionOf, parent: place(partitionOf.parent) } }),
  };
}

/** What a unit is, of what, and how it is called. */
function placeOf({ kind, owner, object }: Unit, table = owner?.slice('table '.length), name?: string): string {
  const own = object as Name;
  if (kind === 'table') return JSON.stringify([kind, table ?? nameKey(own)]);
  return JSON.stringify([kind, table, name ?? own.name]);
}

/** What a part of a table is called while that waits. */
function nameOf(table: Table, waits: Table, { kind, object }: Unit): string | undefined {
  const parts = (one: Table): readonly (Constraint | Index)[] => (kind === 'index' ? one.indexes : one.constraints);
  return parts(waits)[parts(table).findIndex(({ name }) => name === (object as Index).name)]?.name;
}
