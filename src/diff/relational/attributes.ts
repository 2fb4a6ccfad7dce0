import { keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';

interface AttributeChange {
  readonly attribute: string;
  /** `undefined` when it was not there; likewise after. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The keys of two objects, other than the known ones, whose values differ: those of before, then of after. */
export function attributeChanges(before: object, after: object, known: ReadonlySet<string>): AttributeChange[] {
  const changes: AttributeChange[] = [];
  for (const attribute of keysOf(before)) {
    if (!known.has(attribute)) add(attribute);
  }
  for (const attribute of keysOf(after)) {
    if (!known.has(attribute) && !Object.hasOwn(before, attribute)) add(attribute);
  }
  return changes;

  function add(attribute: string): void {
    const from = own(before as Record<string, unknown>, attribute);
    const to = own(after as Record<string, unknown>, attribute);
    if (!equal(from, to)) changes.push({ attribute, before: from, after: to });
  }
}
