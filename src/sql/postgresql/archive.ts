import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { ARCHIVE } from '../../tables/archive.js';
import { nameKey } from '../unit.js';
import { rowKeyOf } from './backfill.js';
import { goOnBehind } from './continue-counting.js';
import type { Tables } from './lineage.js';
import { collate, dollars, fittingName, full, id, literal, relationQuery, typeText, unless, when } from './spelling.js';
import { columnQuery } from './table-units.js';

/** How what is dropped is kept, and how it comes back. Each may be run again; a transaction is around each. */
export interface Archive {
  /** Before the drop. */
  readonly keep: readonly string[];
  /** Where what was dropped is there again, empty. The archive is gone then. */
  readonly restore: readonly string[];
  /** Whether it is there: what must hold before the drop is undone. */
  readonly isThere: Question;
  /** Whether all that it held is back: the transaction that brings it back takes the archive away. */
  readonly isEmptied: Question;
}

/**
 * The archive of a table that goes. It holds what the server can hold by itself: values of types that may go as well are
 * kept as texts.
 *
 * @param source what the table is called when it goes
 * @param target the table as it is made when it comes back
 */
export function archiveRows(before: Catalog, table: Table, source: Name, target: Table): Archive {
  const kept = table.columns.filter(({ generated }) => generated === undefined);
  const names = kept.map(({ name }) => id(name)).join(', ');
  const place = placeOf([table.schema, table.name]);
  const select = `SELECT ${kept.map((each) => keptAs(each)).join(', ')} FROM ONLY ${full(source)}`;
  const values = kept.map((each) => broughtBack(id(each.name), each)).join(', ');
  const into = names === '' ? full(target) : `${full(target)} (${names}) OVERRIDING SYSTEM VALUE`;
  return archive(place, relationQuery(source), select, [
    `INSERT INTO ${into} SELECT ${values} FROM ${place}`,
    ...kept.flatMap((column) => continueCounting(before, table, column, column.name, target)),
  ]);
}

/**
 * The archive of a column that goes: its values by the key of their rows. Nothing where the values are computed, where
 * no key tells the rows apart, or where writing them back would reach further than the rows.
 *
 * @param now the table as it is when the column goes
 * @param aside what the column is called then
 */
export function archiveColumn(
  before: Catalog,
  [table, now]: readonly [Table, Table],
  column: Column,
  aside: string,
  tables: Tables,
): Archive | undefined {
  const key = rowKeyOf(now)?.map((name) => now.columns.find((each) => each.name === name) as Column);
  const hasHeirs = [...tables.values()].some(({ inherits }) => inherits.some((one) => nameKey(one) === nameKey(table)));
  const reachesFurther = hasHeirs || now.rules.length > 0 || (now.foreign ?? now.partitionOf) !== undefined;
  if (key === undefined || column.generated !== undefined || reachesFurther) return undefined;
  const place = placeOf([table.schema, table.name, column.name]);
  const select = `SELECT ${[...key.map((each) => keptAs(each)), keptAs(column, aside, 'migrate_arch_value')].join(', ')} FROM ${full(now)}`;
  const equal = key.map((each) => {
    const [mine, kept] = [`old.${id(each.name)}`, `kept.${id(each.name)}`];
    return each.type.schema === '' ? `${mine} = ${kept}${collate(each.collation)}` : `${mine}::text = ${kept}`;
  });
  const value = broughtBack('kept.migrate_arch_value', column);
  const update = `UPDATE ${full(now)} AS old SET ${id(aside)} = ${value} FROM ${place} AS kept WHERE ${equal.join(' AND ')}`;
  const generated = (how: string) =>
    column.identity?.mode === 'always'
      ? [`ALTER TABLE ${full(now)} ALTER COLUMN ${id(aside)} SET GENERATED ${how}`]
      : [];
  return archive(place, columnQuery(now, aside), select, [
    ...generated('BY DEFAULT'),
    ...inSilence(now, update),
    ...generated('ALWAYS'),
    ...continueCounting(before, table, column, aside),
  ]);
}

