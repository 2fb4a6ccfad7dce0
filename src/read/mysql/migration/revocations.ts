import type { Revocation } from '../../../model/migration/object-step.js';
import { type Draft, type Grant, localName } from '../draft/draft.js';

/** A privilege that a statement takes away, under its key in the draft. */
export interface Lost {
  readonly key: string;
  readonly grant: Grant;
  readonly isKnown: boolean;
}

/** What nobody has given back by now. Of what is taken, that which was granted; all of it where no grant is known. */
export function revocationsOf(draft: Draft, lost: readonly Lost[]): Revocation[] {
  const isKnown = lost.some((one) => one.isKnown);
  const meant = lost.filter((one) => one.isKnown === isKnown && !isGiven(draft, one));
  return meant.map(({ grant }) => ({
    privilege: grant.privilege.privilege,
    grantee: grant.privilege.grantee,
    ...placeOf(draft, grant),
    isKnown,
  }));
}

function isGiven(draft: Draft, { key, grant }: Lost): boolean {
  const now = draft.grants.get(key);
  return now !== undefined && now !== grant;
}

function placeOf(draft: Draft, { kind, on, column, routine }: Grant): Pick<Revocation, 'on' | 'path'> {
  if (kind === 'schema') return { on: `database '${on.schema}'`, path: `schemas.${on.schema}` };
  const { schema, name } = localName(draft, on);
  const shown = schema === '' ? name : `${schema}.${name}`;
  if (kind === 'routine') return { on: `${routine} '${shown}'`, path: `routines.${shown}` };
  if (column === undefined) return { on: `table '${shown}'`, path: `tables.${shown}` };
  return { on: `column '${column}' of table '${shown}'`, path: `tables.${shown}.columns.${column}` };
}
