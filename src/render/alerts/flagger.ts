import { FAILED_CHECKS, flaggerCanary } from '../../lib/flagger.js';
import type { Watch, WatchedTrigger } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { heldFor } from './window.js';
import { heading, objectName } from './words.js';
import { yamlOf } from './yaml.js';

/** MetricTemplates of Flagger, and the Canary whose analysis asks them. */
export function renderFlagger(watch: Watch): RenderedFile[] {
  const automatic = watch.watched.filter(({ trigger }) => trigger.action === 'automatic_rollback');
  const others = watch.watched.filter(({ trigger }) => trigger.action !== 'automatic_rollback');
  const notes = [
    `Flagger goes back after ${FAILED_CHECKS} failed checks, one a minute; a check without data is a failed one.`,
    'The Canary is that of a plan with traffic=flagger: its gate holds each share until somebody opens it.',
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

function canaryOf(watched: readonly WatchedTrigger[], { service, namespace, port, shares }: Watch): object {
  return flaggerCanary({
    name: service,
    namespace,
    port,
    shares,
    metrics: watched.map(({ trigger, value }) => ({
      name: objectName(trigger.id),
      templateRef: { name: objectName(trigger.id) },
      thresholdRange: rangeOf(trigger.comparison, value),
      interval: '1m',
    })),
  });
}

/** What is still allowed; where equality is bad, the query answers 1 for it. */
function rangeOf(comparison: WatchedTrigger['trigger']['comparison'], value: number): object {
  if (comparison === 'less_than') return { min: value };
  return { max: comparison === 'equals' ? 0 : value };
}
