import type { Watch, WatchedTrigger } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { heldFor } from './window.js';
import { digits, heading, objectName } from './words.js';
import { yamlOf } from './yaml.js';

const NOTES = [
  'A background analysis of a Rollout: spec.strategy.canary.analysis.templates[0].templateName.',
  'What fails it aborts the rollout, which sends everything back to the old service. Without data it is inconclusive,',
  'and the rollout pauses. What people decide about is measured under dryRun, and stops nothing.',
];

/** How many measurements without data, one a minute, there may be before the rollout pauses: as many as of an alert. */
const BLIND_MINUTES = 5;

/** An AnalysisTemplate of Argo Rollouts with a metric for each trigger. */
export function renderArgoAnalysis(watch: Watch): RenderedFile[] {
  const metrics = watch.watched.map((each) => metricOf(each, watch));
  const people = watch.watched.filter(({ trigger }) => trigger.action !== 'automatic_rollback');
  const template = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: objectName(`${nameOf(watch)}-triggers`.toLowerCase()) },
    spec: {
      metrics,
      ...(people.length > 0 && { dryRun: people.map(({ trigger }) => ({ metricName: objectName(trigger.id) })) }),
    },
  };
  const text =
    metrics.length === 0
      ? heading('There is nothing to measure: no trigger has a figure and a query', watch)
      : yamlOf(heading('Argo Rollouts', watch, NOTES), template);
  return [{ name: 'argo-analysis-template.yaml', text }];
}

/** Of a service without a name the migration is told. */
function nameOf({ service, migration, unassigned }: Watch): string {
  const isUnknown = unassigned.some(({ path }) => path === '/settings/new_service');
  return isUnknown ? `migration-${migration}` : service;
}

function metricOf(watched: WatchedTrigger, { prometheus }: Watch): object {
  const { trigger, value } = watched;
  const figure = trigger.comparison === 'equals' ? '1' : digits(value);
  const isBad = { greater_than: `result[0] > ${figure}`, less_than: `result[0] < ${figure}`, equals: `result[0] == 1` }[
    trigger.comparison
  ];
  return {
    name: objectName(trigger.id),
    interval: '1m',
    failureCondition: `len(result) > 0 && ${isBad}`,
    successCondition: `len(result) > 0 && !(${isBad})`,
    failureLimit: 0,
    inconclusiveLimit: BLIND_MINUTES,
    provider: { prometheus: { address: prometheus, query: heldFor(watched, value, trigger.for_seconds) } },
  };
}
