import { own } from '../../lib/json-value.js';
import type { FullSpec } from '../../model/full-spec.js';
import { METRICS, type Metric, type MetricName } from '../../tables/metrics.js';

const byAlias = new Map(
  Object.entries(METRICS).flatMap(([name, { aliases }]) =>
    [name, ...aliases].map((alias) => [alias, name as MetricName] as const),
  ),
);

/** The name in the table of metrics that a name from outside means. */
export function metricNameOf(name: string): MetricName | undefined {
  return byAlias.get(name.trim().toLowerCase().replaceAll(/[ -]+/g, '_'));
}

/** What is known of a metric, by any of its names. */
export function metricOf(name: string): Metric | undefined {
  const known = metricNameOf(name);
  return known === undefined ? undefined : METRICS[known];
}

/** A figure that the specification names, and where. */
export interface Said {
  readonly value: number;
  readonly path: string;
}

/** The services of a specification, by their keys. */
export type ServiceKey = 'legacy_service' | 'new_service';

/** What a metric is as a rule: said, or by the load of the service that has the requests. */
export function baselineOf(
  { monitoring, service_details: services }: FullSpec,
  metric: string,
  of: ServiceKey,
): Said | undefined {
  const name = metricNameOf(metric);
  const baselines = monitoring?.baselines ?? {};
  const key = Object.hasOwn(baselines, metric)
    ? metric
    : Object.keys(baselines).find((other) => name !== undefined && metricNameOf(other) === name);
  if (key !== undefined) return { value: Number(own(baselines, key)), path: `/monitoring/baselines/${key}` };
  const [part, load] =
    of === 'legacy_service'
      ? ['current_load', services?.legacy_service?.current_load]
      : ['target_performance', services?.new_service?.target_performance];
  const field = LOAD_FIELDS.find(([of]) => of === name)?.[1];
  const value = field === undefined ? undefined : load?.[field];
  return value === undefined ? undefined : { value: Number(value), path: `/service_details/${of}/${part}/${field}` };
}

/** The metrics that the load of a service says. */
const LOAD_FIELDS = [
  ['error_rate', 'error_rate'],
  ['response_time_p95', 'p95_response_time_ms'],
  ['response_time_average', 'average_response_time_ms'],
] as const;
