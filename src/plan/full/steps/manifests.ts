import { deploymentRef, kubectlIn } from '../../../lib/kubectl.js';
import { dnsLabel } from '../../../lib/shell-quote.js';
import type { SpecifiedService } from '../../../model/full-spec.js';
import { UNASSIGNED } from '../../../tables/plan-settings.js';
import type { Context } from '../draft.js';
import { portOf } from '../settings.js';

/** The names that the commands of a service migration use. */
export interface ServiceNames {
  readonly namespace: string;
  readonly legacy: string;
  readonly next: string;
  readonly route: string;
  readonly port: number;
}

export function namesOf({ spec, settings }: Context): ServiceNames {
  const legacy = labelOf(settings.ask('old_service', legacyNameOf(spec)));
  return {
    namespace: settings.ask('namespace'),
    legacy,
    next: labelOf(settings.ask('new_service', nextNameOf(spec, legacy))),
    route: legacy === UNASSIGNED ? `${UNASSIGNED}-route` : labelOf(`${legacy}-route`),
    port: portOf(settings),
  };
}

type Named = Pick<Context['spec'], 'service_details' | 'source' | 'target'>;

/** The old service as the specification calls it. */
export function legacyNameOf({ service_details: services, source }: Named): string | undefined {
  return services?.legacy_service?.name ?? dnsLabel(String(source));
}

/** The new one; what is made from a description must not be the old service: the plan stops and deletes that one. */
export function nextNameOf({ service_details: services, target }: Named, legacy: string): string | undefined {
  const derived = dnsLabel(String(target));
  return services?.new_service?.name ?? (derived === legacy ? undefined : derived);
}

/** What is missing stays as it is written: Kubernetes takes no name of capitals, so that its commands fail. */
function labelOf(name: string): string {
  return name === UNASSIGNED ? name : (dnsLabel(name) ?? UNASSIGNED);
}

/**
 * How many paths a service is told by at most: a rule of an HTTPRoute takes 64, a whole one 128 (Gateway API,
 * HTTPRouteSpec), and a route has up to three lists of them.
 */
const MOST_PREFIXES = 32;

/** What a route matches: the paths of the endpoints up to their first variables, cut shorter together when they are many. */
export function prefixesOf(service: Pick<SpecifiedService, 'endpoints'> | undefined): string[] {
  const prefixes = (service?.endpoints ?? []).map(prefixOf);
  const longest = Math.max(0, ...prefixes.map((path) => path.split('/').length - 1));
  for (let parts = longest; parts > 0; parts--) {
    const cut = outermost(prefixes.map((path) => path.split('/', parts + 1).join('/')));
    if (cut.length <= MOST_PREFIXES) return cut;
  }
  return prefixes.length === 0 ? [] : ['/'];
}

/** The path of an endpoint up to its first variable. */
export function prefixOf(endpoint: string): string {
  const path = endpoint.split(' ')[1] ?? '/';
  return path.replace(/\/[^/]*[{:].*$/, '') || '/';
}

/** Paths without those that lie below another. */
function outermost(prefixes: readonly string[]): string[] {
  const own = new Set(prefixes);
  const above = (path: string) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/'));
  return [...own]
    .filter((path) => !above(path).some((other) => own.has(other)))
    .sort((left, right) => left.length - right.length);
}

/** A command that gives objects to Kubernetes; the text is JSON, which is YAML, so that no name can break out. */
export function apply(namespace: string, ...objects: readonly object[]): string {
  const list = objects.length === 1 ? objects[0] : { apiVersion: 'v1', kind: 'List', items: objects };
  return `${kubectlIn(namespace)} apply --filename - <<'MANIFEST'\n${JSON.stringify(list, null, 2)}\nMANIFEST`;
}

/** The objects of the new service: its deployment, service and scaling, as the specification says. */
export function workload(context: Context, names: ServiceNames): object[] {
  const given = context.spec.service_details?.new_service?.infrastructure;
  const labels = { app: names.next };
  const metadata = { name: names.next, labels };
  const amounts = (cores: unknown, megabytes: unknown) => ({
    ...(cores !== undefined && { cpu: `${Number(cores)}m` }),
    ...(megabytes !== undefined && { memory: `${Number(megabytes)}Mi` }),
  });
  const requests = amounts(given?.cpu_request_millicores, given?.memory_request_mb);
  const limits = amounts(given?.cpu_limit_millicores, given?.memory_limit_mb);
  const resources = {
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
  const probe = { httpGet: { path: '/healthz', port: names.port }, periodSeconds: 5, failureThreshold: 3 };
  const image = context.settings.ask('image', context.spec.service_details?.new_service?.image);
  const container = {
    name: names.next,
    image,
    ports: [{ containerPort: names.port }],
    readinessProbe: probe,
    ...(Object.keys(resources).length > 0 && { resources }),
  };
  const replicas = given?.initial_replicas ?? 2;
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: names.port, targetPort: names.port }] },
    },
    ...(given?.max_replicas === undefined ? [] : [scaling(metadata, names, replicas, given.max_replicas)]),
  ];
}

function scaling(metadata: object, { next }: ServiceNames, minReplicas: number, maxReplicas: number): object {
  const target = { type: 'Utilization', averageUtilization: 70 };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: deploymentRef(next),
      minReplicas,
      maxReplicas: Math.max(minReplicas, maxReplicas),
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  };
}
