import type { Question, StepPhase } from '../model/step.js';
import type { Unit } from './unit.js';

/** What does not come back, and what recovers it. */
export interface Loss {
  /** `lossy`: values may be lost. `irreversible`: the schema comes back, the rows do not. */
  readonly extent: 'lossy' | 'irreversible';
  /** One sentence. */
  readonly text: string;
}

/** What an operation has that neither needs nor gives anything. */
export const NO_TIES = {
  requires: [],
  follows: [],
  provides: [],
  takes: [],
  removes: [],
  releases: [],
  frees: [],
} as const;

/** A change of one unit, both ways: the smallest thing that a plan puts in order. */
export interface Operation {
  readonly action: 'create' | 'drop' | 'alter';
  readonly unit: Unit;
  /** Of what is altered: as it was. */
  readonly from?: Unit;
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** The earliest phase that it belongs to. */
  readonly phase: StepPhase;
  /** What may be used once it is done. */
  readonly provides: readonly string[];
  /** What must be there before. */
  readonly requires: Iterable<string>;
  /** What had better be there before. */
  readonly follows: Iterable<string>;
  /** What must no longer be used before. */
  readonly removes: readonly string[];
  /** What it no longer uses when it is done. */
  readonly releases: Iterable<string>;
  /** The names that it takes, and those that it gives back. */
  readonly takes: readonly string[];
  readonly frees: readonly string[];
  /** Operations of one group are one step. */
  readonly group: string;
  /** Of a column that is demanded: what rows get in which nobody has written it. */
  readonly filler?: string;
  /** Of what goes: the columns that it asks values of, and what gives them to rows that have none before it comes back. */
  readonly refills?: { readonly columns: readonly string[]; readonly statements: readonly string[] };
  /** What must hold before it is done, beside what its rows say. */
  readonly preflight?: readonly Question[];
  /** The same before it is undone. */
  readonly undoPreflight?: readonly Question[];
  /** What shows that it is done, where its unit does not tell. */
  readonly verify?: readonly Question[];
  /** What shows that it is undone, where its unit does not tell. */
  readonly undoVerify?: readonly Question[];
  /** What is lost when it is done, or undone. */
  readonly loss?: Loss;
}
