import { kubectlIn, podsAndEvents } from '../../../lib/kubectl.js';
import { listed } from '../../../lib/listed.js';
import { asks, type Context, command, type Draft, deploy, hoursOf, manual, traffic } from '../draft.js';
import { approveRemoval, close, prepare, smoke, tryBefore, VALIDATION } from './common.js';
import { decidingFlags, leavesRest } from './deciding-flags.js';
import { isAvailable, isThere } from './deployments.js';
import { flagCommand, isAt, rampFlags, type Stage, soak, stability, stagesOf, switchOn } from './flags.js';
import { apply, namesOf, prefixesOf, type ServiceNames, workload } from './manifests.js';
import { progressiveRollout } from './progressive.js';
import { headerOf, type Splitter, splitterOf, toolOf } from './routes.js';
import { sharesOf } from './shares.js';

/** The rollout of a service that takes the place of another. */
export function serviceRollout(context: Context): Draft[] {
  const names = namesOf(context);
  const tool = toolOf(context);
  if (tool === 'argo-rollouts' || tool === 'flagger') return progressiveRollout(context, names, tool);
  const flags = (context.spec.feature_flags ?? []).map(({ name }) => name);
  const byFlag = flags.length > 0 && (context.settings.find('ramp_by') ?? 'flag') === 'flag';
  const deciding = byFlag ? decidingFlags(context.spec, tool) : [];
  const splitter = splitterOf(context, names, deciding);
  // What no flag decides about goes over by weights, or the old service would have it still when it is stopped.
  const byWeights = !byFlag || leavesRest(context.spec, deciding);
  const weights = byWeights
    ? rampWeights(context, names, splitter, byFlag ? stagesOf(undefined, 0) : sharesOf(context))
    : [];
  return [
    ...prepare(context),
    deployService(context, names, flags),
    intercept(
      context,
      names,
      splitter,
      deciding.map(({ name }) => name),
    ),
    ...(context.pattern.id === 'parallel_run' ? shadow(context, names, splitter) : []),
    tryBefore(context, `on ${names.next}, before clients reach it`),
    ...(byFlag
      ? [...rampFlags(context, context.spec.feature_flags ?? []), ...weights]
      : [...weights, ...switchOn(context)]),
    smoke(context, 'ramp', `with everything on ${names.next}`),
    ...stability(context),
    approveRemoval(`${names.legacy} is switched off`),
    settle(names, splitter, byWeights ? 100 : 0),
    ...retire(context, names),
    ...close(context),
  ];
}

/** The new service, which gets no request yet. */
export function deployService(context: Context, names: ServiceNames, flags: readonly string[]): Draft {
  const kubectl = kubectlIn(names.namespace);
  const off = flags.map((flag) => flagCommand(context, flag, 0));
  const status = `${kubectl} rollout status deployment/${names.next} --timeout=10m`;
  return deploy({
    phase: 'deploy',
    title: `Deploy ${names.next} without requests${flags.length > 0 ? `, with ${flags.join(' and ')} off` : ''}`,
    up: [...off, apply(names.namespace, ...workload(context, names)), status, ...podsAndEvents(kubectl)],
    down: [`${kubectl} delete deployment,service,horizontalpodautoscaler ${names.next} --ignore-not-found`],
    verify: [isAvailable(kubectl, names.next), ...flags.map((flag) => isAt(context, flag, 0))],
    undo_verify: [isThere(kubectl, 'deployment', names.next, '0')],
    prerequisites: [
      'the image was built from the commit that was reviewed',
      'the probe /healthz says what the service needs',
    ],
    expected: `all copies of ${names.next} are ready, and ${names.legacy} has every request`,
    owner: 'sre',
  });
}

function intercept(context: Context, names: ServiceNames, splitter: Splitter, flags: readonly string[]): Draft {
  const old = prefixesOf(context.spec.service_details?.legacy_service);
  return traffic({
    phase: 'deploy',
    title: `Put the gateway in front of ${names.legacy}, with everything sent there`,
    up: [splitter.install],
    down: [splitter.remove],
    verify: [asks(splitter.ask, '0')],
    undo_verify: [asks(splitter.askThere, '0')],
    expected: `clients see no difference${old.length > 0 ? ` on ${listed(old)}` : ''}`,
    on_failure: 'remove the route again: clients reach the old service as before',
    prerequisites: [
      `both services are in the namespace ${names.namespace}`,
      ...(old.length > 0 ? [`${names.next} answers what clients call: ${listed(old)}`] : []),
      ...flags.map(
        (flag) =>
          `the edge evaluates ${flag} for each request, sets the header ${headerOf(flag)}: on when it is on, and drops that header of clients`,
      ),
    ],
    owner: 'sre',
  });
}

