import type { RolloutPhase } from '../model/plan-detail.js';
import type { Strategy } from '../model/runbook-detail.js';
import type { Stage } from '../model/runbook-step.js';
import { ROUTES, type RouteName } from './runbook-stages.js';

/** What one may do when it goes wrong, the gentlest first; after the runbooks of two teams of operators. */
export const STRATEGY_WORDS = {
  flag_off: {
    title: 'Flag off, traffic back to the old side',
    use_when: 'the new path is in use and anything is wrong with it: first of all, and without asking',
    not_when: 'contract has begun: the old path then lacks what was taken away',
    loses: 'nothing; what the new path wrote stays, and is reconciled later',
    stages: ['flag_off'],
  },
  application_revert: {
    title: 'The release before',
    use_when: 'old and new copies do not agree on the schema, or the symptom outlives the flag by five minutes',
    not_when: 'contract has begun: the release before then lacks what was taken away',
    loses: 'nothing; what was added stays',
    stages: ['application_revert'],
  },
  stop_and_keep: {
    title: 'Stop, keep what was added, and look for the cause',
    use_when: 'nothing that is there harms anybody: additions that nobody uses, a step that failed half way',
    not_when: 'what was added is itself the trouble: a constraint that refuses rows, an index that makes writes slow',
    loses: 'nothing',
    stages: [],
  },
  down_steps: {
    title: "The plan's own undos",
    use_when:
      'contract took away what the old path needs, and its rows are still there; or an addition is itself the trouble',
    not_when: 'rows are gone: an undo brings the shape back and nothing in it; and never as a reflex',
    loses: 'what was written since to what an undo drops; each step says what, with the query that counts it',
    stages: ['contract_undo', 'data_undo', 'schema_undo'],
  },
  restore_beside: {
    title: 'Restore into a new instance, and copy back or switch over',
    use_when: 'rows or values are gone or wrong, and nothing else has them',
    not_when: 'an undo is enough; and never over production',
    loses: 'on switching over: every write since the backup that nobody replays',
    stages: ['restore'],
  },
  fix_forward: {
    title: 'Mend the new side',
    use_when:
      'the cause is known, the mending is small and tested, and going back would lose more than the trouble does',
    not_when: 'the cause is not known within the time box',
    loses: 'time; the symptom goes on meanwhile',
    stages: ['mend'],
  },
} as const satisfies Record<
  Strategy,
  { title: string; use_when: string; not_when: string; loses: string; stages: readonly Stage[] }
>;

/** Why in contract, where a side is switched off rather than a schema taken away. */
export const CONTRACT_OF_SIDES =
  'the old side is stopped or gone: it is started again and seen to answer first, and only then do flag and traffic lead back to it';

interface ByPhase {
  readonly first: Strategy;
  readonly next: readonly Strategy[];
  readonly reason: string;
  readonly route: RouteName;
}

/** What to do in a phase in which writes go over to the new side, or went. */
export const AFTER_CUT_OVER = {
  first: 'flag_off',
  next: ['down_steps', 'application_revert', 'fix_forward'],
  reason: `requests go back at once, and writes by the undo of the cut-over: ${ROUTES.after_cut_over.reason}`,
  route: 'after_cut_over',
} as const satisfies ByPhase;

/** What to do in contract where nothing that is taken away has an undo. */
export const CONTRACT_WITHOUT_UNDO = {
  first: 'fix_forward',
  next: ['restore_beside'],
  reason:
    'the old side does not follow any longer, or is gone: what is wrong is mended and reconciled on the new one; only what is missing there too comes from a backup',
  route: 'old_side_gone',
} as const satisfies ByPhase;

/** What to do first in each phase of a rollout, and what then. */
export const STRATEGY_BY_PHASE = {
  prepare: {
    first: 'stop_and_keep',
    next: [],
    reason: 'nothing was changed yet: stop, and begin another day',
    route: 'before_contract',
  },
  expand: {
    first: 'stop_and_keep',
    next: ['down_steps'],
    reason:
      'the running release does not use the additions; a step that failed half way is run again; only an addition that is itself the trouble is undone',
    route: 'before_contract',
  },
  deploy: {
    first: 'application_revert',
    next: ['stop_and_keep'],
    reason: 'the flag is still off, so the new release itself is the suspect; the one before works with what was added',
    route: 'before_contract',
  },
  migrate: {
    first: 'stop_and_keep',
    next: ['application_revert', 'down_steps'],
    reason:
      'stop the batches and the copying: the old path is still the one in use; what refuses rows of the old path is the one thing to undo',
    route: 'before_contract',
  },
  ramp: {
    first: 'flag_off',
    next: ['application_revert', 'stop_and_keep', 'fix_forward'],
    reason: 'the share of the new path is the cause as long as nothing else is known, and its flag is off in seconds',
    route: 'before_contract',
  },
  stabilize: {
    first: 'flag_off',
    next: ['application_revert', 'stop_and_keep', 'fix_forward'],
    reason: 'the old path is still whole: that is what the stability window is for',
    route: 'before_contract',
  },
  contract: {
    first: 'down_steps',
    next: ['restore_beside', 'fix_forward'],
    reason:
      'from here on it is an incident of the highest severity: the old path lacks what was taken away, so neither flag nor release alone leads back; before the point of no return the undos bring everything back in moments, behind it the shape alone, and rows come from a restore beside',
    route: 'after_contract',
  },
  close: {
    first: 'fix_forward',
    next: ['restore_beside'],
    reason: 'the old side is gone: what is wrong is mended on the new one',
    route: 'rows_lost',
  },
} as const satisfies Record<RolloutPhase, ByPhase>;

