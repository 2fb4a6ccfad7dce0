import type { NamedObject } from '../../model/migration/named-object.js';
import { shown } from './words.js';

/** More than these are only counted. */
const MOST_NAMED = 5;

/** An object with its kind: `view 'mails'`, `foreign key 'author' of 'posts'`. */
export function kindOf({ kind, name, table }: NamedObject): string {
  return table === undefined ? `${kind} '${shown(name)}'` : `${kind} '${name.name}' of '${shown(table)}'`;
}

/** What depends on something, in words. */
export function listed(dependents: readonly NamedObject[]): string {
  const named = dependents.slice(0, MOST_NAMED).map(kindOf);
  const more = dependents.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
