import { same } from '../../diff/catalog/same.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Extension, Routine, Sequence, UserType, View } from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Policy, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { nameKey, type Unit } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import { type Condition, changed, classOf, constants, described, optionsAre, truth } from './conditions.js';
import { full, literal, reg, typeText } from './spelling.js';
import { counter, ofExtension, ofRoutine, ofSequence, ofType, ofView } from './verify-objects.js';
import { ofConstraint, ofIndex, ofPolicy } from './verify-parts.js';

/**
 * What shows that a unit is as it should be: by what of it changes, where the catalog has that in words of its own.
 *
 * @param from as it was; absent where it comes back, and all of it is asked for
 */
export function alterations(from: Unit | undefined, to: Unit): Question[] {
  const conditions = conditionsBetween(from, to);
  return (from === undefined ? joined(conditions) : conditions).map(([condition, where]) => ({
    run: `SELECT ${condition} FROM ${where}`,
    expect: 't',
  }));
}

/** What is asked of one row, as one condition. */
function joined(conditions: readonly Condition[]): Condition[] {
  const byRow = new Map<string, string[]>();
  for (const [condition, where] of conditions) byRow.set(where, [...(byRow.get(where) ?? []), condition]);
  return [...byRow].map(([where, own]) => [own.join(' AND '), where]);
}

function conditionsBetween(from: Unit | undefined, to: Unit): readonly Condition[] {
  const { relation } = to;
  switch (to.kind) {
    case 'table':
      return ofTable(from?.object as Table | undefined, to.object as Table);
    case 'view':
      return ofView(from?.object as View | undefined, to.object as View);
    case 'column':
      return relation === undefined ? [] : ofColumn(relation, from?.object as Column | undefined, to.object as Column);
    case 'default':
      return relation === undefined
        ? []
        : ofDefault(
            relation,
            to.key.slice(`default ${nameKey(relation)}.`.length),
            from?.object as Expression | undefined,
            to.object as Expression,
          );
    case 'constraint':
      return relation === undefined
        ? []
        : ofConstraint(relation, from?.object as Constraint | undefined, to.object as Constraint);
    case 'index':
      return relation === undefined
        ? []
        : ofIndex(
            { schema: relation.schema, name: (to.object as Index).name },
            from?.object as Index | undefined,
            to.object as Index,
          );
    case 'policy':
      return relation === undefined ? [] : ofPolicy(relation, from?.object as Policy | undefined, to.object as Policy);
    case 'sequence':
      return ofSequence(from?.object as Sequence | undefined, to.object as Sequence);
    case 'routine':
      return ofRoutine(from?.object as Routine | undefined, to.object as Routine);
    case 'type':
      return ofType(from?.object as UserType | undefined, to.object as UserType);
    case 'extension':
      return ofExtension(from?.object as Extension | undefined, to.object as Extension);
    default:
      return [];
  }
}

