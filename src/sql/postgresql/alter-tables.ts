import { same } from '../../diff/catalog/same.js';
import { compareTypes } from '../../diff/catalog/type-fit.js';
import type { Options } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { CheckConstraint, Column, Constraint, ForeignKey, Table } from '../../model/catalog/table.js';
import type { Alteration } from './alter-objects.js';
import { clusterChanges } from './cluster.js';
import { constraintComments } from './constraint-units.js';
import { goOnBehind } from './continue-counting.js';
import { optionChanges } from './option-changes.js';
import { describeChanged, privilegeChanges, setComment } from './ownership.js';
import {
  collate,
  counterOf,
  full,
  id,
  identityOptions,
  literal,
  reg,
  restart,
  sequenceOptions,
  typeText,
  unless,
  when,
} from './spelling.js';
import { columnQuery, rowSecurityChanges, setReplicaIdentity, tableTarget } from './table-units.js';
import { tableWord } from './tables.js';
import { setTyped } from './typed-tables.js';

/**
 * What belongs to the table itself, but for what it is a partition of; nothing where only another table will do.
 */
export function alterTable(from: Table, to: Table): Alteration {
  if (!same(from.partitioning, to.partitioning)) return undefined;
  if ((from.foreign === undefined) !== (to.foreign === undefined)) return undefined;
  if (from.foreign?.server !== to.foreign?.server) return undefined;
  const target = tableTarget(to);
  const alter = `ALTER ${target.word} ${target.name}`;
  const described = describeChanged(target, from, to);
  return [
    ...(from.persistence === to.persistence
      ? []
      : [`${alter} SET ${to.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`]),
    ...(same(from.ofType, to.ofType) ? [] : [setTyped(to)]),
    ...foreignChanges(
      alter,
      from.foreign?.options,
      to.foreign?.options,
      `SELECT FROM pg_catalog.pg_foreign_table, pg_catalog.pg_options_to_table(ftoptions) WHERE ftrelid = ${reg('regclass', full(to))}`,
    ),
    ...optionChanges(alter, from.options, to.options),
    ...(from.accessMethod === to.accessMethod ? [] : [`${alter} SET ACCESS METHOD ${id(to.accessMethod ?? 'heap')}`]),
    ...(from.tablespace === to.tablespace ? [] : [`${alter} SET TABLESPACE ${id(to.tablespace ?? 'pg_default')}`]),
    ...(from.replicaIdentity === to.replicaIdentity ? [] : [setReplicaIdentity(to, to.replicaIdentity)]),
    ...rowSecurityChanges(to, from.rowSecurity, to.rowSecurity),
    ...described,
    ...(described.some((each) => each.startsWith('REVOKE ')) ? columnGrants(from, to) : []),
  ];
}

/** Options of foreign objects, which know no `IF EXISTS`: `given` finds those that there are by their names. */
export function foreignChanges(alter: string, from: Options = {}, to: Options = {}, given: string): string[] {
  const isGiven = (name: string) => `${given} AND option_name = ${literal(name)}`;
  return [
    ...Object.keys(from)
      .filter((name) => to[name] === undefined)
      .map((name) => when(isGiven(name), `${alter} OPTIONS (DROP ${id(name)})`)),
    ...Object.entries(to)
      .filter(([name, value]) => from[name] !== value)
      .map(([name, value]) => {
        if (from[name] !== undefined) return `${alter} OPTIONS (SET ${id(name)} ${literal(value)})`;
        return unless(isGiven(name), `${alter} OPTIONS (ADD ${id(name)} ${literal(value)})`);
      }),
  ];
}

/** What is taken from somebody on a table is taken on its columns too (`REVOKE`); what is granted on those, comes again. */
function columnGrants(from: Table, to: Table): string[] {
  const target = { grants: 'TABLE', name: full(to) };
  const staying = to.columns.filter(({ name }) => from.columns.some((each) => each.name === name));
  return staying.flatMap((column) => privilegeChanges(target, [], column.privileges, ` (${id(column.name)})`));
}

/** What changes the values of a column, for which everything that uses it must be out of the way. */
export function isRetyped(from: Column, to: Column): boolean {
  return !same([from.type, from.collation], [to.type, to.collation]);
}

