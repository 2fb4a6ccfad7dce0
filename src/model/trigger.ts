import * as z from 'zod/mini';
import { amount, described, type Frozen, text, whole } from './primitives.js';

/** In what a metric is measured; `as_measured` of one that nobody here knows. */
export const METRIC_UNITS = [
  'share',
  'milliseconds',
  'per_second',
  'seconds',
  'count',
  'megabytes_per_minute',
  'as_measured',
] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** What one sees when a metric is bad. */
export const SYMPTOMS = ['errors', 'latency', 'availability', 'saturation', 'traffic', 'data', 'progress'] as const;
export type Symptom = (typeof SYMPTOMS)[number];

export const COMPARISONS = ['greater_than', 'less_than', 'equals'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What follows when a trigger fires. */
export const TRIGGER_ACTIONS = ['automatic_rollback', 'alert_team', 'scale_up'] as const;
export type TriggerAction = (typeof TRIGGER_ACTIONS)[number];

/** The first thing to do: what takes the new side out of use with the least loss. */
export const FIRST_MEASURES = [
  'flag_off',
  'traffic_back',
  'application_revert',
  'down_steps',
  'scale_up',
  'decide',
] as const;
export type FirstMeasure = (typeof FIRST_MEASURES)[number];

/** A call at once, or a message to be read in working hours. */
export const TRIGGER_SEVERITIES = ['critical', 'warning'] as const;

const threshold = described(
  z.object({
    value: z.optional(amount('The figure; absent when nobody has named the baseline that it depends on.')),
    unit: described(z.enum(METRIC_UNITS), 'What it is in; a share is a number from 0 to 1.'),
    formula: z.optional(text('How it is computed from the baseline.')),
  }),
  'What the metric is compared with.',
);

const absence = described(
  z.object({
    id: text('Unique within the runbook.'),
    for_seconds: whole('How long there is no data before somebody is told.'),
    severity: described(z.enum(TRIGGER_SEVERITIES), 'As bad as what cannot be seen meanwhile.'),
    title: text('What has happened.'),
  }),
  'What fires when the metric has no data: nobody would see then that it is bad.',
);

/** A condition on a metric under which one goes back, or at least looks. */
export const trigger = described(
  z.object({
    id: text('Unique within the runbook, such as error_rate_automatic_rollback.'),
    metric: text('The metric, as the specification or the table of triggers names it.'),
    title: text('What has happened when it fires.'),
    symptom: z.optional(described(z.enum(SYMPTOMS), 'What one sees; absent of a metric that is not known here.')),
    comparison: described(z.enum(COMPARISONS), 'How the metric is compared with the threshold.'),
    threshold,
    for_seconds: whole('How long it must hold.'),
    severity: described(z.enum(TRIGGER_SEVERITIES), 'Whether it wakes somebody.'),
    action: described(z.enum(TRIGGER_ACTIONS), 'What follows.'),
    first_measure: described(z.enum(FIRST_MEASURES), 'What to do first, by the steps that the plan has.'),
    source: described(z.enum(['specification', 'usual']), 'Who says so: the specification, or the table of triggers.'),
    path: z.optional(text('Where the specification says so, or the baseline that it is computed from.')),
    basis: text('Where the figures come from, in words.'),
    baseline: z.optional(amount('What the metric is as a rule, where that is known.')),
    absent: absence,
  }),
  'A condition that calls for the way back.',
);

export type Trigger = Frozen<z.infer<typeof trigger>>;
