import type { Question, Step } from '../model/step.js';
import { type Block, code, field, gap, item, line, section } from './block.js';

/** The steps of a migration as blocks: how each is done, how to see that, and the way back. */
export function reportSteps(steps: readonly Step[]): Block[] {
  if (steps.length === 0) return [];
  return [
    section('STEPS THERE AND BACK'),
    ...steps.flatMap((step, index) => [
      item({ number: index + 1 }, `${step.phase}: ${step.title}`),
      field('Id', step.id, 3),
      ...(step.gate === undefined ? [] : [field('Gate', step.gate, 3)]),
      field('In One Transaction', step.transactional ? 'yes' : 'no', 3),
      field('Way Back', step.loss === undefined ? step.reversibility : `${step.reversibility}: ${step.loss}`, 3),
      ...script('Do:', step.up),
      ...questions('Then this must hold:', step.verify),
      ...script('Undo:', step.down),
      gap,
    ]),
  ];
}

function script(title: string, statements: readonly string[]): Block[] {
  if (statements.length === 0) return [];
  return [line(title, 3), code(statements.map((each) => `${each};`).join('\n'), 5)];
}

function questions(title: string, asked: readonly Question[]): Block[] {
  if (asked.length === 0) return [];
  return [line(title, 3), code(asked.map(({ run, expect }) => `${run}; -- ${expect}`).join('\n'), 5)];
}
