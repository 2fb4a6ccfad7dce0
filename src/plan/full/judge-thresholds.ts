import type { FullSpec } from '../../model/full-spec.js';
import { type Baselines, baselinesOf, shareOf } from './baselines.js';
import { metricNameOf, metricOf } from './metrics.js';
import { triggerActionOf } from './trigger-action.js';

/**
 * Thresholds that are no limit of anything: on the side of the baseline on which nothing is wrong, a share of more than
 * the whole, or an alert that comes when a trigger has sent everything back already. Each with its path.
 *
 * @param settings those named `baseline.<metric>` count as baselines
 */
export function findBadThresholds(spec: FullSpec, settings: ReadonlyMap<string, string>): string[] {
  const today = baselinesOf(spec, settings);
  const afterwards = baselinesOf(spec, settings, ['new_service']);
  const longest = spec.performance_requirements?.max_query_response_time_ms;
  return [
    ...(spec.rollback_triggers ?? []).flatMap(({ metric, threshold }, at) =>
      problemOf(metric, Number(threshold), today).map(
        (problem) =>
          `/rollback_triggers/${at}/threshold: ${metric} at ${Number(threshold)} ${problem}: it would fire at once`,
      ),
    ),
    ...Object.entries(spec.monitoring?.alert_thresholds ?? {}).flatMap(([metric, limit]) =>
      problemOf(metric, Number(limit), afterwards).map(
        (problem) => `/monitoring/alert_thresholds/${metric}: ${Number(limit)} ${problem}`,
      ),
    ),
    ...alertsBehindTriggers(spec),
    ...(longest === undefined ? [] : problemOf('query_time_p95', Number(longest), today)).map(
      (problem) => `/performance_requirements/max_query_response_time_ms: ${Number(longest)} ${problem}`,
    ),
  ];
}

/** By the same metric, whatever name it is given, and as a share where either is one in percent. */
function alertsBehindTriggers({ monitoring, rollback_triggers: triggers = [] }: FullSpec): string[] {
  const nameOf = (metric: string) => metricNameOf(metric) ?? metric;
  return Object.entries(monitoring?.alert_thresholds ?? {}).flatMap(([metric, limit]) => {
    const at = triggers.findIndex(({ metric: other, action }) => {
      return nameOf(other) === nameOf(metric) && triggerActionOf(action ?? '') === 'automatic_rollback';
    });
    const trigger = triggers[at];
    if (trigger === undefined) return [];
    const { unit, bad } = metricOf(metric) ?? {};
    const [own, other] = [limit, trigger.threshold].map((value) => shareOf(Number(value), unit).value) as [
      number,
      number,
    ];
    if (bad === 'low' ? own >= other : own <= other) return [];
    return [
      `/monitoring/alert_thresholds/${metric}: ${Number(limit)} is passed only behind ${Number(trigger.threshold)}, at which /rollback_triggers/${at} goes back by itself: nobody would be warned before`,
    ];
  });
}

/** Availability is bad when it is low. */
function problemOf(metric: string, given: number, baselines: Baselines): string[] {
  const { unit, bad } = metricOf(metric) ?? {};
  const limit = shareOf(given, unit).value;
  if (unit === 'share' && limit > 1) return ['is more than 100 %'];
  const baseline = baselines(metric);
  if (baseline === undefined) return [];
  // As they were written as well: 1 with a baseline of 2 was meant in percent, both of them.
  const pairs = [
    [limit, baseline.value],
    [given, baseline.written],
  ] as const;
  const [isWrong, side]: [(pair: readonly [number, number]) => boolean, string] =
    bad === 'low' ? [([own, usual]) => own > usual, 'above'] : [([own, usual]) => own < usual, 'below'];
  const read = limit === given ? '' : `(${limit} as a share) `;
  return pairs.some(isWrong) ? [`${read}is ${side} the baseline of ${baseline.written}`] : [];
}
