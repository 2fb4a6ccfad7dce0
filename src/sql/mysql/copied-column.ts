import { droppedColumn } from '../../diff/migration/mysql/column-operations.js';
import type { Column, ForeignKey, Index, IndexKey, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import { COPY_MARK } from '../../tables/copy-mark.js';
import type { Alteration, Server, Way } from './alteration.js';
import { backfill, rowKeyOf } from './backfill.js';
import { type BothNames, dropTriggers, fillEachOther, isSame, type OwnValues } from './both-names.js';
import { placeAmong } from './column-order.js';
import { additionOf } from './columns.js';
import { additionCost, columnsIn, count, dropMember, hasConstraint, hasIndex, type Member } from './members.js';
import { dividesByName } from './partitions.js';
import { aside, columnDefinition, constraintDefinition, id, indexDefinition, literal } from './spelling.js';

/** A column beside another one that has the same values. */
export interface Copying {
  /** The table as it is but for the copy. */
  readonly table: Table;
  readonly main: string;
  /** Nullable; one that is computed can only be read, and one with a default has got its values by it. */
  readonly copy: Column;
  /** What the helpers are called by, whichever of the two names the copy has. */
  readonly names: BothNames;
  readonly own: OwnValues;
  /** Where it stands, as a clause; none behind the last column. */
  readonly place: string;
}

export type Part = Pick<Alteration, 'title' | 'up' | 'down' | 'done' | 'verify'>;

export interface Copy {
  /** The table that has it. */
  readonly whole: Table;
  /** What makes it, in order: the column with its triggers first. */
  readonly parts: readonly Part[];
  /** What takes it away with all that stands on it. */
  readonly drop: Way;
}

/** Tells a copy from its column, whatever the two are called at that moment. */
export const isCopy = (table: string, column: string): string =>
  count('COLUMNS', table, `COLUMN_NAME = ${literal(column)} AND COLUMN_COMMENT = ${literal(COPY_MARK)}`);

/** A column as a copy: whoever reads or writes whole rows does not see it, where the server can hide one. */
export function copyColumn(column: Column, name: string, server: Server): Column {
  const { default: _, onUpdate: __, isAutoIncrement: ___, ...rest } = column;
  const isHidden = server.dialect === 'mariadb' || server.version >= 80_023;
  return { ...rest, name, nullable: true, comment: COPY_MARK, ...(isHidden && { isInvisible: true }) };
}

export function copyOf(copying: Copying, server: Server): Copy {
  const { table, copy, names } = copying;
  const columns = [...table.columns, copy];
  const isFilled = copy.generated === undefined;
  const indexes = indexCopies(copying);
  const keys = isFilled ? keyCopies(copying) : [];
  const whole = { ...table, columns, indexes: [...table.indexes, ...indexes] };
  const members = indexes.map((object): Member => {
    return { name: object.name, kind: 'index', object, definition: indexDefinition(object, server.dialect) };
  });
  const leading = isFilled ? dropTriggers(names) : [];
  const dropping = `DROP COLUMN ${id(copy.name)}`;
  return {
    whole,
    parts: [
      addPart(copying, { ...table, columns }, server),
      ...(isFilled && copy.default === undefined ? [fillPart(copying)] : []),
      ...members.map((member) => indexPart(whole, member, server)),
      ...keys.map((key) => keyPart(whole, key, server)),
    ],
    drop: {
      // Indexes of words that go are not made anew.
      on: {
        ...whole,
        indexes: whole.indexes.filter((index) => index.method !== 'fulltext' || table.indexes.includes(index)),
      },
      leading,
      clauses: [
        ...keys.map(({ name }) => `DROP FOREIGN KEY ${id(name)}`),
        ...members.map((member) => dropMember(member, server)),
        dropping,
      ],
      operations: [
        ...keys.map((): TableOperation => 'drop_foreign_key'),
        ...members.map((): TableOperation => 'drop_index'),
        droppedColumn({ ...table, columns }, copy.name),
      ],
    },
  };
}

function addPart(copying: Copying, now: Table, server: Server): Part {
  const { table, main, copy, names, own } = copying;
  const isFilled = copy.generated === undefined;
  const use = isFilled ? 'each filled from the other' : 'computed from it, to be read only';
  // A check of the name of the copy is none of its own.
  const bare = { ...now, constraints: [] };
  const place = placeOf(copying);
  return {
    title: `have column ${main} of ${table.name} by the name of ${copy.name} as well, ${use}`,
    up: {
      on: table,
      clauses: [`ADD COLUMN ${columnDefinition(bare, copy, server.dialect)}${place}`],
      operations: additionOf(bare, copy, server, place !== ''),
      following: isFilled ? fillEachOther(names, copy, own, table) : [],
    },
    down: {
      on: now,
      leading: isFilled ? dropTriggers(names) : [],
      clauses: [`DROP COLUMN ${id(copy.name)}`],
      operations: [droppedColumn(now, copy.name)],
    },
    done: isCopy(table.name, copy.name),
  };
}

/**
 * Where a copy stands. When two columns change their names, MariaDB 10.11 goes through them in their order, and lets what
 * partitions go by a list of columns follow each: it ends at the column where the copy comes first.
 */
function placeOf({ table, main, place }: Copying): string {
  if (!dividesByName(table, main)) return place;
  const names = table.columns.map(({ name }) => name);
  const at = names.findIndex((name) => name.toLowerCase() === main.toLowerCase());
  return placeAmong(names, at);
}

function fillPart({ table, main, copy }: Copying): Part {
  const lacks = `NOT (${isSame(id(copy.name), id(main), copy.type)})`;
  const { up, down } = backfill({ table, key: rowKeyOf(table), column: copy.name, value: id(main), lacks });
  return {
    title: `fill ${copy.name} of ${table.name} from ${main} in the rows that are there`,
    up: { clauses: [], operations: [], following: up },
    down: { clauses: [], operations: [], following: down },
    verify: [{ run: `SELECT EXISTS (SELECT 1 FROM ${id(table.name)} WHERE ${lacks})`, expect: '0' }],
  };
}

/** Indexes that find rows by the copy as those of the column do by the column; none need be unique by itself. */
function indexCopies({ table, main, copy, names }: Copying): Index[] {
  const isMain = (name: string | undefined) => name?.toLowerCase() === main.toLowerCase();
  const of = (name: string, keys: readonly IndexKey[], index?: Index): Index => ({
    ...{ name: aside(`${names.from}_${name}`), isUnique: false, isValid: true, nullsNotDistinct: false },
    ...{ include: [], options: index?.options ?? {}, method: index?.method ?? 'btree' },
    keys: keys.map((key) => (isMain(key.column) ? { ...key, column: copy.name } : key)),
  });
  const keyed = table.constraints.flatMap((each) => {
    if ((each.type !== 'primary_key' && each.type !== 'unique') || !columnsIn(each).some(isMain)) return [];
    const keys = each.keys ?? columnsIn(each).map((column): IndexKey => ({ column, order: 'asc', nulls: 'first' }));
    return [of(each.name, keys)];
  });
  // A spatial index takes no column that may be NULL.
  const plain = table.indexes.filter(({ keys, method }) => {
    return /^(?:btree|hash|fulltext)$/.test(method) && keys.some(({ column }) => isMain(column));
  });
  return [...keyed, ...plain.map((index) => of(index.name, index.keys, index))];
}

/** Foreign keys that write to the column, of which triggers learn nothing (MySQL 8.4, "FOREIGN KEY Constraints"). */
function keyCopies({ table, main, copy, names }: Copying): ForeignKey[] {
  return writingKeys(table, main).map((key) => ({
    ...key,
    name: aside(`${names.from}_${key.name}`),
    columns: key.columns.map((name) => (name.toLowerCase() === main.toLowerCase() ? copy.name : name)),
  }));
}

export function writingKeys({ constraints }: Table, column: string): ForeignKey[] {
  return constraints.filter((each): each is ForeignKey => {
    if (each.type !== 'foreign_key' || !each.columns.some((name) => name.toLowerCase() === column.toLowerCase()))
      return false;
    return /^(?:cascade|set )/.test(each.onUpdate) || /^set /.test(each.onDelete);
  });
}

function indexPart(whole: Table, member: Member, server: Server): Part {
  const others = { ...whole, indexes: whole.indexes.filter(({ name }) => name !== member.name) };
  return {
    title: `add index ${member.name} to ${whole.name}`,
    up: { on: others, clauses: [`ADD ${member.definition}`], operations: additionCost(member, others) },
    down: { on: whole, clauses: [dropMember(member, server)], operations: ['drop_index'] },
    done: hasIndex(whole.name, member.name),
  };
}

/** The rows need not be held against it, since they are held against that of the column. */
function keyPart(whole: Table, key: ForeignKey, { dialect }: Server): Part {
  const checked = (isOn: boolean) => [`SET SESSION foreign_key_checks = ${Number(isOn)}`];
  return {
    title: `add foreign key ${key.name} to ${whole.name}`,
    up: {
      on: whole,
      leading: checked(false),
      clauses: [`ADD ${constraintDefinition(key, dialect)}`],
      operations: ['add_foreign_key_unchecked'],
      following: checked(true),
    },
    down: { on: whole, clauses: [`DROP FOREIGN KEY ${id(key.name)}`], operations: ['drop_foreign_key'] },
    done: hasConstraint(whole.name, key.name),
  };
}
