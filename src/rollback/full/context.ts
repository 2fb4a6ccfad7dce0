import type { NamedValues } from '../../lib/named-values.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { AskedOf, RunbookStep } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { ROLES } from '../../tables/plan-settings.js';
import { RUNBOOK_ROLES, type RunbookRole } from '../../tables/runbook-settings.js';
import { ABORT, STAGE_WORDS } from '../../tables/runbook-stages.js';
import type { Side } from './sides.js';
import { usualTime } from './undos.js';

/** What a runbook is written from. */
export interface RunbookContext {
  readonly plan: PlanDetail;
  readonly spec: FullSpec;
  readonly values: NamedValues;
  readonly dialect: Dialect;
  /** What is asked of the database that the plan begins with, if one is at hand. */
  readonly tools: DatabaseTools | undefined;
  /** The databases that the way back is about: that one, or the sides of a move by their names. */
  readonly sides: readonly Side[];
  /** The plan's undos, in the order of the way back. */
  readonly undos: readonly RunbookStep[];
}

/** What a role is called. */
export function titleOf(role: RunbookRole): string {
  return { ...ROLES, ...RUNBOOK_ROLES }[role].title;
}

/** Who a role is and how to reach them. */
export function personOf({ values }: RunbookContext, role: RunbookRole) {
  return { title: titleOf(role), name: values.ask(role), contact: values.ask(`${role}_contact`) };
}

/** The steps of SQL of a plan. */
export function sqlOf({ steps }: PlanDetail): OperationalStep[] {
  return steps.filter(({ kind }) => kind === 'sql');
}

/** What the plan takes away for good, or what keeps writes from coming back, in order. */
export function lossySteps({ steps }: PlanDetail): OperationalStep[] {
  return steps.filter(({ point_of_no_return: passed }) => passed);
}

/** What takes rows, values or machines away for good. */
export function irreversibleSteps({ steps }: PlanDetail): OperationalStep[] {
  return steps.filter(({ irreversible }) => irreversible !== undefined);
}

export function numberOf({ steps }: PlanDetail, id: string): number {
  return steps.findIndex((step) => step.id === id) + 1;
}

type Given = Pick<RunbookStep, 'id' | 'stage' | 'title' | 'statements' | 'expected'> &
  Partial<RunbookStep> & { readonly role: RunbookRole; readonly minutes: number };

/** A step that no step of the plan has as its undo, with what holds for most. */
export function ownStep({ role, minutes, ...given }: Given): RunbookStep {
  const { id, stage, title, statements, language = 'words', expected, ...rest } = given;
  // In the order of the model; the rest of what is given takes the place of what holds for most.
  return {
    id,
    stage,
    title,
    undoes: [],
    when: STAGE_WORDS[stage].when,
    gate: 'none',
    language,
    statements,
    command: language === 'sh' ? statements.join('\n') : '',
    transactional: false,
    repeatable: true,
    optional: false,
    applies: [],
    preflight: [],
    expected,
    verify: [],
    on_failure: 'tell the incident channel, and go on only when the incident commander says so',
    abort: ABORT[language],
    owner: titleOf(role),
    time: usualTime(minutes),
    ...rest,
  };
}

/** A question whose answer must be as written. */
export function asks(run: string, expect: string, language: AskedOf['language'] = 'sh'): AskedOf {
  return { run, expect, language, is: 'equal' };
}
