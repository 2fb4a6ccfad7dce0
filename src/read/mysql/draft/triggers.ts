import type { Name } from '../../../model/catalog/common.js';
import type { Trigger } from '../../../model/catalog/table.js';
import type { Draft, DraftTable } from './draft.js';
import { sameName, takeOut } from './find.js';

/** A trigger, and the table that it stands on. */
export interface DraftTrigger {
  readonly trigger: Trigger;
  readonly table: DraftTable;
}

/** Names of triggers are the same whatever their case, and a database has each but once. */
export function keyOfTrigger({ schema, name }: Name): string {
  return `${schema}\0${name.toLowerCase()}`;
}

export function triggerNamed(draft: Draft, name: Name): DraftTrigger | undefined {
  return draft.triggers.get(keyOfTrigger(name));
}

/** Puts a trigger among those of a table. */
export function addTrigger(draft: Draft, table: DraftTable, trigger: Trigger, index: number): void {
  table.triggers = table.triggers.toSpliced(index, 0, trigger);
  draft.triggers.set(keyOfTrigger({ schema: table.name.schema, name: trigger.name }), { trigger, table });
}

/** Takes a trigger away, whichever table of its database it is on. */
export function dropTrigger(draft: Draft, name: Name): boolean {
  const found = triggerNamed(draft, name);
  if (found === undefined) return false;
  const triggers = [...found.table.triggers];
  takeOut(triggers, (one) => sameName(one.name, name.name));
  found.table.triggers = triggers;
  return draft.triggers.delete(keyOfTrigger(name));
}

/** Lets go of the triggers of a table that goes. */
export function forgetTriggers(draft: Draft, { name: { schema }, triggers }: DraftTable): void {
  for (const { name } of triggers) draft.triggers.delete(keyOfTrigger({ schema, name }));
}
