import type { PlanPattern } from '../../../tables/plan-patterns.js';
import { dependentNames } from '../dependencies.js';
import { asks, type Context, command, type Draft, manual } from '../draft.js';
import { type Method, methodOf } from '../moving/methods.js';
import { partOf } from '../rollout-of.js';
import { close, prepare, protect, smoke } from './common.js';
import { rampFlags, soak, stability } from './flags.js';
import { giveUp, terraformIn } from './give-up.js';
import { lowerTtl, switchNames } from './names.js';

/** The rollout of systems that go to another place. */
export function infrastructureRollout(context: Context): Draft[] {
  const flags = context.spec.feature_flags ?? [];
  const method = hasData(context) ? methodOf(context) : undefined;
  return [
    ...ownPhases(context, 'prepare'),
    ...prepare(context),
    ...build(context),
    ...ownPhases(context, 'deploy'),
    ...lowerTtl(context),
    ...protect(context, 'migrate', 'before data move', method === undefined ? 'production' : 'source'),
    ...moveData(context, method),
    ...(flags.length > 0 ? rampFlags(context, flags) : []),
    ...switchNames(context),
    smoke(context, 'ramp', 'in the new place'),
    ...(leadsOnce(context) ? [] : ownPhases(context, 'stabilize')),
    ...stability(context),
    ...giveUp(context, leadsOnce(context) ? (method?.end ?? []) : []),
    ...close(context),
  ];
}

/** Whether one place leads in the end; of several clouds each stays, and the second follows the first for ever. */
function leadsOnce({ pattern }: Context): boolean {
  return pattern.id !== 'multi_cloud';
}

/** Whether there are data that must come along, as far as the specification says. */
function hasData({ spec }: Context): boolean {
  const gigabytes = spec.constraints?.data_volume_gb;
  return (spec.tables_to_migrate ?? []).length > 0 || (gigabytes !== undefined && Number(gigabytes) > 0);
}

/** Data follow to the new place, and where that leads in the end the writes go over. */
function moveData(context: Context, method: Method | undefined): readonly Draft[] {
  if (method !== undefined) return leadsOnce(context) ? [...method.follow, ...method.turn] : method.follow;
  return [...ownPhases(context, 'migrate'), ...(leadsOnce(context) ? [wayBack(context.pattern)] : [])];
}

/** What keeps the old side usable after the cut-over, set up and tried before it. */
function wayBack({ phases, rollback }: PlanPattern): Draft {
  const goal = phases.find(({ rollout }) => rollout === 'stabilize')?.goal ?? 'keep the old side ready';
  return manual({
    phase: 'migrate',
    title: `Set up the way back: ${goal}`,
    up: [goal, 'try it with one request that is marked, and with the programs of a test'],
    verify: [asks('the way back was tried, and its time is on record', 'yes')],
    expected: rollback,
    on_failure: 'do not switch over: without it, what the new side takes is lost on the way back',
    owner: 'sre',
  });
}

/** The phases of the pattern that people do, each with the time for which it is watched. */
function ownPhases(context: Context, phase: Draft['phase']): Draft[] {
  const { pattern } = context;
  return pattern.phases
    .filter(({ rollout }) => rollout === phase)
    .flatMap(({ name, goal, gate, hours = 0 }) => [
      manual({
        phase,
        part: partOf({ name, rollout: phase }),
        title: `${name.replaceAll('_', ' ')}: ${goal}`,
        up: [goal, ...partsOf(context, phase)],
        verify: [asks(gate, 'yes')],
        expected: gate,
        on_failure: pattern.rollback,
        owner: 'sre',
        takes: { clock: 'people', source: 'unknown', basis: 'depends on what there is' },
      }),
      ...soak(context, name, { percentage: 0, hours, path: 'usual' }, phase),
    ]);
}

/** Whom and what a phase is about, one by one. */
function partsOf({ spec }: Context, phase: Draft['phase']): string[] {
  if (phase === 'prepare') {
    return dependentNames(spec).map((name) => `ask the owner of ${name}`);
  }
  return phase === 'migrate'
    ? (spec.tables_to_migrate ?? []).map(({ name }) => `${name}: compare its count and its checksum on both sides`)
    : [];
}

/** The new place, as code. */
function build(context: Context): Draft[] {
  const run = terraformIn(context.settings.ask('terraform_dir'));
  const file = `migrate-${context.id}.tfplan`;
  return [
    command({
      phase: 'expand',
      title: 'Plan the new place, and save the plan',
      up: [
        `${run} init -input=false`,
        `${run} plan -input=false -lock-timeout=60s -out=${file}`,
        `${run} show -no-color ${file}`,
      ],
      verify: [
        asks(`${run} state list 2>/dev/null | wc -l`, '0'),
        asks(
          `${run} show -json ${file} | jq '[.resource_changes[] | select(.change.actions | index("delete"))] | length'`,
          '0',
        ),
      ],
      expected: 'a saved plan that only creates, and a state that is empty: the undo destroys all that is in it',
      on_failure: 'change the configuration, or give the new place a state of its own: nothing was changed yet',
      owner: 'sre',
    }),
    command({
      phase: 'expand',
      title: 'Make the new place, by the saved plan',
      up: [`${run} apply -input=false ${file}`],
      down: [
        `${run} plan -destroy -input=false -out=${file}.undo`,
        `${run} show -no-color ${file}.undo`,
        `${run} apply -input=false ${file}.undo`,
      ],
      verify: [asks(`${run} plan -input=false -detailed-exitcode >/dev/null; echo $?`, '0')],
      undo_verify: [asks(`${run} state list | wc -l`, '0')],
      prerequisites: ['a second person read the saved plan'],
      expected: 'a new plan finds nothing to do',
      owner: 'sre',
    }),
  ];
}
