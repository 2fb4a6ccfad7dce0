import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { renderExport } from '../../src/render/alerts/export.js';
import { watchOver } from '../../src/rollback/full/watch.js';
import { TRAFFIC_TOOLS } from '../../src/tables/plan-settings.js';
import { NOW } from '../support/cli.js';
import { problemsOf } from '../support/custom-resources.js';

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly items?: readonly Resource[];
}

interface CanaryObject extends Resource {
  readonly spec: { readonly analysis: { readonly metrics: readonly object[] } };
}

const KINDS = {
  'gateway-api': 'gateway.networking.k8s.io/v1 HTTPRoute',
  istio: 'networking.istio.io/v1 VirtualService',
  'argo-rollouts': 'argoproj.io/v1alpha1 Rollout',
  flagger: 'flagger.app/v1beta1 Canary',
} as const satisfies Record<(typeof TRAFFIC_TOOLS)[number], string>;

const EVIL = `x"}\nMANIFEST\nrm -rf / #`;
const SPECS = {
  'with everything': {
    service_details: {
      legacy_service: { name: 'old-shop', endpoints: ['GET /v1/orders/{id}', 'POST /v1/orders', 'GET /v1/users'] },
      new_service: {
        name: 'shop',
        image: 'registry/shop:2',
        endpoints: ['GET /v2/orders/{id}', 'GET /health'],
        infrastructure: { initial_replicas: 3, max_replicas: 9, cpu_request_millicores: 500 },
      },
    },
    feature_flags: [
      {
        name: 'new_shop',
        rollout_schedule: [
          { percentage: 5, duration_hours: 1 },
          { percentage: 100, duration_hours: 0 },
        ],
      },
    ],
  },
  'with nothing': {},
  'with hostile names': {
    service_details: { legacy_service: { name: EVIL }, new_service: { name: EVIL, image: EVIL } },
    feature_flags: [{ name: EVIL }],
  },
};

/** The objects that the steps of a plan give to Kubernetes. */
function objectsOf(tool: string, pattern: string, part: object): Resource[] {
  const texts = planOf(tool, pattern, part).steps.flatMap(({ up }) =>
    up.flatMap((command) => /<<'MANIFEST'\n([\s\S]*)\nMANIFEST$/.exec(command)?.[1] ?? []),
  );
  return texts.flatMap((text) => {
    const object = JSON.parse(text) as Resource;
    return object.items ?? [object];
  });
}

function planOf(tool: string, pattern: string, part: object) {
  return planInFull({
    spec: { type: 'service', pattern, source: 'shop 1', target: 'shop 2', ...part } as never,
    settings: new Map([
      ['traffic', tool],
      ['hostname', 'shop.example.com'],
      ['gateway', 'edge'],
      ['namespace', 'prod'],
      ...(pattern === 'canary' ? [['ramp_by', 'weights'] as const] : []),
    ]),
    now: NOW,
  });
}

test.each(['with everything', 'with nothing'] as const)(
  '%s: the exported Canary is that of the plan, with metrics',
  (name) => {
    const part = {
      ...SPECS[name],
      rollback_triggers: [{ metric: 'error_rate', threshold: 0.1, action: 'automatic_rollback' }],
    };
    const [own] = objectsOf('flagger', 'canary', part).filter(({ kind }) => kind === 'Canary');
    const plan = planOf('flagger', 'canary', part);
    const watch = watchOver(plan, new Map(Object.entries(plan.settings)), { language: 'promql', isInCluster: true });
    const [file] = renderExport('flagger', watch);
    const exported = (loadAll(file?.text ?? '') as CanaryObject[]).at(-1) as CanaryObject;
    const { metrics, ...analysis } = exported.spec.analysis;
    expect(metrics.length).toBeGreaterThan(0);
    expect({ ...exported, spec: { ...exported.spec, analysis } }).toEqual(own);
  },
);

