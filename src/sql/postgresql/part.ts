import type { Question } from '../../model/step.js';

/** A part of what an operation does, as a step of its own. */
export interface Part {
  readonly title: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly transactional: boolean;
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
  readonly verify?: readonly Question[];
  readonly undoVerify?: readonly Question[];
}
