import type { RunbookDetail } from '../../model/runbook-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { personOf, type RunbookContext } from './context.js';

/** What to know in the first minute, in the order in which one needs it. */
export function summarize(
  context: RunbookContext,
  steps: readonly RunbookStep[],
  { noReturn, positions }: { noReturn: RunbookDetail['point_of_no_return']; positions: RunbookDetail['positions'] },
): string[] {
  const { plan, values } = context;
  const of = (stage: RunbookStep['stage']) => steps.filter((step) => step.stage === stage);
  const flags = of('flag_off');
  // Shares of requests and addresses go back as flags do, and are none.
  const fastest = plan.steps.some(({ kind }) => kind === 'flag') ? 'flag' : 'switch';
  const turn = plan.steps.findIndex(({ cut_over: turns }) => turns === true);
  const contract = plan.steps.findIndex(
    ({ phase, down, irreversible }) => phase === 'contract' && (down.length > 0 || irreversible !== undefined),
  );
  return [
    `Stop the rollout. ${personOf(context, 'incident_commander').name} leads, in ${values.ask('incident_channel')}.`,
    ...(flags.length > 0
      ? [`${contract < 0 ? 'Then' : 'Before contract'}: ${flags.map(({ title }) => title).join('; ')}.`]
      : []),
    ...revert(context, of('application_revert')),
    ...(of('schema_undo').some(({ language }) => language === 'sql')
      ? ['Keep the wider schema: it harms nobody. Its undo is a separate approval, on another day.']
      : []),
    ...(turn < 0
      ? []
      : [
          `From step ${turn + 1} on ("${plan.steps[turn]?.title}") writes go over to the new side: the ${fastest} alone does not lead back, route ${positions[turn]?.route} does.`,
        ]),
    ...(contract < 0
      ? []
      : [
          `From step ${contract + 1} on ("${plan.steps[contract]?.title}") contract has begun: not the ${fastest} first, but route ${positions[contract]?.route}.`,
        ]),
    `Point of no return: ${noReturn.sentence}`,
    'Never restore over production. Nothing that cannot be undone before the snapshot.',
  ];
}

/** Where nothing was deployed there is no release before. */
function revert({ plan }: RunbookContext, steps: readonly RunbookStep[]): string[] {
  if (steps.length === 0) return [];
  const deployed = new Set(plan.steps.filter(({ kind }) => kind === 'deploy').map(({ id }) => id));
  const isRelease = steps.some(({ undoes }) => undoes.some((id) => deployed.has(id)));
  const what = isRelease ? 'the release before' : steps.map(({ title }) => title).join('; ');
  return [`Still bad five minutes later: ${what}.`];
}
