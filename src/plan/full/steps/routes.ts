import { kubectlIn } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import type { FeatureFlag } from '../../../model/full-spec.js';
import { TRAFFIC_TOOLS, type TrafficTool } from '../../../tables/plan-settings.js';
import type { Context } from '../draft.js';
import { askThere } from './deployments.js';
import { apply, prefixesOf, prefixOf, type ServiceNames } from './manifests.js';
import { type Refusals, type RefusedRule, refusalsBy } from './refusals.js';

/** How requests are split between the old and the new service. */
export interface Splitter {
  /** Puts the split in place, with everything on the old service. */
  readonly install: string;
  /** Takes that away again. */
  readonly remove: string;
  /** Prints 1 when it is in place, and 0 when it is not. */
  readonly askThere: string;
  /** Sends a share of the requests to the new service. */
  weights(percentage: number): string;
  /** Prints the share of the new service. */
  readonly ask: string;
  /** Sends a copy of each request to the new service as well, whose answer nobody sees. */
  readonly mirror: string;
  readonly endMirror: string;
  /** Prints the service that gets the copies, or nothing. */
  readonly askMirror: string;
  /** Gives the answers of the old service headers that say when it ends, in so many days (RFC 9745, RFC 8594). */
  announce(days: number): string;
  /** Prints the names of these headers, in a line. */
  readonly askAnnounced: string;
  /** How the old paths are refused; absent where the tool answers with no status of its own. */
  readonly refusals?: Refusals;
  /** Sends everything to the new service, whatever flags say; and puts back what was split, with a share of the rest. */
  readonly settle: string;
  unsettle(percentage: number): string;
  /** Prints every service that gets requests, one a line. */
  readonly askServices: string;
}

export function toolOf({ settings }: Pick<Context, 'settings'>): TrafficTool {
  const asked = settings.find('traffic');
  return TRAFFIC_TOOLS.find((tool) => tool === asked) ?? 'gateway-api';
}

/** @param flags when flags decide: requests whose header says that one is on go to the new service */
export function splitterOf(context: Context, names: ServiceNames, flags: readonly FeatureFlag[]): Splitter {
  return toolOf(context) === 'istio' ? istio(context, names, flags) : gatewayApi(context, names, flags);
}

