import type { SchemaPair } from '../model/schema-pair.js';
import type { Question, Step, StepLock } from '../model/step.js';
import { type Block, code, field, gap, item, line, section } from './block.js';
import { reportSchemas } from './schemas-report.js';

/** The steps of a migration as blocks: how each is done, how to see that, and the way back. */
export function reportSteps(steps: readonly Step[], schemas: SchemaPair | undefined): Block[] {
  if (steps.length === 0) return [];
  return [
    section('STEPS THERE AND BACK'),
    ...reportSchemas(schemas),
    ...steps.flatMap((step, index) => [
      item({ number: index + 1 }, `${step.phase}: ${step.title}`),
      field('Id', step.id, 3),
      ...(step.gate === undefined ? [] : [field('Gate', step.gate, 3)]),
      field('In One Transaction', step.transactional ? 'yes' : 'no', 3),
      field('Way Back', step.loss === undefined ? step.reversibility : `${step.reversibility}: ${step.loss}`, 3),
      ...(step.no_return === undefined ? [] : [field('Point Of No Return', step.no_return, 3)]),
      ...(step.locks.length === 0 ? [] : [field('Locks', step.locks.map(lockText).join(', '), 3)]),
      ...(step.rewrites.length === 0 ? [] : [field('Writes Anew', step.rewrites.join(', '), 3)]),
      ...questions('Before that, this must hold:', step.preflight),
      ...script('Do:', step.up),
      ...questions('Then this must hold:', step.verify),
      ...questions('Before it is undone, this must hold:', step.undo_preflight),
      ...script('Undo:', step.down),
      ...questions('Once it is undone, this must hold:', step.undo_verify ?? []),
      gap,
    ]),
  ];
}

function lockText({ object, mode, blocks }: StepLock): string {
  return `${object} ${mode} (blocks ${blocks})`;
}

function script(title: string, statements: readonly string[]): Block[] {
  if (statements.length === 0) return [];
  return [line(title, 3), code(statements.map((each) => `${each};`).join('\n'), 5)];
}

function questions(title: string, asked: readonly Question[]): Block[] {
  if (asked.length === 0) return [];
  return [line(title, 3), code(asked.map(({ run, expect }) => `${run}; -- ${expect}`).join('\n'), 5)];
}
