import type { Draft, DraftTable, Origin } from '../draft/draft.js';

/** A clause of ALTER TABLE. */
export interface TableChange {
  readonly stage: 'drop' | 'other';
  apply(draft: Draft, table: DraftTable, origin: Origin): void;
}

/** A clause that takes its turn. */
export function change(apply: TableChange['apply']): TableChange {
  return { stage: 'other', apply };
}

/** A clause that changes nothing of the schema. */
export const NO_CHANGE: readonly TableChange[] = [];
