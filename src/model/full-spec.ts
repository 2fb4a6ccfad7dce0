import * as z from 'zod/mini';
import { amount, described, type Frozen, flag, named, text, texts, whole } from './primitives.js';
import { migrationSpec } from './spec.js';

const clockTime = (description: string) =>
  described(
    z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time, as in 08:30' })),
    description,
  );

const timeWindow = described(
  z.looseObject({
    start: clockTime('HH:MM'),
    end: clockTime('HH:MM; earlier than the start when the window crosses midnight.'),
    timezone: z.optional(text('A name of the IANA database, such as Europe/Berlin; UTC when absent.')),
    days: z.optional(texts('The days on which it opens: monday … sunday; every day when absent.')),
  }),
  'A part of the day.',
);

const calendarDate = (description: string) =>
  described(
    z.string().check(z.regex(/^[1-9]\d{3}-\d\d-\d\d$/, { error: 'expected a day, as in 2026-12-24' })),
    description,
  );

const changeFreeze = z.looseObject({
  start: calendarDate('The first day, YYYY-MM-DD.'),
  end: z.optional(calendarDate('The last day, which belongs to it; the first when absent.')),
  timezone: z.optional(text('Whose days they are: a name of the IANA database; that of the windows when absent.')),
  reason: z.optional(text('Why, such as a holiday or the end of the year.')),
});

const tableToMigrate = z.looseObject({
  name: text('The table, with its schema where it has one.'),
  row_count: z.optional(amount('How many rows it holds.')),
  size_mb: z.optional(amount('How large it is, in megabytes.')),
  critical: z.optional(flag('Whether the business stops without it.')),
  depends_on: z.optional(texts('The tables of this list that it refers to, and that go before it.')),
});

const specifiedChange = z.looseObject({
  type: text('add_column, modify_column, drop_column, add_constraint, add_index …'),
  column: z.optional(text('The column.')),
  data_type: z.optional(text('Its type.')),
  nullable: z.optional(flag('Whether it may be null.')),
  old_type: z.optional(text('The type before.')),
  new_type: z.optional(text('The type after.')),
  constraint_type: z.optional(text('check, unique, foreign_key …')),
  constraint_name: z.optional(text('The name of the constraint.')),
  definition: z.optional(text('The condition of a check.')),
});

const load = z.looseObject({
  requests_per_second: z.optional(amount('Requests a second, on average.')),
  peak_requests_per_second: z.optional(amount('Requests a second, at most.')),
  average_response_time_ms: z.optional(amount('Milliseconds, on average.')),
  p95_response_time_ms: z.optional(amount('Milliseconds that 95 % of the answers take at most.')),
  error_rate: z.optional(amount('The share of requests that fail, from 0 to 1.')),
});

const infrastructure = z.looseObject({
  instances: z.optional(whole('How many machines.')),
  cpu_cores_per_instance: z.optional(amount('Cores of each.')),
  memory_gb_per_instance: z.optional(amount('Gigabytes of each.')),
  container_platform: z.optional(text('Kubernetes …')),
  initial_replicas: z.optional(whole('How many copies at first.')),
  max_replicas: z.optional(whole('How many at most.')),
  cpu_request_millicores: z.optional(amount('What a copy asks for.')),
  cpu_limit_millicores: z.optional(amount('What it may use.')),
  memory_request_mb: z.optional(amount('What a copy asks for.')),
  memory_limit_mb: z.optional(amount('What it may use.')),
  load_balancer: z.optional(text('What spreads the load.')),
});

const endpoint = z.string().check(
  z.regex(/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S*$/, {
    error: 'expected a method and a path, as in GET /users',
  }),
);

const service = z.looseObject({
  name: z.optional(text('Its name where it runs; of a deployment and a service in Kubernetes.')),
  image: z.optional(text('The image of its containers.')),
  depends_on: z.optional(texts('The services that it calls, by name.')),
  endpoints: z.optional(z.array(endpoint)),
  current_load: z.optional(load),
  target_performance: z.optional(load),
  infrastructure: z.optional(infrastructure),
});

