import type { Name } from '../../../model/catalog/common.js';
import type { ForeignKey } from '../../../model/catalog/table.js';
import { type Draft, type DraftTable, keyOf } from './draft.js';

/** The key of the table that a foreign key leads to. */
function keyOfParent({ home }: Draft, { references: { schema, name } }: Pick<ForeignKey, 'references'>): string {
  return keyOf({ schema: schema === '' ? home : schema, name });
}

/** Notes where a foreign key leads: to look at all tables for each statement would take quadratic time. */
export function noteReference(draft: Draft, owner: DraftTable, foreignKey: ForeignKey): void {
  const parent = keyOfParent(draft, foreignKey);
  const owners = draft.referrers.get(parent);
  if (owners === undefined) draft.referrers.set(parent, new Set([owner]));
  else owners.add(owner);
}

/** A foreign key that leads to a table, and the table that has it. */
export interface Referrer {
  readonly owner: DraftTable;
  readonly foreignKey: ForeignKey;
}

/** The foreign keys that lead to a table of that name. */
export function referrersOf(draft: Draft, name: Name): Referrer[] {
  const parent = keyOf(name);
  // A table that has been noted may have gone since, or its foreign key.
  const owners = [...(draft.referrers.get(parent) ?? [])].filter((one) => draft.tables.get(keyOf(one.name)) === one);
  return owners.flatMap((owner) => {
    const leading = owner.foreignKeys.filter((foreignKey) => keyOfParent(draft, foreignKey) === parent);
    return leading.map((foreignKey) => ({ owner, foreignKey }));
  });
}
