import type { Name } from '../../model/catalog/common.js';
import type { Column, Constraint, Index, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { asideName } from './aside.js';
import { counterOf, full, id, reg, when } from './spelling.js';

/** Whether an index, the index of a constraint or the sequence of an identity has to make way. */
export type InTheWay = (relation: Name) => boolean;

/** What has to make way for relations of these names. */
export function inTheWayOf(names: ReadonlySet<string>): InTheWay {
  return (relation) => names.has(className(relation));
}

function className(relation: Name): string {
  return `class ${nameKey(relation)}`;
}

/**
 * The indexes and the sequences of identities of what goes give their names to what takes them, before that comes:
 * what they belong to stays in use beside it until it goes itself. The server finds them by what they are; only who
 * calls them by their names, as `ON CONFLICT ON CONSTRAINT` does, does not.
 *
 * @param units the table that goes and what belongs to it, or a column of it that goes
 */
export function makeWay(table: Table, units: readonly Unit[], isInTheWay: InTheWay): Operation[] {
  return units.flatMap((unit) =>
    relationsOf(table, unit)
      .filter(({ name }) => isInTheWay(name))
      .map((relation) => giveNameAway(table, unit, relation)),
  );
}

/** A table as it is once its indexes and sequences have made way. */
export function withoutTakenNames(table: Table, isInTheWay: InTheWay): Table {
  const { schema } = table;
  const renamed = (name: string) => (isInTheWay({ schema, name }) ? asideName(name) : name);
  const under = <Part extends Constraint | Index>(part: Part): Part => ({ ...part, name: renamed(part.name) });
  return {
    ...table,
    columns: table.columns.map((column) => {
      const name = counterOf(table, column);
      if (column.identity === undefined || !isInTheWay(name)) return column;
      return { ...column, identity: { ...column.identity, name: asideName(name.name) } };
    }),
    constraints: table.constraints.map((each) => ('options' in each ? under(each) : each)),
    indexes: table.indexes.map(under),
  };
}

interface Relation {
  readonly word: 'INDEX' | 'SEQUENCE';
  readonly name: Name;
}

function relationsOf(table: Table, { kind, object }: Unit): Relation[] {
  const { schema } = table;
  if (kind === 'index' || (kind === 'constraint' && 'options' in (object as Constraint))) {
    return [{ word: 'INDEX', name: { schema, name: (object as Index).name } }];
  }
  const columns = kind === 'table' ? table.columns : kind === 'column' ? [object as Column] : [];
  return columns
    .filter(({ identity }) => identity !== undefined)
    .map((column) => ({ word: 'SEQUENCE', name: counterOf(table, column) }));
}

function giveNameAway(table: Table, unit: Unit, { word, name }: Relation): Operation {
  const aside = { ...name, name: asideName(name.name) };
  const own = (relation: Name) =>
    word === 'INDEX'
      ? `SELECT FROM pg_catalog.pg_index WHERE indexrelid = ${reg('regclass', full(relation))} AND indrelid = ${reg('regclass', full(table))}`
      : `SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = ${reg('regclass', full(relation))} AND refobjid = ${reg('regclass', full(table))} AND deptype = 'i'`;
  const rename = (from: Name, to: Name) => when(own(from), `ALTER ${word} ${full(from)} RENAME TO ${id(to.name)}`);
  const title = word === 'INDEX' ? unit.title : `sequence ${full(name)}`;
  return {
    ...NO_TIES,
    action: 'alter',
    unit: { ...unit, title: `${title} makes way` },
    up: [rename(name, aside)],
    down: [rename(aside, name)],
    phase: 'expand',
    verify: [{ run: `SELECT EXISTS (${own(aside)})`, expect: 't' }],
    frees: [className(name)],
    group: `make way ${className(name)}`,
  };
}
