import { flaggerCanary } from '../../../lib/flagger.js';
import { deploymentRef, kubectlIn, podsAndEvents } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, type Context, type Draft, deploy, traffic } from '../draft.js';
import { close, prepare, smoke } from './common.js';
import { isAvailable, isThere } from './deployments.js';
import { flagCommand, isAt, soak, stability, switchOn } from './flags.js';
import { apply, type ServiceNames } from './manifests.js';
import { sharesOf } from './shares.js';

/** What leads a deployment from one release to the next, share by share. */
interface Conductor {
  readonly title: string;
  /** Puts the deployment under it, with everything on the release that runs; and takes it away again. */
  readonly install: readonly string[];
  readonly remove: readonly string[];
  readonly isInstalled: Draft['verify'];
  readonly isRemoved: Draft['verify'];
  readonly prerequisites: readonly string[];
  /** What must be there before the first share, so that the triggers are judged. */
  readonly judges: string;
  /** Goes on to the next share; of the shares, the one at a place. */
  onward(at: number): readonly string[];
  reached(at: number): Draft['verify'];
  /** Everything on the release before, from any share. */
  readonly back: readonly string[];
  readonly isBack: Draft['verify'];
}

/**
 * The rollout of a release by Argo Rollouts or Flagger. Both lead one deployment from the release that runs to the next:
 * neither splits the requests between two deployments.
 */
export function progressiveRollout(context: Context, names: ServiceNames, tool: 'argo-rollouts' | 'flagger'): Draft[] {
  const { settings, spec } = context;
  const kubectl = kubectlIn(names.namespace);
  const name = names.next;
  const stages = sharesOf(context);
  const shares = stages.map(({ percentage }) => percentage);
  const by = tool === 'flagger' ? flagger(names, shares) : argoRollouts(names, shares);
  const image = shellQuote(settings.ask('image', spec.service_details?.new_service?.image));
  const release = `${kubectl} set image deployment/${name} ${name}=${image}`;
  const off = (spec.feature_flags ?? []).map((flag) => flagCommand(context, flag.name, 0));
  return [
    ...prepare(context),
    deploy({
      phase: 'deploy',
      title: `Put ${name} under ${by.title}, with every request on the release that runs`,
      up: [...off, ...by.install, ...podsAndEvents(kubectl)],
      down: [...by.remove],
      verify: [...by.isInstalled, ...(spec.feature_flags ?? []).map((flag) => isAt(context, flag.name, 0))],
      undo_verify: by.isRemoved,
      prerequisites: [`deployment/${name} runs the release before`, ...by.prerequisites],
      expected: `${by.title} has made the copies of the release that runs its own, and clients see no difference`,
      owner: 'sre',
    }),
    ...stages.flatMap((stage, at) => [
      traffic({
        phase: 'ramp',
        title: `Send ${stage.percentage} % of the requests to the new release of ${name}`,
        up: [...(at === 0 ? [release] : []), ...by.onward(at)],
        down: [...by.back],
        verify: by.reached(at),
        undo_verify: by.isBack,
        expected: `${by.title} has sent ${stage.percentage} % over, and holds there`,
        on_failure: `everything back to the release before: ${by.back.join(' && ')}`,
        prerequisites: [
          at === 0 ? by.judges : 'the share before stayed within its limits',
          'the on-call engineer is watching',
        ],
        owner: 'sre',
      }),
      ...soak(context, `the new release of ${name} at ${stage.percentage} %`, stage),
    ]),
    ...switchOn(context),
    smoke(context, 'ramp', `with everything on the new release of ${name}`),
    ...stability(context),
    ...close(context),
  ];
}

/** The note of how many copies there were, on the deployment itself. */
const COPIES = 'migrate-arch/replicas';

/**
 * Argo Rollouts: a Rollout that takes its template from the deployment (docs: "Migrating to Rollouts"). Without a router
 * the share is that of the copies. The selector comes from the deployment.
 */
