import type { OperationalStep } from '../../model/plan-detail.js';
import type { FirstMeasure, TriggerAction } from '../../model/trigger.js';

/** What a kind of step is undone by, the quickest and the least harmful first: the operators' order. */
const ORDER = [
  ['flag', 'flag_off'],
  ['traffic', 'traffic_back'],
  ['deploy', 'application_revert'],
  ['sql', 'down_steps'],
] as const satisfies readonly (readonly [OperationalStep['kind'], FirstMeasure])[];

/** What to do first when a trigger fires, by the steps that a plan has. */
export function firstMeasureOf(action: TriggerAction, steps: readonly OperationalStep[]): FirstMeasure {
  if (action === 'scale_up') return 'scale_up';
  if (action === 'alert_team') return 'decide';
  const undone = ORDER.find(([kind]) => steps.some((step) => step.kind === kind && step.down.length > 0));
  return undone?.[1] ?? 'decide';
}
