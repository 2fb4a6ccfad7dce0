import type { Notice } from './plan-detail.js';
import type { Trigger } from './trigger.js';

/** What can watch over a migration. */
export const EXPORTS = ['prometheus', 'argo-analysis', 'flagger', 'datadog'] as const;
export type Export = (typeof EXPORTS)[number];

/** A trigger with a figure, and the query that answers with its metric. */
export interface WatchedTrigger {
  readonly trigger: Trigger;
  readonly value: number;
  readonly query: string;
}

/** What the systems that watch over a migration are told. */
export interface Watch {
  readonly migration: string;
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** The shares through which requests are ramped, as in the plan. */
  readonly shares: readonly number[];
  /** Where Prometheus is asked, for those that must be told. */
  readonly prometheus: string;
  /** Whom Datadog tells. */
  readonly notify: string;
  readonly watched: readonly WatchedTrigger[];
  /** What nobody has said yet; triggers that lack a figure or a query are not watched. */
  readonly unassigned: readonly Notice[];
}
