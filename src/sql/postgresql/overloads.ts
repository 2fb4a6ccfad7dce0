import type { Routine } from '../../model/catalog/objects.js';
import { nameKey, type Unit } from '../unit.js';

/**
 * Routines of one name where some go and others come, and a call could mean either: something calls it, which is bound
 * to the one that goes, or parameters can be left out. One that goes gives the calls away before another takes them.
 */
export function withCalls(were: readonly Unit[], are: readonly Unit[]): readonly [were: Unit[], are: Unit[]] {
  const keys = [were, are].map((units) => new Set(units.map(({ key }) => key))) as [Set<string>, Set<string>];
  const [gone, come] = [
    were.filter((unit) => unit.kind === 'routine' && !keys[1].has(unit.key)),
    are.filter((unit) => unit.kind === 'routine' && !keys[0].has(unit.key)),
  ];
  const namesOf = (units: readonly Unit[]) => new Set(units.map(({ object }) => nameKey(object as Routine)));
  const moving = new Set([...namesOf(gone)].filter((name) => namesOf(come).has(name)));
  if (moving.size === 0) return [[...were], [...are]];
  const called = new Set(were.flatMap(({ requires }) => [...requires]));
  const canBeShort = ({ object }: Unit) => (object as Routine).parameters.some((each) => each.default !== undefined);
  const isOpen = (unit: Unit) => called.has(`routine ${nameKey(unit.object as Routine)}`) || canBeShort(unit);
  const open = namesOf([...gone, ...come].filter(isOpen));
  const mark = (units: readonly Unit[], moved: readonly Unit[]) => {
    const marked = new Set(moved.filter(({ object }) => isIn(moving, object) && isIn(open, object)));
    return units.map((unit) => (marked.has(unit) ? { ...unit, occupies: [...unit.occupies, callsOf(unit)] } : unit));
  };
  return [mark(were, gone), mark(are, come)];
}

function isIn(names: ReadonlySet<string>, object: unknown): boolean {
  return names.has(nameKey(object as Routine));
}

function callsOf({ object }: Unit): string {
  return `calls of ${nameKey(object as Routine)}`;
}