/** Requests to both; the answer of the old one counts. */
function shadow(context: Context, names: ServiceNames, splitter: Splitter): Draft[] {
  return [
    traffic({
      phase: 'migrate',
      title: `Mirror requests to ${names.next}; only the answers of ${names.legacy} count`,
      up: [splitter.mirror],
      down: [splitter.endMirror],
      verify: [asks(splitter.askMirror, names.next)],
      undo_verify: [asks(splitter.askMirror, '')],
      prerequisites: ['what the new service does twice does no harm: no mail, no payment, no write to shared data'],
      expected: 'the new service gets every request, and clients see no difference',
      owner: 'sre',
    }),
    ...soak(context, 'the answers of both are compared', { percentage: 0, hours: 24, path: 'usual' }, 'migrate', [
      asks(`requests whose answers of ${names.legacy} and ${names.next} were compared`, 'some of each endpoint'),
    ]),
    manual({
      phase: 'migrate',
      part: VALIDATION,
      title: 'Judge the differences',
      up: ['sort the differences: intended, harmless, wrong', 'mend what is wrong, and compare again'],
      verify: [asks('share of answers that differ without a reason', '0')],
      expected: 'no difference is left unexplained',
      owner: 'developer',
    }),
    traffic({
      phase: 'migrate',
      part: VALIDATION,
      title: `End the mirroring: from here on ${names.next} gets requests whose answers count`,
      up: [splitter.endMirror],
      verify: [asks(splitter.askMirror, '')],
      prerequisites: ['no difference is left unexplained'],
      expected: 'no request is carried out twice',
      owner: 'sre',
    }),
  ];
}

/** Raises the share of the new service by weights. */
function rampWeights(context: Context, names: ServiceNames, splitter: Splitter, stages: readonly Stage[]): Draft[] {
  return stages.flatMap((stage, at) => {
    const before = stages[at - 1]?.percentage ?? 0;
    return [
      traffic({
        phase: 'ramp',
        title: `Send ${stage.percentage} % of the requests to ${names.next}`,
        up: [splitter.weights(stage.percentage)],
        down: [splitter.weights(before)],
        verify: [asks(splitter.ask, String(stage.percentage))],
        undo_verify: [asks(splitter.ask, String(before))],
        expected: `${names.next} has ${stage.percentage} % of the requests${stage.hours > 0 ? ` for ${hoursOf(stage.hours)}` : ''}`,
        on_failure: `send everything to ${names.legacy}: ${splitter.weights(0)}`,
        prerequisites: ['the share before stayed within its limits', 'the on-call engineer is watching'],
        owner: 'sre',
      }),
      ...soak(context, `${names.next} at ${stage.percentage} %`, stage),
    ];
  });
}

/** Flags are removed in the end, and what they sent over would go back to a service that is gone. */
function settle({ legacy, next }: ServiceNames, splitter: Splitter, share: number): Draft {
  return traffic({
    phase: 'contract',
    title: `Take ${legacy} out of the route: everything goes to ${next}, whatever flags say`,
    up: [splitter.settle],
    down: [splitter.unsettle(share)],
    verify: [asks(splitter.askServices, next)],
    undo_verify: [asks(splitter.ask, String(share))],
    prerequisites: [`${legacy} had no request in the stability window`],
    expected: 'clients see no difference: everything went there before',
    owner: 'sre',
  });
}

function retire(context: Context, names: ServiceNames): Draft[] {
  const kubectl = kubectlIn(names.namespace);
  const replicas = `${kubectl} get deployment ${names.legacy} --output=jsonpath='{.spec.replicas}'`;
  const noted = `${kubectl} get deployment ${names.legacy} --output=jsonpath='{.metadata.annotations.migrate-arch/replicas}'`;
  return [
    command({
      phase: 'contract',
      title: `Stop ${names.legacy}, and keep it ready to start`,
      up: [
        `copies=$(${replicas}); test "$copies" = 0 || ${kubectl} annotate deployment/${names.legacy} --overwrite migrate-arch/replicas="$copies"`,
        `${kubectl} scale deployment/${names.legacy} --replicas=0`,
      ],
      down: [
        `${kubectl} scale deployment/${names.legacy} --replicas="$(${noted})"`,
        `${kubectl} rollout status deployment/${names.legacy} --timeout=10m`,
      ],
      verify: [asks(replicas, '0')],
      undo_verify: [asks(`test "$(${replicas})" = "$(${noted})" && echo 'as many as before'`, 'as many as before')],
      prerequisites: [`no route and no client names ${names.legacy}`],
      expected: 'no client notices',
      owner: 'sre',
    }),
    ...soak(
      context,
      `${names.legacy} is stopped, and nobody asks for it`,
      { percentage: 0, hours: 24 * 7, path: 'usual' },
      'contract',
      [asks(`requests for ${names.legacy}, by the logs of the gateway and of whoever called it`, '0')],
    ),
    command({
      phase: 'contract',
      title: `Delete ${names.legacy} for good`,
      up: [
        `${kubectl} get deployment,service ${names.legacy} --output=yaml > ${names.legacy}.yaml`,
        `${kubectl} delete deployment,service ${names.legacy}`,
      ],
      down: [`${kubectl} apply --filename ${names.legacy}.yaml`],
      verify: [isThere(kubectl, 'deployment', names.legacy, '0')],
      undo_verify: [isThere(kubectl, 'deployment', names.legacy, '1')],
      expected: 'its objects are gone, and their text is in the log of the migration',
      owner: 'sre',
    }),
  ];
}
