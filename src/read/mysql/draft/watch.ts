import type { Table } from '../../../model/catalog/table.js';
import type { TableClause } from '../../../model/migration/table-step.js';
import { type Draft, type DraftTable, keyOf } from './draft.js';
import { finishTable } from './finish-table.js';
import { referrersOf } from './referrers.js';

interface WrittenClause {
  readonly clause: TableClause;
  readonly text: string;
}

/** Changes a table, and tells whoever watches what the clause has made of it. */
export function watched(draft: Draft, table: DraftTable, { clause, text }: WrittenClause, apply: () => void): void {
  const before = snapshot(draft, table);
  const referencedBy = before === undefined || !CONCERNED.test(clause.kind) ? [] : referrersOf(draft, table.name);
  draft.tables.touch(keyOf(table.name));
  apply();
  if (before === undefined) return;
  draft.watcher?.saw({
    ...{ clause, text, before, after: finishTable(draft, table), isKnown: table.isUnknown !== true },
    ...(referencedBy.length === 0 ? {} : { referencedBy: referencedBy.map(({ foreignKey }) => foreignKey) }),
  });
}

const CONCERNED = /^(?:modify_column|drop_column|drop_key|drop_constraint|convert_charset)$/;

/** Tells whoever watches that a table has come. */
export function watchMade(draft: Draft, table: DraftTable, fromQuery: boolean): void {
  const after = snapshot(draft, table);
  if (after === undefined) return;
  draft.watcher?.saw({ clause: { kind: 'create_table', fromQuery }, text: '', after, isKnown: true });
}

/** Tells whoever watches that a table goes. */
export function watchDropped(draft: Draft, table: DraftTable): void {
  const before = snapshot(draft, table);
  if (before === undefined) return;
  draft.watcher?.saw({ clause: { kind: 'drop_table' }, text: '', before, isKnown: table.isUnknown !== true });
}

function snapshot(draft: Draft, table: DraftTable): Table | undefined {
  return draft.watcher === undefined ? undefined : finishTable(draft, table);
}
