import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft, manual, trafficByHand, wait } from '../draft.js';
import { approveRemoval, close, prepare, protect, smoke } from './common.js';
import { moveTables } from './data.js';
import { rampFlags, stability } from './flags.js';

const LOW_TTL = 60;
const USUAL_TTL_HOURS = 24;

/** The rollout of systems that go to another place. */
export function infrastructureRollout(context: Context): Draft[] {
  const flags = context.spec.feature_flags ?? [];
  return [
    ...prepare(context),
    ...ownPhases(context, 'prepare'),
    ...build(context),
    ...ownPhases(context, 'deploy'),
    ...lowerTtl(context),
    ...protect(context, 'migrate', 'before data move'),
    ...((context.spec.tables_to_migrate ?? []).length > 0 ? moveTables(context) : ownPhases(context, 'migrate')),
    ...(flags.length > 0 ? rampFlags(context, flags) : []),
    switchNames(context),
    smoke(context, 'ramp', 'in the new place'),
    ...stability(context),
    approveRemoval(`${String(context.spec.source)} is given up`),
    ...giveUp(context),
    ...close(context),
  ];
}

/** The phases of the pattern that people do. */
function ownPhases({ pattern, spec }: Context, phase: Draft['phase']): Draft[] {
  return pattern.phases
    .filter(({ rollout }) => rollout === phase)
    .map(({ name, goal, gate }) =>
      manual({
        phase,
        title: `${name.replaceAll('_', ' ')}: ${goal}`,
        up: [
          goal,
          ...(phase === 'prepare'
            ? (spec.constraints?.dependencies ?? []).map((each) => `ask the owner of ${String(each)}`)
            : []),
        ],
        verify: [asks(gate, 'yes')],
        expected: gate,
        on_failure: pattern.rollback,
        owner: 'sre',
        takes: { clock: 'people', source: 'unknown', basis: 'depends on what there is' },
      }),
    );
}

function terraform({ settings }: Context): string {
  return `terraform -chdir=${shellQuote(settings.ask('terraform_dir'))}`;
}

function build(context: Context): Draft[] {
  const run = terraform(context);
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
      prerequisites: ['a second person read the saved plan'],
      expected: 'a new plan finds nothing to do',
      owner: 'sre',
    }),
  ];
}

function lowerTtl({ settings }: Context): Draft[] {
  const name = shellQuote(settings.ask('dns_name'));
  return [
    manual({
      phase: 'deploy',
      title: `Lower the time to live of the records of ${name} to ${LOW_TTL} seconds`,
      up: [
        `dig +noall +answer ${name}`,
        `set the TTL of the records of ${name} to ${LOW_TTL} in the configuration of the zone, and apply it`,
      ],
      down: [`set the TTL of the records of ${name} back to what dig printed`],
      verify: [asks(`dig +noall +answer ${name} | awk '{ if ($2 > ${LOW_TTL}) bad = 1 } END { print bad + 0 }'`, '0')],
      expected: `every record lives for ${LOW_TTL} seconds at most`,
      owner: 'sre',
    }),
    wait(
      {
        phase: 'deploy',
        title: 'Wait until the old time to live has passed everywhere',
        up: ['wait as long as the time to live that dig printed before it was lowered'],
        expected: 'no resolver holds a record of the old time to live',
        owner: 'sre',
      },
      USUAL_TTL_HOURS,
      'a day is the longest that is usual; dig prints the real one',
      'policy',
    ),
  ];
}

function switchNames({ spec, settings, pattern }: Context): Draft {
  const name = shellQuote(settings.ask('dns_name'));
  return trafficByHand({
    phase: 'ramp',
    title: `Switch ${name} to ${String(spec.target)}`,
    up: [
      `dig +short ${name}`,
      `point the records of ${name} to the new place in the configuration of the zone, and apply it`,
    ],
    down: [`point the records of ${name} to the addresses that dig printed before`],
    verify: [asks(`dig +short ${name}`, 'the addresses of the new place')],
    prerequisites: ['the replication is not behind', 'the old time to live has passed'],
    expected: 'within minutes the requests arrive in the new place; long-lived connections follow when they end',
    on_failure: `switch back: ${pattern.rollback}`,
    owner: 'sre',
  });
}

function giveUp(context: Context): Draft[] {
  const run = terraform(context);
  return [
    manual({
      phase: 'contract',
      title: `Give up ${String(context.spec.source)}`,
      up: [
        'end the replication',
        'keep what the law asks for: logs, backups, keys; read a sample of each',
        `plan the removal as code where there is some: ${run} plan -destroy -out=old.tfplan, and apply what was saved`,
        'delete keys last',
      ],
      expected: 'nothing answers in the old place, and nobody missed it',
      irreversible: {
        why: 'machines and keys are gone',
        recover_by: 'build the place anew from code, and restore the last backup',
      },
      owner: 'sre',
    }),
  ];
}
