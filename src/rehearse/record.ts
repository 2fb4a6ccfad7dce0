import type { Difference, Proof, ProofResult, RehearsedStep } from '../model/rehearsal.js';
import { PROOFS } from '../model/rehearsal.js';
import type { Step } from '../model/step.js';

/** What a walk has found so far. */
export interface Record {
  /** Counts a comparison or a run; what is otherwise than it must be is kept. */
  note(proof: Proof, at: string, differences: readonly string[], about?: { step?: Step; statement?: string }): void;
  /** Says why something was not tested. */
  skip(proof: Proof, reason: string): void;
  /** Says what a proof does not speak of, where there was something to test it with. */
  limit(proof: Proof, reason: string): void;
  /** Adds what was measured of a step. */
  measure(step: Step, measured: Partial<RehearsedStep>): void;
  readonly differences: readonly Difference[];
  steps(all: readonly Step[]): RehearsedStep[];
  proofs(): ProofResult[];
}

export function newRecord(): Record {
  const differences: Difference[] = [];
  const tested = new Map<Proof, number>();
  const skipped = new Map<Proof, string>();
  const limited = new Map<Proof, string>();
  const measured = new Map<string, Partial<RehearsedStep>>();
  return {
    differences,
    note(proof, at, found, { step, statement } = {}) {
      tested.set(proof, (tested.get(proof) ?? 0) + 1);
      for (const difference of found) {
        differences.push({ proof, at, ...(step && { step: step.id }), ...(statement && { statement }), difference });
      }
    },
    skip: (proof, reason) => skipped.set(proof, reason),
    limit: (proof, reason) => limited.set(proof, reason),
    measure: (step, more) => measured.set(step.id, { ...measured.get(step.id), ...more }),
    steps: (all) => all.map(({ id, phase, title }) => ({ id, phase, title, ...measured.get(id) })),
    proofs: () =>
      PROOFS.map((proof) => {
        const count = tested.get(proof) ?? 0;
        const isDisproven = differences.some((difference) => difference.proof === proof);
        const reason = limited.get(proof);
        const told = { tested: count, ...(reason !== undefined && { reason }) };
        if (isDisproven) return { proof, verdict: 'not_proven', ...told };
        if (count > 0) return { proof, verdict: 'proven', ...told };
        return { proof, verdict: 'not_tested', tested: 0, reason: skipped.get(proof) ?? 'nothing was there to test' };
      }),
  };
}
