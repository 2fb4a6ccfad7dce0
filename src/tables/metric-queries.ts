import type { MetricName } from './metrics.js';

/** Who can be asked for a metric. */
export const QUERY_LANGUAGES = ['promql', 'datadog'] as const;
export type QueryLanguage = (typeof QUERY_LANGUAGES)[number];

/**
 * The query of each metric where --set names none, for the service `$service` in the namespace `$namespace`; what has no
 * usual name is not there. The series of PromQL are those of OpenTelemetry's semantic conventions 1.23 and later
 * (http.server.request.duration, db.client.operation.duration, db.client.connection.*, with the service as job),
 * cAdvisor and kube-state-metrics for containers, and postgres_exporter for replication. Those of Datadog are its
 * traces of a service (trace.http.request) and its Kubernetes integration.
 */
export const METRIC_QUERIES = {
  error_rate: {
    // A counter of errors is not there before the first one: nothing is none of them.
    promql:
      '(sum(rate(http_server_request_duration_seconds_count{job="$service",http_response_status_code=~"5.."}[5m])) or vector(0)) / sum(rate(http_server_request_duration_seconds_count{job="$service"}[5m]))',
    datadog:
      'default_zero(sum:trace.http.request.errors{service:$service}.as_rate()) / sum:trace.http.request.hits{service:$service}.as_rate()',
  },
  availability: { promql: 'avg(up{job="$service"})' },
  success_rate: {
    promql:
      '(sum(rate(http_server_request_duration_seconds_count{job="$service",http_response_status_code!~"5.."}[5m])) or vector(0)) / sum(rate(http_server_request_duration_seconds_count{job="$service"}[5m]))',
  },
  request_rate: {
    promql: 'sum(rate(http_server_request_duration_seconds_count{job="$service"}[5m]))',
    datadog: 'sum:trace.http.request.hits{service:$service}.as_rate()',
  },
  response_time_average: {
    promql:
      '1000 * sum(rate(http_server_request_duration_seconds_sum{job="$service"}[5m])) / sum(rate(http_server_request_duration_seconds_count{job="$service"}[5m]))',
    datadog: 'avg:trace.http.request{service:$service} * 1000',
  },
  response_time_p50: {
    promql:
      '1000 * histogram_quantile(0.5, sum by (le) (rate(http_server_request_duration_seconds_bucket{job="$service"}[5m])))',
    datadog: 'p50:trace.http.request{service:$service} * 1000',
  },
  response_time_p95: {
    promql:
      '1000 * histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{job="$service"}[5m])))',
    datadog: 'p95:trace.http.request{service:$service} * 1000',
  },
  response_time_p99: {
    promql:
      '1000 * histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{job="$service"}[5m])))',
    datadog: 'p99:trace.http.request{service:$service} * 1000',
  },
  query_time_p95: {
    promql:
      '1000 * histogram_quantile(0.95, sum by (le) (rate(db_client_operation_duration_seconds_bucket{job="$service"}[5m])))',
  },
  cpu_utilization: {
    promql:
      'sum(rate(container_cpu_usage_seconds_total{namespace="$namespace",pod=~"$service-.*",container!=""}[5m])) / sum(kube_pod_container_resource_limits{namespace="$namespace",pod=~"$service-.*",resource="cpu"})',
    datadog:
      'sum:kubernetes.cpu.usage.total{kube_deployment:$service,kube_namespace:$namespace} / (sum:kubernetes.cpu.limits{kube_deployment:$service,kube_namespace:$namespace} * 1000000000)',
  },
  memory_utilization: {
    promql:
      'sum(container_memory_working_set_bytes{namespace="$namespace",pod=~"$service-.*",container!=""}) / sum(kube_pod_container_resource_limits{namespace="$namespace",pod=~"$service-.*",resource="memory"})',
    datadog: 'avg:kubernetes.memory.usage_pct{kube_deployment:$service,kube_namespace:$namespace}',
  },
  memory_growth_rate: {
    promql:
      'sum(deriv(container_memory_working_set_bytes{namespace="$namespace",pod=~"$service-.*",container!=""}[10m])) * 60 / 1e6',
    datadog: 'per_minute(sum:kubernetes.memory.usage{kube_deployment:$service,kube_namespace:$namespace}) / 1000000',
  },
  database_connection_pool: {
    promql:
      'sum(db_client_connection_count{job="$service",db_client_connection_state="used"}) / sum(db_client_connection_max{job="$service"})',
  },
  replication_lag: { promql: 'max(pg_replication_lag_seconds)' },
} as const satisfies Partial<Record<MetricName, Partial<Record<QueryLanguage, string>>>>;

/** Settings that name a metric behind their dot, such as promql.error_rate. */
export const METRIC_SETTINGS = {
  promql: 'the query of Prometheus that answers with the metric, in its unit',
  datadog: 'the query of Datadog that answers with the metric, in its unit',
  baseline: 'what the metric is as a rule, in its unit',
} as const;
