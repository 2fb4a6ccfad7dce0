import { Heap } from '../lib/heap.js';
import { STEP_PHASES, type StepPhase } from '../model/step.js';
import type { Operation } from './operation.js';
import type { UnitKind } from './unit.js';

/** Operations that are one step. */
export interface Group {
  readonly phase: StepPhase;
  readonly operations: readonly Operation[];
  /** Whether one of them comes before something that had better come first. */
  readonly isEarly: boolean;
}

/**
 * Puts operations into an order in which each can be done, and the groups of one phase before those of the next.
 * What cannot be put in order, since each needs the other first, becomes one group. Linear in operations and uses, but
 * for what had only better come first: that is looked up once for each.
 */
export function inOrder(operations: readonly Operation[]): Group[] {
  const { before, early } = edgesOf(operations);
  const groups = condense(operations, before);
  const phases = phasesOf(groups);
  return sortGroups(groups, phases).map((group) => ({
    phase: STEP_PHASES[phases.get(group) as number] as StepPhase,
    operations: group.members.map((at) => operations[at] as Operation),
    isEarly: group.members.some((at) => early.has(at)),
  }));
}

/** For each operation those that must come before it, and the operations that come before what they had better follow. */
function edgesOf(operations: readonly Operation[]): {
  readonly before: Set<number>[];
  readonly early: ReadonlySet<number>;
} {
  const [providers, removers, takers] = [1, 2, 3].map(() => new Lists<string, number>()) as [Named, Named, Named];
  operations.forEach(({ provides, removes, takes }, at) => {
    for (const name of provides) providers.add(name, at);
    for (const name of removes) removers.add(name, at);
    for (const name of takes) takers.add(name, at);
  });
  const before = operations.map(() => new Set<number>());
  const put = (first: number, then: number) => first !== then && before[then]?.add(first);
  operations.forEach(({ requires, releases, frees }, at) => {
    for (const name of requires) for (const first of providers.of(name)) put(first, at);
    for (const name of releases) for (const then of removers.of(name)) put(at, then);
    for (const name of frees) for (const then of takers.of(name)) put(at, then);
  });
  return { before, early: addSoft(operations, providers, before) };
}

/** What only had better come first does so unless that closes a circle. */
function addSoft(operations: readonly Operation[], providers: Named, before: Set<number>[]): ReadonlySet<number> {
  const early = new Set<number>();
  operations.forEach(({ follows }, at) => {
    for (const name of follows) {
      for (const first of providers.of(name)) {
        if (first === at || before[at]?.has(first)) continue;
        if (reaches(before, at, first)) early.add(at);
        else before[at]?.add(first);
      }
    }
  });
  return early;
}

/** Whether `from` must come before `to`. */
function reaches(before: readonly ReadonlySet<number>[], from: number, to: number): boolean {
  const seen = new Set([to]);
  const left = [to];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === from) return true;
    for (const first of before[at] ?? []) {
      if (!seen.has(first)) left.push(first);
      seen.add(first);
    }
  }
  return false;
}

class Lists<Key, Value> {
  readonly #lists = new Map<Key, Value[]>();
  add(key: Key, value: Value): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [value]);
    else list.push(value);
  }
  of(key: Key): readonly Value[] {
    return this.#lists.get(key) ?? [];
  }
  all(): readonly (readonly Value[])[] {
    return [...this.#lists.values()];
  }
}

type Named = Lists<string, number>;

interface Condensed {
  readonly members: readonly number[];
  readonly base: number;
  /** Whether something is lost for good: as late in its phase as can be. */
  readonly isLast: boolean;
  /** The groups that must come before it. */
  readonly before: Set<Condensed>;
}

/** Groups by what is one step by itself, and by circles. */
function condense(operations: readonly Operation[], before: readonly ReadonlySet<number>[]): Condensed[] {
  const byGroup = new Lists<string, number>();
  operations.forEach(({ group }, at) => {
    byGroup.add(group, at);
  });
  const lists = byGroup.all();
  const listOf = new Map(lists.flatMap((list, at) => list.map((member) => [member, at] as const)));
  const links = lists.map((list, at) => {
    const linked = list.flatMap((member) => [...(before[member] ?? [])].map((first) => listOf.get(first) as number));
    return [...new Set(linked)].filter((each) => each !== at);
  });
  const circles = circlesOf(links);
  const groups = circles.map((circle): Condensed => {
    const members = circle.flatMap((at) => lists[at] ?? []);
    const bases = members.map((at) => STEP_PHASES.indexOf((operations[at] as Operation).phase));
    const isLast = members.some((at) => (operations[at] as Operation).loss?.extent === 'irreversible');
    // What moves over does so with all that it is one step with; what is lost, is lost at last.
    const base = isLast ? Math.max(...bases) : bases.includes(MIGRATE) ? MIGRATE : Math.min(...bases);
    return { members: arrange(operations, members, before), base, isLast, before: new Set() };
  });
  const groupOf = new Map(
    circles.flatMap((circle, at) => circle.map((list) => [list, groups[at] as Condensed] as const)),
  );
  links.forEach((list, at) => {
    const group = groupOf.get(at) as Condensed;
    for (const first of list) {
      const other = groupOf.get(first) as Condensed;
      if (other !== group) group.before.add(other);
    }
  });
  return groups;
}

