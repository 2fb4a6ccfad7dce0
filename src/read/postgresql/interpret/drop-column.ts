import { formNamesOwn, usesInForm } from '../../../lib/form-uses.js';
import type { Parameter } from '../../../model/catalog/objects.js';
import { shownName, visit } from '../nodes.js';
import { dropSequencesOf } from './columns.js';
import { dropView, removeRoutine, routinesUsing, viewsUsing } from './dependents.js';
import { removeConstraint } from './drop-constraint.js';
import { expressIn, type Standing } from './express.js';
import { keyOf, refuse } from './names.js';
import { forgetGivenName } from './rewrite.js';
import type { Code, ColumnDraft, Context, IndexDraft, TableDraft } from './state.js';
import { codeNames } from './uses.js';

/** Takes a column away, and what cannot be without it. */
export function removeColumn(context: Context, table: TableDraft, column: ColumnDraft, cascades: boolean): void {
  const { name } = column;
  if (table.partitioning?.keys.some((key) => key.column === name || codeNames(key.expression, name)) === true) {
    refuse(context, `column ${name} is in the partition key of ${shownName(table)}`);
  }
  dropViews(context, table, name, cascades);
  for (const other of [...table.columns]) {
    if (other === column || !codeNames(other.generated?.expression, name)) continue;
    if (!cascades) refuse(context, `column ${other.name} depends on column ${name}`);
    removeColumn(context, table, other, true);
  }
  for (const constraint of [...table.constraints]) {
    if (mentions(constraint, name)) removeConstraint(context, table, constraint, cascades);
  }
  for (const index of [...table.indexes]) if (indexNames(index, name)) removeIndex(context, table, index);
  dropPoliciesAndTriggers(context, table, name, cascades);
  dropSequencesOf(context, table, column);
  for (const [key, { $on, definition }] of context.state.others)
    if ($on === table && statisticsName(definition, name)) context.state.others.delete(key);
  forgetGivenName(context, table, name);
  table.columns.splice(table.columns.indexOf(column), 1);
}

function dropViews(context: Context, table: TableDraft, name: string, cascades: boolean): void {
  const express = expressIn(context.state);
  const reads = (code: Code, standing: Standing = {}) =>
    usesInForm(express(code, standing).form).some((use) => keyOf(use) === keyOf(table) && use.columns.has(name));
  for (const view of viewsUsing(context.state, table)) {
    if (!reads(view.query)) continue;
    if (!cascades) refuse(context, `view ${shownName(view)} depends on column ${name} of table ${shownName(table)}`);
    dropView(context, view, true);
  }
  for (const routine of routinesUsing(context.state, table)) {
    if (!reads(routine.body, { parameters: routine.parameters as Parameter[] })) continue;
    if (!cascades)
      refuse(context, `function ${shownName(routine)} depends on column ${name} of table ${shownName(table)}`);
    removeRoutine(context, routine);
  }
}

function mentions(constraint: TableDraft['constraints'][number], name: string): boolean {
  if (constraint.type === 'check') return codeNames(constraint.expression, name);
  if (constraint.type !== 'exclusion') {
    return constraint.columns.includes(name) || ('include' in constraint && constraint.include.includes(name));
  }
  const isKey = constraint.elements.some(({ key }) => key.column === name || codeNames(key.expression, name));
  return isKey || constraint.include.includes(name) || codeNames(constraint.predicate, name);
}

function indexNames({ keys, include, predicate }: IndexDraft, name: string): boolean {
  const isKey = keys.some((key) => key.column === name || codeNames(key.expression, name));
  return isKey || include.includes(name) || codeNames(predicate, name);
}

/** Takes an index away, and its shares in the partitions. */
export function removeIndex(context: Context, table: TableDraft, index: IndexDraft): void {
  const { relations } = context.state;
  relations.delete(keyOf({ schema: table.schema, name: index.name }));
  table.indexes.splice(table.indexes.indexOf(index), 1);
  if (table.replicaIdentity === index.name) table.replicaIdentity = 'nothing';
  for (const child of table.$children) {
    for (const share of child.indexes.filter(({ $parent }) => $parent === index)) removeIndex(context, child, share);
  }
}

function dropPoliciesAndTriggers(context: Context, table: TableDraft, name: string, cascades: boolean): void {
  const express = expressIn(context.state);
  // A subquery may name the same of another table.
  const uses = (...codes: (Code | undefined)[]) =>
    codes.some((code) => code !== undefined && codeNames(code, name) && formNamesOwn(express(code).form, name));
  const gone = (kind: string, object: string) => {
    if (!cascades) refuse(context, `${kind} ${object} on ${shownName(table)} depends on column ${name}`);
    return false;
  };
  table.policies = table.policies.filter((each) => !uses(each.using, each.check) || gone('policy', each.name));
  table.triggers = table.triggers.filter((each) => {
    return !(each.columns.includes(name) || codeNames(each.when, name)) || gone('trigger', each.name);
  });
}

/** Whether statistics are about a column, alone or in an expression. */
function statisticsName(definition: Code | undefined, column: string): boolean {
  let found = codeNames(definition, column);
  visit(definition?.node, (kind, body) => {
    if (kind === 'StatsElem' && (body as { name?: string }).name === column) found = true;
  });
  return found;
}
