import type { ChecklistTask, PlanDetail } from '../model/plan-detail.js';
import { type Block, code, field, gap, item, section, table } from './block.js';

/** Lists, people and messages of a plan as blocks. */
export function reportPeople({ checklists, stakeholder_matrix: people, communication }: PlanDetail): Block[] {
  return [
    ...reportChecklist('BEFORE', checklists.before),
    ...reportChecklist('DURING', checklists.during),
    ...reportChecklist('AFTER', checklists.after),
    section('STAKEHOLDER MATRIX'),
    ...table(
      ['Role', 'Name', 'Contact', 'Part', 'Influence', 'Interest', 'Is told'],
      people.map((each) => [
        each.role,
        each.name,
        each.contact,
        each.responsible,
        each.influence,
        each.interest,
        each.told.join('; '),
      ]),
    ),
    gap,
    section('MESSAGES'),
    ...communication.flatMap(({ subject, when, audience, channel, body }) => [
      item('bullet', subject, 0, 'strong'),
      field('When', when, 2),
      field('To', audience, 2),
      field('By', channel, 2),
      code(body, 4),
      gap,
    ]),
  ];
}

function reportChecklist(name: string, tasks: readonly ChecklistTask[]): Block[] {
  const shown = ({ text, owner, step }: ChecklistTask) =>
    `${text} (${owner}${step === undefined ? '' : `, step ${step}`})`;
  return [section(`CHECKLIST ${name}`), ...tasks.map((task) => item('box', shown(task))), gap];
}
