import type { Difference } from '../../containment/containment.js';
import { surer } from '../../containment/outcome.js';
import type { Flow, OpenApiChange, Outcome } from '../../model/openapi-change.js';
import type { SchemaChange } from '../../model/schema-change.js';
import type { Pair } from './pairs.js';

/** The harm that a difference does where two schemas meet. */
export type Outcomes = Partial<Record<Flow, () => Outcome>>;

interface Fact {
  readonly change: { -readonly [Key in keyof SchemaChange]: SchemaChange[Key] };
  readonly usage: { readonly flows: Set<Flow>; readonly operations: Set<string> };
  readonly effect: { -readonly [F in Flow]?: Outcome };
  readonly seen: { readonly pair: Pair; readonly outcomes: Outcomes; readonly owner: Pair }[];
}

/** What a change is before anybody knows who uses it. */
export type Draft = SchemaChange extends infer Change
  ? Change extends SchemaChange
    ? Omit<Change, 'effect'>
    : never
  : never;

/**
 * The changes that have been found, one for each cause: what is written at one place of each document changes
 * once, however many schemas it is part of.
 */
export interface Facts {
  /** A change of two schemas; nothing when its cause is known, which is then known to matter here too. */
  add(cause: Cause, draft: Draft, pair: Pair, outcomes: Outcomes, owner: Pair): OpenApiChange[];
  /**
   * Says of every change who uses what it changes, once every pair knows.
   *
   * @param isReferenced whether anything refers to a model; asked of those that no operation uses
   */
  settle(isReferenced: (model: string) => boolean): void;
  /** The pairs at which a change does harm in a direction, whoever uses them. */
  harmed(flow: Flow): readonly Pair[];
}

/** What stands at the root of a change: a keyword of two schema objects, of which one may lack it. */
export interface Cause extends Pick<Difference, 'facet' | 'property'> {
  readonly before: object | undefined;
  readonly after: object | undefined;
}

export function createFacts(): Facts {
  const facts = new Map<string, Fact>();
  const ids = new Map<object, number>();
  let last = 0;

  function idOf(node: object | undefined): number {
    if (node === undefined) return 0;
    const id = ids.get(node) ?? ++last;
    ids.set(node, id);
    return id;
  }

  return {
    harmed(flow) {
      return [...facts.values()].flatMap(({ seen }) => {
        return seen.filter(({ outcomes }) => outcomes[flow] !== undefined).map(({ pair }) => pair);
      });
    },
    add({ before, after, facet, property }, draft, pair, outcomes, owner) {
      const key = JSON.stringify([idOf(before), idOf(after), facet, property]);
      const known = facts.get(key);
      if (known !== undefined) {
        known.seen.push({ pair, outcomes, owner });
        // A model's own words for a change, and its place, come before those of whatever holds the model.
        if (draft.place.model !== undefined && known.change.place.model === undefined) {
          Object.assign(known.change, draft, { place: { ...draft.place, usage: known.usage } });
        }
        return [];
      }
      const usage = { flows: new Set<Flow>(), operations: new Set<string>() };
      const effect = {};
      const change = { ...draft, place: { ...draft.place, usage }, effect, onlyIn: 'all' } as SchemaChange;
      facts.set(key, { change, usage, effect, seen: [{ pair, outcomes, owner }] });
      return [change];
    },
    settle(isReferenced) {
      for (const { change, seen, usage, effect } of facts.values()) {
        for (const { pair, outcomes, owner } of seen) {
          for (const operation of owner.usage.operations) usage.operations.add(operation);
          for (const flow of pair.usage.flows) {
            usage.flows.add(flow);
            const outcome = outcomes[flow];
            if (outcome !== undefined) effect[flow] = surer(effect[flow], outcome);
          }
          for (const operation of pair.usage.operations) usage.operations.add(operation);
        }
        const { model } = change.place;
        if (model === undefined || usage.operations.size > 0 || usage.flows.size > 0) continue;
        if (isReferenced(model)) change.place = { ...change.place, isReferenced: true };
      }
    },
  };
}
