import type { Constraint, Node } from '@pgsql/types';
import { all, as, itemsOf, nameIn, optionsOf, shownName, textsOf, visit } from '../nodes.js';
import { columnsIn, expression, optionalExpression } from './code.js';
import { addForeignKey } from './foreign-keys.js';
import { expectColumn, expectColumnsIn, indexColumnNames, indexKeys } from './index-keys.js';
import { adoptConstraint, inheritCheck } from './inherit-constraints.js';
import {
  addConstraint,
  addRelation,
  chooseConstraintName,
  chooseRelationName,
  joinedColumns,
  keyOf,
  refuse,
} from './names.js';
import { descendantsOf } from './partition-tree.js';
import { type ConstraintDraft, type Context, type Draft, placeIn, type TableDraft } from './state.js';

/** A constraint as it was written, and the column that it stands behind. */
export interface WrittenConstraint {
  readonly constraint: Constraint;
  readonly column?: string;
}

/** Adds constraints in the order in which the server does: checks, keys with the primary one first, foreign keys. */
export function addConstraints(
  context: Context,
  table: TableDraft,
  written: readonly WrittenConstraint[],
  only = false,
): void {
  const of = (...types: string[]) => written.filter(({ constraint }) => types.includes(constraint.contype ?? ''));
  const checkNames: string[] = [];
  for (const each of of('CONSTR_CHECK')) addCheck(context, table, each, checkNames);
  const keys = [...of('CONSTR_PRIMARY'), ...of('CONSTR_UNIQUE', 'CONSTR_EXCLUSION')];
  for (const each of withoutRepeated(keys)) addKey(context, table, each, only);
  for (const each of of('CONSTR_FOREIGN')) addForeignKey(context, table, each);
}

/** What all constraints have. */
export function commonPart(context: Context, constraint: Constraint, name: string) {
  return {
    place: placeIn(context, constraint.location),
    name,
    isDeferrable: constraint.deferrable === true || constraint.initdeferred === true,
    isInitiallyDeferred: constraint.initdeferred === true,
    isValidated: constraint.skip_validation !== true && constraint.is_enforced !== false,
    isEnforced:
      constraint.contype === 'CONSTR_CHECK' || constraint.contype === 'CONSTR_FOREIGN'
        ? constraint.is_enforced === true
        : true,
  };
}

function addCheck(context: Context, table: TableDraft, { constraint }: WrittenConstraint, taken: string[]): void {
  const node = constraint.raw_expr as Node;
  const columns = columnsIn(node);
  expectColumnsIn(context, table, node);
  const part = columns.length === 1 && columns[0] !== '*' ? (columns[0] as string) : '';
  const name =
    constraint.conname ?? chooseConstraintName(context.state, table.schema, [table.name, part, 'check'], taken);
  taken.push(name);
  visit(constraint.raw_expr, (kind) => {
    if (kind === 'SubLink') refuse(context, 'cannot use subquery in check constraint');
  });
  const check: Extract<ConstraintDraft, { type: 'check' }> = {
    type: 'check',
    ...commonPart(context, constraint, name),
    expression: expression(context, node, table),
    noInherit: constraint.is_no_inherit === true,
  };
  const inherited = table.constraints.find((each) => each.name === name && each.$isInherited === true);
  // A check of the same name and meaning is merged with the one that a parent brings, and then is of the table itself.
  if (inherited !== undefined) {
    inherited.$isInherited = false;
    return;
  }
  addConstraint(context, table, check);
  if (!check.noInherit) for (const child of table.$children) inheritCheck(context, child, check);
}

/** A unique constraint that says the same as another is no second one (`transformIndexConstraints`). */
function withoutRepeated(written: readonly WrittenConstraint[]): WrittenConstraint[] {
  const kept = new Map<string, { constraint: Constraint; column?: string }>();
  for (const { constraint, column } of written) {
    const columns = keyColumns(constraint, column);
    const { including, deferrable, initdeferred, nulls_not_distinct, without_overlaps } = constraint;
    const exclusion = constraint.contype === 'CONSTR_EXCLUSION' ? JSON.stringify(constraint) : '';
    const print = JSON.stringify([
      columns,
      textsOf(including),
      deferrable,
      initdeferred,
      nulls_not_distinct,
      without_overlaps,
      exclusion,
    ]);
    const same = kept.get(print);
    if (same === undefined)
      kept.set(print, { constraint: { ...constraint }, ...(column === undefined ? {} : { column }) });
    else if (same.constraint.conname === undefined && constraint.conname !== undefined)
      same.constraint.conname = constraint.conname;
  }
  return [...kept.values()];
}

function keyColumns({ keys }: Constraint, column: string | undefined): string[] {
  return column !== undefined && keys === undefined ? [column] : textsOf(keys);
}

/** Adds a primary key, a unique or an exclusion constraint, and gives it to the partitions. */
export function addKey(
  context: Context,
  table: TableDraft,
  { constraint, column }: WrittenConstraint,
  only = false,
): void {
  if (constraint.indexname !== undefined) {
    useIndex(context, table, constraint);
    return;
  }
  const built =
    constraint.contype === 'CONSTR_EXCLUSION'
      ? exclusion(context, table, constraint)
      : key(context, table, constraint, keyColumns(constraint, column));
  addKeyConstraint(context, table, built, only);
}

