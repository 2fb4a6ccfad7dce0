import type { Flow, Usage } from '../../model/openapi-change.js';

/** Which operations use a model, and which way the data go; filled while both descriptions are walked. */
export interface UsageGraph {
  /** A model's usage; it is complete once `spread` has run. */
  of(model: string): Usage;
  used(model: string, usage: Usage): void;
  /** A model holds another one, which is then used wherever it is. */
  holds(model: string, inner: string): void;
  /** Carries usage along from every model to those it holds. */
  spread(): void;
}

interface MutableUsage {
  readonly flows: Set<Flow>;
  readonly operations: Set<string>;
}

export function createUsageGraph(): UsageGraph {
  const usages = new Map<string, MutableUsage>();
  const inner = new Map<string, Set<string>>();

  function of(model: string): MutableUsage {
    let usage = usages.get(model);
    if (usage === undefined) {
      usage = { flows: new Set(), operations: new Set() };
      usages.set(model, usage);
    }
    return usage;
  }

  /** Whether that told anything new. */
  function add(model: string, { flows, operations }: Usage): boolean {
    const usage = of(model);
    const known = usage.flows.size + usage.operations.size;
    for (const flow of flows) usage.flows.add(flow);
    for (const operation of operations) usage.operations.add(operation);
    return usage.flows.size + usage.operations.size > known;
  }

  return {
    of,
    used: add,
    holds(model, held) {
      const models = inner.get(model) ?? new Set();
      inner.set(model, models.add(held));
    },
    spread() {
      const waiting = new Set(usages.keys());
      for (const model of waiting) {
        waiting.delete(model);
        for (const held of inner.get(model) ?? []) if (add(held, of(model))) waiting.add(held);
      }
    },
  };
}
