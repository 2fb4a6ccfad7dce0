import { dependentNames } from '../dependencies.js';
import { asks, type Context, command, type Draft, manual } from '../draft.js';
import { partOf } from '../rollout-of.js';
import { close, prepare, protect, smoke } from './common.js';
import { replicates, wayBack } from './data.js';
import { rampFlags, soak, stability } from './flags.js';
import { giveUp, terraformIn } from './give-up.js';
import { lowerTtl, switchNames } from './names.js';
import { endFollowing, follow, switchWrites } from './replication.js';

/** The rollout of systems that go to another place. */
export function infrastructureRollout(context: Context): Draft[] {
  const flags = context.spec.feature_flags ?? [];
  const isReplicated = (context.spec.tables_to_migrate ?? []).length > 0 && replicates(context);
  return [
    ...ownPhases(context, 'prepare'),
    ...prepare(context),
    ...build(context),
    ...ownPhases(context, 'deploy'),
    ...lowerTtl(context),
    ...protect(context, 'migrate', 'before data move'),
    ...moveData(context, isReplicated),
    ...(flags.length > 0 ? rampFlags(context, flags) : []),
    ...switchNames(context),
    smoke(context, 'ramp', 'in the new place'),
    ...(leadsOnce(context) ? [] : ownPhases(context, 'stabilize')),
    ...stability(context),
    ...giveUp(context, isReplicated && leadsOnce(context) ? [endFollowing(context)] : []),
    ...close(context),
  ];
}

/** Whether one place leads in the end; of several clouds each stays, and the second follows the first for ever. */
function leadsOnce({ pattern }: Context): boolean {
  return pattern.id !== 'multi_cloud';
}

/** Data follow to the new place, and where that leads in the end the writes go over, with a way back that was tried. */
function moveData(context: Context, isReplicated: boolean): Draft[] {
  return [
    ...(isReplicated ? follow(context) : ownPhases(context, 'migrate')),
    ...(leadsOnce(context) ? [wayBack(context.pattern)] : []),
    ...(isReplicated && leadsOnce(context) ? switchWrites(context) : []),
  ];
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
        asks(
          `${run} show -json ${file} | jq '[.resource_changes[] | select(.change.actions | index("delete"))] | length'`,
          '0',
        ),
      ],
      expected: 'a saved plan that only creates',
      on_failure: 'change the configuration: nothing was changed yet',
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
