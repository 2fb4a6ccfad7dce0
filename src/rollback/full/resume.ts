import type { RunbookStep } from '../../model/runbook-step.js';
import { ownStep, type RunbookContext } from './context.js';

/** How one comes back to ordinary work. */
export function resumeSteps({ plan, spec, values }: RunbookContext): RunbookStep[] {
  const compare = plan.steps.find(({ title }) => title === 'Compare source and target');
  const flags = (spec.feature_flags ?? []).map(({ name }) => name);
  const rollout = plan.steps.filter(({ phase, kind }) => phase === 'ramp' && kind !== 'wait').length;
  // Where the old side has ended, nothing went back to it: the rollout is done, and the rows were put right on the new one.
  const end = plan.steps.find(({ irreversible, kind }) => irreversible !== undefined && kind !== 'sql')?.id;
  const until = end === undefined ? {} : { until: end };
  return [
    ownStep({
      id: 'resume_reconcile',
      stage: 'resume',
      title: 'Reconcile what both sides wrote',
      ...until,
      statements: [
        ...(compare === undefined ? [] : [`count both sides again, by the commands of step ${compare.id} of the plan`]),
        'list what the new side wrote between its first request and the way back: by time, by user, by order',
        'compare with what the old side has (references/data-reconciliation.md), and repair row by row, not table by table',
        'tell the owners of dependent systems which of their records were touched',
      ],
      expected: 'a list that is empty, or whose every line has an owner',
      role: 'developer',
      minutes: 60,
    }),
    ownStep({
      id: 'resume_work',
      stage: 'resume',
      title: 'Bring workers and jobs up again, one first',
      gate: 'confirm',
      statements: [
        'one worker, or concurrency 1; watch it for ten minutes',
        'then a quarter, then half, then all, ten minutes apart',
        'run the backfills that are missing, in small batches',
      ],
      expected: 'queues get shorter, and the metrics stay within their limits',
      on_failure: 'one step down again',
      role: 'sre',
      minutes: 45,
    }),
    ownStep({
      id: 'resume_rollout',
      stage: 'resume',
      title: 'Begin the rollout again only by a new decision',
      ...until,
      gate: 'confirm',
      statements: [
        `off until the cause is found, mended and rehearsed: ${flags.length > 0 ? flags.join(', ') : 'the new path'}`,
        `begin again at ${rollout > 1 ? `the first of the ${rollout} steps of the ramp` : 'the first step behind the preparations'}, with its waits; not where it stopped`,
        `say the end in ${values.ask('status_channel')}, with the message of this runbook`,
      ],
      expected: 'a date, and a name that has decided it',
      role: 'migration_lead',
      minutes: 30,
    }),
  ];
}
