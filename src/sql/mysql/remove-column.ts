import { droppedColumn } from '../../diff/migration/mysql/column-operations.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Alteration, Server, Way } from './alteration.js';
import { type Archive, archiveColumn } from './archive.js';
import { writtenAs } from './backfill.js';
import { placeAmong } from './column-order.js';
import { modify } from './columns.js';
import { counterOf } from './counters.js';
import { fill } from './filling.js';
import { columnsIn, columnsOf, count, hasColumn, membersOf, negated, withWords } from './members.js';
import { strayDefault } from './questions.js';
import { aside, columnDefinition, id, literal, ownCheck } from './spelling.js';
import { columnBack } from './verification.js';

/**
 * Columns that go: each is out of the way first, then it is gone. They come back in the places that they had.
 *
 * @param settled the table with nothing but them left to go
 * @param from the table before
 * @param isArchived whether their values are kept where they can be
 */
export function removals(
  settled: Table,
  gone: readonly Column[],
  from: Table,
  isArchived: boolean,
  server: Server,
): Alteration[] {
  const isComputed = (name: string) => gone.some((each) => each.name === name && each.generated !== undefined);
  const names = settled.columns.map(({ name }) => name).filter((name) => gone.some((each) => each.name === name));
  const inTurn = [...names.filter(isComputed).toReversed(), ...names.filter((name) => !isComputed(name)).toReversed()];
  let order = settled.columns.map(({ name }) => name);
  return inTurn.flatMap((name) => {
    const at = order.indexOf(name);
    const place = placeAmong(order.toSpliced(at, 1), at);
    order = order.toSpliced(at, 1);
    const column = gone.find((each) => each.name === name) as Column;
    const archive = (called: string) =>
      isArchived ? archiveColumn(settled, column, new Set(names), called) : undefined;
    return removal(settled, column, { place, archive }, from, server);
  });
}

/** How a column comes back. */
interface Return {
  /** Where it stands, as a clause. */
  readonly place: string;
  /** Where its values are, given what it is called when it goes. */
  archive(called: string): Archive | undefined;
}

function removal(table: Table, column: Column, { place, archive }: Return, from: Table, server: Server): Alteration[] {
  const { name } = column;
  const common = { path: `tables.${table.name}.columns.${name}`, table: table.name, phase: 'contract' } as const;
  const before = columnsOf(from).get(name.toLowerCase()) as Column;
  const on = withWords(table, from);
  const next = before.isAutoIncrement ? counterOf(table)?.name : undefined;
  const renumber = (called: string) =>
    next === undefined
      ? []
      : [`UPDATE ${id(table.name)} SET ${writtenAs(table, called, id(next))} WHERE ${id(called)} IS NULL`];
  // What was demanded and nobody can demand before it has values again.
  const named = { ...from, name: table.name };
  const filling = (called: string) => [...renumber(called), ...fill(named, before, called)];
  const filled = before.nullable || !column.nullable ? () => [] : filling;
  const backAs = (called: Column, kept: Archive | undefined) => [
    ...columnBack([table, called], server),
    ...(kept === undefined ? [] : [{ ...kept.isThere, expect: '0' }]),
  ];
  if (column.generated !== undefined || ownCheck(from, column, server.dialect) !== undefined) {
    const kept = archive(name);
    return [
      {
        ...common,
        title: `drop column ${name} of ${table.name}${kept === undefined ? '' : ', archived'}`,
        up: {
          on,
          leading: kept?.keep ?? [],
          clauses: [`DROP COLUMN ${id(name)}`],
          operations: [droppedColumn(table, name)],
        },
        down: {
          on,
          clauses: [`ADD COLUMN ${columnDefinition(table, column, server.dialect)}${place}`],
          operations: [],
          following: [...(kept?.restore ?? []), ...filled(name)],
        },
        done: negated(hasColumn(table.name, name)),
        undoVerify: backAs(column, kept),
        ...(kept !== undefined && { undoPreflight: [kept.isThere] }),
        ...(kept === undefined && column.generated === undefined && { loss: lossOf(table, name) }),
      },
    ];
  }
  // One that has made way for another of its name is out of the way already.
  const isAside = table.columns.some((each) => aside(each.name) === name);
  const hidden: Column = isAside ? column : { ...column, name: aside(name) };
  const rename = (one: string, other: string): Way => ({
    on: table,
    clauses: [`RENAME COLUMN ${id(one)} TO ${id(other)}`],
    operations: ['rename_column'],
  });
  const kept = archive(hidden.name);
  // What its default makes of other columns may be what it cannot hold: where it is, it has been given something else.
  const stray = strayDefault(on, column);
  const { default: usual, ...rest } = hidden;
  const bare: Column = stray === '' ? hidden : { ...rest, nullable: true };
  const made = (others: typeof filling) => [
    `UPDATE ${id(table.name)} SET ${writtenAs(table, hidden.name, usual?.text ?? 'NULL')} WHERE ${id(hidden.name)} IS NULL AND NOT (${stray})`,
    ...others(hidden.name),
    `ALTER TABLE ${id(table.name)} ${modify(table, hidden, server)}`,
  ];
  // A counter is a key, which goes and comes with it.
  const keys = [...membersOf(table, server).values()].filter(({ object }) => columnsIn(object).includes(name));
  const definitions = keys.map(
    ({ definition }) => `ADD ${definition.replace(`(${id(name)})`, `(${id(hidden.name)})`)}`,
  );
  const putAside: Alteration = {
    ...common,
    title: `put column ${name} of ${table.name} aside`,
    up: rename(name, hidden.name),
    down: rename(hidden.name, name),
    done: negated(hasColumn(table.name, name)),
    undoVerify: columnBack([table, column], server),
  };
  return [
    ...(isAside ? [] : [putAside]),
    {
      ...common,
      title: `drop column ${name} of ${table.name}, which is aside${kept === undefined ? '' : ', archived'}`,
      up: {
        on,
        leading: kept?.keep ?? [],
        clauses: [`DROP COLUMN ${id(hidden.name)}`],
        operations: keys.length === 0 ? [droppedColumn(table, name)] : [],
      },
      down: {
        on,
        clauses: [`ADD COLUMN ${columnDefinition(table, bare, server.dialect)}${place}`, ...definitions],
        operations: [],
        following: [
          ...(kept?.restore ?? []),
          ...(stray === '' ? filled(hidden.name) : made(before.nullable ? () => [] : filling)),
        ],
      },
      done: negated(hasColumn(table.name, hidden.name)),
      verify: [
        {
          run: count('COLUMNS', table.name, `COLUMN_NAME IN (${[name, hidden.name].map(literal).join(', ')})`),
          expect: '0',
        },
      ],
      undoVerify: backAs(hidden, kept),
      ...(kept === undefined ? { loss: lossOf(table, name) } : { undoPreflight: [kept.isThere] }),
    },
  ];
}

function lossOf(table: Table, column: string): NonNullable<Alteration['loss']> {
  return { extent: 'irreversible', text: `the values of ${column} in ${table.name} are gone; a backup recovers them` };
}
