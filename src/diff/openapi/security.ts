import { isObject, keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { OpenApiDescription } from '../../model/openapi.js';
import type { OpenApiChange, Part } from '../../model/openapi-change.js';
import { type Api, type ApiWalk, type Pairing, partOf, spotsOf } from './endpoint.js';
import { meaningOf, schemesOf } from './security-schemes.js';

/** What changed about how the callers of one operation prove who they are, when it says so itself. */
export function securityChanges(walk: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { before, after, endpoint } = pairing;
  // A webhook is called by the API, for which the requirements of the description do not hold.
  if (inherits(before) && inherits(after)) return [];
  if (endpoint.isTurned && (inherits(before) || inherits(after))) return [];
  const spots = spotsOf(
    inherits(before) ? before.description : before.operation,
    inherits(after) ? after.description : after.operation,
    'security',
  );
  return compare(walk, { before, after }, partOf(pairing, 'security'), endpoint.isTurned, spots);
}

/** What changed about the requirements of the description, which hold for every operation that has none. */
export function commonSecurityChanges(
  walk: ApiWalk,
  pairings: readonly Pairing[],
  sides: Descriptions,
): OpenApiChange[] {
  const inheriting = pairings.filter(({ before, after }) => inherits(before) && inherits(after));
  const operations = inheriting.filter(({ isUnstable }) => !isUnstable).map(({ endpoint }) => endpoint.name);
  const part = { at: 'security', subject: 'the description', operations };
  const of = (description: OpenApiDescription): Api => ({ description, item: {}, operation: {} });
  const spots = spotsOf(sides.before, sides.after, 'security');
  return compare(walk, { before: of(sides.before), after: of(sides.after) }, part, false, spots);
}

export interface Descriptions {
  readonly before: OpenApiDescription;
  readonly after: OpenApiDescription;
}

function inherits({ operation }: Api): boolean {
  return operation.security === undefined;
}

function compare(
  walk: ApiWalk,
  { before, after }: { readonly before: Api; readonly after: Api },
  part: Part,
  isTurned: boolean,
  spots: ReturnType<typeof spotsOf>,
): OpenApiChange[] {
  const [from, to] = [securityOf(before), securityOf(after)];
  if (equal(from, to)) return [];
  const [schemes, others] = [
    schemesOf(walk.schemas.before, before.description),
    schemesOf(walk.schemas.after, after.description),
  ];
  const sufficient = to.length === 0 ? [{}] : to;
  const refused = (from.length === 0 ? [{}] : from).filter((alternative) => {
    return !sufficient.some((other) => demandsNoMore(other, alternative, isSameScheme));
  });
  return [{ kind: 'security_changed', ...part, before: from, after: to, refused, isTurned, ...spots }];

  // A scheme is what it is; its name is only the description's. What changed about one of a name is said of it.
  function isSameScheme(needed: string, held: string): boolean {
    if (needed === held) return true;
    const [one, other] = [others.get(needed), schemes.get(held)];
    return one !== undefined && other !== undefined && equal(meaningOf(one), meaningOf(other));
  }
}

/** The alternatives of which a client must satisfy one; none means that anybody may call. */
export function securityOf({ description, operation }: Pick<Api, 'description' | 'operation'>): readonly unknown[] {
  const security = operation.security ?? description.security;
  return Array.isArray(security) ? security : [];
}

/** Whether a client that satisfies one alternative satisfies another: it needs no other scheme and no other scope. */
function demandsNoMore(
  alternative: unknown,
  satisfied: unknown,
  isSameScheme: (needed: string, held: string) => boolean,
): boolean {
  if (!isObject(alternative) || !isObject(satisfied)) return false;
  return keysOf(alternative).every((scheme) => {
    const needed = scopesOf(alternative, scheme);
    return keysOf(satisfied).some((other) => {
      const held = new Set(scopesOf(satisfied, other));
      return isSameScheme(scheme, other) && needed.every((scope) => held.has(scope));
    });
  });
}

function scopesOf(alternative: object, scheme: string): readonly unknown[] {
  const scopes = own(alternative as { readonly [scheme: string]: unknown }, scheme);
  return Array.isArray(scopes) ? scopes : [];
}