function archive(place: string, found: string, select: string, restore: readonly string[]): Archive {
  const isArchived = `SELECT WHERE pg_catalog.to_regclass(${literal(place)}) IS NOT NULL`;
  // Whoever may not see all rows is refused, rather than given those that policies let through.
  const all = 'SET LOCAL row_security = off';
  const body = `DECLARE silenced text[]; woken text[]; each text; BEGIN IF EXISTS (${isArchived}) THEN
${[...restore, `DROP TABLE ${place}`].map((line) => `  ${line};`).join('\n')}
END IF; END`;
  const isEmpty = `SELECT FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace(${literal(ARCHIVE)})`;
  return {
    keep: [`CREATE SCHEMA IF NOT EXISTS ${id(ARCHIVE)}`, all, when(found, `CREATE TABLE ${place} AS ${select}`)],
    restore: [all, `DO ${dollars(body)}`, unless(isEmpty, `DROP SCHEMA IF EXISTS ${id(ARCHIVE)}`)],
    isThere: { run: `SELECT EXISTS (${isArchived})`, expect: 't' },
    isEmptied: { run: `SELECT EXISTS (${isArchived})`, expect: 'f' },
  };
}

function placeOf(parts: readonly string[]): string {
  return full({ schema: ARCHIVE, name: fittingName(parts.join('.'), [...parts]) });
}

/** A column of the archive: it needs nothing that may be dropped after it, be it a type or a collation. */
function keptAs({ name, type, collation }: Column, source = name, called = name): string {
  const text = type.schema === '' ? '' : '::text';
  const plain = collation === undefined && text === '' ? '' : ' COLLATE pg_catalog."default"';
  return `${id(source)}${text}${plain} AS ${id(called)}`;
}

function broughtBack(value: string, { type }: Column): string {
  return type.schema === '' ? value : `${value}::${typeText(type)}`;
}

/** An UPDATE of which no trigger learns: nothing has happened to the rows. */
function inSilence(table: Table, update: string): string[] {
  const place = literal(full(table));
  const line = (does: string) => `format('ALTER TABLE ONLY %s ${does} TRIGGER %I', tgrelid::regclass, tgname)`;
  const wakes = ['A', 'R'].map(
    (state) => `WHEN '${state}' THEN ${line(`ENABLE ${state === 'A' ? 'ALWAYS' : 'REPLICA'}`)}`,
  );
  const run = (list: string) =>
    `IF ${list} IS NOT NULL THEN FOREACH each IN ARRAY ${list} LOOP EXECUTE each; END LOOP; END IF`;
  return [
    `SELECT array_agg(${line('DISABLE')}), array_agg(CASE tgenabled ${wakes.join(' ')} ELSE ${line('ENABLE')} END)
    INTO silenced, woken FROM pg_catalog.pg_trigger
    WHERE tgrelid IN (SELECT ${place}::regclass UNION SELECT relid FROM pg_catalog.pg_partition_tree(${place}))
      AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 16 <> 0`,
    run('silenced'),
    update,
    run('woken'),
  ];
}

/** What numbers new rows goes on behind the greatest number that there is. */
function continueCounting(
  before: Catalog,
  table: Table,
  column: Column,
  called: string,
  place: Name = table,
): string[] {
  const owned = before.sequences.find(
    ({ ownedBy }) => ownedBy?.column === column.name && nameKey(ownedBy.table) === nameKey(table),
  );
  if (column.identity !== undefined) {
    const sequence = `pg_catalog.pg_get_serial_sequence(${literal(full(place))}, ${literal(called)})`;
    return [goOnBehind(sequence, place, called, column.identity.sequence)];
  }
  const isUsed = column.default !== undefined && owned !== undefined;
  return isUsed ? [goOnBehind(literal(full(owned)), place, called, owned.options)] : [];
}
