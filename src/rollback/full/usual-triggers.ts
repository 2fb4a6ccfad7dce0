import { own } from '../../lib/json-value.js';
import type { TriggerCondition } from '../../model/runbook.js';
import type { Trigger } from '../../model/trigger.js';
import type { Baselines } from '../../plan/full/baselines.js';
import { metricOf } from '../../plan/full/metrics.js';
import { TRIGGERS, TRIGGERS_BY_TYPE } from '../../tables/triggers.js';

/** A trigger that lacks what follows from the others and from the plan. */
export type Found = Omit<Trigger, 'id' | 'first_measure' | 'absent' | 'symptom'>;

/** The table's triggers for a type of migration, with what they compute from a baseline computed where that is known. */
export function usualTriggers(type: string, baseline: Baselines): Found[] {
  const ofType = own<readonly TriggerCondition[]>(TRIGGERS_BY_TYPE, type) ?? [];
  return [...TRIGGERS, ...ofType].map((each) => usual(each, baseline));
}

function usual(
  { name, condition, metric_threshold: limit, auto_execute }: TriggerCondition,
  baseline: Baselines,
): Found {
  const { metric, operator, value, duration_minutes } = limit;
  const { threshold, path, basis } = thresholdOf(metric, value, baseline);
  return {
    metric,
    title: name,
    comparison: operator,
    threshold,
    for_seconds: duration_minutes * 60,
    severity: 'critical',
    action: auto_execute ? 'automatic_rollback' : 'alert_team',
    source: 'usual',
    ...(path !== undefined && { path }),
    basis: `the table of triggers: ${condition}${basis}`,
  };
}

interface Threshold {
  readonly threshold: Trigger['threshold'];
  readonly path?: string;
  readonly basis: string;
}

/** A figure as the table writes it: a number, so many megabytes a minute, or so many times the baseline. */
function thresholdOf(metric: string, value: string | number, baseline: Baselines): Threshold {
  const unit = metricOf(metric)?.unit ?? 'as_measured';
  if (typeof value === 'number') return { threshold: { value, unit }, basis: '' };
  const megabytes = /^(\d+)MB\/minute$/.exec(value)?.[1];
  if (megabytes !== undefined) return { threshold: { value: Number(megabytes), unit }, basis: '' };
  const times = /^baseline_\w+ \* (\d+)$/.exec(value)?.[1];
  const known = baseline(metric);
  if (times === undefined || known === undefined) {
    return { threshold: { unit, formula: value }, basis: '; nobody has said what the baseline is' };
  }
  const product = Number((known.value * Number(times)).toPrecision(12));
  // More than all of it is never exceeded.
  const isNever = unit === 'share' && product >= 1;
  return {
    threshold: isNever ? { unit, formula: value } : { value: product, unit, formula: value },
    path: known.path,
    basis: isNever
      ? `; with ${known.value} of ${known.path} that is over everything, and would never fire`
      : `; the baseline is ${known.value} by ${known.path}`,
  };
}
