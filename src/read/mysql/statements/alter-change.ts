import type { TableClause } from '../../../model/migration/table-step.js';
import type { Draft, DraftTable, Origin } from '../draft/draft.js';

/**
 * When a clause takes its turn, wherever it stands: what is dropped makes room for what the same statement adds, and
 * keys go before the columns that would take them along.
 */
export const STAGES = ['drop', 'drop_column', 'other'] as const;

/** A clause of ALTER TABLE. */
export interface TableChange {
  readonly clause: TableClause;
  readonly stage: (typeof STAGES)[number];
  apply(draft: Draft, table: DraftTable, origin: Origin): void;
}

/** A clause that takes its turn. */
export function change(clause: TableClause, apply: TableChange['apply']): TableChange {
  return { clause, stage: 'other', apply };
}

/** A clause that changes nothing of the schema. */
export function noChange(clause: TableClause = { kind: 'nothing' }): TableChange {
  return change(clause, () => undefined);
}
