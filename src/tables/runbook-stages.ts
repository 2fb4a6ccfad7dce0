import type { Route } from '../model/runbook-detail.js';
import type { Gate, Stage } from '../model/runbook-step.js';

/** The parts of a way back: what each is called, and when it is gone through. */
export const STAGE_WORDS = {
  stop: { title: 'Stop the rollout and see where it stands', when: 'always, first' },
  flag_off: {
    title: 'Flags off, traffic back',
    when: 'at once; before contract it needs no approval, because it loses nothing',
  },
  application_revert: {
    title: 'The release before',
    when: 'when the symptom is still there five minutes after the flag is off',
  },
  checks: {
    title: 'Checks before anything touches the database',
    when: 'before anything is undone in a database, or restored',
  },
  mend: {
    title: 'Mend the new side',
    when: 'when the cause is known and the mending is small; before anything is restored, once the old side cannot lead',
  },
  contract_undo: { title: 'Bring back what contract took away', when: 'when contract has begun' },
  data_undo: {
    title: 'Back to the source',
    when: 'after the cut-over: when the new side cannot be mended; before it: when the migration is given up',
  },
  schema_undo: {
    title: 'Take the schema back: only by a separate approval',
    when: 'not in the incident: the wider schema harms nobody; when the cause is known and the undo is approved',
  },
  restore: {
    title: 'Restore into a new instance',
    when: 'when rows or values are gone; never over production',
  },
  verify: { title: 'See that it is as before', when: 'after the last step that was done' },
  resume: { title: 'Bring everything up again, little by little', when: 'when every verification answers as it must' },
} as const satisfies Record<Stage, { title: string; when: string }>;

/** The ways through the parts, by where the migration stands. */
export const ROUTES = {
  before_contract: {
    id: 'before_contract',
    title: 'Nothing was taken away yet',
    when: 'no step of contract was begun, and no cut-over',
    stages: ['stop', 'flag_off', 'application_revert', 'verify', 'resume', 'checks', 'data_undo', 'schema_undo'],
    reason:
      'the flag is the fastest and loses nothing; the release before works with what was added, so that stays; what comes behind resume is for another day, by a separate approval',
  },
  after_contract: {
    id: 'after_contract',
    title: 'Contract has begun, and no row is gone',
    when: 'a step of contract was begun, and none behind the point of no return',
    stages: [
      'stop',
      'checks',
      'contract_undo',
      'flag_off',
      'application_revert',
      'verify',
      'resume',
      'data_undo',
      'schema_undo',
    ],
    reason:
      'the old path needs what contract took away: with the flag off first, every request would fail; so the shape comes back before the flag goes off',
  },
  after_cut_over: {
    id: 'after_cut_over',
    title: 'Writes go to the new side',
    when: 'the cut-over was begun',
    stages: [
      'stop',
      'flag_off',
      'checks',
      'mend',
      'data_undo',
      'application_revert',
      'verify',
      'resume',
      'schema_undo',
    ],
    reason:
      'as long as the old side follows the new one, going back loses nothing; where nothing follows, every minute is one to reconcile by hand: mend the new side within the time box, or go back at once',
  },
  rows_lost: {
    id: 'rows_lost',
    title: 'Rows or values are gone',
    when: 'a step that takes rows or values away for good was begun',
    stages: ['stop', 'checks', 'contract_undo', 'restore', 'flag_off', 'application_revert', 'verify', 'resume'],
    reason:
      'an undo brings the shape back, not the rows: they come from a backup that is restored into a new instance; tell everybody what that costs before it begins',
  },
  old_side_gone: {
    id: 'old_side_gone',
    title: 'The old side follows no longer, or is gone',
    when: 'a step that ends the old side for good was begun',
    stages: ['stop', 'checks', 'mend', 'contract_undo', 'restore', 'verify', 'resume'],
    reason:
      'no row is lost by that, but nothing leads back: what was written since is on the new side alone, so flags and traffic stay where they are; what is wrong is mended there and reconciled row by row, and only rows that are gone there too come from a backup, in a new instance',
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

/** When to stop trying, by what a step is written in. */
export const ABORT = {
  sql: 'stop when it has failed for another reason than a lock, or waited longer than ten minutes in sum; then restore_beside or fix_forward is decided, not tried',
  sh: 'stop when it has failed twice; then the incident commander decides',
  words: 'stop when it takes twice its time; then the incident commander decides',
} as const;

/** What must be said at a gate. */
export const GATE_WORDS = {
  none: 'nothing: it loses nothing',
  confirm: 'yes, by whoever does it',
  schema: 'the approval of two people by name, with the number of the incident',
  destructive: 'the approval of two people by name, who have seen what is lost, with the number of the incident',
} as const satisfies Record<Gate, string>;
