import type { Step } from '../../../model/step.js';
import { ROLES } from '../../../tables/plan-settings.js';
import type { Draft } from '../draft.js';

/** The steps of a report as steps of the rollout: their SQL and their ids as they are. */
export function sqlSteps(steps: readonly Step[]): Draft[] {
  return steps.map((step) => ({
    ...step,
    sql: step,
    language: 'sql',
    point_of_no_return: step.reversibility !== 'reversible',
    ...(step.reversibility === 'irreversible' && {
      irreversible: {
        why: step.loss ?? 'what it drops held values',
        recover_by: 'restore the backup that was taken before into a new instance, and copy back what is missing',
      },
    }),
    prerequisites: [
      ...(step.gate === 'approval' ? [APPROVED[step.phase]] : []),
      ...(step.transactional ? [] : ['run outside of a transaction: no BEGIN before it']),
      'no transaction is open for longer than a minute',
    ],
    expected: step.verify.length > 0 ? 'every verification answers as expected' : 'the statements end without an error',
    on_failure: failing(step),
    owner: ROLES.dba.title,
    takes: { clock: 'machine', source: 'unknown', basis: 'depends on rows' },
  }));
}

/** What somebody has said before a step behind a gate. */
const APPROVED = {
  expand: 'it is on record that writes to the table may wait meanwhile',
  migrate: 'it is on record that writes to the table may wait meanwhile',
  contract: 'the approval of removals is on record',
} as const satisfies Record<Step['phase'], string>;

function failing({ transactional, retries, batched }: Step): string {
  if (batched === true) return 'run it again: it goes on where it stopped';
  if (transactional)
    return `nothing was changed; try again up to ${retries} times, then stop and undo what came before`;
  return 'run the whole step again: each statement can be repeated; what is half done is cleared by its first statement';
}
