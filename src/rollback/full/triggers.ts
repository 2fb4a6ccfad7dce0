import { capitalized } from '../../lib/capitalized.js';
import type { FullSpec, SpecifiedTrigger } from '../../model/full-spec.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import type { Trigger, TriggerAction } from '../../model/trigger.js';
import { baselinesOf, shareOf } from '../../plan/full/baselines.js';
import { metricNameOf, metricOf } from '../../plan/full/metrics.js';
import { triggerActionOf } from '../../plan/full/trigger-action.js';
import { ABSENT_SECONDS, USUAL_MINUTES } from '../../tables/metrics.js';
import { firstMeasureOf } from './first-measure.js';
import { type Found, usualTriggers } from './usual-triggers.js';

/** What triggers are made from. */
export type TriggerSource = Pick<PlanDetail, 'specification' | 'steps' | 'migration_type'>;

/**
 * The conditions under which one goes back: those of the specification, in its order, and then the usual ones for every
 * metric that it names no threshold of. A figure that nobody has named is left out, never guessed.
 *
 * @param settings what --set gives; `baseline.<metric>` says what a metric is as a rule
 */
export function findTriggers(plan: TriggerSource, settings: ReadonlyMap<string, string>): Trigger[] {
  const spec = plan.specification as FullSpec;
  const said = [...specified(spec), ...alerts(spec), ...performance(spec)];
  const named = new Set(said.map(({ metric }) => metricNameOf(metric) ?? metric));
  const baseline = baselinesOf(spec, settings);
  const usual = usualTriggers(plan.migration_type, baseline).filter(
    ({ metric }) => !named.has(metricNameOf(metric) ?? metric),
  );
  const found = [...said, ...usual].map((each) => ({ ...each, ...withBaseline(each, baseline(each.metric)?.value) }));
  const taken = new Map<string, number>();
  return found.map((each) => complete(each, plan, taken));
}

function withBaseline({ baseline }: Found, known: number | undefined): Pick<Found, 'baseline'> {
  const value = baseline ?? known;
  return value === undefined ? {} : { baseline: value };
}

function complete(found: Found, { steps }: TriggerSource, taken: Map<string, number>): Trigger {
  const id = uniqueId(`${slug(found.metric)}_${found.action}`, taken);
  const symptom = metricOf(found.metric)?.symptom;
  const { metric, title, ...rest } = found;
  return {
    id,
    metric,
    title,
    ...(symptom !== undefined && { symptom }),
    ...rest,
    first_measure: firstMeasureOf(found.action, steps),
    absent: {
      id: `${id}_absent`,
      // What is seen late anyway may be missed for as long; nothing is missed for less than the usual time.
      for_seconds: Math.max(ABSENT_SECONDS, found.for_seconds),
      severity: found.severity,
      title: `No data for ${metric}: whether it is well cannot be seen`,
    },
  };
}

/** Names come from strangers; what is left of them is a name everywhere. */
function slug(metric: string): string {
  const words = metric.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('_').slice(0, 60) || 'metric';
}

function uniqueId(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}_${count}`;
}

/** What the specification lists under rollback_triggers. */
function specified({ rollback_triggers: triggers }: FullSpec): Found[] {
  return (triggers ?? []).map((each, at) => {
    const { action, doubt } = actionOf(each);
    const minutes = each.duration_minutes;
    const usual = metricOf(each.metric)?.minutes ?? USUAL_MINUTES;
    return limit(each.metric, Number(each.threshold), {
      seconds: Math.round(Number(minutes ?? usual) * 60),
      severity: action === 'scale_up' ? 'warning' : 'critical',
      action,
      path: `/rollback_triggers/${at}`,
      notes: [...doubt, ...(minutes === undefined ? [`${usual} minutes are usual`] : [])],
    });
  });
}

function actionOf({ action }: SpecifiedTrigger): { action: TriggerAction; doubt: string[] } {
  if (action === undefined) return { action: 'alert_team', doubt: ['it names no action, so people decide'] };
  const known = triggerActionOf(action);
  if (known !== undefined) return { action: known, doubt: [] };
  return { action: 'alert_team', doubt: [`the action ${JSON.stringify(action)} is not known here, so people decide`] };
}

/** What it lists as thresholds of alerts: a warning, before anybody goes back. */
function alerts({ monitoring }: FullSpec): Found[] {
  return Object.entries(monitoring?.alert_thresholds ?? {}).map(([metric, value]) =>
    limit(metric, Number(value), {
      seconds: USUAL_MINUTES * 60,
      severity: 'warning',
      action: 'alert_team',
      path: `/monitoring/alert_thresholds/${metric}`,
      notes: [`${USUAL_MINUTES} minutes are usual`],
    }),
  );
}

function performance({ performance_requirements: asked }: FullSpec): Found[] {
  const value = asked?.max_query_response_time_ms;
  if (value === undefined) return [];
  const minutes = metricOf('query_time_p95')?.minutes ?? USUAL_MINUTES;
  return [
    limit('query_time_p95', Number(value), {
      seconds: minutes * 60,
      severity: 'critical',
      action: 'alert_team',
      path: '/performance_requirements/max_query_response_time_ms',
      notes: [`${minutes} minutes are usual`],
    }),
  ];
}

function limit(
  metric: string,
  given: number,
  of: Pick<Found, 'severity' | 'action'> & { seconds: number; path: string; notes: readonly string[] },
): Found {
  const known = metricOf(metric);
  const { value, note } = shareOf(given, known?.unit);
  return {
    metric,
    title: titleOf(metric, known?.bad === 'low' ? 'below' : 'over'),
    comparison: known?.bad === 'low' ? 'less_than' : 'greater_than',
    threshold: { value, unit: known?.unit ?? 'as_measured' },
    for_seconds: of.seconds,
    severity: of.severity,
    action: of.action,
    source: 'specification',
    path: of.path,
    basis: [of.path, ...note, ...of.notes].join('; '),
  };
}

function titleOf(metric: string, side: 'over' | 'below'): string {
  return `${capitalized(metricOf(metric)?.title ?? metric)} is ${side} its limit`;
}
