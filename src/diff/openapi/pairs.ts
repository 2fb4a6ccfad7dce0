import type { Flow, Usage } from '../../model/openapi-change.js';

/** A schema before and what became of it, wherever references lead to the two. */
export interface Pair {
  /** Complete once `spread` has run. */
  readonly usage: Usage;
  /** Whether its changes have been or are being looked for; what ends a circle of references. */
  walked: boolean;
}

/**
 * Every pair of schemas that is met, which operations use it and which way its data go. One whose values travel as
 * text is another pair.
 */
export interface PairGraph {
  of(before: object, after: object, isText?: boolean): Pair;
  /** An operation uses a pair. */
  use(pair: Pair, usage: Usage): void;
  /** A pair holds another one, which is then used wherever it is, in those of its directions in which it matters. */
  hold(outer: Pair, inner: Pair, flows: ReadonlySet<Flow>): void;
  /** Carries usage along from every pair to those it holds. */
  spread(): void;
  /** Some pairs and those that hold one of them, however deep, in a direction. */
  holdersOf(pairs: Iterable<Pair>, flow: Flow): ReadonlySet<Pair>;
}

/** Thrown when two descriptions are made of more pairs of schemas than can be compared. */
export class TooManyPairs extends Error {}

interface Node extends Pair {
  readonly usage: { readonly flows: Set<Flow>; readonly operations: Set<string> };
  readonly inner: Map<Node, Set<Flow>>;
}

/** A graph without pairs. */
export function createPairGraph(): PairGraph {
  const [plain, texts] = [new Map<object, Map<object, Node>>(), new Map<object, Map<object, Node>>()];
  const all: Node[] = [];
  const used = new Set<Node>();

  /** Takes over a usage; says whether that told anything new. */
  function add({ usage }: Node, { flows, operations }: Usage): boolean {
    const known = usage.flows.size + usage.operations.size;
    for (const flow of flows) usage.flows.add(flow);
    for (const operation of operations) usage.operations.add(operation);
    return usage.flows.size + usage.operations.size > known;
  }

  return {
    of(before, after, isText = false) {
      const nodes = isText ? texts : plain;
      const partners = nodes.get(before) ?? new Map<object, Node>();
      nodes.set(before, partners);
      const known = partners.get(after);
      if (known !== undefined) return known;
      const node: Node = { usage: { flows: new Set(), operations: new Set() }, inner: new Map(), walked: false };
      all.push(node);
      partners.set(after, node);
      return node;
    },
    use(pair, usage) {
      if (add(pair as Node, usage)) used.add(pair as Node);
    },
    hold(outer, inner, flows) {
      const held = (outer as Node).inner;
      const known = held.get(inner as Node);
      if (known === undefined) held.set(inner as Node, new Set(flows));
      else for (const flow of flows) known.add(flow);
    },
    spread() {
      for (const outer of used) {
        used.delete(outer);
        for (const [inner, flows] of outer.inner) {
          const shared = new Set([...outer.usage.flows].filter((flow) => flows.has(flow)));
          if (shared.size > 0 && add(inner, { ...outer.usage, flows: shared })) used.add(inner);
        }
      }
    },
    holdersOf(pairs, flow) {
      const holders = new Map<Pair, Node[]>();
      for (const outer of all) {
        for (const [inner, flows] of outer.inner) {
          if (!flows.has(flow)) continue;
          const known = holders.get(inner);
          if (known === undefined) holders.set(inner, [outer]);
          else known.push(outer);
        }
      }
      const found = new Set(pairs);
      // More join while it is gone through.
      for (const pair of found) for (const outer of holders.get(pair) ?? []) found.add(outer);
      return found;
    },
  };
}