/** The header that carries a flag to the gateway. */
export function headerOf(flag: string): string {
  return `x-flag-${flag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

/** The paths of the old service, and those that only the new one has. */
function pathsOf({ spec }: Context): { readonly old: readonly string[]; readonly own: readonly string[] } {
  const { legacy_service: legacy, new_service: next } = spec.service_details ?? {};
  const old = prefixesOf(legacy);
  return { old: old.length > 0 ? old : ['/'], own: prefixesOf(next).filter((path) => !old.includes(path)) };
}

/** The most exact path wins, then a method, then headers, wherever the rules stand (Gateway API, HTTPRouteRule). */
function gatewayApi(context: Context, names: ServiceNames, flags: readonly FeatureFlag[]): Splitter {
  const { old, own } = pathsOf(context);
  const paths = (list: readonly string[]) => list.map((value) => ({ path: { type: 'PathPrefix', value } }));
  const only = (name: string) => [{ name, port: names.port }];
  const flagged = flags.map(({ name, endpoints }) => ({
    matches: (endpoints?.map(matchOf) ?? paths(old)).map((match) => ({
      ...match,
      headers: [{ type: 'Exact', name: headerOf(name), value: 'on' }],
    })),
    backendRefs: only(names.next),
  }));
  // These listen to their own flag alone, so they stay away from the header of the first.
  const apart = flags.flatMap(({ endpoints }) =>
    endpoints === undefined ? [] : [{ matches: endpoints.map(matchOf), backendRefs: only(names.legacy) }],
  );
  const split = (share: number) => [
    {
      matches: paths(old),
      backendRefs: [
        { name: names.legacy, port: names.port, weight: 100 - share },
        { name: names.next, port: names.port, weight: share },
      ],
    },
    ...flagged,
    ...apart,
    ...(own.length > 0 ? [{ matches: paths(own), backendRefs: only(names.next) }] : []),
  ];
  const object = (rules: readonly object[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: names.route },
    spec: {
      parentRefs: [{ name: context.settings.ask('gateway') }],
      hostnames: [context.settings.ask('hostname')],
      rules,
    },
  });
  const filter = { type: 'RequestMirror', requestMirror: { backendRef: only(names.next)[0] } };
  return weighted(names, {
    kind: 'httproute',
    split: (share) => object(split(share)),
    settled: object([{ matches: paths([...old, ...own]), backendRefs: only(names.next) }]),
    list: '/spec/rules/0/backendRefs',
    mirror: {
      paths: [0, ...apart.map((_, at) => 1 + flagged.length + at)].map((rule) => `/spec/rules/${rule}/filters`),
      value: [filter],
      place: '[0].requestMirror.backendRef.name',
    },
    services: '.spec.rules[*].backendRefs[*].name',
    headers: {
      path: '/spec/rules/0/filters',
      value: (set) => [
        {
          type: 'ResponseHeaderModifier',
          responseHeaderModifier: { set: Object.entries(set).map(([name, value]) => ({ name, value })) },
        },
      ],
    },
  });
}

/** What tells an endpoint from others: its path as it is, or what stands before its variables. */
function matchOf(endpoint: string): object {
  const [method, path = '/'] = endpoint.split(' ');
  const prefix = prefixOf(endpoint);
  return { path: prefix === path ? { type: 'Exact', value: path } : { type: 'PathPrefix', value: prefix }, method };
}

/** The first rule that matches holds (Istio, HTTPRoute). */
function istio(context: Context, names: ServiceNames, flags: readonly FeatureFlag[]): Splitter {
  const { old, own } = pathsOf(context);
  const port = { number: names.port };
  const to = (host: string, weight: number) => ({ destination: { host, port }, weight });
  // Endpoints that listen to a flag of their own come before those of the others.
  const flagged = flags
    .toSorted((left, right) => Number(left.endpoints === undefined) - Number(right.endpoints === undefined))
    .flatMap(({ name, endpoints }): object[] => {
      const headers = { [headerOf(name)]: { exact: 'on' } };
      if (endpoints === undefined) return [{ match: [{ headers }], route: [to(names.next, 100)] }];
      const requests = endpoints.map(requestOf);
      return [
        { match: requests.map((request) => ({ ...request, headers })), route: [to(names.next, 100)] },
        { match: requests, route: [to(names.legacy, 100)] },
      ];
    });
  const prefixes = (list: readonly string[]) => list.map((prefix) => ({ uri: { prefix } }));
  const only = (list: readonly string[]) =>
    list.length === 0 ? [] : [{ match: prefixes(list), route: [to(names.next, 100)] }];
  const isBelow = (path: string) => old.some((other) => `${path}/`.startsWith(other === '/' ? '/' : `${other}/`));
  const before = [...flagged, ...only(own.filter(isBelow))];
  const split = (share: number) => [
    ...before,
    { match: prefixes(old), route: [to(names.legacy, 100 - share), to(names.next, share)] },
    ...only(own.filter((path) => !isBelow(path))),
  ];
  const object = (http: readonly object[]) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: names.route },
    spec: { hosts: [context.settings.ask('hostname')], gateways: [context.settings.ask('gateway')], http },
  });
  const kept = flags.filter(({ endpoints }) => endpoints !== undefined).map((_, at) => 2 * at + 1);
  return weighted(names, {
    kind: 'virtualservice',
    split: (share) => object(split(share)),
    settled: object(only([...old, ...own])),
    list: `/spec/http/${before.length}/route`,
    mirror: {
      paths: [before.length, ...kept].map((rule) => `/spec/http/${rule}/mirror`),
      value: { host: names.next, port },
      place: '.host',
    },
    services: '.spec.http[*].route[*].destination.host',
    refused: { rule: `/spec/http/${before.length}`, route: [to(names.legacy, 100), to(names.next, 0)] },
    headers: { path: `/spec/http/${before.length}/headers`, value: (set) => ({ response: { set } }) },
  });
}

/** A request of an endpoint; a variable is a part of a path (Istio matches whole paths by RE2). */
function requestOf(endpoint: string): object {
  const [method, path = '/'] = endpoint.split(' ');
  const parts = path.split('/');
  const isVariable = (part: string) => /[{:]/.test(part);
  const pattern = parts.map((part) => (isVariable(part) ? '[^/]+' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  const uri = parts.some(isVariable) ? { regex: pattern.join('/') } : { exact: path };
  return { uri, method: { exact: method } };
}

interface Weighted {
  readonly kind: string;
  /** The object with a share of the requests on the new service, and without the old one. */
  split(share: number): object;
  readonly settled: object;
  /** The list of the two weights: of the old service first. */
  readonly list: string;
  /** Where the copies of requests are said, of all rules; and where the service that gets them stands below that. */
  readonly mirror: { readonly paths: readonly string[]; readonly value: unknown; readonly place: string };
  /** Where all services stand. */
  readonly services: string;
  /** The rule of the old service, of a tool that can answer requests itself. */
  readonly refused?: RefusedRule;
  /** Where headers of answers are said, of the rule of the old service, and how. */
  readonly headers: { readonly path: string; value(set: Readonly<Record<string, string>>): unknown };
}

/** A split that is two weights of an object. */
function weighted({ namespace, route }: ServiceNames, { kind, split, list, mirror, ...rest }: Weighted): Splitter {
  const kubectl = kubectlIn(namespace);
  const patch = (...changes: object[]) =>
    `${kubectl} patch ${kind} ${route} --type=json --patch=${shellQuote(JSON.stringify(changes))}`;
  const weight = (at: number, value: number) => ({ op: 'replace', path: `${list}/${at}/weight`, value });
  const ask = (path: string, below = '') =>
    `${kubectl} get ${kind} ${route} --output=jsonpath='{${path.replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.')}${below}}'`;
  return {
    install: apply(namespace, split(0)),
    remove: `${kubectl} delete ${kind} ${route} --ignore-not-found`,
    askThere: askThere(kubectl, kind, route),
    weights: (share) => patch(weight(0, 100 - share), weight(1, share)),
    ask: ask(`${list}/1/weight`),
    mirror: patch(...mirror.paths.map((path) => ({ op: 'add', path, value: mirror.value }))),
    // By the whole object: a path that is there no longer cannot be removed again.
    endMirror: apply(namespace, split(0)),
    askMirror: ask(mirror.paths[0] as string, mirror.place),
    announce: (days) => {
      const value = rest.headers.value({ Deprecation: '@$now', Sunset: '$sunset' });
      const changes = JSON.stringify([{ op: 'add', path: rest.headers.path, value }]).replaceAll('"', '\\"');
      const dates = `now=$(date +%s); sunset=$(LC_ALL=C date --utc --date='${days} days' '+%a, %d %b %Y %H:%M:%S GMT')`;
      return `${dates}; ${kubectl} patch ${kind} ${route} --type=json --patch="${changes}"`;
    },
    askAnnounced: `${ask(rest.headers.path).replace('=jsonpath=', '=jsonpath-as-json=')} | grep -oE '(Deprecation|Sunset)' | sort -u | paste -sd ' ' -`,
    ...(rest.refused !== undefined && { refusals: refusalsBy(patch, ask, rest.refused) }),
    settle: apply(namespace, rest.settled),
    unsettle: (share) => apply(namespace, split(share)),
    askServices: `${kubectl} get ${kind} ${route} --output=jsonpath='{${rest.services}}' | tr ' ' '\\n' | sort -u`,
  };
}