/** Puts a constraint with an index on a table and its partitions. */
export function addKeyConstraint(context: Context, table: TableDraft, constraint: ConstraintDraft, only = false): void {
  if (constraint.type === 'primary_key') {
    if (table.constraints.some(({ type }) => type === 'primary_key')) {
      refuse(context, `multiple primary keys for table ${shownName(table)} are not allowed`);
    }
    // What inherits gets no key, but its columns are required as well (ALTER TABLE, "Notes").
    for (const { columns } of [table, ...(only ? [] : descendantsOf(table))]) {
      for (const column of columns) if (constraint.columns.includes(column.name)) column.nullable = false;
    }
  }
  addRelation(context, { $kind: 'index', schema: table.schema, name: constraint.name, $on: table, $of: constraint });
  addConstraint(context, table, constraint);
  if (table.partitioning === undefined) return;
  if (!only) for (const child of table.$children) adoptConstraint(context, child, constraint);
  else if (table.$children.length > 0 && 'options' in constraint) constraint.isUnbuilt = true;
}

function key(context: Context, table: TableDraft, constraint: Constraint, columns: readonly string[]): ConstraintDraft {
  const include = textsOf(constraint.including);
  for (const column of [...columns, ...include]) expectColumn(context, table, column);
  const isPrimary = constraint.contype === 'CONSTR_PRIMARY';
  const name = constraint.conname ?? keyName(context, table, isPrimary, [...columns, ...include]);
  const tablespace = constraint.indexspace ?? context.state.session.tablespace;
  return {
    type: isPrimary ? 'primary_key' : 'unique',
    ...commonPart(context, constraint, name),
    columns: [...columns],
    include,
    nullsNotDistinct: constraint.nulls_not_distinct === true,
    withoutOverlaps: constraint.without_overlaps === true,
    options: optionsOf(constraint.options),
    ...(tablespace === undefined ? {} : { tablespace }),
  };
}

/** What a key is called that nobody named. */
export function keyName({ state }: Context, table: TableDraft, isPrimary: boolean, columns: readonly string[]): string {
  const parts = isPrimary ? (['', 'pkey'] as const) : ([joinedColumns(columns), 'key'] as const);
  return chooseRelationName(state, table.schema, [table.name, ...parts], true);
}

function exclusion(context: Context, table: TableDraft, constraint: Constraint): ConstraintDraft {
  const method = constraint.access_method ?? 'btree';
  const pairs = all('List', constraint.exclusions).map(({ items = [] }) => items);
  const elements = pairs.map(([element, operator]) => ({
    key: indexKeys(context, table, [element as Node], method)[0] as Draft<
      import('../../../model/catalog/table.js').IndexKey
    >,
    operator: operatorName(operator),
  }));
  const include = textsOf(constraint.including);
  const nodes = pairs.map(([element]) => element as Node);
  const columns = [...nodes, ...include.map((name) => ({ IndexElem: { name } }))];
  const parts = [table.name, joinedColumns(indexColumnNames(columns)), 'excl'] as const;
  const name = constraint.conname ?? chooseRelationName(context.state, table.schema, parts, true);
  const predicate = optionalExpression(context, constraint.where_clause, table);
  const tablespace = constraint.indexspace ?? context.state.session.tablespace;
  return {
    type: 'exclusion',
    ...commonPart(context, constraint, name),
    method,
    elements,
    include,
    options: optionsOf(constraint.options),
    ...(predicate === undefined ? {} : { predicate }),
    ...(tablespace === undefined ? {} : { tablespace }),
  };
}

function operatorName(node: Node | undefined): string {
  const { schema, name } = nameIn(as('List', node) === undefined ? [] : itemsOf(node));
  return schema === undefined || schema === 'pg_catalog' ? name : `${schema}.${name}`;
}

/** `ADD CONSTRAINT … USING INDEX`: the index becomes the constraint's and takes its name. */
function useIndex(context: Context, table: TableDraft, constraint: Constraint): void {
  const { relations } = context.state;
  const entryKey = keyOf({ schema: table.schema, name: constraint.indexname ?? '' });
  const entry = relations.get(entryKey);
  const index = table.indexes.find(({ name }) => name === constraint.indexname);
  if (entry?.$kind !== 'index' || index === undefined) {
    refuse(context, `index ${constraint.indexname} does not exist, or belongs to a constraint already`);
  }
  if (!index.isUnique) refuse(context, `${index.name} is not a unique index`);
  table.indexes.splice(table.indexes.indexOf(index), 1);
  relations.delete(entryKey);
  const { include, nullsNotDistinct, options, tablespace } = index;
  addKeyConstraint(context, table, {
    type: constraint.contype === 'CONSTR_PRIMARY' ? 'primary_key' : 'unique',
    ...commonPart(context, constraint, constraint.conname ?? index.name),
    columns: index.keys.map(({ column = '' }) => column),
    include,
    nullsNotDistinct,
    withoutOverlaps: false,
    options,
    ...(tablespace === undefined ? {} : { tablespace }),
    ...(index.comment === undefined ? {} : { indexComment: index.comment }),
    ...(index.$parent === undefined ? {} : { $parent: index.$parent }),
  });
}
