import type { Catalog } from '../../model/catalog/catalog.js';
import type { Constraint, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { ASIDE } from './aside.js';
import { full, id, literal, when } from './spelling.js';
import { createTable } from './tables.js';

interface Removed {
  readonly unit: Unit;
  readonly table: Table;
}

/**
 * How tables go that only before has: away into a schema of their own, from where they come back at once, and in the
 * end for good. Partitions go with their parents.
 *
 * @param units all that belongs to such tables, and the tables themselves
 * @param taken the names of relations that after gives to something else
 */
export function dropTables(before: Catalog, units: readonly Unit[], taken: ReadonlySet<string>): Operation[] {
  const removed = new Map<string, Removed>();
  for (const unit of units) {
    if (unit.kind === 'table') removed.set(unit.key, { unit, table: unit.object as Table });
  }
  const roots = new Map<string, Removed[]>();
  for (const one of removed.values()) {
    const root = rootOf(one, removed);
    roots.set(root, [...(roots.get(root) ?? []), one]);
  }
  const partsOf = (key: string) => units.filter((unit) => unit.owner === key);
  const drops = [...roots].flatMap(([root, tables]) => {
    // On the way back the indexes of a parent come first: they would take over those of its partitions.
    const parts = tables.toReversed().flatMap(({ unit }) => partsOf(unit.key));
    const isTaken = tables.some(({ unit }) => unit.occupies.some((name) => taken.has(name)));
    return dropTree(before, root, tables, parts, isTaken);
  });
  return drops.some(({ requires }) => [...requires].includes(`schema ${ASIDE}`)) ? [...drops, ...waitingRoom()] : drops;
}

/** The schema in which tables wait comes before the first and goes with the last. */
function waitingRoom(): Operation[] {
  const unit: Unit = {
    key: `schema ${ASIDE}`,
    kind: 'schema',
    title: `schema ${id(ASIDE)}, in which tables wait`,
    path: `schemas.${ASIDE}`,
    object: { name: ASIDE, privileges: [] },
    provides: [`schema ${ASIDE}`],
    occupies: [],
    requires: new Set(),
    follows: new Set(),
    create: [`CREATE SCHEMA IF NOT EXISTS ${id(ASIDE)}`],
    drop: [`DROP SCHEMA IF EXISTS ${id(ASIDE)}`],
  };
  const place = {
    requires: [],
    follows: [],
    provides: [],
    takes: [],
    removes: [],
    releases: [],
    frees: [],
    unit,
    phase: 'contract',
  } as const;
  return [
    {
      ...place,
      action: 'create',
      up: unit.create,
      down: unit.drop,
      provides: unit.provides,
      group: `create ${unit.key}`,
    },
    { ...place, action: 'drop', up: unit.drop, down: unit.create, removes: unit.provides, group: `drop ${unit.key}` },
  ];
}

/** The topmost parent that goes as well. */
function rootOf({ unit, table }: Removed, removed: ReadonlyMap<string, Removed>): string {
  const parents = [...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])];
  const parent = parents.map((each) => removed.get(`table ${nameKey(each)}`)).find((each) => each !== undefined);
  return parent === undefined ? unit.key : rootOf(parent, removed);
}

