import type { FullSpec } from '../../model/full-spec.js';
import type {
  ChecklistTask,
  ComplianceControl,
  OperationalStep,
  PlanDetail,
  Stakeholder,
} from '../../model/plan-detail.js';
import { REGIMES } from '../../tables/plan-controls.js';
import { TASKS, TOLD } from '../../tables/plan-messages.js';
import { ROLES, type Role } from '../../tables/plan-settings.js';
import { dependentNames } from './dependencies.js';
import type { Settings } from './settings.js';

/** The controls of the regimes that the specification names; a regime that is not known gets none, and a warning. */
export function controlsOf(regimes: readonly string[]): ComplianceControl[] {
  return REGIMES.filter(({ names }) => regimes.some((name) => names.test(name.trim()))).flatMap(({ title, controls }) =>
    controls.map((control) => ({ regime: title, ...control })),
  );
}

export function isKnownRegime(name: string): boolean {
  return REGIMES.some(({ names }) => names.test(name.trim()));
}

/** Who has a part in the migration: the roles that do steps, and those who must agree or be told. */
export function stakeholdersOf(settings: Settings, hasCompliance: boolean): Stakeholder[] {
  return (Object.keys(ROLES) as Role[])
    .filter((role) => role !== 'compliance' || hasCompliance)
    .map((role) => {
      const { title, is, influence, interest } = ROLES[role];
      return { role: title, ...settings.person(role), responsible: is, influence, interest, told: TOLD[role] };
    });
}

/** What to see to before, during and after; steps that decide are named by their ids. */
export function checklistsOf(
  steps: readonly OperationalStep[],
  controls: readonly ComplianceControl[],
  spec: FullSpec,
): PlanDetail['checklists'] {
  const tasks = (list: readonly (readonly [string, Role])[]): ChecklistTask[] =>
    list.map(([text, role]) => ({ text, owner: ROLES[role].title }));
  const named = (wanted: (step: OperationalStep) => boolean): ChecklistTask[] =>
    steps.filter(wanted).map(({ id, title, owner }) => ({ text: title, owner, step: id }));
  const dependents = dependentNames(spec);
  const requirements = (spec.constraints?.special_requirements ?? []).map(String);
  return {
    before: [
      ...tasks(TASKS.before),
      ...dependents.map((name) => ({
        text: `the owner of ${name} knows the date and has agreed`,
        owner: ROLES.migration_lead.title,
      })),
      ...controls.map(({ regime, clause, control, owner }) => ({ text: `${regime}, ${clause}: ${control}`, owner })),
    ],
    during: [
      ...tasks(TASKS.during),
      ...named(({ kind, point_of_no_return }) => kind === 'approval' || point_of_no_return),
    ],
    after: [
      ...tasks(TASKS.after),
      ...requirements.map((name) => ({
        text: `it still holds: ${name.replaceAll('_', ' ')}`,
        owner: ROLES.migration_lead.title,
      })),
      ...controls.map(({ regime, evidence, owner }) => ({ text: `${regime}: kept as evidence: ${evidence}`, owner })),
    ],
  };
}
