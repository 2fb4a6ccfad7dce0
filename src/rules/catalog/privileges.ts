import type { Privilege } from '../../model/catalog/common.js';

/** The privileges that a first list has and a second one lacks. */
export function missing(list: readonly Privilege[], other: readonly Privilege[]): readonly Privilege[] {
  const kept = new Set(other.map(keyOf));
  return list.filter((privilege) => !kept.has(keyOf(privilege)));
}

/** `insert to 'app', select to 'app'` */
export function listed(privileges: readonly Privilege[]): string {
  return privileges
    .map(({ privilege, grantee, grantable }) => `${privilege} to '${grantee}'${grantable ? ' with grant option' : ''}`)
    .join(', ');
}

function keyOf({ grantee, privilege, grantable }: Privilege): string {
  return JSON.stringify([grantee, privilege, grantable]);
}