function ofTable(was: Table | undefined, is: Table): Condition[] {
  const parents = (table: Table) => (table.partitionOf === undefined ? table.inherits : [table.partitionOf.parent]);
  const count = `(SELECT count(*) FROM pg_catalog.pg_inherits WHERE inhrelid = pg_class.oid AND inhparent IN (${parents(
    is,
  )
    .map((each) => reg('regclass', full(each)))
    .join(', ')}))`;
  const inherits = `(SELECT count(*) FROM pg_catalog.pg_inherits WHERE inhrelid = pg_class.oid) = ${parents(is).length}`;
  const bound = (table: Table | undefined) => table?.partitionOf?.bound.text ?? '';
  return [
    ...changed(classOf(is), [
      [
        was && parents(was),
        parents(is),
        parents(is).length === 0 ? inherits : `${count} = ${parents(is).length} AND ${inherits}`,
      ],
      [was?.persistence, is.persistence, `relpersistence = '${is.persistence[0]}'`],
      [was?.rowSecurity, is.rowSecurity, rowSecurity(is)],
      [was?.replicaIdentity ?? 'default', is.replicaIdentity ?? 'default', `relreplident = '${identityOf(is)}'`],
      [was?.options, is.options, optionsAre(is.options)],
      [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_class', is.comment)],
      ...(is.owner === undefined
        ? []
        : [[was?.owner, is.owner, `relowner::regrole::text = ${literal(quotedRole(is.owner))}`] as const]),
    ]),
    ...constants('pg_catalog.pg_get_expr(relpartbound, oid)', bound(was), bound(is), classOf(is)),
  ];
}

function quotedRole(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function rowSecurity({ rowSecurity: is }: Table): string {
  return `${truth('relrowsecurity', is === 'on' || is === 'forced')} AND ${truth('relforcerowsecurity', is === 'forced' || is === 'prepared')}`;
}

function identityOf({ replicaIdentity = 'default' }: Table): string {
  return (
    new Map([
      ['default', 'd'],
      ['full', 'f'],
      ['nothing', 'n'],
    ]).get(replicaIdentity) ?? 'i'
  );
}

function attributeOf(table: Name, column: string): string {
  return `pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)}`;
}

const STORAGE = new Map([
  ['plain', 'p'],
  ['external', 'e'],
  ['extended', 'x'],
  ['main', 'm'],
]);

/**
 * What shows that a table that comes back has its columns, each of its type, and which of them are demanded.
 *
 * @param isSettled whether a column is what it was by then; of others only the name is asked for
 */
export function hasItsColumns(place: Name, { columns }: Table, isSettled: (column: Column) => boolean): Question {
  const each = columns.map((column) => {
    const shape = isSettled(column) ? ` AND ${typeIs(column.type)} AND ${truth('attnotnull', !column.nullable)}` : '';
    return `(attname = ${literal(column.name)}${shape})`;
  });
  const condition = each.length === 0 ? 'false' : each.join(' OR ');
  const own = `attrelid = ${reg('regclass', full(place))} AND attnum > 0 AND NOT attisdropped`;
  return {
    run: `SELECT count(*) FILTER (WHERE ${condition}) || ' of ' || count(*) FROM pg_catalog.pg_attribute WHERE ${own}`,
    expect: `${columns.length} of ${columns.length}`,
  };
}

function typeIs(type: DataType): string {
  const built = type.schema === '' && type.args.length > 0 && /^(?:character|bit|numeric)/.test(type.name);
  return built
    ? `pg_catalog.format_type(atttypid, atttypmod) = ${literal(typeText(type))}`
    : `atttypid = ${reg('regtype', typeText({ ...type, args: [] }))}${type.args.length === 0 ? ' AND atttypmod = -1' : ''}`;
}

function ofColumn(table: Name, was: Column | undefined, is: Column): Condition[] {
  const where = attributeOf(table, is.name);
  const type = typeIs(is.type);
  const sequence = (column: Column) => column.identity?.sequence;
  return [
    ...changed(where, [
      [was?.nullable, is.nullable, truth('attnotnull', !is.nullable)],
      ...(was === undefined || isRetyped(was, is) ? [[was?.type, is.type, type] as const] : []),
      [
        was?.identity?.mode,
        is.identity?.mode,
        `attidentity = '${is.identity === undefined ? '' : is.identity.mode === 'always' ? 'a' : 'd'}'`,
      ],
      [
        was?.generated === undefined,
        is.generated === undefined,
        `attgenerated ${is.generated === undefined ? '=' : '<>'} ''`,
      ],
      ...(is.storage === undefined
        ? []
        : [[was?.storage, is.storage, `attstorage = '${STORAGE.get(is.storage)}'`] as const]),
      [was?.statistics, is.statistics, `coalesce(attstattarget, -1) = ${is.statistics ?? -1}`],
      [
        was?.comment ?? '',
        is.comment ?? '',
        `coalesce(pg_catalog.col_description(attrelid, attnum), '') = ${literal(is.comment ?? '')}`,
      ],
    ]),
    ...(was === undefined ? comesWith(table, is) : []),
    ...(is.identity === undefined || was?.identity === undefined || same(sequence(was), sequence(is))
      ? []
      : counter(
          `pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.pg_get_serial_sequence(${literal(full(table))}, ${literal(is.name)})::pg_catalog.regclass`,
          was?.identity.sequence,
          is.identity.sequence,
        )),
  ];
}

/** What gives a column that comes back its value where nobody writes one. */
function comesWith(table: Name, { name, default: value, generated }: Column): Condition[] {
  if (generated !== undefined) return [];
  if (value === undefined) return [['NOT atthasdef', attributeOf(table, name)]];
  return [['atthasdef', attributeOf(table, name)], ...ofDefault(table, name, undefined, value)];
}

function ofDefault(table: Name, column: string, was: Expression | undefined, is: Expression): Condition[] {
  const where = `pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)}`;
  return constants('pg_catalog.pg_get_expr(adbin, adrelid)', was?.text, is.text, where);
}
