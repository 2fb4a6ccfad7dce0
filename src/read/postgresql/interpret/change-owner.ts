import { sequencesOf } from './columns.js';
import type { Context, TableDraft } from './state.js';

/** Gives an object to another role; its sequences go with a table. */
export function changeOwner(
  context: Context,
  object: { owner?: string; $kind?: string },
  owner: string | undefined,
): void {
  if (owner === undefined) delete object.owner;
  else object.owner = owner;
  if (object.$kind !== 'table') return;
  for (const sequence of sequencesOf(context, object as TableDraft)) changeOwner(context, sequence, owner);
}