describe.each(TRAFFIC_TOOLS)('%s', (tool) => {
  test.each([
    ['with everything', 'strangler_fig'],
    ['with everything', 'parallel_run'],
    ['with nothing', 'blue_green'],
    ['with hostile names', 'canary'],
  ] as const)('a service %s by %s: the API server takes what splits the traffic', (name, pattern) => {
    // Argo Rollouts and Flagger mirror nothing: the specification is refused (findContradictions).
    if (pattern === 'parallel_run' && (tool === 'argo-rollouts' || tool === 'flagger')) return;
    const part = SPECS[name];
    const custom = objectsOf(tool, pattern, part).filter(({ apiVersion }) => /^(?!autoscaling).*\./.test(apiVersion));
    expect(custom.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([KINDS[tool]]);
    expect(custom.flatMap(problemsOf)).toEqual([]);
  });
});

test('the schemas refuse what an API server refuses', () => {
  const [route] = objectsOf('gateway-api', 'canary', {}).filter(({ kind }) => kind === 'HTTPRoute');
  const broken = structuredClone(route) as never as { metadata: object; spec: { rules: { backendRefs: object[] }[] } };
  broken.spec.rules[0]?.backendRefs.push({ name: 'x', port: 'http', wieght: 5 });
  broken.metadata = { name: 'Not A Name' };
  expect(problemsOf(broken)).toEqual([
    '/metadata/name must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"',
    '/spec/rules/0/backendRefs/2 must NOT have additional properties',
    '/spec/rules/0/backendRefs/2/port must be integer',
  ]);
});

const wordsOf = (steps: readonly { readonly phase: string; readonly kind: string; readonly title: string }[]) =>
  steps.filter(({ kind }) => ['deploy', 'traffic', 'command'].includes(kind)).map(({ title }) => title);

describe.each([
  [
    'argo-rollouts',
    'Argo Rollouts',
    ['kubectl argo rollouts --namespace prod abort shop', 'kubectl --namespace prod rollout undo deployment/shop'],
  ],
  [
    'flagger',
    'Flagger',
    [
      `kubectl --namespace prod exec deploy/flagger-loadtester -- curl --silent --fail --data '{"name":"shop","namespace":"prod"}' http://localhost:8080/gate/close`,
      `kubectl --namespace prod patch canary shop --type=merge --patch='{"spec":{"skipAnalysis":true}}'`,
      'kubectl --namespace prod rollout undo deployment/shop',
    ],
  ],
] as const)('%s', (tool, name, back) => {
  const { steps, warnings } = planOf(tool, 'canary', SPECS['with everything']);

  test('leads the deployment that runs to its next release, and makes and stops no other', () => {
    expect(wordsOf(steps)).toEqual([
      `Put shop under ${name}, with every request on the release that runs`,
      'Send 5 % of the requests to the new release of shop',
      'Send 100 % of the requests to the new release of shop',
      'Try the system out with everything on the new release of shop',
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/old-shop|"kind":"Service"/);
    const changed = steps
      .filter(({ up }) => up.some((command) => command.includes('set image')))
      .map(({ title }) => title);
    expect(changed).toEqual(['Send 5 % of the requests to the new release of shop']);
  });

  test('goes back from any share by giving the deployment the release before', () => {
    const ramp = steps.filter(({ kind, phase }) => kind === 'traffic' && phase === 'ramp');
    expect(ramp.map(({ down }) => down.slice(0, back.length))).toEqual([back, back]);
  });

  test('says so where the specification thinks of two deployments', () => {
    expect(warnings.filter(({ path }) => path === '/settings/traffic')).toHaveLength(1);
    expect(planOf(tool, 'canary', {}).warnings.filter(({ path }) => path === '/settings/traffic')).toEqual([]);
  });
});

test.each([
  ['gateway-api', 'httproute', '{.spec.rules[0].filters[0].requestMirror.backendRef.name}'],
  ['istio', 'virtualservice', '{.spec.http[1].mirror.host}'],
])('with %s a parallel run mirrors by the object that splits', (tool, kind, place) => {
  const { steps } = planOf(tool, 'parallel_run', SPECS['with everything']);
  const mirror = steps.find(({ title }) => title.startsWith('Mirror'));
  expect(mirror?.verify).toEqual([
    { run: `kubectl --namespace prod get ${kind} old-shop-route --output=jsonpath='${place}'`, expect: 'shop' },
  ]);
  expect([...(mirror?.up ?? []), ...(mirror?.down ?? [])].map((command) => command.split(' --type')[0])).toEqual([
    `kubectl --namespace prod patch ${kind} old-shop-route`,
    `kubectl --namespace prod patch ${kind} old-shop-route`,
  ]);
});
