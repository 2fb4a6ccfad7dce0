import type { Node } from '@pgsql/types';
import { as, visit } from '../nodes.js';
import { columnOf } from './columns.js';
import { tablesOf } from './dependents.js';
import { keyOf, refuse } from './names.js';
import { descendantsOf } from './partition-tree.js';
import { qualifyInViews } from './qualify.js';
import { renameColumnInCode } from './rewrite.js';
import type { ConstraintDraft, Context, IndexDraft, TableDraft, ViewDraft } from './state.js';

/** Gives a column another name, wherever it is spoken of. */
export function renameColumn(
  context: Context,
  relation: TableDraft | ViewDraft,
  from: string,
  to: string,
  only = false,
): void {
  if (relation.columns.some(({ name }) => name === to))
    refuse(context, `column ${to} of relation ${relation.name} already exists`);
  if (relation.$kind === 'view') {
    const column = relation.columns.find(({ name }) => name === from);
    if (column === undefined) refuse(context, `column ${from} of ${relation.name} does not exist`);
    renameColumnInCode(context, relation, from, to);
    column.name = to;
    return;
  }
  if (columnOf(context, relation, from).$parents > 0) refuse(context, `cannot rename inherited column ${from}`);
  if (only && relation.$children.length > 0)
    refuse(context, `inherited column ${from} must be renamed in child tables too`);
  for (const table of [relation, ...descendantsOf(relation)]) renameIn(context, table, from, to);
}

function renameIn(context: Context, table: TableDraft, from: string, to: string): void {
  const column = table.columns.find(({ name }) => name === from);
  if (column === undefined) return;
  qualifyInViews(context, table, to);
  renameColumnInCode(context, table, from, to);
  column.name = to;
  const swap = (names: string[]) =>
    names.forEach((name, index) => {
      if (name === from) names[index] = to;
    });
  for (const constraint of table.constraints) renameInConstraint(constraint, swap, from, to);
  for (const index of table.indexes) renameInIndex(index, swap, from, to);
  for (const trigger of table.triggers) swap(trigger.columns);
  for (const key of table.partitioning?.keys ?? []) if (key.column === from) key.column = to;
  for (const other of tablesOf(context.state)) {
    for (const each of other.constraints)
      if (each.type === 'foreign_key' && each.$on === table) swap(each.referencedColumns);
  }
  for (const { definition, $on } of context.state.others.values()) {
    if ($on === table) renameInStatistics(definition?.node, from, to);
  }
  for (const publication of context.state.publications.values()) {
    for (const { name, columns } of publication.tables) if (keyOf(name) === keyOf(table)) swap(columns);
  }
}

function renameInStatistics(node: unknown, from: string, to: string): void {
  visit(node, (kind, body) => {
    const element = body as { name?: string; fields?: Node[] };
    if (kind === 'StatsElem' && element.name === from) element.name = to;
    const last = as('String', element.fields?.at(-1));
    if (kind === 'ColumnRef' && last?.sval === from) last.sval = to;
  });
}

type Swap = (names: string[]) => void;

function renameInConstraint(constraint: ConstraintDraft, swap: Swap, from: string, to: string): void {
  if (constraint.type === 'check') return;
  if (constraint.type === 'exclusion') {
    for (const { key } of constraint.elements) if (key.column === from) key.column = to;
  } else {
    swap(constraint.columns);
  }
  if (constraint.type === 'foreign_key') swap(constraint.setColumns);
  else swap(constraint.include);
}

function renameInIndex(index: IndexDraft, swap: Swap, from: string, to: string): void {
  for (const key of index.keys) if (key.column === from) key.column = to;
  swap(index.include);
}