const rampStage = z.looseObject({
  percentage: amount('The share of the traffic, from 0 to 100.'),
  duration_hours: amount('How long it stays there before the next.'),
});

const featureFlag = z.looseObject({
  name: text('Its name.'),
  description: z.optional(text('What it switches.')),
  initial_percentage: z.optional(amount('Where it begins.')),
  endpoints: z.optional(z.array(endpoint)),
  rollout_schedule: z.optional(z.array(rampStage)),
});

const specifiedPhase = z.looseObject({
  phase: text('Its name.'),
  description: z.optional(text('What it does.')),
  estimated_duration_hours: z.optional(amount('How long it is thought to take.')),
  depends_on: z.optional(texts('The phases that must be over before.')),
});

const specifiedTrigger = z.looseObject({
  metric: text('The metric.'),
  threshold: amount('What it must not exceed.'),
  duration_minutes: z.optional(amount('For how long.')),
  action: z.optional(text('automatic_rollback, alert_team or scale_up.')),
});

/** A specification with everything in it that a plan in full makes use of. Other keys are kept, and named in a warning. */
export const fullSpec = described(
  z.extend(migrationSpec, {
    description: z.optional(text('What the migration is about, in a sentence.')),
    tables_to_migrate: z.optional(z.array(tableToMigrate)),
    schema_changes: z.optional(
      z.array(z.looseObject({ table: text('The table.'), changes: z.array(specifiedChange) })),
    ),
    performance_requirements: z.optional(
      z.looseObject({
        max_query_response_time_ms: z.optional(amount('Milliseconds that a query may take.')),
        concurrent_connections: z.optional(amount('Connections at a time.')),
        transactions_per_second: z.optional(amount('Transactions a second.')),
      }),
    ),
    business_continuity: z.optional(
      z.looseObject({
        critical_business_hours: z.optional(timeWindow),
        preferred_migration_window: z.optional(timeWindow),
        business_hours: z.optional(timeWindow),
        change_freezes: z.optional(
          described(
            z.array(changeFreeze),
            'Days on which nothing is done: nothing is changed, and nobody works on it. Waits go on.',
          ),
        ),
      }),
    ),
    service_details: z.optional(
      z.looseObject({ legacy_service: z.optional(service), new_service: z.optional(service) }),
    ),
    migration_phases: z.optional(z.array(specifiedPhase)),
    feature_flags: z.optional(z.array(featureFlag)),
    monitoring: z.optional(
      z.looseObject({
        critical_metrics: z.optional(texts('The metrics that are watched.')),
        alert_thresholds: z.optional(named(amount('What a metric must not exceed.'), 'By metric.')),
        baselines: z.optional(named(amount('What a metric is as a rule.'), 'By metric.')),
      }),
    ),
    rollback_triggers: z.optional(z.array(specifiedTrigger)),
    stability_window_hours: z.optional(
      amount('How long everything must be well before anything is removed; 24 when absent.'),
    ),
    settings: z.optional(
      named(z.string(), 'Roles, contacts, channels and commands by name, as --set gives them; --set wins.'),
    ),
  }),
  'A migration specification as `migrate-arch plan --detail full` reads it.',
);

export type FullSpec = Frozen<z.infer<typeof fullSpec>>;
export type TimeWindow = Frozen<z.infer<typeof timeWindow>>;
export type SpecifiedTable = NonNullable<FullSpec['tables_to_migrate']>[number];
export type SpecifiedChange = NonNullable<FullSpec['schema_changes']>[number]['changes'][number];
export type SpecifiedService = Frozen<z.infer<typeof service>>;
export type FeatureFlag = NonNullable<FullSpec['feature_flags']>[number];
export type SpecifiedTrigger = NonNullable<FullSpec['rollback_triggers']>[number];
