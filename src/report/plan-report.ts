import { formatTenths } from '../lib/python/number.js';
import { str } from '../lib/python/repr.js';
import { LEVELS, type MigrationPhase, type MigrationPlan, type RiskItem } from '../model/plan.js';
import { type Block, field, gap, item, items, line, section, title } from './block.js';

/** A migration plan as blocks. */
export function reportPlan(plan: MigrationPlan): Block[] {
  const hours = plan.estimated_duration_hours;
  return [
    title(`MIGRATION PLAN: ${plan.migration_id}`),
    field('Source System', str(plan.source_system)),
    field('Target System', str(plan.target_system)),
    field('Migration Type', plan.migration_type.toUpperCase()),
    field('Complexity Level', plan.complexity.toUpperCase()),
    field('Estimated Duration', `${hours} hours (${formatTenths(hours / 24)} days)`),
    field('Created', plan.created_at),
    gap,
    section('MIGRATION PHASES'),
    ...plan.phases.flatMap(reportPhase),
    section('RISK ASSESSMENT'),
    ...reportRisks(plan.risks),
    ...reportRollback(plan),
    section('SUCCESS CRITERIA'),
    ...items('tick', plan.success_criteria),
    gap,
    section('STAKEHOLDERS'),
    ...items('bullet', plan.stakeholders),
    gap,
  ];
}

function reportPhase(phase: MigrationPhase, index: number): Block[] {
  return [
    item({ number: index + 1 }, `${phase.name.toUpperCase()} (${phase.duration_hours}h)`, 0, 'strong'),
    field('Description', phase.description, 3),
    field('Risk Level', phase.risk_level.toUpperCase(), 3),
    ...(phase.dependencies.length > 0 ? [field('Dependencies', phase.dependencies.join(', '), 3)] : []),
    line('Tasks:', 3),
    ...items('bullet', phase.tasks, 5),
    line('Success Criteria:', 3),
    ...items('tick', phase.validation_criteria, 5),
    gap,
  ];
}

function reportRisks(risks: readonly RiskItem[]): Block[] {
  return LEVELS.toReversed().flatMap((severity) => {
    const found = risks.filter((risk) => risk.severity === severity);
    if (found.length === 0) return [];
    return [line(`${severity.toUpperCase()} SEVERITY RISKS:`, 0, 'strong'), ...found.flatMap(reportRisk)];
  });
}

function reportRisk(risk: RiskItem): Block[] {
  return [
    item('bullet', risk.description, 2),
    field('Category', risk.category, 4),
    line(`Probability: ${risk.probability} | Impact: ${risk.impact}`, 4),
    field('Mitigation', risk.mitigation, 4),
    field('Owner', risk.owner, 4),
    gap,
  ];
}

function reportRollback({ rollback_plan: rollback }: MigrationPlan): Block[] {
  return [
    section('ROLLBACK STRATEGY'),
    line('Rollback Triggers:'),
    ...items('bullet', rollback.rollback_triggers, 2),
    gap,
    line('Rollback Phases:'),
    ...rollback.rollback_phases.flatMap((phase) => [
      line(`${phase.phase.toUpperCase()}:`, 2),
      ...items('dash', phase.rollback_actions, 4),
      field('Estimated Time', `${phase.estimated_time_minutes} minutes`, 4),
      gap,
    ]),
  ];
}
