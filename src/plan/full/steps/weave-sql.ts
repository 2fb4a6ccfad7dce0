import { ROLLOUT_PHASES } from '../../../model/plan-detail.js';
import type { Context, Draft } from '../draft.js';
import { protect, removal, rights } from './common.js';
import { unplanned } from './schema.js';
import { sqlSteps } from './sql-steps.js';

/**
 * A rollout of something else than a schema, with the steps of a schema that changes with it: what expands stands
 * before everything that is deployed, what fills before the ramp, and what takes away behind all that others take away.
 */
export function weaveSql(drafts: readonly Draft[], context: Context): readonly Draft[] {
  const steps = sqlSteps(context.steps);
  const open = context.unwritten.length > 0 ? [unplanned(context)] : [];
  if (steps.length === 0 && open.length === 0) return drafts;
  const from = (start: Draft['phase'], end?: Draft['phase']) => {
    const [first, last] = [start, end].map((phase) => ROLLOUT_PHASES.indexOf(phase as Draft['phase']));
    return drafts.filter(({ phase }) => {
      const at = ROLLOUT_PHASES.indexOf(phase);
      return at >= (first as number) && (end === undefined || at < (last as number));
    });
  };
  const of = (phase: Draft['phase']) => steps.filter((step) => step.phase === phase);
  const isProtected = drafts.some(({ phase, kind }) => phase === 'prepare' && kind === 'command');
  const isMoved = drafts.some(({ up }) => up.some((text) => /\$TARGET_(URL|FILE)\b/.test(text)));
  return [
    ...from('prepare', 'expand'),
    ...rights(context, steps),
    ...(isProtected || steps.length === 0 ? [] : protect(context, 'prepare', 'before the first change')),
    ...open,
    ...of('expand'),
    ...from('expand', 'ramp'),
    ...of('migrate'),
    ...from('ramp', 'close'),
    ...removal(context, of('contract'), isMoved ? 'target' : 'production'),
    ...from('close'),
  ];
}
