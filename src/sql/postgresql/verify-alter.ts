import { same } from '../../diff/catalog/same.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { Extension, Routine, Sequence, UserType, View } from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Policy, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { nameKey, type Unit } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import { type Condition, changed, classOf, constants, described, optionsAre, truth } from './conditions.js';
import { full, literal, reg, typeText } from './spelling.js';
import { counter, ofExtension, ofRoutine, ofSequence, ofType, ofView } from './verify-objects.js';
import { ofConstraint, ofIndex, ofPolicy } from './verify-parts.js';

/** What shows that a unit is altered: by what of it changes, where the catalog has that in words of its own. */
export function alterations(from: Unit, to: Unit): Question[] {
  const conditions = conditionsBetween(from, to);
  return conditions.map(([condition, where]) => ({ run: `SELECT ${condition} FROM ${where}`, expect: 't' }));
}

function conditionsBetween(from: Unit, to: Unit): readonly Condition[] {
  const { relation } = to;
  switch (to.kind) {
    case 'table':
      return ofTable(from.object as Table, to.object as Table);
    case 'view':
      return ofView(from.object as View, to.object as View);
    case 'column':
      return relation === undefined ? [] : ofColumn(relation, from.object as Column, to.object as Column);
    case 'default':
      return relation === undefined
        ? []
        : ofDefault(
            relation,
            to.key.slice(`default ${nameKey(relation)}.`.length),
            from.object as Expression,
            to.object as Expression,
          );
    case 'constraint':
      return relation === undefined ? [] : ofConstraint(relation, from.object as Constraint, to.object as Constraint);
    case 'index':
      return relation === undefined
        ? []
        : ofIndex(
            { schema: relation.schema, name: (to.object as Index).name },
            from.object as Index,
            to.object as Index,
          );
    case 'policy':
      return relation === undefined ? [] : ofPolicy(relation, from.object as Policy, to.object as Policy);
    case 'sequence':
      return ofSequence(from.object as Sequence, to.object as Sequence);
    case 'routine':
      return ofRoutine(from.object as Routine, to.object as Routine);
    case 'type':
      return ofType(from.object as UserType, to.object as UserType);
    case 'extension':
      return ofExtension(from.object as Extension, to.object as Extension);
    default:
      return [];
  }
}

function ofTable(was: Table, is: Table): Condition[] {
  const parents = (table: Table) => (table.partitionOf === undefined ? table.inherits : [table.partitionOf.parent]);
  const count = `(SELECT count(*) FROM pg_catalog.pg_inherits WHERE inhrelid = pg_class.oid AND inhparent IN (${parents(
    is,
  )
    .map((each) => reg('regclass', full(each)))
    .join(', ')}))`;
  const inherits = `(SELECT count(*) FROM pg_catalog.pg_inherits WHERE inhrelid = pg_class.oid) = ${parents(is).length}`;
  const bound = (table: Table) => table.partitionOf?.bound.text ?? '';
  return [
    ...changed(classOf(is), [
      [
        parents(was),
        parents(is),
        parents(is).length === 0 ? inherits : `${count} = ${parents(is).length} AND ${inherits}`,
      ],
      [was.persistence, is.persistence, `relpersistence = '${is.persistence[0]}'`],
      [was.rowSecurity, is.rowSecurity, rowSecurity(is)],
      [was.replicaIdentity ?? 'default', is.replicaIdentity ?? 'default', `relreplident = '${identityOf(is)}'`],
      [was.options, is.options, optionsAre(is.options)],
      [was.comment ?? '', is.comment ?? '', described('oid', 'pg_class', is.comment)],
      ...(is.owner === undefined
        ? []
        : [[was.owner, is.owner, `relowner::regrole::text = ${literal(quotedRole(is.owner))}`] as const]),
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

function ofColumn(table: Name, was: Column, is: Column): Condition[] {
  const where = attributeOf(table, is.name);
  const built = is.type.schema === '' && is.type.args.length > 0 && /^(?:character|bit|numeric)/.test(is.type.name);
  const type = built
    ? `pg_catalog.format_type(atttypid, atttypmod) = ${literal(typeText(is.type))}`
    : `atttypid = ${reg('regtype', typeText({ ...is.type, args: [] }))}${is.type.args.length === 0 ? ' AND atttypmod = -1' : ''}`;
  const sequence = (column: Column) => column.identity?.sequence;
  return [
    ...changed(where, [
      [was.nullable, is.nullable, truth('attnotnull', !is.nullable)],
      ...(isRetyped(was, is) ? [[was.type, is.type, type] as const] : []),
      [
        was.identity?.mode,
        is.identity?.mode,
        `attidentity = '${is.identity === undefined ? '' : is.identity.mode === 'always' ? 'a' : 'd'}'`,
      ],
      [
        was.generated === undefined,
        is.generated === undefined,
        `attgenerated ${is.generated === undefined ? '=' : '<>'} ''`,
      ],
      ...(is.storage === undefined
        ? []
        : [[was.storage, is.storage, `attstorage = '${STORAGE.get(is.storage)}'`] as const]),
      [was.statistics, is.statistics, `coalesce(attstattarget, -1) = ${is.statistics ?? -1}`],
      [
        was.comment ?? '',
        is.comment ?? '',
        `coalesce(pg_catalog.col_description(attrelid, attnum), '') = ${literal(is.comment ?? '')}`,
      ],
    ]),
    ...(is.identity === undefined || was.identity === undefined || same(sequence(was), sequence(is))
      ? []
      : counter(
          `pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.pg_get_serial_sequence(${literal(full(table))}, ${literal(is.name)})::pg_catalog.regclass`,
          was.identity.sequence,
          is.identity.sequence,
        )),
  ];
}

function ofDefault(table: Name, column: string, was: Expression, is: Expression): Condition[] {
  const where = `pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)}`;
  return constants('pg_catalog.pg_get_expr(adbin, adrelid)', was.text, is.text, where);
}
