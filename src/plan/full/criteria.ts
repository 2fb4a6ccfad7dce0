import { quotePath } from '../../lib/quote.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { OperationalStep, SuccessCriterion } from '../../model/plan-detail.js';

type Found = Omit<SuccessCriterion, 'id'>;

/** What must be measured for the migration to be a success, each with its figure and where that comes from. */
export function criteriaOf(spec: FullSpec, steps: readonly OperationalStep[]): SuccessCriterion[] {
  const found: Found[] = [
    ...downtime(spec),
    ...rows(spec),
    ...verified(steps),
    ...performance(spec),
    ...limits(spec),
    ...wayBack(steps),
  ];
  return found.map((criterion, at) => ({ id: `S${at + 1}`, ...criterion }));
}

function downtime({ constraints }: FullSpec): Found[] {
  const minutes = constraints?.max_downtime_minutes;
  if (minutes === undefined) return [];
  return [
    {
      criterion: 'Nobody waited longer than allowed',
      measure: 'minutes in which the probe of the front door failed, in sum, from the first step to the last',
      target: `at most ${Number(minutes)} minutes`,
      source: '/constraints/max_downtime_minutes',
    },
  ];
}

function rows({ tables_to_migrate: tables }: FullSpec): Found[] {
  return (tables ?? []).map(({ name, row_count }, at) => ({
    criterion: `All of ${name} arrived`,
    measure: `SELECT count(*) FROM ${quotePath(name, '"')}, and its checksum, on both sides while nothing is written`,
    target: `equal on both sides${row_count === undefined ? '' : `; ${Number(row_count)} rows when the specification was written`}`,
    source: `/tables_to_migrate/${at}`,
  }));
}

function verified(steps: readonly OperationalStep[]): Found[] {
  const sql = steps.filter(({ kind, verify }) => kind === 'sql' && verify.length > 0);
  if (sql.length === 0) return [];
  const questions = sql.reduce((sum, { verify }) => sum + verify.length, 0);
  return [
    {
      criterion: 'The schema is the one that was wanted',
      measure: `the ${questions} verifications of the ${sql.length} steps of SQL`,
      target: 'every one answers as expected',
      source: 'steps',
    },
  ];
}

function performance({ performance_requirements: asked, service_details: services }: FullSpec): Found[] {
  const target = services?.new_service?.target_performance;
  const path = '/service_details/new_service/target_performance';
  const found: [string, string, unknown, string, string][] = [
    [
      'Queries are quick',
      '95th percentile of the query time, over an hour at the peak',
      asked?.max_query_response_time_ms,
      'at most # ms',
      '/performance_requirements/max_query_response_time_ms',
    ],
    [
      'It bears the connections',
      'connections at a time in a load test',
      asked?.concurrent_connections,
      'at least #',
      '/performance_requirements/concurrent_connections',
    ],
    [
      'It bears the load',
      'transactions a second in a load test',
      asked?.transactions_per_second,
      'at least #',
      '/performance_requirements/transactions_per_second',
    ],
    [
      'It bears the load',
      'requests a second, over an hour',
      target?.requests_per_second,
      'at least #',
      `${path}/requests_per_second`,
    ],
    [
      'It bears the peak',
      'requests a second in a load test of ten minutes',
      target?.peak_requests_per_second,
      'at least #',
      `${path}/peak_requests_per_second`,
    ],
    [
      'It answers quickly on average',
      'average response time, over an hour at the peak',
      target?.average_response_time_ms,
      'at most # ms',
      `${path}/average_response_time_ms`,
    ],
    [
      'Hardly any answer is slow',
      '95th percentile of the response time, over an hour at the peak',
      target?.p95_response_time_ms,
      'at most # ms',
      `${path}/p95_response_time_ms`,
    ],
  ];
  return found.flatMap(([criterion, measure, value, words, source]) =>
    value === undefined ? [] : [{ criterion, measure, target: words.replace('#', String(Number(value))), source }],
  );
}

function limits({ monitoring }: FullSpec): Found[] {
  return Object.entries(monitoring?.alert_thresholds ?? {}).map(([metric, limit]) => ({
    criterion: `${metric.replaceAll('_', ' ')} stays within its limit`,
    measure: `${metric} of the new side, the worst five minutes of the stability window`,
    target: `at most ${Number(limit)}`,
    source: `/monitoring/alert_thresholds/${metric}`,
  }));
}

function wayBack(steps: readonly OperationalStep[]): Found[] {
  const undone = steps.filter(({ down }) => down.length > 0).length;
  return [
    {
      criterion: 'The way back works',
      measure: `the ${undone} undos of this plan, in a place like production, with data that the new side wrote`,
      target: 'every verification of the state before answers as expected; the time is on record',
      source: 'steps',
    },
  ];
}
