import { diffByName } from '../../lib/diff-by-name.js';
import type { JsonObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import { repr } from '../../lib/python/repr.js';
import { tokenize } from '../../lib/sql-text.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';
import { definitionOf, FOR_PEOPLE } from './definition.js';
import { namedThings } from './named.js';

/** A section of a schema that lists procedures. */
type Section = 'procedures' | 'functions';

/** Procedures that went, that came, and signatures and definitions that changed. */
export function procedureChanges(section: Section, before: unknown, after: unknown): RelationalChange[] {
  const [from, to] = [proceduresOf(before), proceduresOf(after)];
  if (from === undefined || to === undefined) {
    return equal(before, after) ? [] : [{ kind: 'schema_attribute_changed', attribute: section, before, after }];
  }
  const procedures = diffByName(from, to);
  const changes = procedures.common.flatMap(([, value, other]) => overloadChanges(value, other));
  return [
    ...procedures.removed.flatMap(([, overloads]) => overloads.map(removed)),
    ...procedures.added.flatMap(([, overloads]) => overloads.map(added)),
    ...changes,
  ];
}

interface Overload {
  readonly name: string;
  readonly value: JsonObject;
}

const removed = ({ name, value }: Overload) => ({ kind: 'procedure_removed', procedure: name, before: value }) as const;
const added = ({ name, value }: Overload) => ({ kind: 'procedure_added', procedure: name, after: value }) as const;

// Overloads share a name and differ in their parameters; a list may hold several of one name.
function proceduresOf(section: unknown): ReadonlyMap<string, readonly Overload[]> | undefined {
  const items: readonly unknown[] = Array.isArray(section) ? section : [section];
  const procedures = new Map<string, Overload[]>();
  for (const item of items) {
    const named = namedThings(Array.isArray(section) ? [item] : item, 'definition');
    if (named === undefined) return undefined;
    for (const [name, value] of named) {
      const overloads = procedures.get(name) ?? [];
      overloads.push({ name, value });
      procedures.set(name, overloads);
    }
  }
  return procedures;
}

function overloadChanges(before: readonly Overload[], after: readonly Overload[]): RelationalChange[] {
  const [only, other] = [before[0] as Overload, after[0] as Overload];
  if (before.length === 1 && after.length === 1) return changesOfProcedure(only.name, only.value, other.value);
  const bySignature = (overloads: readonly Overload[]) => {
    return new Map(overloads.map((overload) => [repr(signatureOf(overload.value)), overload]));
  };
  const overloads = diffByName<Overload>(bySignature(before), bySignature(after));
  return [
    ...overloads.removed.map(([, overload]) => removed(overload)),
    ...overloads.added.map(([, overload]) => added(overload)),
    ...overloads.common.flatMap(([, from, to]) => changesOfProcedure(from.name, from.value, to.value)),
  ];
}

function changesOfProcedure(procedure: string, before: JsonObject, after: JsonObject): RelationalChange[] {
  if (!equal(signatureOf(before), signatureOf(after))) {
    return [{ kind: 'procedure_signature_changed', procedure, before, after }];
  }
  const same = equal(definitionOf(before), definitionOf(after)) && attributeChanges(before, after, KNOWN).length === 0;
  return same ? [] : [{ kind: 'procedure_definition_changed', procedure, before, after }];
}

const KNOWN = new Set(['parameters', 'returns', 'definition', ...FOR_PEOPLE]);

function signatureOf({ parameters, returns }: JsonObject): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [parameters ?? []].flat();
  return [list.map((parameter) => (typeof parameter === 'string' ? tokenize(parameter) : parameter)), returns ?? null];
}
