import { deploymentRef } from '../../lib/kubectl.js';
import type { Watch, WatchedTrigger } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { heldFor } from './window.js';
import { heading, objectName } from './words.js';
import { yamlOf } from './yaml.js';

/** Failed checks after which Flagger goes back, one a minute; a check without data is a failed one. */
const FAILED_CHECKS = 5;

/** MetricTemplates of Flagger, and the Canary whose analysis asks them. */
export function renderFlagger(watch: Watch): RenderedFile[] {
  const automatic = watch.watched.filter(({ trigger }) => trigger.action === 'automatic_rollback');
  const others = watch.watched.filter(({ trigger }) => trigger.action !== 'automatic_rollback');
  const notes = [
    `Flagger goes back after ${FAILED_CHECKS} failed checks, one a minute; a check without data is a failed one.`,
    'The windows of the queries are shorter by these minutes, so that it goes back in the time of the trigger.',
    ...others.map(({ trigger }) => `Not here, since people decide about it: ${trigger.id}`),
  ];
  const documents = [...automatic.map((each) => templateOf(each, watch)), canaryOf(automatic, watch)];
  return [{ name: 'flagger.yaml', text: yamlOf(heading('Flagger', watch, notes), ...documents) }];
}

function templateOf(watched: WatchedTrigger, { prometheus }: Watch): object {
  const { trigger, value } = watched;
  const seconds = trigger.for_seconds - FAILED_CHECKS * 60;
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name: objectName(trigger.id) },
    spec: { provider: { type: 'prometheus', address: prometheus }, query: heldFor(watched, value, seconds) },
  };
}

function canaryOf(watched: readonly WatchedTrigger[], { service, port, shares }: Watch): object {
  const name = objectName(service.toLowerCase());
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name },
    spec: {
      targetRef: deploymentRef(name),
      service: { port },
      analysis: {
        interval: '1m',
        threshold: FAILED_CHECKS,
        ...(shares.length > 0 ? { stepWeights: shares } : { maxWeight: 50, stepWeight: 5 }),
        metrics: watched.map(({ trigger, value }) => ({
          name: objectName(trigger.id),
          templateRef: { name: objectName(trigger.id) },
          thresholdRange: rangeOf(trigger.comparison, value),
          interval: '1m',
        })),
      },
    },
  };
}

/** What is still allowed; where equality is bad, the query answers 1 for it. */
function rangeOf(comparison: WatchedTrigger['trigger']['comparison'], value: number): object {
  if (comparison === 'less_than') return { min: value };
  return { max: comparison === 'equals' ? 0 : value };
}
