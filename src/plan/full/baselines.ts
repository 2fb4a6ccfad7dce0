import type { FullSpec } from '../../model/full-spec.js';
import type { MetricUnit } from '../../model/trigger.js';
import { baselineOf, metricNameOf, metricOf, type Said, type ServiceKey } from './metrics.js';

/** What a metric is as a rule: as --set says, as the specification says, or as the old service does. */
export type Baselines = (metric: string) => Baseline | undefined;

/** A baseline in the unit of its metric. */
export interface Baseline extends Said {
  /** The figure as it was written: perhaps in percent. */
  readonly written: number;
}

const PREFIX = 'baseline.';

/** Before there is a new service, what it is to reach is all that is known of it. */
const USUAL_ORDER = ['legacy_service', 'new_service'] as const;

/**
 * @param settings what --set gives; those named `baseline.<metric>` count
 * @param services whose load counts where nobody says what a metric is as a rule, the first that says something
 */
export function baselinesOf(
  spec: FullSpec,
  settings: ReadonlyMap<string, string>,
  services: readonly ServiceKey[] = USUAL_ORDER,
): Baselines {
  const given = [...settings].flatMap(([key, text]) => {
    const value = Number(text);
    if (!key.startsWith(PREFIX) || text.trim() === '' || !Number.isFinite(value) || value < 0) return [];
    return [{ metric: key.slice(PREFIX.length), value, path: `/settings/${key}` }];
  });
  return (metric) => {
    const name = metricNameOf(metric) ?? metric;
    const set = given.find((each) => (metricNameOf(each.metric) ?? each.metric) === name);
    const [said = set] = set === undefined ? services.flatMap((of) => baselineOf(spec, metric, of) ?? []) : [];
    return said === undefined
      ? undefined
      : { path: said.path, written: said.value, value: shareOf(said.value, metricOf(metric)?.unit).value };
  };
}

/** A share that is over 1 was meant in percent. */
export function shareOf(value: number, unit: MetricUnit | undefined): { value: number; note: string[] } {
  if (unit !== 'share' || value <= 1 || value > 100) return { value, note: [] };
  return { value: value / 100, note: [`${value} is read as ${value} %, since a share is 1 at most`] };
}
