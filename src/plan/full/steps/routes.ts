import { kubectlIn } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { TRAFFIC_TOOLS, type TrafficTool } from '../../../tables/plan-settings.js';
import type { Context } from '../draft.js';
import { stagesOf } from './flags.js';
import { apply, prefixesOf, type ServiceNames } from './manifests.js';

/** How requests are split between the old and the new service. */
export interface Splitter {
  /** Puts the split in place, with everything on the old service. */
  readonly install: string;
  /** Takes that away again. */
  readonly remove: string;
  /** Sends a share of the requests to the new service. */
  weights(percentage: number): string;
  /** Goes back to a share, where that is done otherwise; Argo Rollouts and Flagger know only forwards and out. */
  readonly back?: (percentage: number) => string;
  /** Prints the share of the new service. */
  readonly ask: string;
}

export function toolOf({ settings }: Context): TrafficTool {
  const asked = settings.ask('traffic');
  return TRAFFIC_TOOLS.find((tool) => tool === asked) ?? 'gateway-api';
}

/** @param flags when the flag decides: requests whose header says that it is on go to the new service */
export function splitterOf(context: Context, names: ServiceNames, flags: readonly string[]): Splitter {
  const tool = toolOf(context);
  if (tool === 'istio') return istio(context, names, flags);
  if (tool === 'argo-rollouts' || tool === 'flagger') return progressive(context, names, tool);
  return gatewayApi(context, names, flags);
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
  return weighted(names, 'httproute', route, '/spec/rules/0/backendRefs');
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
  return weighted(names, 'virtualservice', service, `/spec/http/${flagged.length}/route`);
}

/** A split that is two weights of an object: of the old service first. */
function weighted(names: ServiceNames, kind: string, object: object, list: string): Splitter {
  const kubectl = kubectlIn(names.namespace);
  const weight = (at: number, value: number) => ({ op: 'replace', path: `${list}/${at}/weight`, value });
  const place = `${list}/1/weight`.replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.');
  return {
    install: apply(names.namespace, object),
    remove: `${kubectl} delete ${kind} ${names.route}`,
    weights: (share) =>
      `${kubectl} patch ${kind} ${names.route} --type=json --patch=${shellQuote(JSON.stringify([weight(0, 100 - share), weight(1, share)]))}`,
    ask: `${kubectl} get ${kind} ${names.route} --output=jsonpath='{${place}}'`,
  };
}

/** Argo Rollouts and Flagger move the weights themselves; the plan steps their object forward or holds it. */
function progressive(context: Context, names: ServiceNames, tool: 'argo-rollouts' | 'flagger'): Splitter {
  const kubectl = kubectlIn(names.namespace);
  const [flag] = context.spec.feature_flags ?? [];
  const shares = stagesOf(flag, 0).map(({ percentage }) => percentage);
  if (tool === 'flagger') {
    const canary = {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: names.next },
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: names.next },
        service: { port: names.port },
        analysis: {
          interval: '1m',
          threshold: 5,
          stepWeights: shares,
        },
      },
    };
    const onward = `${kubectl} patch canary ${names.next} --type=merge --patch='{"spec":{"suspend":false}}'`;
    // A target that changes while it is judged is judged anew, with every request at the primary (Flagger, "How it works").
    const none = `--for=jsonpath='{.status.canaryWeight}'=0 --timeout=5m`;
    const back = `${kubectl} rollout undo deployment/${names.next} && ${kubectl} wait canary/${names.next} ${none}`;
    return {
      install: apply(names.namespace, canary),
      remove: `${kubectl} delete canary ${names.next}`,
      weights: (share) => (share === 0 ? back : onward),
      back: () => back,
      ask: `${kubectl} get canary ${names.next} --output=jsonpath='{.status.canaryWeight}'`,
    };
  }
  const argo = (verb: 'abort' | 'promote') =>
    `kubectl argo rollouts --namespace ${shellQuote(names.namespace)} ${verb} ${names.next}`;
  const steps = shares.flatMap((share) => [{ setWeight: share }, { pause: {} }]);
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: names.next },
    spec: {
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: names.next },
      selector: { matchLabels: { app: names.next } },
      strategy: { canary: { canaryService: names.next, stableService: names.legacy, steps } },
    },
  };
  return {
    install: apply(names.namespace, rollout),
    remove: `${kubectl} delete rollout ${names.next}`,
    weights: (share) => argo(share === 0 ? 'abort' : 'promote'),
    back: () => argo('abort'),
    ask: `${kubectl} get rollout ${names.next} --output=jsonpath='{.status.canary.weights.canary.weight}'`,
  };
}
