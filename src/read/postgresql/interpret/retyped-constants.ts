import { expression } from './code.js';
import { expressIn, type Standing } from './express.js';
import type { Code, ColumnDraft, Context, TableDraft } from './state.js';
import { codeNames } from './uses.js';

/** A constant with the type that it was read as: `'x'::text`, `1::float8`. */
const TYPED_CONSTANT = /['\d]::/;

/**
 * Keeps the types of the constants beside a column that is about to get another: the server writes checks and indexes
 * out before that, with what the old type made of their constants, and reads them again (`ATPostAlterTypeCleanup` in
 * PostgreSQL's tablecmds.c). Defaults keep theirs as well.
 */
export function keepConstants(context: Context, table: TableDraft, column: ColumnDraft): void {
  const { parseExpression } = context.state;
  if (parseExpression === undefined) return;
  const express = expressIn(context.state);
  const kept = <Of extends Code | undefined>(code: Of, standing: Standing = {}): Of => {
    if (code?.$code !== 'expression') return code;
    const { form } = express(code, standing);
    const node = TYPED_CONSTANT.test(form) ? parseExpression(form) : undefined;
    return node === undefined
      ? code
      : ({ ...expression(context, node), relation: code.relation, path: code.path } as Of);
  };
  const beside = <Of extends Code | undefined>(code: Of): Of => (codeNames(code, column.name) ? kept(code) : code);
  for (const constraint of table.constraints) {
    if (constraint.type === 'check') constraint.expression = beside(constraint.expression);
  }
  for (const index of table.indexes) {
    if (index.predicate !== undefined) index.predicate = beside(index.predicate);
    for (const key of index.keys) if (key.expression !== undefined) key.expression = beside(key.expression);
  }
  if (column.default !== undefined) column.default = kept(column.default, { target: column.type });
}
