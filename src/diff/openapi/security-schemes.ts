import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject, keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { OpenApiDescription } from '../../model/openapi.js';
import type { OpenApiChange, Part } from '../../model/openapi-change.js';
import { type ApiWalk, type Pairing, spotsOf } from './endpoint.js';
import type { Resolver } from './references.js';
import { type Descriptions, securityOf } from './security.js';

export type Scheme = { readonly [keyword: string]: unknown };

/** The ways to prove who one is, by name. */
export function schemesOf(resolver: Resolver, { components }: OpenApiDescription): ReadonlyMap<string, Scheme> {
  const schemes = isObject(components?.securitySchemes) ? components.securitySchemes : undefined;
  return new Map(
    [...byName<unknown>(schemes)].flatMap(([name, scheme]) => {
      const node = isObject(scheme) ? resolver.resolve(scheme).node : undefined;
      return node === undefined ? [] : [[name, node] as const];
    }),
  );
}

/** Keywords that a client acts on, by the type of the scheme (OpenAPI 3.2, "Security Scheme Object"). */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['in', 'name'],
  http: ['scheme', 'bearerFormat'],
  oauth2: ['oauth2MetadataUrl'],
  openIdConnect: ['openIdConnectUrl'],
};
const FLOW_KEYWORDS = ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl'];

/** What a scheme is, without its name and what is for people. */
export function meaningOf(scheme: Scheme): unknown {
  const keywords = own(KEYWORDS, String(scheme.type)) ?? [];
  const flows = [...flowsOf(scheme)].map(([name, flow]) => [
    name,
    ...FLOW_KEYWORDS.map((keyword) => flow[keyword] ?? null),
  ]);
  return [scheme.type, ...keywords.map((keyword) => said(scheme, keyword) ?? null), ...flows.sort()];
}

// Names of schemes of HTTP and of header fields mean the same in any case (RFC 9110, sections 11.1 and 5.1).
function said(scheme: Scheme, keyword: string): unknown {
  const value = scheme[keyword];
  const isAnyCase = keyword === 'scheme' || (keyword === 'name' && scheme.in === 'header');
  return isAnyCase && typeof value === 'string' ? value.toLowerCase() : value;
}

function flowsOf({ flows }: Scheme): ReadonlyMap<string, Scheme> {
  const entries = [...byName<unknown>(isObject(flows) ? flows : undefined)];
  return new Map(
    entries.filter((entry): entry is [string, Scheme] => isObject(entry[1]) && !entry[0].startsWith('x-')),
  );
}

/** What changed about the schemes themselves, with the operations that ask for them. */
export function securitySchemeChanges(
  walk: ApiWalk,
  pairings: readonly Pairing[],
  sides: Descriptions,
): OpenApiChange[] {
  const schemes = diffByName(schemesOf(walk.schemas.before, sides.before), schemesOf(walk.schemas.after, sides.after));
  if (schemes.removed.length + schemes.added.length + schemes.common.length === 0) return [];
  const users = usersOf(pairings);
  const partOf = (scheme: string): Part => ({
    at: `components.securitySchemes.${scheme}`,
    subject: `security scheme '${scheme}'`,
    operations: users.get(scheme) ?? [],
  });
  return [
    ...schemes.removed.map(([scheme, before]): OpenApiChange => {
      return {
        kind: 'security_scheme_removed',
        ...partOf(scheme),
        scheme,
        before,
        ...spotsOf(before, sides.after.components),
      };
    }),
    ...schemes.common.flatMap(([scheme, from, to]) => changesOfScheme(scheme, partOf(scheme), from, to)),
    ...schemes.added.map(([scheme, after]): OpenApiChange => {
      return {
        kind: 'security_scheme_added',
        ...partOf(scheme),
        scheme,
        after,
        ...spotsOf(sides.before.components, after),
      };
    }),
  ];
}

/** The operations that a scheme lets in, by its name. */
function usersOf(pairings: readonly Pairing[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { before, endpoint, isUnstable } of pairings) {
    if (isUnstable || endpoint.isTurned) continue;
    const names = new Set(
      securityOf(before).flatMap((alternative) => (isObject(alternative) ? keysOf(alternative) : [])),
    );
    for (const name of names) {
      const known = users.get(name);
      if (known === undefined) users.set(name, [endpoint.name]);
      else known.push(endpoint.name);
    }
  }
  return users;
}

function changesOfScheme(scheme: string, part: Part, before: Scheme, after: Scheme): OpenApiChange[] {
  const changed = (keyword: string, from: Scheme, to: Scheme): OpenApiChange[] => {
    const values = { before: said(from, keyword), after: said(to, keyword) };
    if (equal(values.before, values.after)) return [];
    return [{ kind: 'security_scheme_changed', ...part, scheme, keyword, ...values, ...spotsOf(from, to, keyword) }];
  };
  if (!equal(before.type, after.type)) return changed('type', before, after);
  const flows = diffByName(flowsOf(before), flowsOf(after));
  const flowChange = (name: string, from: Scheme | undefined, to: Scheme | undefined): OpenApiChange => {
    const values = { before: from, after: to, ...spotsOf(from ?? before, to ?? after) };
    return { kind: 'security_scheme_changed', ...part, scheme, keyword: `flows.${name}`, ...values };
  };
  return [
    ...(own(KEYWORDS, String(before.type)) ?? []).flatMap((keyword) => changed(keyword, before, after)),
    ...flows.removed.map(([name, flow]) => flowChange(name, flow, undefined)),
    ...flows.common.flatMap(([, from, to]) => [
      ...FLOW_KEYWORDS.flatMap((keyword) => changed(keyword, from, to)),
      ...scopeChanges(scheme, part, from, to),
    ]),
    ...flows.added.map(([name, flow]) => flowChange(name, undefined, flow)),
  ];
}

function scopeChanges(scheme: string, part: Part, before: Scheme, after: Scheme): OpenApiChange[] {
  const of = ({ scopes }: Scheme) => byName<unknown>(isObject(scopes) ? scopes : undefined);
  const scopes = diffByName(of(before), of(after));
  const change = (scope: string, isAdded: boolean): OpenApiChange => {
    return { kind: 'security_scope_changed', ...part, scheme, scope, isAdded, ...spotsOf(before, after, 'scopes') };
  };
  return [
    ...scopes.removed.map(([scope]) => change(scope, false)),
    ...scopes.added.map(([scope]) => change(scope, true)),
  ];
}
