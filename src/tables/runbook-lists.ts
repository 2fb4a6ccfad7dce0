import type { RunbookRole } from './runbook-settings.js';

/** When the gates may be passed without those who keep them, and what must be there all the same. */
export const BREAK_GLASS = {
  when: 'nobody who may approve can be reached within ten minutes, and waiting costs more than going on: customers are harmed now',
  conditions: [
    'the incident commander says so, by name',
    'the risk is said in one sentence, and accepted by name',
    'the way back from what is done next is written down: the snapshot, with its id',
    'a task for the review is opened before anything is run, and its number written down',
  ],
  afterwards: [
    'tell the approvers within the hour what was done without them',
    'hand the log over to security and, where there is a regime, to the compliance officer',
    'the review asks why nobody was there',
  ],
} as const;

/** What a review must answer. */
export const REVIEW_QUESTIONS = [
  'what did customers notice, from when to when, and how many of them',
  'what was the first sign, who saw it, and how long after the step that caused it',
  'which trigger fired; which should have, and did not',
  'which step of this runbook was wrong, missing or slow; planned time against real time',
  'what was lost: rows, writes, trust; what is reconciled, and what never will be',
  'which gate was passed by break-glass, and why',
  'why did the rehearsal not find it',
] as const;

export const REVIEW_ACTIONS = [
  'rehearse with what was missing: rows like those of production, the old release running beside',
  'add the check or the trigger that would have seen it earlier',
  'mend the plan, rehearse it, and write this runbook anew from it',
  'restore a backup elsewhere once a month, with the time it took',
] as const;

/** Whom to call, by how bad it is; the keys are those of the outline. */
export const ESCALATION = {
  level_1: {
    trigger: 'a trigger that only alerts, or a step that failed once',
    response_time_minutes: 5,
    contacts: ['sre', 'migration_lead'],
    actions: [
      'stop the rollout where it is',
      'look at the decision tree',
      'flag off when it is not clear in five minutes',
    ],
  },
  level_2: {
    trigger: 'a trigger that calls for the way back, before contract',
    response_time_minutes: 2,
    contacts: ['sre', 'migration_lead', 'incident_commander'],
    actions: [
      'flag off at once',
      'open the incident',
      'the release before when the symptom is still there after five minutes',
    ],
  },
  level_3: {
    trigger: 'trouble after contract has begun, or values that are wrong',
    response_time_minutes: 1,
    contacts: ['incident_commander', 'dba', 'approver', 'business_owner'],
    actions: ['stop whoever writes wrong values', 'tell RTO and RPO of this runbook at once', 'checks, then the route'],
  },
  emergency: {
    trigger: 'customers cannot work, or rows are gone',
    response_time_minutes: 0,
    contacts: ['incident_commander', 'executive', 'business_owner', 'support'],
    actions: [
      'restore beside is begun, whatever else is tried',
      'customers are told',
      'break-glass where nobody answers',
    ],
  },
} as const satisfies Record<
  string,
  {
    trigger: string;
    response_time_minutes: number;
    contacts: readonly RunbookRole[];
    actions: readonly string[];
  }
>;

/** Those of the outline, as roles of the plan. */
export const EMERGENCY_ROLES = ['incident_commander', 'migration_lead', 'business_owner', 'sre', 'executive'] as const;
