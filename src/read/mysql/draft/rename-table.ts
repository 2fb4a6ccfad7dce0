import type { Name } from '../../../model/catalog/common.js';
import { type Draft, keyOf, localName } from './draft.js';
import { noteReference, referrersOf } from './referrers.js';

/** Gives a table or view another name, in foreign keys that lead to it as well. */
export function renameTable(draft: Draft, old: Name, name: Name): boolean {
  const view = draft.views.get(keyOf(old));
  if (view !== undefined) {
    draft.views.delete(keyOf(old));
    draft.views.set(keyOf(name), { ...view, ...localName(draft, name) });
    return true;
  }
  const table = draft.tables.get(keyOf(old));
  if (table === undefined) return renameSequence(draft, old, name);
  draft.tables.delete(keyOf(old));
  draft.tables.set(keyOf(name), table);
  table.name = name;
  // InnoDB renames the foreign keys, and MySQL the checks, that it has named after the table.
  const named = (constraint: string, infix: string) =>
    constraint.startsWith(`${old.name}${infix}`) ? `${name.name}${constraint.slice(old.name.length)}` : constraint;
  table.foreignKeys = table.foreignKeys.map((key) => ({ ...key, name: named(key.name, '_ibfk_') }));
  if (draft.session.dialect === 'mysql')
    table.checks = table.checks.map((check) => ({ ...check, name: named(check.name, '_chk_') }));
  const references = localName(draft, name);
  for (const { owner, foreignKey } of referrersOf(draft, old)) {
    const leading = { ...foreignKey, references };
    owner.foreignKeys = owner.foreignKeys.map((one) => (one === foreignKey ? leading : one));
    noteReference(draft, owner, leading);
  }
  return true;
}

function renameSequence(draft: Draft, old: Name, name: Name): boolean {
  const sequence = draft.sequences.get(keyOf(old));
  if (sequence === undefined) return false;
  draft.sequences.delete(keyOf(old));
  draft.sequences.set(keyOf(name), { ...sequence, ...localName(draft, name) });
  return true;
}
