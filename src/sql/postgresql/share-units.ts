import { automaticName } from '../../diff/catalog/automatic-name.js';
import type { Name } from '../../model/catalog/common.js';
import type { Constraint, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import { optionChanges } from './option-changes.js';
import { setComment } from './ownership.js';
import type { Brought } from './partition-keys.js';
import { attachedQuery } from './relation-parts.js';
import { dollars, full, id, literal, reg, relationQuery, unless, when } from './spelling.js';
import type { Database } from './units.js';

/** An index or a key of a partition that is attached to one of its parent. */
type Share = Index | Extract<Constraint, { readonly attachedTo?: Name }>;

/** The index or the key of a parent that a partition has a share of; nothing of what is not attached. */
function above(tables: Database['tables'], table: Table | undefined, attachedTo: Name | undefined) {
  const parent = table?.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  if (parent === undefined || attachedTo === undefined) return undefined;
  return [...parent.indexes, ...parent.constraints].find(({ name }) => name === attachedTo.name) as
    | Index
    | Brought
    | undefined;
}

/** Whether a key of a partition has the index that the parent has a plain one for: the key is the partition's own. */
export function isOverIndex({ tables }: Pick<Database, 'tables'>, table: Table, key: Constraint): boolean {
  if (!('options' in key) || key.attachedTo === undefined) return false;
  const parent = above(tables, table, key.attachedTo);
  return parent !== undefined && !('type' in parent);
}

/** What a share needs of the parent. */
export function needsOfShare(database: Database, table: Table, share: Share): string[] {
  const { attachedTo } = share;
  if (attachedTo === undefined || table.partitionOf === undefined) return [];
  if ('type' in share && isOverIndex(database, table, share)) return [];
  return [
    `index ${nameKey(attachedTo)}`,
    `constraint ${nameKey(table.partitionOf.parent)} ${attachedTo.name}`,
    `attached table ${nameKey(table)}`,
  ];
}

/**
 * The statements that make a share, around those that make it alone: what the server has made by itself gets its name;
 * what is there is attached, unless the table is no partition yet.
 */
export function makeShare({ tables }: Database, table: Table, share: Share, alone: readonly string[]): string[] {
  const { attachedTo, name } = share;
  const [first, ...described] = alone;
  if (attachedTo === undefined || table.partitionOf === undefined || first === undefined) return [...alone];
  const index = full({ schema: table.schema, name });
  const parent = above(tables, table, attachedTo);
  const isPart = `${attachedQuery(full(table))} AND inhparent = ${reg('regclass', full(table.partitionOf.parent))}`;
  const isFree = `SELECT FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_index ON indexrelid = inhrelid WHERE inhparent = ${reg('regclass', full(attachedTo))} AND indrelid = ${reg('regclass', full(table))}`;
  const attach = `ALTER INDEX ${full(attachedTo)} ATTACH PARTITION ${index}`;
  const theirs = parent !== undefined && 'options' in parent ? parent.options : {};
  return [
    ...(parent === undefined || ('type' in share && !('type' in parent)) ? [] : settleUsual(table, share, parent)),
    'type' in share ? first : unless(relationQuery({ schema: table.schema, name }), first),
    when(`${isPart} AND NOT EXISTS (${isFree}) AND ${reg('regclass', full(attachedTo))} IS NOT NULL`, attach),
    ...optionChanges(`ALTER INDEX ${index}`, theirs, share.options),
    ...described,
  ];
}

/**
 * The statements that take a share away: it goes with what it is a share of; where that stays, it becomes what the
 * server makes by itself.
 */
export function takeShare(database: Database, table: Table, share: Share, drop: string): string[] {
  const { attachedTo, name } = share;
  if (attachedTo === undefined) return [drop];
  const other = database.otherTables.get(nameKey(table));
  const parent = above(database.otherTables, other, attachedTo);
  const isMoved = other !== undefined && other.partitionOf?.parent.name !== table.partitionOf?.parent.name;
  if (isMoved) return [];
  if (parent === undefined || ('type' in share && !('type' in parent))) {
    return [unless(attachedQuery(full({ schema: table.schema, name })), drop)];
  }
  const usual = automaticName(table.name, parent);
  const index = full({ schema: table.schema, name: usual });
  const { comment, indexComment }: Partial<Record<'comment' | 'indexComment', string>> = share;
  const ofConstraint = { word: 'CONSTRAINT', name: `${id(usual)} ON ${full(table)}` };
  const isKey = 'type' in share;
  return [
    ...(name === usual ? [] : [renameShare(table, attachedTo, name, usual)]),
    settleName(table, attachedTo, usual),
    ...optionChanges(`ALTER INDEX ${index}`, share.options, 'options' in parent ? parent.options : {}),
    ...((isKey ? indexComment : comment) === undefined ? [] : [setComment({ word: 'INDEX', name: index }, undefined)]),
    ...(isKey && comment !== undefined ? [setComment(ofConstraint, undefined)] : []),
  ];
}

/** Gives what the server makes by itself, or whatever is there, the name of a share. */
function settleUsual(table: Table, { attachedTo, name }: Share, parent: Index | Brought): string[] {
  const usual = automaticName(table.name, parent);
  const settled = settleName(table, attachedTo as Name, name);
  return usual === name ? [settled] : [renameShare(table, attachedTo as Name, usual, name), settled];
}

/** Gives a share another name, where it has the one that it had. */
export function renameShare({ schema }: Name, above: Name, was: string, is: string): string {
  const index = full({ schema, name: was });
  const isShare = `${attachedQuery(index)} AND inhparent = ${reg('regclass', full(above))}`;
  return when(isShare, `ALTER INDEX ${index} RENAME TO ${id(is)}`);
}

/** Gives what a partition has of an index of its parent a name: what it is called there, no catalog tells. */
export function settleName(table: Table, above: Name, name: string): string {
  const query = `SELECT relname FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_index ON indexrelid = inhrelid JOIN pg_catalog.pg_class c ON c.oid = indexrelid WHERE inhparent = ${reg('regclass', full(above))} AND indrelid = ${reg('regclass', full(table))} AND relname <> ${literal(name)}`;
  const index = `${id(table.schema)}.`;
  const renamed = `EXECUTE format('ALTER INDEX %s%I RENAME TO %I', ${literal(index)}, each.relname, ${literal(name)})`;
  return `DO ${dollars(`DECLARE each record; BEGIN FOR each IN ${query} LOOP ${renamed}; END LOOP; END`)}`;
}

/** What a table has of its own that the parent has a plain index for: made before it comes to the parent. */
export function keysOverIndexes(database: Pick<Database, 'tables'>, table: Table): KeyConstraint[] {
  return table.constraints.filter(
    (key): key is KeyConstraint => 'columns' in key && key.type !== 'foreign_key' && isOverIndex(database, table, key),
  );
}
