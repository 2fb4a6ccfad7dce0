import type { Name } from '../../model/catalog/common.js';
import type { Column, Constraint, Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { isClustered } from './cluster.js';
import { isKeyName } from './constraint-units.js';
import { dropColumn } from './drop-column.js';
import { dropTables } from './drop-tables.js';
import { isInReplacedTable, isOfNewTable, type Planning } from './planning.js';
import { renameAside } from './replace-relation.js';
import { underOldNames } from './replace-type.js';

/** What goes that only before has. */
export function removals(planning: Planning, units: readonly Unit[], are: readonly Unit[]): Operation[] {
  const { replacements } = planning;
  const leaving = leavingWithParent(planning, units);
  const isOfTable = (unit: Unit) => {
    return (unit.kind === 'table' || isOfNewTable(planning, unit)) && !leaving.has(unit.owner ?? unit.key);
  };
  const taken = new Set(are.filter(({ key }) => !planning.pairs.has(key)).flatMap(({ occupies }) => occupies));
  return [
    ...units
      .filter((unit) => !isOfTable(unit))
      .flatMap((unit): Operation[] => {
        if (isInReplacedTable(planning, unit)) return [];
        const group = leaving.get(unit.owner ?? unit.key) ?? replacements.groupOf(unit.key);
        if (unit.kind === 'table') return [renameAside(unit, group as string)];
        const { isInherited } = unit.object as Column;
        if (unit.kind === 'column' && keepsIt(planning, unit)) return [drop(unit, 'contract', `drop ${unit.key}`)];
        if (unit.kind === 'column' && group === undefined && isInherited !== true) {
          return dropColumn(planning, unit, taken);
        }
        const dropped = drop(unit, group === undefined ? droppedIn(unit) : 'migrate', group ?? `drop ${unit.key}`);
        return [group === undefined ? { ...dropped, down: underOldNames(planning, unit, dropped.down) } : dropped];
      }),
    ...dropTables(planning, units.filter(isOfTable), taken),
  ];
}

/** Whether a table that has a column from another keeps it as its own: under another name it would have that too. */
function keepsIt({ were, are }: Planning, { relation, object }: Unit): boolean {
  const { name } = object as Column;
  return [...are.values()].some((heir) => {
    const was = were.get(nameKey(heir));
    const isHeir = was?.inherits.some((each) => nameKey(each) === nameKey(relation as Name)) === true;
    return isHeir && heir.columns.some((each) => each.name === name) && was.columns.some((each) => each.name === name);
  });
}

/** The groups of the partitions that go with a parent that is made anew, by the keys of their units. */
function leavingWithParent({ were, tables, replacements }: Planning, units: readonly Unit[]): Map<string, string> {
  const groupOf = (table: Table | undefined): string | undefined => {
    const parent = table?.partitionOf && were.get(nameKey(table.partitionOf.parent));
    return parent && (replacements.groupOf(`table ${nameKey(parent)}`) ?? groupOf(parent));
  };
  const leaving = new Map<string, string>();
  for (const { kind, key, object } of units) {
    const group = kind === 'table' && tables.has(nameKey(object as Table)) ? groupOf(object as Table) : undefined;
    if (group !== undefined) leaving.set(key, group);
  }
  return leaving;
}

/** What checks rows goes as soon as nobody need be held to it; everything else when nobody uses it any more. */
function droppedIn({ kind, object }: Unit): StepPhase {
  if (kind !== 'constraint') return 'contract';
  const { type } = object as Constraint;
  return type === 'check' || type === 'foreign_key' ? 'expand' : 'contract';
}

function isComputed({ kind, object }: Unit): boolean {
  return kind === 'column' && (object as Column).generated !== undefined;
}

export function drop(unit: Unit, phase: StepPhase, group: string): Operation {
  const isPrimaryKey = unit.kind === 'constraint' && (unit.object as Constraint).type === 'primary_key';
  const isIdentity = unit.create.some((each) => each.includes(' REPLICA IDENTITY USING INDEX '));
  const columns = isPrimaryKey || isIdentity ? [...unit.requires].filter((need) => need.startsWith('column ')) : [];
  const { attachedTo } = unit.object as { readonly attachedTo?: unknown };
  return {
    action: 'drop',
    unit,
    up: unit.drop,
    down: unit.create,
    // What belongs to a parent's goes with that.
    ...(attachedTo !== undefined && { verify: [] }),
    phase,
    provides: [`cleared ${group}`],
    requires: [],
    follows: [],
    removes: unit.provides,
    releases: [...unit.requires, ...unit.follows, ...columns.map((column) => `demanded ${column}`)],
    takes: [],
    // A foreign key that comes takes the oldest that fits.
    frees: [
      ...unit.occupies,
      ...unit.provides.filter(isKeyName).map((name) => `use of ${name}`),
      ...[...unit.requires].filter(isKeyName).map((need) => `reference to ${need}`),
      // What is computed anew is so by what computes it then, on the way back as well.
      ...(isComputed(unit) ? [...unit.requires].map((need) => `values of ${need}`) : []),
      ...(isClustered(unit) ? [`order of ${unit.owner}`] : []),
      // A row that is written as a default has the attributes of its type.
      ...(unit.kind === 'default' ? [...unit.requires].map((need) => `rows of ${need}`) : []),
    ],
    group,
  };
}