function argoRollouts({ namespace, next: name }: ServiceNames, shares: readonly number[]): Conductor {
  const kubectl = kubectlIn(namespace);
  const argo = `kubectl argo rollouts --namespace ${shellQuote(namespace)}`;
  const last = shares.length - 1;
  const steps = shares.flatMap((share, at) => [{ setWeight: share }, ...(at === last ? [] : [{ pause: {} }])]);
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      workloadRef: deploymentRef(name),
      strategy: { canary: { steps, maxUnavailable: 0, maxSurge: 1 } },
    },
  };
  const replicas = `${kubectl} get deployment ${name} --output=jsonpath='{.spec.replicas}'`;
  const noted = `${kubectl} get deployment ${name} --output=jsonpath='{.metadata.annotations.${COPIES}}'`;
  const settled = `${argo} status ${name} --timeout 10m`;
  const seen = `${kubectl} wait rollout/${name} --for=jsonpath='{.status.workloadObservedGeneration}'="$(${kubectl} get deployment ${name} --output=jsonpath='{.metadata.generation}')" --timeout=1m`;
  const isHealthy = [asks(`${kubectl} get rollout ${name} --output=jsonpath='{.status.phase}'`, 'Healthy')];
  return {
    title: 'Argo Rollouts',
    install: [
      `copies=$(${replicas}); test "$copies" = 0 || ${kubectl} annotate deployment/${name} --overwrite ${COPIES}="$copies"`,
      apply(namespace, rollout),
      `${kubectl} scale rollout/${name} --replicas="$(${noted})"`,
      settled,
      `${kubectl} scale deployment/${name} --replicas=0`,
    ],
    remove: [
      `${kubectl} scale deployment/${name} --replicas="$(${noted})"`,
      `${kubectl} rollout status deployment/${name} --timeout=10m`,
      `${kubectl} delete rollout ${name} --ignore-not-found`,
    ],
    isInstalled: isHealthy,
    isRemoved: [isThere(kubectl, 'rollout', name, '0'), isAvailable(kubectl, name)],
    prerequisites: [
      `a share is as fine as the copies are many: with four of them 25 % is the least`,
      `an autoscaler of deployment/${name} is pointed at rollout/${name} first`,
    ],
    judges: `the file that migrate-arch rollback --export argo-analysis writes is applied, and rollout/${name} names it under spec.strategy.canary.analysis`,
    onward: (at) => (at === 0 ? [seen] : [`${argo} promote ${name}`]),
    reached: (at) => {
      const index = `${kubectl} wait rollout/${name} --for=jsonpath='{.status.currentStepIndex}'=${2 * at + 1} --timeout=10m`;
      return at === last
        ? [asks(`${settled} | tail -n 1`, 'Healthy')]
        : [asks(index, `rollout.argoproj.io/${name} condition met`)];
    },
    back: [
      `${argo} abort ${name}`,
      `${kubectl} rollout undo deployment/${name}`,
      seen,
      `${argo} promote ${name} --full`,
      settled,
    ],
    isBack: isHealthy,
  };
}

/**
 * Flagger: a Canary of the deployment, whose weights a gate holds until it is opened (docs: "Webhooks", manual gating). It
 * judges its metrics once a minute while it is held.
 */
function flagger({ namespace, next: name, port }: ServiceNames, shares: readonly number[]): Conductor {
  const kubectl = kubectlIn(namespace);
  const canary = flaggerCanary({ name, namespace, port, shares });
  const body = JSON.stringify({ name, namespace });
  const turn = (how: 'open' | 'close') =>
    `${kubectl} exec deploy/flagger-loadtester -- curl --silent --fail --data ${shellQuote(body)} http://localhost:8080/gate/${how}`;
  const until = (what: string, timeout: string) => `${kubectl} wait canary/${name} --for=${what} --timeout=${timeout}`;
  const skip = (how: boolean) =>
    `${kubectl} patch canary ${name} --type=merge --patch='{"spec":{"skipAnalysis":${how}}}'`;
  const last = shares.length - 1;
  const phase = `${kubectl} get canary ${name} --output=jsonpath='{.status.phase}'`;
  const promoted = until('condition=promoted', '15m');
  return {
    title: 'Flagger',
    install: [apply(namespace, canary), until("jsonpath='{.status.phase}'=Initialized", '10m')],
    remove: [
      `${kubectl} delete canary ${name} --ignore-not-found`,
      `${kubectl} rollout status deployment/${name} --timeout=10m`,
    ],
    isInstalled: [asks(phase, 'Initialized')],
    isRemoved: [isThere(kubectl, 'canary', name, '0'), isAvailable(kubectl, name)],
    prerequisites: [
      `flagger-loadtester runs in ${namespace}: it keeps the gate, which is closed until somebody opens it`,
    ],
    judges:
      'the file that migrate-arch rollback --export flagger writes is applied: it is this Canary with the metrics of the triggers',
    onward: (at) =>
      at === last
        ? [turn('open'), promoted, turn('close')]
        : [turn('open'), until(`jsonpath='{.status.canaryWeight}'=${shares[at]}`, '10m'), turn('close')],
    reached: (at) =>
      at === last
        ? [asks(phase, 'Succeeded')]
        : [asks(`${kubectl} get canary ${name} --output=jsonpath='{.status.canaryWeight}'`, String(shares[at]))],
    // Flagger looks once a minute; a release that is not judged is promoted at its next look.
    back: [turn('close'), skip(true), `${kubectl} rollout undo deployment/${name}`, 'sleep 90', promoted, skip(false)],
    isBack: [asks(`${kubectl} get canary ${name} --output=jsonpath='{.status.canaryWeight}'`, '0')],
  };
}
