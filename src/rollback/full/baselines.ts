import type { FullSpec } from '../../model/full-spec.js';
import type { MetricUnit } from '../../model/trigger.js';
import { baselineOf, metricNameOf, metricOf, type Said } from '../../plan/full/metrics.js';

/** What a metric is as a rule: as --set says, as the specification says, or as the old service does. */
export type Baselines = (metric: string) => Said | undefined;

const PREFIX = 'baseline.';

/** @param settings what --set gives; those named `baseline.<metric>` count */
export function baselinesOf(spec: FullSpec, settings: ReadonlyMap<string, string>): Baselines {
  const given = [...settings].flatMap(([key, text]) => {
    const value = Number(text);
    if (!key.startsWith(PREFIX) || text.trim() === '' || !Number.isFinite(value) || value < 0) return [];
    return [{ metric: key.slice(PREFIX.length), value, path: `/settings/${key}` }];
  });
  return (metric) => {
    const name = metricNameOf(metric) ?? metric;
    const set = given.find((each) => (metricNameOf(each.metric) ?? each.metric) === name);
    const said =
      set ??
      baselineOf(spec, metric, 'legacy_service') ??
      // Before there is a new service, what it is to reach is all that is known of it.
      baselineOf(spec, metric, 'new_service');
    return said === undefined
      ? undefined
      : { path: said.path, value: shareOf(said.value, metricOf(metric)?.unit).value };
  };
}

/** A share that is over 1 was meant in percent. */
export function shareOf(value: number, unit: MetricUnit | undefined): { value: number; note: string[] } {
  if (unit !== 'share' || value <= 1 || value > 100) return { value, note: [] };
  return { value: value / 100, note: [`${value} is read as ${value} %, since a share is 1 at most`] };
}
