import type { Watch, WatchedTrigger } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { describe, digits, harmless, plainId, signOf } from './words.js';

/** Monitors of Datadog, as its interface takes them one by one (POST /api/v1/monitor). */
export function renderDatadog(watch: Watch): RenderedFile[] {
  const monitors = watch.watched.map((each) => monitorOf(each, watch));
  return [{ name: 'datadog-monitors.json', text: `${JSON.stringify(monitors, null, 2)}\n` }];
}

/** Over a window, what must be bad throughout: its best value is. */
const BEST = { greater_than: 'min', less_than: 'max', equals: 'max' } as const;

function monitorOf({ trigger, value, query }: WatchedTrigger, { migration, notify }: Watch): object {
  const minutes = Math.max(1, Math.ceil(trigger.for_seconds / 60));
  const figure = digits(value);
  // There is no equality among monitors: what must not stand still is not to be at most that.
  const sign = trigger.comparison === 'equals' ? '<=' : signOf(trigger);
  return {
    name: `Migration ${plainId(migration)}: ${trigger.id}`,
    type: 'query alert',
    query: `${BEST[trigger.comparison]}(last_${minutes}m):${query} ${sign} ${figure}`,
    message: [
      `${harmless(trigger.title)}: ${describe(trigger, sign)}`,
      `{{#is_no_data}}${harmless(trigger.absent.title)}. Do not go on until there is data again.{{/is_no_data}}`,
      notify,
    ].join('\n'),
    tags: [
      `migration:${plainId(migration).toLowerCase()}`,
      `trigger:${trigger.id}`,
      `action:${trigger.action}`,
      `severity:${trigger.severity}`,
    ],
    priority: trigger.severity === 'critical' ? 1 : 3,
    options: {
      thresholds: { critical: value },
      notify_no_data: true,
      // Datadog asks for twice the window of the query at least.
      no_data_timeframe: Math.max(Math.ceil(trigger.absent.for_seconds / 60), 2 * minutes),
      require_full_window: false,
      include_tags: true,
      notify_audit: false,
    },
  };
}
