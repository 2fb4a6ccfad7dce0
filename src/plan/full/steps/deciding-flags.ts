import type { FeatureFlag, FullSpec } from '../../../model/full-spec.js';
import type { TrafficTool } from '../../../tables/plan-settings.js';
import { prefixOf } from './manifests.js';

type Spec = Pick<FullSpec, 'feature_flags' | 'service_details'>;

/**
 * How many endpoints of flags a route tells apart: each is matched twice, and a whole HTTPRoute takes 128 matches (Gateway
 * API, HTTPRouteSpec), of which lists of prefixes may have 96.
 */
const MOST_ENDPOINTS = 16;

/**
 * The flags that decide at the gateway: the first, about every endpoint, and any that names its own, if the gateway can
 * tell these from others. The rest are for the new service to look at.
 */
export function decidingFlags(spec: Spec, tool: TrafficTool): FeatureFlag[] {
  const named = (spec.feature_flags ?? []).filter(({ endpoints }, at) => at === 0 || endpoints !== undefined);
  if (tool === 'istio') return named;
  const count = named.reduce((sum, { endpoints = [] }) => sum + endpoints.length, 0);
  return named.filter(
    (flag) => flag.endpoints === undefined || (count <= MOST_ENDPOINTS && mixedUp(spec, flag) === undefined),
  );
}

/** An endpoint of a flag that a Gateway takes for others: it goes by a path up to the first variable, and by the method. */
export function mixedUp({ service_details: services }: Spec, { endpoints = [] }: FeatureFlag): string | undefined {
  const own = new Set(endpoints.map(withoutNames));
  const others = (services?.legacy_service?.endpoints ?? []).filter((endpoint) => !own.has(withoutNames(endpoint)));
  return endpoints.find((endpoint) => {
    const [method, path] = endpoint.split(' ');
    const prefix = prefixOf(endpoint);
    return (
      prefix !== path && others.some((other) => other.startsWith(`${method} `) && isWithin(prefixOf(other), prefix))
    );
  });
}

function isWithin(path: string, prefix: string): boolean {
  return prefix === '/' || `${path}/`.startsWith(`${prefix}/`);
}

/** Whether there are requests about which no flag of some decides. */
export function leavesRest({ service_details: services }: Spec, deciding: readonly FeatureFlag[]): boolean {
  if (deciding.some(({ endpoints }) => endpoints === undefined)) return false;
  const decided = new Set(deciding.flatMap(({ endpoints = [] }) => endpoints.map(withoutNames)));
  const all = services?.legacy_service?.endpoints ?? [];
  return all.length === 0 || all.some((endpoint) => !decided.has(withoutNames(endpoint)));
}

/** An endpoint whatever its variables are called. */
export function withoutNames(endpoint: string): string {
  return endpoint.replaceAll(/\{[^}]*\}|:[^/]+/g, ':');
}
