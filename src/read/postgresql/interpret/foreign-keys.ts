import type { ForeignKey, ReferentialAction } from '../../../model/catalog/table.js';
import { nameOf, shownName, textsOf } from '../nodes.js';
import { commonPart, type WrittenConstraint } from './constraints.js';
import { expectColumn } from './index-keys.js';
import { addConstraint, chooseConstraintName, joinedColumns, refuse, tableOf } from './names.js';
import { expectComparable } from './reference-types.js';
import type { ConstraintDraft, Context, Draft, TableDraft } from './state.js';

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};
const MATCHES: Readonly<Record<string, ForeignKey['match']>> = { s: 'simple', f: 'full', p: 'partial' };

export type ForeignKeyDraft = Draft<ForeignKey> & { $isInherited?: boolean; $parent?: object; $on?: TableDraft };

/** Adds a foreign key, and gives it to the partitions. */
export function addForeignKey(context: Context, table: TableDraft, { constraint, column }: WrittenConstraint): void {
  const target = tableOf(context, nameOf(constraint.pktable ?? {}));
  const columns = column !== undefined && constraint.fk_attrs === undefined ? [column] : textsOf(constraint.fk_attrs);
  const referencedColumns =
    constraint.pk_attrs === undefined ? primaryKeyOf(context, target) : textsOf(constraint.pk_attrs);
  expectLasting(context, table, target);
  for (const each of columns) expectColumn(context, table, each);
  for (const each of referencedColumns) expectColumn(context, target, each);
  if (columns.length !== referencedColumns.length) {
    refuse(context, 'number of referencing and referenced columns for foreign key disagree');
  }
  const parts = [table.name, joinedColumns(columns), 'fkey'] as const;
  const name = constraint.conname ?? chooseConstraintName(context.state, table.schema, parts);
  expectComparable(context, name, [table, columns], [target, referencedColumns]);
  const foreignKey: ForeignKeyDraft = {
    type: 'foreign_key',
    ...commonPart(context, constraint, name),
    columns,
    references: { schema: target.schema, name: target.name },
    referencedColumns,
    onUpdate: ACTIONS[constraint.fk_upd_action ?? 'a'] ?? 'no action',
    onDelete: ACTIONS[constraint.fk_del_action ?? 'a'] ?? 'no action',
    setColumns: textsOf(constraint.fk_del_set_cols),
    match: MATCHES[constraint.fk_matchtype ?? 's'] ?? 'simple',
    isPeriod: constraint.fk_with_period === true,
    $on: target,
  };
  addConstraint(context, table, foreignKey);
  if (table.partitioning !== undefined)
    for (const child of table.$children) adoptForeignKey(context, child, foreignKey);
}

const LASTING = { permanent: 2, unlogged: 1, temporary: 0 } as const;

/** What a key refers to lasts as long as what refers to it; what is temporary is apart. */
export function expectLasting(context: Context, table: TableDraft, target: TableDraft): void {
  if (table === target) return;
  const [own, theirs] = [LASTING[table.persistence], LASTING[target.persistence]];
  if (own <= theirs && (own === 0) === (theirs === 0)) return;
  refuse(
    context,
    `${shownName(table)} is ${table.persistence}, and has no foreign key to ${shownName(target)}, which is ${target.persistence}`,
  );
}

function primaryKeyOf(context: Context, table: TableDraft): string[] {
  const found = table.constraints.find(({ type }) => type === 'primary_key');
  if (found?.type === 'primary_key') return [...found.columns];
  return refuse(context, `there is no primary key for referenced table ${shownName(table)}`);
}

/** Makes a foreign key of a partition the child of its parent's, or makes one. */
export function adoptForeignKey(context: Context, table: TableDraft, parent: ForeignKeyDraft): void {
  const found = table.constraints.find(
    (each) => each.type === 'foreign_key' && each.$parent === undefined && isSame(each, parent),
  );
  const adopted = (found ?? copyOf(context, table, parent)) as ForeignKeyDraft;
  Object.assign(adopted, { $isInherited: true, $parent: parent });
  if (table.partitioning !== undefined) for (const child of table.$children) adoptForeignKey(context, child, adopted);
}

function copyOf(context: Context, table: TableDraft, parent: ForeignKeyDraft): ConstraintDraft {
  const isFree = table.constraints.every(({ name }) => name !== parent.name);
  const parts = [table.name, joinedColumns(parent.columns), 'fkey'] as const;
  const name = isFree ? parent.name : chooseConstraintName(context.state, table.schema, parts);
  const copy: ForeignKeyDraft = { ...parent, columns: [...parent.columns], name };
  addConstraint(context, table, copy);
  return copy;
}

function isSame(mine: ConstraintDraft, theirs: ForeignKeyDraft): boolean {
  if (mine.type !== 'foreign_key' || mine.$on !== theirs.$on) return false;
  const print = ({
    columns,
    referencedColumns,
    onDelete,
    onUpdate,
    match,
    isDeferrable,
    isInitiallyDeferred,
  }: ForeignKeyDraft) =>
    JSON.stringify([columns, referencedColumns, onDelete, onUpdate, match, isDeferrable, isInitiallyDeferred]);
  return print(mine as ForeignKeyDraft) === print(theirs);
}
