import type { CollateClause } from '@pgsql/types';
import { nameIn, shownName, visit } from '../nodes.js';
import { dropView, tablesOf } from './dependents.js';
import { removeConstraint } from './drop-constraint.js';
import { dropIndex } from './drop-table.js';
import { dropType, removeColumnOrTable } from './drop-type.js';
import { keyOf, refuse } from './names.js';
import type { Code, Context, TableDraft } from './state.js';

/** Takes away what cannot be without a collation: columns, with their values, domains, indexes, checks and views. */
export function dropCollationUsers(context: Context, collation: string, cascades: boolean): void {
  const { state } = context;
  const stop = (what: string) => {
    if (!cascades) refuse(context, `${what} depends on collation ${collation}`);
  };
  for (const type of [...state.types.values()]) {
    if (type.type !== 'domain' || type.collation !== collation) continue;
    stop(`type ${shownName(type)}`);
    dropType(context, type, true);
  }
  for (const table of tablesOf(state)) dropFromTable(context, table, collation, stop);
  for (const relation of [...state.relations.values()]) {
    if (relation.$kind === 'composite') {
      const kept = relation.attributes.filter((attribute) => attribute.collation !== collation);
      if (kept.length < relation.attributes.length) stop(`type ${shownName(relation)}`);
      relation.attributes = kept;
    } else if (relation.$kind === 'view' && collates(relation.query, collation)) {
      stop(`view ${shownName(relation)}`);
      dropView(context, relation, true);
    }
  }
}

function dropFromTable(context: Context, table: TableDraft, collation: string, stop: (what: string) => void): void {
  for (const column of table.columns.filter((each) => each.collation === collation)) {
    if (!table.columns.includes(column)) continue;
    stop(`column ${column.name} of table ${shownName(table)}`);
    removeColumnOrTable(context, table, column);
  }
  for (const constraint of [...table.constraints]) {
    if (constraint.type !== 'check' || !collates(constraint.expression, collation)) continue;
    stop(`constraint ${constraint.name} on table ${shownName(table)}`);
    removeConstraint(context, table, constraint, true);
  }
  for (const index of [...table.indexes]) {
    const isKey = index.keys.some((key) => key.collation === collation || collates(key.expression, collation));
    if (!isKey && !collates(index.predicate, collation)) continue;
    stop(`index ${index.name}`);
    const entry = context.state.relations.get(keyOf({ schema: table.schema, name: index.name }));
    if (entry?.$kind === 'index') dropIndex(context, entry, true);
  }
}

/** Whether an expression or a query sorts or compares by a collation. */
function collates(code: Code | undefined, collation: string): boolean {
  let found = false;
  visit(code?.node, (kind, body) => {
    if (kind !== 'CollateClause') return;
    const written = nameIn((body as CollateClause).collname);
    const schemas = written.schema === undefined ? (code?.path ?? []) : [written.schema];
    if (schemas.some((schema) => shownName({ schema, name: written.name }) === collation)) found = true;
  });
  return found;
}
