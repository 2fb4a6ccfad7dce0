import type { MetricUnit, Symptom } from '../model/trigger.js';

/** What is known of a metric. */
export interface Metric {
  readonly title: string;
  readonly unit: MetricUnit;
  readonly symptom: Symptom;
  /** Which side of a threshold is the bad one. */
  readonly bad: 'high' | 'low';
  /** How long it must be bad where nobody says; as the table of triggers has it, or five minutes. */
  readonly minutes: number;
  /** Other names that mean exactly this, unit included. */
  readonly aliases: readonly string[];
}

/** The metrics that triggers are about: those of the samples, of the table of triggers and of performance requirements. */
export const METRICS = {
  error_rate: {
    title: 'the share of requests that fail',
    unit: 'share',
    symptom: 'errors',
    bad: 'high',
    minutes: 5,
    aliases: ['error_ratio', 'http_error_rate'],
  },
  availability: {
    title: 'the share of time in which the service answers',
    unit: 'share',
    symptom: 'availability',
    bad: 'low',
    minutes: 2,
    aliases: ['uptime', 'service_availability'],
  },
  success_rate: {
    title: 'the share of requests that succeed',
    unit: 'share',
    symptom: 'errors',
    bad: 'low',
    minutes: 5,
    aliases: ['request_success_rate'],
  },
  request_rate: {
    title: 'requests a second',
    unit: 'per_second',
    symptom: 'traffic',
    bad: 'high',
    minutes: 5,
    aliases: ['requests_per_second'],
  },
  response_time_average: {
    title: 'the average time of an answer',
    unit: 'milliseconds',
    symptom: 'latency',
    bad: 'high',
    minutes: 10,
    aliases: ['average_response_time', 'average_response_time_ms', 'latency_average'],
  },
  response_time_p50: {
    title: 'the time within which half of the answers come',
    unit: 'milliseconds',
    symptom: 'latency',
    bad: 'high',
    minutes: 10,
    aliases: ['p50_response_time', 'p50_response_time_ms', 'response_time_p50_ms', 'latency_p50', 'latency_p50_ms'],
  },
  response_time_p95: {
    title: 'the time within which 95 % of the answers come',
    unit: 'milliseconds',
    symptom: 'latency',
    bad: 'high',
    minutes: 10,
    aliases: ['p95_response_time', 'p95_response_time_ms', 'response_time_p95_ms', 'latency_p95', 'latency_p95_ms'],
  },
  response_time_p99: {
    title: 'the time within which 99 % of the answers come',
    unit: 'milliseconds',
    symptom: 'latency',
    bad: 'high',
    minutes: 10,
    aliases: ['p99_response_time', 'p99_response_time_ms', 'response_time_p99_ms', 'latency_p99', 'latency_p99_ms'],
  },
  query_time_p95: {
    title: 'the time within which 95 % of the queries end',
    unit: 'milliseconds',
    symptom: 'latency',
    bad: 'high',
    minutes: 10,
    aliases: ['max_query_response_time_ms', 'query_time_p95_ms'],
  },
  cpu_utilization: {
    title: 'the share of the processors in use',
    unit: 'share',
    symptom: 'saturation',
    bad: 'high',
    minutes: 15,
    aliases: ['cpu_usage'],
  },
  memory_utilization: {
    title: 'the share of the memory in use',
    unit: 'share',
    symptom: 'saturation',
    bad: 'high',
    minutes: 15,
    aliases: ['memory_usage'],
  },
  memory_growth_rate: {
    title: 'how fast the memory in use grows',
    unit: 'megabytes_per_minute',
    symptom: 'saturation',
    bad: 'high',
    minutes: 20,
    aliases: [],
  },
  database_connection_pool: {
    title: 'the share of the connections in use',
    unit: 'share',
    symptom: 'saturation',
    bad: 'high',
    minutes: 5,
    aliases: ['connection_pool_utilization'],
  },
  replication_lag: {
    title: 'how far the replica is behind',
    unit: 'seconds',
    symptom: 'data',
    bad: 'high',
    minutes: 5,
    aliases: ['replication_lag_seconds'],
  },
  data_validation_failures: {
    title: 'rows or checks that a validation of the data refused',
    unit: 'count',
    symptom: 'data',
    bad: 'high',
    minutes: 1,
    aliases: [],
  },
  migration_progress_rate: {
    title: 'rows that the migration gets done in a second',
    unit: 'per_second',
    symptom: 'progress',
    bad: 'low',
    minutes: 30,
    aliases: [],
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

/** How long a metric must be bad, and how long one that is not known here. */
export const USUAL_MINUTES = 5;

/**
 * After how many seconds without data somebody is told: five scrapes of a minute, Prometheus's longest usual interval,
 * so that one that failed does not wake anybody.
 */
export const ABSENT_SECONDS = 300;
