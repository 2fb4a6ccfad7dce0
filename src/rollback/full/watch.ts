import { own } from '../../lib/json-value.js';
import { dnsLabel } from '../../lib/shell-quote.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { Notice, PlanDetail } from '../../model/plan-detail.js';
import type { Trigger } from '../../model/trigger.js';
import type { Watch, WatchedTrigger } from '../../model/watch.js';
import { metricNameOf } from '../../plan/full/metrics.js';
import { notAssigned, portOf, type Settings, settingsOf } from '../../plan/full/settings.js';
import { legacyNameOf, nextNameOf } from '../../plan/full/steps/manifests.js';
import { sharesOf } from '../../plan/full/steps/shares.js';
import { METRIC_QUERIES, type QueryLanguage } from '../../tables/metric-queries.js';
import { UNASSIGNED } from '../../tables/plan-settings.js';
import { findTriggers, type TriggerSource } from './triggers.js';

/** What a watch is made from. */
export type WatchSource = TriggerSource & Pick<PlanDetail, 'migration_id' | 'pattern'>;

/** Which systems are told, and so what they need. */
export interface Watchers {
  readonly language: QueryLanguage;
  /** Whether Kubernetes objects are written, which name a namespace and the address of Prometheus. */
  readonly isInCluster: boolean;
}

/**
 * The triggers of a plan with their queries, for systems that speak one language.
 *
 * @param given what the plan's settings and --set say
 */
export function watchOver(
  plan: WatchSource,
  given: ReadonlyMap<string, string>,
  { language, isInCluster }: Watchers,
): Watch {
  const spec = plan.specification as FullSpec;
  const settings = settingsOf(given);
  const triggers = findTriggers(plan, given);
  const usual = (trigger: Trigger) => own(QUERIES, metricNameOf(trigger.metric) ?? '')?.[language];
  const isAsked = (text: string) =>
    triggers.some((each) => usual(each)?.includes(text) && !isSet(each, language, given));
  const service =
    isInCluster || isAsked('$service') ? settings.ask('new_service', serviceOf(plan, settings)) : UNASSIGNED;
  const namespace = isInCluster || isAsked('$namespace') ? settings.ask('namespace') : UNASSIGNED;
  const names = { service: service === UNASSIGNED ? UNASSIGNED : (dnsLabel(service) ?? UNASSIGNED), namespace };
  const notices: Notice[] = [];
  const watched = triggers.flatMap((trigger) => watchedOf(trigger, language, given, names, notices));
  return {
    migration: plan.migration_id,
    ...names,
    port: portOf(settings),
    shares: sharesOf({ pattern: plan.pattern, spec }).map(({ percentage }) => percentage),
    prometheus: isInCluster ? settings.ask('prometheus_url') : UNASSIGNED,
    notify: language === 'datadog' ? settings.ask('datadog_notify') : UNASSIGNED,
    watched,
    unassigned: [...settings.missing(), ...notices],
  };
}

const QUERIES: Readonly<Record<string, Partial<Record<QueryLanguage, string>>>> = METRIC_QUERIES;

/** The new service as the plan calls it; of a database the applications are known only when they are named. */
function serviceOf({ migration_type: type, specification }: WatchSource, settings: Settings): string | undefined {
  const spec = specification as Parameters<typeof nextNameOf>[0];
  const isOfService = type === 'service' || type === 'api' || spec.service_details?.new_service !== undefined;
  return isOfService ? nextNameOf(spec, settings.find('old_service') ?? legacyNameOf(spec) ?? '') : undefined;
}

/** The setting of a metric under any of its names. */
function isSet({ metric }: Trigger, language: QueryLanguage, given: ReadonlyMap<string, string>): string | undefined {
  const name = metricNameOf(metric) ?? metric;
  const isIt = (key: string) => {
    const of = key.slice(language.length + 1);
    return key.startsWith(`${language}.`) && (metricNameOf(of) ?? of) === name;
  };
  return [...given].find(([key, value]) => isIt(key) && value.trim() !== '')?.[1];
}

function watchedOf(
  trigger: Trigger,
  language: QueryLanguage,
  given: ReadonlyMap<string, string>,
  names: { readonly service: string; readonly namespace: string },
  notices: Notice[],
): WatchedTrigger[] {
  const { metric, threshold } = trigger;
  const known = metricNameOf(metric) ?? metric;
  const missing = (kind: string, what: string) => {
    const notice = notAssigned(`${kind}.${known}`, what);
    if (!notices.some(({ path }) => path === notice.path)) notices.push(notice);
  };
  const template = own(QUERIES, known)?.[language];
  const query = isSet(trigger, language, given) ?? filledIn(template, names);
  if (threshold.value === undefined)
    missing('baseline', `the baseline of ${metric}, on which ${trigger.id} depends (${threshold.formula})`);
  if (query === undefined) missing(language, `the query of ${known}, on which ${trigger.id} depends`);
  if (query === undefined || threshold.value === undefined) return [];
  return [{ trigger, value: Number(threshold.value), query }];
}

/** Names of Kubernetes are letters, digits and hyphens, in a text of PromQL as in its patterns. */
function filledIn(
  template: string | undefined,
  { service, namespace }: { readonly service: string; readonly namespace: string },
): string | undefined {
  return template?.replaceAll('$service', () => service).replaceAll('$namespace', () => dnsOrUnassigned(namespace));
}

function dnsOrUnassigned(namespace: string): string {
  return namespace === UNASSIGNED ? UNASSIGNED : (dnsLabel(namespace) ?? UNASSIGNED);
}
