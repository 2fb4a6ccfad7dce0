import type { TriggerAction } from '../../model/trigger.js';

/** What a specification means by the action of a trigger, in words of any case; nothing when it is none that is known. */
export function triggerActionOf(action: string): TriggerAction | undefined {
  switch (action.trim().toLowerCase().replaceAll(/[ -]+/g, '_')) {
    case 'automatic_rollback':
    case 'auto_rollback':
    case 'rollback':
      return 'automatic_rollback';
    case 'scale_up':
      return 'scale_up';
    case 'alert_team':
    case 'alert':
      return 'alert_team';
    default:
      return undefined;
  }
}
