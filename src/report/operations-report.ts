import type { OperationalStep } from '../model/plan-detail.js';
import { type Block, code, field, gap, item, items, line, section } from './block.js';
import { rangeOf } from './seconds.js';

/** The steps of a rollout as blocks, each with everything that one needs to do it, to see that it worked, and to undo it. */
export function reportOperations(steps: readonly OperationalStep[]): Block[] {
  return [section('STEPS'), ...steps.flatMap((step, index) => reportOperation(step, index + 1))];
}

function reportOperation(step: OperationalStep, number: number): Block[] {
  const { estimate } = step;
  return [
    item({ number, box: true }, step.title, 0, 'strong'),
    field('Id', step.id, 3),
    field('Phase', step.phase === step.plan_phase ? step.phase : `${step.phase} (${step.plan_phase})`, 3),
    field('Kind', step.kind, 3),
    field('Owner', step.owner, 3),
    ...(step.gate === undefined ? [] : [field('Gate', step.gate, 3)]),
    ...(step.prerequisites.length > 0 ? [line('Before:', 3), ...items('box', step.prerequisites, 5)] : []),
    ...asked('This must hold before:', step, step.preflight),
    ...(step.kind === 'sql' ? [field('In One Transaction', step.transactional ? 'yes' : 'no', 3)] : []),
    ...done('Do:', step, step.up),
    field('Expected', step.expected, 3),
    ...asked('Then this must hold:', step, step.verify),
    ...wayBack(step),
    field('On Failure', step.on_failure, 3),
    field('Time', estimate.seconds === undefined ? 'not known' : `${rangeOf(estimate.seconds)} (${estimate.clock})`, 3),
    field('Basis', estimate.basis, 3),
    ...(estimate.formula !== undefined && estimate.seconds === undefined
      ? [field('Formula', estimate.formula, 3)]
      : []),
    ...(estimate.query !== undefined ? [line('The query that fills it:', 3), code(`${estimate.query};`, 5)] : []),
    gap,
  ];
}

function done(title: string, { language }: OperationalStep, texts: readonly string[]): Block[] {
  if (texts.length === 0) return [];
  if (language === 'words') return [line(title, 3), ...items('dash', texts, 5)];
  const end = language === 'sql' ? ';' : '';
  return [line(title, 3), code(texts.map((text) => `${text}${end}`).join('\n'), 5)];
}

function asked(title: string, { language }: OperationalStep, questions: OperationalStep['verify']): Block[] {
  if (questions.length === 0) return [];
  if (language === 'words')
    return [
      line(title, 3),
      ...items(
        'dash',
        questions.map(({ run, expect }) => `${run}: ${expect}`),
        5,
      ),
    ];
  const [end, mark] = language === 'sql' ? [';', '--'] : ['', '#'];
  return [line(title, 3), code(questions.map(({ run, expect }) => `${run}${end} ${mark} ${expect}`).join('\n'), 5)];
}

function wayBack(step: OperationalStep): Block[] {
  const { irreversible, loss, down, point_of_no_return } = step;
  return [
    ...(irreversible === undefined
      ? []
      : [field('No Way Back', irreversible.why, 3), field('Recover By', irreversible.recover_by, 3)]),
    ...(irreversible === undefined && loss !== undefined
      ? [field('Way Back', `${step.reversibility}: ${loss}`, 3)]
      : []),
    ...(point_of_no_return && irreversible === undefined && loss === undefined
      ? [field('Point of No Return', 'what is written after it stays on the new side', 3)]
      : []),
    ...asked('Before undoing this must hold:', step, step.undo_preflight),
    ...done('Undo:', step, down),
    ...asked('Once it is undone, this must hold:', step, step.undo_verify ?? []),
  ];
}