/** Everything of a column but its default; nothing where only a new column will do. */
export function alterColumn(table: Table, from: Column, to: Column): Alteration {
  if (!same(from.generated, to.generated)) return undefined;
  const only = to.isInherited === true || from.isInherited === true ? 'ONLY ' : '';
  const alter = `ALTER ${tableWord(table)} ${only}${full(table)} ALTER COLUMN ${id(to.name)}`;
  const name = `${full(table)}.${id(to.name)}`;
  return [
    ...identityGone(alter, from, to),
    // What comes from a parent gets its type with the parent's.
    ...(isRetyped(from, to) && to.isInherited !== true ? onceOnly(table, alter, from, to) : []),
    ...(from.nullable === to.nullable ? [] : [`${alter} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...identityCome(table, alter, from, to),
    ...(from.storage === to.storage
      ? []
      : [`${alter} SET STORAGE ${(to.storage ?? usualStorage(to.type)).toUpperCase()}`]),
    ...(from.compression === to.compression ? [] : [`${alter} SET COMPRESSION ${to.compression ?? 'default'}`]),
    ...(from.statistics === to.statistics ? [] : [`${alter} SET STATISTICS ${to.statistics ?? -1}`]),
    ...(table.foreign === undefined
      ? optionChanges(alter, from.options ?? {}, to.options ?? {})
      : foreignChanges(
          alter,
          from.options,
          to.options,
          `SELECT FROM pg_catalog.pg_attribute, pg_catalog.pg_options_to_table(attfdwoptions) WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(to.name)}`,
        )),
    ...privilegeChanges({ grants: 'TABLE', name: full(table) }, from.privileges, to.privileges, ` (${id(to.name)})`),
    ...(from.comment === to.comment ? [] : [setComment({ word: 'COLUMN', name }, to.comment)]),
  ];
}

/** What takes an array apart, makes one or counts truths must not do so twice; other conversions leave what is converted. */
function onceOnly(table: Table, alter: string, from: Column, to: Column): string[] {
  const statement = retype(table, alter, from, to);
  const names = [from.type.name, to.type.name];
  const isCounted = names.includes('boolean') && names.some((name) => NUMBERS.has(name));
  if (from.type.isArray === to.type.isArray && !isCounted) return [statement];
  const isOf = (type: DataType) =>
    `${columnQuery(table, to.name)} AND atttypid = ${reg('regtype', typeText({ ...type, args: [] }))}`;
  const alike = { ...from, type: { ...from.type, isArray: to.type.isArray } };
  // Where its type is made anew, it has that of before again on a second run.
  const again = same(alike.type, to.type) ? [] : [when(isOf(alike.type), retype(table, alter, alike, to))];
  return [when(isOf(from.type), statement), ...again];
}

function retype(table: Table, alter: string, from: Column, to: Column): string {
  // A foreign table has its values elsewhere.
  const using =
    same(from.type, to.type) || to.generated !== undefined || table.foreign !== undefined
      ? ''
      : ` USING ${converted(id(to.name), from.type, to.type)}`;
  return `${alter} TYPE ${typeText(to.type)}${collate(to.collation ?? (from.collation === undefined ? undefined : 'pg_catalog.default'))}${using}`;
}

/** A value of one type as one of another; what no cast connects goes by its text. */
export function converted(value: string, from: DataType, to: DataType): string {
  const type = typeText(to);
  if (from.isArray && !to.isArray) return converted(`(${value})[1]`, { ...from, isArray: false }, to);
  if (!from.isArray && to.isArray) {
    const item = converted(value, from, { ...to, isArray: false });
    return `CASE WHEN ${value} IS NULL THEN NULL ELSE ARRAY[${item}] END::${type}`;
  }
  const isOwn = from.schema !== '' || to.schema !== '';
  const isBoolean = [from.name, to.name].includes('boolean') && ![from.name, to.name].some((name) => TEXTS.has(name));
  if (isOwn || isBoolean) return byText(value, from, to);
  return CASTS[from.name]?.has(to.name) || isAlike(from, to) ? `${value}::${type}` : byText(value, from, to);
}

function byText(value: string, from: DataType, to: DataType): string {
  const text = `${value}::text${from.isArray ? '[]' : ''}`;
  if (to.name === 'boolean' && NUMBERS.has(from.name)) return `(${value} <> 0)`;
  if (from.name === 'boolean' && NUMBERS.has(to.name)) return `${value}::int::${typeText(to)}`;
  return TEXTS.has(to.name) && to.schema === '' ? `${value}::${typeText(to)}` : `${text}::${typeText(to)}`;
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name', '"char"']);
const NUMBERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const TIMES: ReadonlySet<string> = new Set(['date', 'timestamp without time zone', 'timestamp with time zone']);
const CASTS: Readonly<Record<string, ReadonlySet<string>>> = {
  bytea: new Set([]),
  json: new Set(['jsonb']),
  jsonb: new Set(['json', ...NUMBERS]),
  inet: new Set(['cidr']),
  cidr: new Set(['inet']),
};

function isAlike(from: DataType, to: DataType): boolean {
  const families = [TEXTS, NUMBERS, TIMES];
  if (from.name === to.name) return true;
  if (TEXTS.has(from.name) || TEXTS.has(to.name)) return true;
  return families.some((family) => family.has(from.name) && family.has(to.name));
}

function identityGone(alter: string, from: Column, to: Column): string[] {
  return from.identity !== undefined && to.identity === undefined ? [`${alter} DROP IDENTITY IF EXISTS`] : [];
}

function identityCome(table: Table, alter: string, from: Column, to: Column): string[] {
  const { identity } = to;
  if (identity === undefined || same(from.identity, identity)) return [];
  const mode = identity.mode.toUpperCase();
  if (from.identity === undefined) {
    const query = `SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(to.name)} AND attidentity <> ''`;
    const sequence = `pg_catalog.pg_get_serial_sequence(${literal(full(table))}, ${literal(to.name)})`;
    const add = `${alter} ADD GENERATED ${mode} AS IDENTITY ${identityOptions(identity)}`;
    return [unless(query, `${add}; ${goOnBehind(sequence, table, to.name, identity.sequence)}`)];
  }
  const renamed = renameCounter(table, from, to);
  const { name: _was, ...was } = from.identity;
  const { name: _is, ...is } = identity;
  if (same(was, is)) return renamed;
  const options = sequenceOptions(identity.sequence)
    .replace(/^AS \S+ /, '')
    .replaceAll(/(INCREMENT BY|MINVALUE|MAXVALUE|START WITH|CACHE|NO CYCLE|CYCLE)/g, 'SET $1')
    .replaceAll('NO SET CYCLE', 'NO CYCLE');
  const change = `${alter} SET GENERATED ${mode} ${options}`;
  const sequence = `pg_catalog.pg_get_serial_sequence(${literal(full(table))}, ${literal(to.name)})::pg_catalog.regclass`;
  return [...renamed, restart(sequence, identity.sequence, change), change];
}

/** The sequence of an identity keeps its name when its table or column gets another one. */
function renameCounter(table: Table, from: Column, to: Column): string[] {
  const [was, is] = [counterOf(table, from), counterOf(table, to)];
  if (was.name === is.name) return [];
  const sequence = `pg_catalog.pg_get_serial_sequence(${literal(full(table))}, ${literal(to.name)})`;
  const query = `SELECT FROM pg_catalog.pg_class WHERE oid = ${sequence}::pg_catalog.regclass AND relname = ${literal(was.name)}`;
  return [when(query, `ALTER SEQUENCE ${full(was)} RENAME TO ${id(is.name)}`)];
}

/** How the server stores a type of values that are not all of one length; `DEFAULT` says so from PostgreSQL 16 on. */
function usualStorage({ schema, name, isArray }: DataType): 'main' | 'extended' {
  return schema === '' && !isArray && ['numeric', 'inet', 'cidr'].includes(name) ? 'main' : 'extended';
}

/** Foreign keys can be deferred otherwise, and checked at last; whatever else changes is another constraint. */
export function alterConstraint(table: Table, from: Constraint, to: Constraint): Alteration {
  const { comment: _c, isValidated: _v, isDeferrable: _d, isInitiallyDeferred: _i, place: _p, ...was } = from;
  const { comment, isValidated, isDeferrable, isInitiallyDeferred, place, ...is } = to;
  const stored = { indexComment: '', options: {}, isClustered: false };
  if (!same({ ...was, ...stored }, { ...is, ...stored })) return undefined;
  const isDeferred = same([from.isDeferrable, from.isInitiallyDeferred], [isDeferrable, isInitiallyDeferred]);
  if (!isDeferred && to.type !== 'foreign_key') return undefined;
  if (from.isValidated && !isValidated) return undefined;
  const deferral = `${isDeferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE'} INITIALLY ${isInitiallyDeferred ? 'DEFERRED' : 'IMMEDIATE'}`;
  return [
    ...(isDeferred ? [] : [`ALTER TABLE ${full(table)} ALTER CONSTRAINT ${id(to.name)} ${deferral}`]),
    ...(from.isValidated === isValidated ? [] : [validate(table, to)]),
    ...('options' in from && 'options' in to
      ? [
          ...optionChanges(`ALTER INDEX ${full({ schema: table.schema, name: to.name })}`, from.options, to.options),
          ...clusterChanges(table, from, to),
        ]
      : []),
    ...constraintComments(table, from, to),
  ];
}

export function validate(table: Table, { name }: Pick<ForeignKey | CheckConstraint, 'name'>): string {
  return `ALTER TABLE ${full(table)} VALIDATE CONSTRAINT ${id(name)}`;
}

/** Whether something is lost when a column gets another type. */
export function losesValues(from: Column, to: Column): boolean {
  return !['same', 'widens'].includes(compareTypes(from.type, to.type, 'postgresql').relation);
}
