import { findUnknownNames } from '../../lib/named-values.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import { isOfMetric } from '../../plan/full/settings.js';
import { OF_THE_PLAN, RUNBOOK_VALUES } from '../../tables/runbook-settings.js';

/** Names that a runbook has no value of. */
export function findUnknownValues(settings: ReadonlyMap<string, string>): string[] {
  const names = [...settings.keys()].filter((name) => !isOfMetric(name));
  return findUnknownNames(names, [...RUNBOOK_VALUES.keys()]);
}

/** The first value that the commands of the plan have otherwise, or not at all: they are run as they are. */
export function findFixedValue(settings: ReadonlyMap<string, string>, plan: PlanDetail): string | undefined {
  return OF_THE_PLAN.find((name) => settings.has(name) && settings.get(name) !== plan.settings[name]);
}