/** What one sees, what one looks at, and what one does: the symptoms of the operators' runbooks. */
export const SYMPTOMS_SEEN = [
  {
    id: 'new_path_errors',
    symptom: 'errors or slow answers since a share was raised',
    look: 'the metrics of the triggers, the new path against the old one',
    minutes: 5,
    strategy: 'flag_off',
    otherwise: 'still there five minutes after the flag is off: application_revert',
    needs: 'flag_off',
  },
  {
    id: 'mixed_versions',
    symptom: 'copies of one release fail on the schema as it is, those of the other do not',
    look: 'the logs of the copies that fail: an unknown column or table, a value that is refused',
    minutes: 5,
    strategy: 'application_revert',
    otherwise: 'the release before fails as well: go by the phase that the last step is in',
    needs: 'application_revert',
  },
  {
    id: 'lock_waits',
    symptom: 'timeouts everywhere while a step of the migration runs',
    look: 'who waits for whom (step stop_waits): the migration holds the others up',
    minutes: 2,
    strategy: 'stop_and_keep',
    otherwise:
      'end the statement of the migration (step stop_waits says how), or its session; then smaller batches, or a window of maintenance',
    needs: 'sql',
  },
  {
    id: 'step_failed',
    symptom: 'a step of the migration failed half way',
    look: 'its statements and its verification; an index that is invalid',
    minutes: 15,
    strategy: 'stop_and_keep',
    otherwise: 'run the step again; when it fails twice, undo that one step',
    needs: 'sql',
  },
  {
    id: 'rows_refused',
    symptom: 'the old path cannot write: a constraint or a trigger of the migration refuses its rows',
    look: 'the name of the constraint or the trigger in the error, and the step that made it',
    minutes: 10,
    strategy: 'down_steps',
    otherwise: 'undo that one step only, by its approval; the rest of the schema stays',
    needs: 'sql',
  },
  {
    id: 'values_wrong',
    symptom: 'values are wrong or missing',
    look: 'since when, in which tables, written by which side; stop the writer first',
    minutes: 15,
    strategy: 'flag_off',
    otherwise: 'what was right before the migration and is gone: restore_beside; what is wrong only: repair row by row',
    needs: 'flag_off',
  },
  {
    id: 'contract_needed',
    symptom: 'something still needs what contract took away',
    look: 'the point of no return of this runbook: whether its step was begun',
    minutes: 10,
    strategy: 'down_steps',
    otherwise: 'behind the point of no return: restore_beside',
    needs: 'contract_undo',
  },
  {
    id: 'new_side_fails',
    symptom: 'the new side cannot be written to, or not fast enough, after the cut-over',
    look: 'how many writes came to it since, and whether the cause is known',
    minutes: 10,
    strategy: 'fix_forward',
    otherwise:
      'not mended by then: down_steps, route after_cut_over; writes that the old side did not follow are reconciled by hand',
    needs: 'data_undo',
  },
  {
    id: 'rows_gone',
    symptom: 'rows or values that contract dropped are needed',
    look: 'the age of the backup, and the writes since (the counters of the checks)',
    minutes: 15,
    strategy: 'restore_beside',
    otherwise: 'no backup has them: the loss is final; tell the business owner at once',
    needs: 'rows_lost',
  },
  {
    id: 'old_side_needed',
    symptom: 'something still needs the old side, which has ended',
    look: 'what it wants there, and whether the new side has it',
    minutes: 10,
    strategy: 'fix_forward',
    otherwise: 'rows that are missing on the new side too: restore_beside, into a new instance; never over production',
    needs: 'old_side_gone',
  },
  {
    id: 'undo_failed',
    symptom: 'an undo failed half way',
    look: 'what it printed, and the questions that say whether it still applies',
    minutes: 15,
    strategy: 'fix_forward',
    otherwise: 'stop; try the undo on a restored copy; when the state cannot be mended, restore_beside',
    needs: 'any',
  },
] as const satisfies readonly {
  id: string;
  symptom: string;
  look: string;
  minutes: number;
  strategy: Strategy;
  otherwise: string;
  needs: Stage | 'sql' | 'any' | 'rows_lost' | 'old_side_gone';
}[];
