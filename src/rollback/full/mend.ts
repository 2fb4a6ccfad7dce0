import type { RunbookStep } from '../../model/runbook-step.js';
import { asks, ownStep, type RunbookContext } from './context.js';
import { called } from './sides.js';

/** How the new side is mended where it stands: what harms is stopped, the cause is mended, and the rows are put right. */
export function mendSteps(context: RunbookContext): RunbookStep[] {
  const { plan, sides, tools } = context;
  const compare = plan.steps.find(({ title }) => title === 'Compare source and target');
  const [leading] = sides.slice(-1);
  const where = leading === undefined || tools === undefined ? 'the new side' : called(leading);
  return [
    ownStep({
      id: 'mend_writer',
      stage: 'mend',
      title: 'Stop whoever writes wrong values, and nobody else',
      gate: 'confirm',
      statements: [
        'the job, the consumer or the release that the first wrong value came from: stop that one',
        'write down since when, in which tables and by whom values were wrong',
      ],
      expected: 'the count of wrong values no longer grows',
      on_failure: 'let nobody write: programs read only, until it is clear who does',
      role: 'developer',
      minutes: 10,
    }),
    ownStep({
      id: 'mend_cause',
      stage: 'mend',
      title: `Mend the cause on ${where}, by the smallest change that was tried elsewhere`,
      gate: 'confirm',
      statements: [
        'a change that is understood, tried on a copy with rows like these, and read by a second person',
        'with an undo of its own, written down before it is run',
      ],
      verify: [asks('the symptom is gone, and no other metric is worse', 'yes', 'words')],
      expected: 'the symptom is gone within the time box of the decision tree',
      on_failure:
        plan.steps.some(({ cut_over: turns }) => turns) === true
          ? 'undo the mending; before the old side has ended: go back by the undo of the cut-over'
          : 'undo the mending, and go back by the route of this runbook',
      role: 'developer',
      minutes: 30,
    }),
    ownStep({
      id: 'mend_rows',
      stage: 'mend',
      title: 'Put the rows right where they are',
      statements: [
        ...(compare === undefined
          ? []
          : [
              `begin with the figures that step ${compare.id} of the plan kept, of the last moment at which both sides were equal`,
            ]),
        'list the rows that are wrong or missing, by key; repair them row by row, in small batches, each with the value before',
        'what is missing here, look for first in the snapshot and on the old side, as long as that can be read',
      ],
      expected: 'a list whose every line is repaired, or has an owner',
      on_failure: 'only what is nowhere else comes from a backup: the part restore, into a new instance',
      role: 'developer',
      minutes: 60,
    }),
  ];
}
