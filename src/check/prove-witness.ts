import { createView } from '../containment/prove.js';
import { createConjunctions, createShapes, type Side } from '../containment/shape.js';
import { sliceOf } from '../containment/slice.js';
import { problemOf } from '../containment/validate.js';
import type { Witness } from '../model/finding.js';
import type { Effect, Flow, Usage } from '../model/openapi-change.js';

const SENDERS = { request: 'before', response: 'after' } as const satisfies Record<Flow, string>;

/** The sides whose schemas the witnesses are of. */
interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Longer texts say no more, and a report is to be read. */
const LONGEST = 400;
const LARGEST = 20_000;

/**
 * Holds the witness of a change against both schemas with a validator that had no part in finding it.
 *
 * @returns the witness that holds; nothing when there is none in a direction in which the schemas are used
 */
export function createWitnessProof(sides: Sides): (effect: Effect, usage: Usage) => Witness | undefined {
  const conjoin = createConjunctions();
  const shapes = { before: createShapes(sides.before), after: createShapes(sides.after) };
  return (effect, usage) => {
    for (const flow of ['request', 'response'] as const) {
      const witness = usage.flows.has(flow) ? effect[flow]?.witness : undefined;
      if (witness === undefined || JSON.stringify(witness.value).length > LARGEST) continue;
      const accepted = SENDERS[flow];
      const refused = accepted === 'before' ? 'after' : 'before';
      const problem = (side: 'before' | 'after') => {
        const view = createView(sides[side], shapes[side], flow, conjoin);
        return problemOf(sliceOf(witness[side], witness.value, view), witness.value);
      };
      const refusal = problem(refused);
      if (refusal === undefined || problem(accepted) !== undefined) continue;
      return { value: witness.value as Witness['value'], accepted, refusal: shortened(refusal) };
    }
    return undefined;
  };
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