/**
 * The members of a group, each behind what it needs as far as that can be. What goes does so first, and what takes
 * its place comes in the other order: so the way back takes away either of the two in an order in which it can go.
 */
function arrange(
  operations: readonly Operation[],
  members: readonly number[],
  before: readonly ReadonlySet<number>[],
): number[] {
  const inside = new Set(members);
  const arranged: number[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const visit = (at: number) => {
    if (state.has(at)) return;
    state.set(at, 'open');
    for (const first of [...(before[at] ?? [])].sort((one, other) => one - other)) if (inside.has(first)) visit(first);
    state.set(at, 'done');
    arranged.push(at);
  };
  const all = members.filter((at) => operations[at]?.action === 'drop');
  // Tables and types go aside, and what is in their place needs them until then.
  const going = all.some((at) => ASIDE.has(operations[at]?.unit.kind as UnitKind)) ? [] : all;
  for (const at of going) visit(at);
  const places = new Map(arranged.map((at, place) => [operations[at]?.unit.key, place]));
  const placeOf = (at: number) => places.get(operations[at]?.unit.key) ?? -1;
  const left = members.filter((at) => !state.has(at));
  const placed = left.filter((at) => placeOf(at) >= 0).sort((one, other) => placeOf(one) - placeOf(other));
  for (const at of left) visit(placeOf(at) < 0 ? at : (placed.pop() as number));
  return arranged;
}

const ASIDE: ReadonlySet<UnitKind> = new Set(['table', 'type']);

/** The strongly connected parts of a graph, each behind those that it links to (Tarjan). */
function circlesOf(links: readonly (readonly number[])[]): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const stack: number[] = [];
  const onStack = new Set<number>();
  const circles: number[][] = [];
  for (let root = 0; root < links.length; root++) {
    if (index.has(root)) continue;
    const calls: [node: number, next: number][] = [[root, 0]];
    while (calls.length > 0) {
      const call = calls[calls.length - 1] as [number, number];
      const [node, next] = call;
      if (next === 0) {
        index.set(node, index.size);
        low.set(node, index.get(node) as number);
        stack.push(node);
        onStack.add(node);
      }
      const target = links[node]?.[next];
      if (target !== undefined) {
        call[1]++;
        if (!index.has(target)) calls.push([target, 0]);
        else if (onStack.has(target)) low.set(node, Math.min(low.get(node) as number, index.get(target) as number));
        continue;
      }
      calls.pop();
      const parent = calls[calls.length - 1]?.[0];
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) as number, low.get(node) as number));
      if (low.get(node) !== index.get(node)) continue;
      const circle = stack.splice(stack.lastIndexOf(node));
      for (const each of circle) onStack.delete(each);
      circles.push(circle.sort((one, other) => one - other));
    }
  }
  return circles;
}

/**
 * The phase of each group: its own; not the last when something of an earlier one waits for it, as for a name, unless
 * it loses something for good; and never before that of what it needs.
 */
function phasesOf(groups: readonly Condensed[]): Map<Condensed, number> {
  const sorted = sortGroups(groups, new Map());
  const phases = new Map(groups.map((group) => [group, group.base]));
  const of = (group: Condensed) => phases.get(group) as number;
  for (const group of sorted.toReversed()) {
    for (const first of group.before) {
      if (of(first) > MIGRATE && of(group) <= MIGRATE && !first.isLast) phases.set(first, MIGRATE);
    }
  }
  for (const group of sorted) phases.set(group, Math.max(of(group), ...[...group.before].map(of)));
  return phases;
}

const MIGRATE = STEP_PHASES.indexOf('migrate');

/** Each group behind those that it needs; of those that could come next the one of the earliest phase and place. */
function sortGroups(groups: readonly Condensed[], phases: ReadonlyMap<Condensed, number>): Condensed[] {
  const key = (group: Condensed) => {
    const phase = phases.get(group) ?? group.base;
    return [group.isLast ? phase + 0.5 : phase, group.members[0] as number] as const;
  };
  const ranked = groups.toSorted((one, other) => key(one)[0] - key(other)[0] || key(one)[1] - key(other)[1]);
  const rankOf = new Map(ranked.map((group, rank) => [group, rank]));
  const waiting = new Map(groups.map((group) => [group, group.before.size]));
  const after = new Lists<Condensed, Condensed>();
  for (const group of groups) for (const first of group.before) after.add(first, group);
  const ready = new Heap();
  ranked.forEach((group, rank) => {
    if (group.before.size === 0) ready.push(rank);
  });
  const sorted: Condensed[] = [];
  for (let rank = ready.pop(); rank !== undefined; rank = ready.pop()) {
    const group = ranked[rank] as Condensed;
    sorted.push(group);
    for (const next of after.of(group)) {
      const left = (waiting.get(next) as number) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(rankOf.get(next) as number);
    }
  }
  return sorted;
}
