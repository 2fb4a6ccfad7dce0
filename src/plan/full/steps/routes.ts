import { kubectlIn } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { TRAFFIC_TOOLS, type TrafficTool } from '../../../tables/plan-settings.js';
import type { Context } from '../draft.js';
import { apply, prefixesOf, type ServiceNames } from './manifests.js';

/** How requests are split between the old and the new service. */
export interface Splitter {
  /** Puts the split in place, with everything on the old service. */
  readonly install: string;
  /** Takes that away again. */
  readonly remove: string;
  /** Sends a share of the requests to the new service. */
  weights(percentage: number): string;
  /** Prints the share of the new service. */
  readonly ask: string;
  /** Sends a copy of each request to the new service as well, whose answer nobody sees. */
  readonly mirror: string;
  readonly endMirror: string;
  /** Prints the service that gets the copies, or nothing. */
  readonly askMirror: string;
}

export function toolOf({ settings }: Context): TrafficTool {
  const asked = settings.ask('traffic');
  return TRAFFIC_TOOLS.find((tool) => tool === asked) ?? 'gateway-api';
}

/** @param flags when the flag decides: requests whose header says that it is on go to the new service */
export function splitterOf(context: Context, names: ServiceNames, flags: readonly string[]): Splitter {
  return toolOf(context) === 'istio' ? istio(context, names, flags) : gatewayApi(context, names, flags);
}

/** The header that carries a flag to the gateway. */
export function headerOf(flag: string): string {
  return `x-flag-${flag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function backends({ legacy, next, port }: ServiceNames, share: number): object[] {
  return [
    { name: legacy, port, weight: 100 - share },
    { name: next, port, weight: share },
  ];
}

function gatewayApi(context: Context, names: ServiceNames, flags: readonly string[]): Splitter {
  const { legacy_service: old, new_service: next } = context.spec.service_details ?? {};
  const olds = prefixesOf(old);
  const paths = (list: readonly string[]) => list.map((value) => ({ path: { type: 'PathPrefix', value } }));
  const legacyPaths = paths(olds.length > 0 ? olds : ['/']);
  const ownPaths = paths(prefixesOf(next).filter((path) => !olds.includes(path)));
  const only = [{ name: names.next, port: names.port }];
  const flagged = flags.slice(0, 1).map((flag) => ({
    matches: legacyPaths.map((match) => ({
      ...match,
      headers: [{ type: 'Exact', name: headerOf(flag), value: 'on' }],
    })),
    backendRefs: only,
  }));
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: names.route },
    spec: {
      parentRefs: [{ name: context.settings.ask('gateway') }],
      hostnames: [context.settings.ask('hostname')],
      rules: [
        { matches: legacyPaths, backendRefs: backends(names, 0) },
        ...flagged,
        ...(ownPaths.length > 0 ? [{ matches: ownPaths, backendRefs: only }] : []),
      ],
    },
  };
  const filter = { type: 'RequestMirror', requestMirror: { backendRef: only[0] } };
  return weighted(names, {
    kind: 'httproute',
    object: route,
    list: '/spec/rules/0/backendRefs',
    mirror: { path: '/spec/rules/0/filters', value: [filter], place: '[0].requestMirror.backendRef.name' },
  });
}

function istio(context: Context, names: ServiceNames, flags: readonly string[]): Splitter {
  const old = prefixesOf(context.spec.service_details?.legacy_service);
  const port = { number: names.port };
  const to = (host: string, weight: number) => ({ destination: { host, port }, weight });
  const flagged = flags.slice(0, 1).map((flag) => ({
    match: [{ headers: { [headerOf(flag)]: { exact: 'on' } } }],
    route: [to(names.next, 100)],
  }));
  const matches = (old.length > 0 ? old : ['/']).map((prefix) => ({ uri: { prefix } }));
  const http = [...flagged, { match: matches, route: [to(names.legacy, 100), to(names.next, 0)] }];
  const service = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: names.route },
    spec: { hosts: [context.settings.ask('hostname')], gateways: [context.settings.ask('gateway')], http },
  };
  const rule = `/spec/http/${flagged.length}`;
  return weighted(names, {
    kind: 'virtualservice',
    object: service,
    list: `${rule}/route`,
    mirror: { path: `${rule}/mirror`, value: { host: names.next, port }, place: '.host' },
  });
}

interface Weighted {
  readonly kind: string;
  readonly object: object;
  /** The list of the two weights: of the old service first. */
  readonly list: string;
  /** Where the copies of requests are said, and where the service that gets them stands below that. */
  readonly mirror: { readonly path: string; readonly value: unknown; readonly place: string };
}

/** A split that is two weights of an object. */
function weighted({ namespace, route }: ServiceNames, { kind, object, list, mirror }: Weighted): Splitter {
  const kubectl = kubectlIn(namespace);
  const patch = (...changes: object[]) =>
    `${kubectl} patch ${kind} ${route} --type=json --patch=${shellQuote(JSON.stringify(changes))}`;
  const weight = (at: number, value: number) => ({ op: 'replace', path: `${list}/${at}/weight`, value });
  const ask = (path: string, below = '') =>
    `${kubectl} get ${kind} ${route} --output=jsonpath='{${path.replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.')}${below}}'`;
  return {
    install: apply(namespace, object),
    remove: `${kubectl} delete ${kind} ${route}`,
    weights: (share) => patch(weight(0, 100 - share), weight(1, share)),
    ask: ask(`${list}/1/weight`),
    mirror: patch({ op: 'add', path: mirror.path, value: mirror.value }),
    endMirror: patch({ op: 'remove', path: mirror.path }),
    askMirror: ask(mirror.path, mirror.place),
  };
}
