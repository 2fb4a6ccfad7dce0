import { same } from '../../diff/catalog/same.js';
import { objectName } from '../../lib/object-name.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { CheckConstraint, Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { filler } from './filler.js';
import { heirsIn } from './inherited.js';
import { parentsOf } from './lineage.js';
import type { Planning } from './planning.js';
import { full, id } from './spelling.js';
import { columnDefinition } from './tables.js';

/**
 * A new column that must be written and has no default: an application that does not know it could write no row. It
 * comes without NOT NULL; in contract rows that nobody has filled get a value, and it is demanded. Nothing where a key
 * or an heir of the table needs NOT NULL at once.
 *
 * @param made how the column would be made as it is
 */
export function requireLater(planning: Planning, unit: Unit, made: Operation): Operation[] | undefined {
  const place = unit.relation && nameKey(unit.relation);
  const [was, is] = place === undefined ? [] : [planning.were.get(place), planning.are.get(place)];
  if (unit.kind !== 'column' || was === undefined || is === undefined) return undefined;
  const column = unit.object as Column;
  if (!isDemanded(column) || ![was, is].every(isWritten) || isBound(is, column)) return undefined;
  if (!hasOnlyHeirsOf(planning, is, column)) return undefined;
  const loose: Column = { ...column, nullable: true };
  const alter = `ALTER TABLE ${full(is)}`;
  const demand: Operation = {
    ...made,
    action: 'alter',
    from: { ...unit, object: loose },
    up: [`${alter} ALTER COLUMN ${id(column.name)} SET NOT NULL`],
    down: [`${alter} ALTER COLUMN ${id(column.name)} DROP NOT NULL`],
    ...{ provides: [], requires: made.provides, takes: [] },
    group: `demand ${unit.key}`,
  };
  return [
    {
      ...made,
      unit: { ...unit, title: `${unit.title}, which may be left out until contract`, object: loose },
      up: [`${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(is, loose)}`, ...made.up.slice(1)],
    },
    demandedAtLast(demand, planning.after, is),
  ];
}

/** A column that is demanded only when nobody leaves it out any more: rows that nobody has filled get a value. */
export function demandedAtLast(demand: Operation, catalog: Catalog, table: Table): Operation {
  const column = demand.unit.object as Column;
  const value = filler(catalog, table, column);
  return {
    ...demand,
    phase: 'contract',
    filler: value,
    loss: {
      extent: 'lossy',
      text: `rows in which nobody has written ${id(column.name)} of ${full(table)} get ${value}, and keep it when this is undone`,
    },
  };
}

/** Whether a check refuses rows of an application that does not know a column that comes, and leaves it out. */
export function refusesOldWrites({ were, are }: Planning, unit: Unit): boolean {
  const place = unit.relation && nameKey(unit.relation);
  const [was, is] = [were.get(place ?? ''), are.get(place ?? '')];
  const { type, expression } = unit.object as Partial<CheckConstraint>;
  if (unit.kind !== 'constraint' || type !== 'check' || expression === undefined || !was || !is) return false;
  // A comparison with nothing is no refusal; what asks for nothing, or computes, may be one.
  if (!/\bIS\b|\w\(/i.test(expression.form)) return false;
  const { words } = mentionsOf(expression.form);
  return is.columns.some((column) => {
    const { name, identity, generated } = column;
    const isNew = !was.columns.some((each) => each.name === name);
    return isNew && words.has(name) && (defaultValue(column.default) ?? identity ?? generated) === undefined;
  });
}

/** Whether whoever leaves a column out is refused. */
export function isDemanded(column: Column): boolean {
  const { nullable, identity, generated, isInherited } = column;
  return !nullable && (defaultValue(column.default) ?? identity ?? generated) === undefined && isInherited !== true;
}

/** Whether a table has its rows and columns of its own, or in its heirs. */
function isWritten({ partitionOf, foreign, ofType, inherits }: Table): boolean {
  return (partitionOf ?? foreign ?? ofType) === undefined && inherits.length === 0;
}

/** Whether every heir of a table is new or stays one, is no foreign table, and has the column from it alone. */
function hasOnlyHeirsOf({ were, are }: Planning, table: Table, { name }: Column): boolean {
  const key = nameKey(table);
  return heirsIn(are, key).every((heir) => {
    const was = were.get(nameKey(heir));
    const isBrought = heir.columns.some((each) => each.name === name && each.isInherited === true);
    const isStaying = was === undefined || same(parentsOf(was).map(nameKey), parentsOf(heir).map(nameKey));
    return (
      isBrought && isStaying && heir.foreign === undefined && parentsOf(heir).length === 1 && !isBoundIn(heir, name)
    );
  });
}

function isBoundIn(heir: Table, name: string): boolean {
  const column = heir.columns.find((each) => each.name === name);
  return column === undefined || column.nullable || isBound(heir, column);
}

/** Whether something in the table takes only columns that are NOT NULL, or its constraint has a name of its own. */
export function isBound(table: Table, { name, notNull }: Column): boolean {
  const isKey = table.constraints.some((each) => each.type === 'primary_key' && each.columns.includes(name));
  const isNamed = notNull?.name !== undefined && notNull.name !== objectName(table.name, name, 'not_null');
  return isKey || isNamed || !['default', 'full', 'nothing'].includes(table.replicaIdentity ?? 'default');
}
