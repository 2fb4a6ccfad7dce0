import type { Flow } from '../model/openapi-change.js';
import type { Below, Comparing, Difference, Outcome } from './containment.js';
import type { Failure, Step } from './failure.js';
import { surer } from './outcome.js';

/** Gathers what both directions find about one pair of schemas. */
export class Collector {
  private readonly differences = new Map<string, Difference>();
  private readonly below = new Map<string, (Below & { readonly flows: Set<Flow> })[]>();

  /** Directions that find the same keyword at fault have found one difference. */
  add(flow: Flow, { facet, property, sender, receiver }: Failure, outcome: () => Outcome): void {
    const key = JSON.stringify([facet, property]);
    const [before, after] = flow === 'request' ? [sender, receiver] : [receiver, sender];
    const known = this.differences.get(key);
    const clauses = { before: known?.before ?? before, after: known?.after ?? after };
    this.differences.set(key, {
      facet,
      ...(property === undefined ? {} : { property }),
      ...(clauses.before && { before: clauses.before }),
      ...(clauses.after && { after: clauses.after }),
      outcomes: { ...known?.outcomes, [flow]: both(known?.outcomes[flow], outcome) },
    });
  }

  descend(flow: Flow, step: Step, sender: unknown, receiver: unknown): void {
    const [before, after] = flow === 'request' ? [sender, receiver] : [receiver, sender];
    const key = JSON.stringify([step.keyword, step.name]);
    const there = this.below.get(key) ?? [];
    this.below.set(key, there);
    const known = there.find((one) => one.before === before && one.after === after);
    if (known === undefined) there.push({ step, before, after, flows: new Set([flow]) });
    else known.flows.add(flow);
  }

  result(): Comparing {
    return { differences: [...this.differences.values()], below: [...this.below.values()].flat() };
  }
}

/** Of two outcomes the one that is better shown, found once. */
function both(left: (() => Outcome) | undefined, right: () => Outcome): () => Outcome {
  let found: Outcome | undefined;
  return () => {
    found ??= surer(left?.(), right);
    return found;
  };
}