function dropTree(
  before: Catalog,
  root: string,
  tables: readonly Removed[],
  parts: readonly Unit[],
  isTaken: boolean,
): Operation[] {
  const place = { requires: [], follows: [], provides: [], takes: [], removes: [], releases: [], frees: [] } as const;
  const group = `drop ${root}`;
  const keys = parts.filter(isForeignKey);
  const rest = parts.filter((unit) => !keys.includes(unit));
  const leaving = tables.flatMap(({ table }) => leave(before, table, tables));
  const names = tables.flatMap(({ unit }) => unit.provides);
  const own = new Set([...names, ...rest.flatMap(({ provides }) => provides)]);
  // What its partitions have of it goes when they leave.
  const isOwn = (name: string) => {
    const of = /^(?:trigger|index of) (\S+)/.exec(name)?.[1];
    return of === undefined || tables.some(({ table }) => nameKey(table) === of);
  };
  const needs = (unit: Unit) => [...unit.requires, ...unit.follows].filter((need) => !own.has(need));
  const childrenOf = (table: Table) =>
    tables.filter((each) => {
      const { partitionOf, inherits } = each.table;
      return [...inherits, ...(partitionOf === undefined ? [] : [partitionOf.parent])].some(
        (one) => nameKey(one) === nameKey(table),
      );
    });
  const phase = 'contract' as const;
  const first = tables[0] as Removed;
  const away: Operation = {
    ...place,
    action: 'drop',
    unit: { ...first.unit, title: `${titleOf(tables)} out of the way` },
    up: [...leaving.map(([up]) => up), ...(isTaken ? [] : moves(tables))],
    down: [...(isTaken ? [] : returns(tables)), ...leaving.map(([, down]) => down).reverse()],
    phase,
    releases:
      leaving.length === 0
        ? []
        : tables.flatMap(({ unit }) => needs(unit).filter((need) => need.startsWith('relation '))),
    frees: isTaken
      ? []
      : [...tables.map(({ unit }) => unit), ...rest].flatMap(({ occupies }) => occupies.filter(isOwn)),
    requires: isTaken ? [] : [`schema ${ASIDE}`],
    provides: [`aside ${root}`],
    group: `aside ${root}`,
  };
  const dropped: Operation[] = tables.toReversed().map(({ unit, table }) => ({
    ...place,
    action: 'drop',
    unit,
    up: [
      `DROP ${table.foreign === undefined ? '' : 'FOREIGN '}TABLE IF EXISTS ${isTaken ? full(table) : full({ schema: ASIDE, name: table.name })}`,
    ],
    down: [...comeBack(table, isTaken), ...(detached(before, table, tables) ? createAlone(table, unit) : unit.create)],
    loss: { extent: 'irreversible', text: `the rows of ${full(table)} are gone for good; only a backup has them` },
    phase,
    requires: [`parts ${root}`, `moved ${root}`, ...childrenOf(table).map((child) => `dropped ${child.unit.key}`)],
    provides: [`dropped ${unit.key}`],
    releases: [...needs(unit), ...(isTaken ? [] : [`schema ${ASIDE}`])],
    frees: isTaken ? unit.occupies : [],
    group,
  }));
  const moved: Operation = {
    ...place,
    action: 'drop',
    unit: first.unit,
    up: [],
    down: isTaken ? [] : moves(tables),
    phase,
    requires: [`aside ${root}`],
    provides: [`moved ${root}`],
    group,
  };
  const ofParts: Operation[] = rest.map((unit) => ({
    ...place,
    action: 'drop',
    unit,
    up: [],
    down: unit.create,
    phase,
    requires: [`moved ${root}`],
    provides: [`parts ${root}`],
    releases: needs(unit),
    frees: isTaken ? unit.occupies : [],
    group,
  }));
  const ofKeys: Operation[] = keys.map((unit) => ({
    ...place,
    action: 'drop',
    unit,
    up: unit.drop,
    down: unit.create,
    phase,
    removes: unit.provides,
    releases: [...unit.requires, `here ${root}`],
    frees: unit.occupies,
    group: `keys ${root}`,
  }));
  return [...ofKeys, { ...away, removes: [...own, `here ${root}`] }, moved, ...ofParts, ...dropped].filter(
    ({ up, down, unit }) => up.length + down.length > 0 || unit.kind === 'table',
  );
}

function titleOf(tables: readonly Removed[]): string {
  return tables.map(({ unit }) => unit.title).join(', ');
}

/** What the way back has made already is there, when it is gone a second time. */
function comeBack(table: Table, isTaken: boolean): string[] {
  const aside = full({ schema: ASIDE, name: table.name });
  const exists = `SELECT WHERE pg_catalog.to_regclass(${literal(aside)}) IS NOT NULL`;
  const word = table.foreign === undefined ? 'TABLE' : 'FOREIGN TABLE';
  return isTaken ? [] : [when(exists, `ALTER ${word} ${aside} SET SCHEMA ${id(table.schema)}`)];
}

function moves(tables: readonly Removed[]): string[] {
  return tables.map(({ table }) => {
    return `ALTER ${table.foreign === undefined ? '' : 'FOREIGN '}TABLE IF EXISTS ${full(table)} SET SCHEMA ${id(ASIDE)}`;
  });
}

function returns(tables: readonly Removed[]): string[] {
  return tables.map(({ table }) => {
    const aside = full({ schema: ASIDE, name: table.name });
    return `ALTER ${table.foreign === undefined ? '' : 'FOREIGN '}TABLE IF EXISTS ${aside} SET SCHEMA ${id(table.schema)}`;
  });
}

/** A partition of a table that stays leaves it first. */
function leave(before: Catalog, table: Table, tables: readonly Removed[]): [up: string, down: string][] {
  if (!detached(before, table, tables)) return [];
  const { parent, bound } = table.partitionOf as NonNullable<Table['partitionOf']>;
  const query = `SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(${literal(full(table))})`;
  const notYet = `SELECT WHERE NOT EXISTS (${query})`;
  return [
    [
      when(query, `ALTER TABLE ${full(parent)} DETACH PARTITION ${full(table)}`),
      when(notYet, `ALTER TABLE ${full(parent)} ATTACH PARTITION ${full(table)} ${bound.text}`),
    ],
  ];
}

function detached(_before: Catalog, table: Table, tables: readonly Removed[]): boolean {
  const parent = table.partitionOf?.parent;
  return parent !== undefined && !tables.some((each) => nameKey(each.table) === nameKey(parent));
}

/** What is left of a partition when it has left its parent: a table with all its columns. */
function createAlone(table: Table, unit: Unit): string[] {
  const { partitionOf: _, ...rest } = table;
  const alone: Table = { ...rest, columns: table.columns.map((column) => ({ ...column, isInherited: false })) };
  return [createTable(alone), ...unit.create.slice(1)];
}

function isForeignKey({ kind, object }: Unit): boolean {
  return kind === 'constraint' && (object as Constraint).type === 'foreign_key';
}
