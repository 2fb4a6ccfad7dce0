import { addedUnique, droppedKey, isHashed } from '../../diff/migration/mysql/row-key.js';
import type { Column, Constraint, Index, IndexKey, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import { mentionsOf } from '../mentions.js';
import type { Server } from './alteration.js';
import { constraintDefinition, id, indexDefinition, literal, ownCheck } from './spelling.js';

/** An index, or a constraint that is one or is a check; foreign keys go by themselves. */
export interface Member {
  readonly name: string;
  readonly kind: 'primary' | 'index' | 'check';
  readonly object: Index | Constraint;
  readonly definition: string;
}

export const count = (view: string, table: string, conditions: string): string =>
  `SELECT COUNT(*) FROM information_schema.${view} WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)} AND ${conditions}`;
export const hasColumn = (table: string, column: string): string =>
  count('COLUMNS', table, `COLUMN_NAME = ${literal(column)}`);
export const hasIndex = (table: string, name: string): string =>
  count('STATISTICS', table, `INDEX_NAME = ${literal(name)} AND SEQ_IN_INDEX = 1`);
export const hasConstraint = (table: string, name: string): string =>
  count('TABLE_CONSTRAINTS', table, `CONSTRAINT_NAME = ${literal(name)}`);
export const negated = (query: string): string => `SELECT 1 - (${query})`;

export function membersOf(table: Table, { dialect }: Server): Map<string, Member> {
  const own = new Set(table.columns.map((column) => ownCheck(table, column, dialect)));
  const members = [
    ...table.constraints
      .filter((each) => each.type !== 'foreign_key' && !own.has(each as never))
      .map((each): Member => {
        const kind = each.type === 'primary_key' ? 'primary' : each.type === 'check' ? 'check' : 'index';
        return { name: each.name, kind, object: each, definition: constraintDefinition(each, dialect) };
      }),
    ...table.indexes.map((each): Member => {
      return { name: each.name, kind: 'index', object: each, definition: indexDefinition(each, dialect) };
    }),
  ];
  return new Map(members.map((member) => [keyOf(member), member]));
}

/** What tells a member of a table from the others. */
export const keyOf = ({ kind, name }: Member): string => `${kind} ${name.toLowerCase()}`;

export const columnsOf = ({ columns }: Table): Map<string, Column> =>
  new Map(columns.map((column) => [column.name.toLowerCase(), column]));

/** The columns that an index or a constraint is about, as far as it names them. */
export function columnsIn(made: Index | Constraint): string[] {
  const { keys = [], columns = [] } = made as { keys?: readonly IndexKey[]; columns?: readonly string[] };
  // The last of a key without overlaps is a period.
  const isOfPeriod = 'withoutOverlaps' in made && made.withoutOverlaps;
  return [...(isOfPeriod ? columns.slice(0, -1) : columns), ...keys.flatMap(({ column }) => column ?? [])];
}

/** Whether an expression names a column. */
export function mentions(text: string, name: string): boolean {
  return [...mentionsOf(text.replaceAll('`', '"')).words].some((word) => word.toLowerCase() === name.toLowerCase());
}

export function dropMember({ kind, name }: Member, { dialect }: Server): string {
  if (kind === 'primary') return 'DROP PRIMARY KEY';
  if (kind === 'index') return `DROP INDEX ${id(name)}`;
  return `DROP ${dialect === 'mariadb' ? 'CONSTRAINT' : 'CHECK'} ${id(name)}`;
}

/** What adding it to a table costs; nothing where only the server could tell. */
export function additionCost({ kind, name, object }: Member, table: Table): TableOperation[] {
  if (kind === 'check') return ['isEnforced' in object && !object.isEnforced ? 'add_check_unenforced' : 'add_check'];
  if ('withoutOverlaps' in object && object.withoutOverlaps) return ['change_type'];
  if (kind === 'primary') return ['add_primary_key'];
  const method = 'method' in object ? object.method : '';
  if (method === 'spatial') return ['add_spatial'];
  if (method === 'fulltext') {
    return [
      table.indexes.some((index) => index.method === 'fulltext' && index.name !== name)
        ? 'add_fulltext'
        : 'add_fulltext_first',
    ];
  }
  if (method === 'vector') return [];
  // A unique hash is a hidden column.
  if ('type' in object && object.type === 'unique' && isHashed(table, object)) return [];
  if (method === 'hash') return [];
  return [addedUnique(table, object as Index | KeyConstraint)];
}

/** A table as one that has had an index of words, if another state of it has: it keeps a hidden column for it. */
export function withWords(table: Table, other: Table): Table {
  const isOfWords = ({ method }: Index) => method === 'fulltext';
  if (table.indexes.some(isOfWords)) return table;
  return { ...table, indexes: [...table.indexes, ...other.indexes.filter(isOfWords).slice(0, 1)] };
}

/** A table without those of its indexes of words that are not there yet: the first to come has all rows written anew. */
export function withoutWords(table: Table, absent: readonly Member[]): Table {
  const names = new Set(absent.map(({ name }) => name));
  return { ...table, indexes: table.indexes.filter(({ name, method }) => method !== 'fulltext' || !names.has(name)) };
}

/** What taking it from a table costs. */
export function removalCost({ kind, name }: Member, table: Table): TableOperation[] {
  return [kind === 'check' ? 'drop_check' : droppedKey(table, name)];
}

export function replacementCost(member: Member, table: Table): TableOperation[] {
  const others = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list.filter(({ name }) => name.toLowerCase() !== member.name.toLowerCase());
  const rest = { ...table, constraints: others(table.constraints), indexes: others(table.indexes) };
  const cost = additionCost(member, rest);
  return cost.length === 0 ? [] : [...removalCost(member, table), ...cost];
}
