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

/** The privileges that somebody may no longer hand on, and keeps. */
export function noLongerHandedOn(list: readonly Privilege[], other: readonly Privilege[]): readonly Privilege[] {
  return missing(list, other).filter((one) => one.grantable && holds(other, one));
}

/** The privileges that nobody had in any way, or has in none any more. */
export function wholly(list: readonly Privilege[], other: readonly Privilege[]): readonly Privilege[] {
  return missing(list, other).filter((one) => !holds(other, one));
}

function holds(list: readonly Privilege[], { grantee, privilege }: Privilege): boolean {
  return list.some((one) => one.grantee === grantee && one.privilege === privilege);
}

function keyOf({ grantee, privilege, grantable }: Privilege): string {
  return JSON.stringify([grantee, privilege, grantable]);
}
