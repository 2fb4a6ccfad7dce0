import type { Privilege } from '../../../model/catalog/common.js';
import { sequencesOf } from './columns.js';
import type { Context, Draft, TableDraft } from './state.js';

/** Gives an object to another role; its sequences go with a table. */
export function changeOwner(
  context: Context,
  object: { owner?: string; privileges?: Draft<Privilege>[]; $kind?: string },
  owner: string | undefined,
): void {
  if (owner === undefined) delete object.owner;
  else object.owner = owner;
  // What the owner may do by itself is no privilege that somebody has.
  if (object.privileges !== undefined) object.privileges = object.privileges.filter(({ grantee }) => grantee !== owner);
  if (object.$kind !== 'table') return;
  for (const sequence of sequencesOf(context, object as TableDraft)) changeOwner(context, sequence, owner);
}
