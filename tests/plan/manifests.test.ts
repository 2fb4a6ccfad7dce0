import { loadAll } from 'js-yaml';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Service } from 'kubernetes-models/v1/Service';
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
    expect(new Set(custom.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))).toEqual(new Set([KINDS[tool]]));
    expect(custom.flatMap(problemsOf)).toEqual([]);
  });
});

/** Those that Kubernetes has of its own, by the schemas that its API server publishes. */
const OWN = {
  'apps/v1 Deployment': Deployment,
  'v1 Service': Service,
  'autoscaling/v2 HorizontalPodAutoscaler': HorizontalPodAutoscaler,
} as const;

test.each(['with everything', 'with nothing', 'with hostile names'] as const)(
  'a service %s: what is deployed is of the schemas of Kubernetes',
  (name) => {
    const own = objectsOf('gateway-api', 'strangler_fig', SPECS[name]).filter(
      ({ apiVersion }) => !apiVersion.startsWith('gateway'),
    );
    expect(own.map(({ kind }) => kind)).toEqual(
      name === 'with everything' ? ['Deployment', 'Service', 'HorizontalPodAutoscaler'] : ['Deployment', 'Service'],
    );
    for (const object of own) {
      const Model = OWN[`${object.apiVersion} ${object.kind}` as keyof typeof OWN];
      expect(() => new Model(object as never).validate()).not.toThrow();
    }
    const broken = { ...own[0], spec: { replicas: 'two' } };
    expect(() => new Deployment(broken as never).validate()).toThrow(/replicas/);
  },
);

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

const TWO_FLAGS = {
  ...SPECS['with everything'],
  feature_flags: [
    { name: 'new_shop' },
    { name: 'new_users', endpoints: ['GET /v1/users', 'POST /v1/orders/express'] },
    { name: 'inside' },
  ],
};
const headersOf = (flag: string) => ({
  'gateway-api': [{ type: 'Exact', name: flag, value: 'on' }],
  istio: { [flag]: { exact: 'on' } },
});

test('an endpoint listens to the flag that names it, and the others to the first', () => {
  const [{ spec }] = objectsOf('gateway-api', 'strangler_fig', TWO_FLAGS).filter(
    ({ kind }) => kind === 'HTTPRoute',
  ) as never as [{ spec: { rules: { matches: object[]; backendRefs: { name: string }[] }[] } }];
  const path = (value: string, flag?: string) => ({
    path: { type: 'PathPrefix', value },
    ...(flag !== undefined && { headers: headersOf(flag)['gateway-api'] }),
  });
  const exact = (method: string, value: string, flag?: string) => ({
    path: { type: 'Exact', value },
    method,
    ...(flag !== undefined && { headers: headersOf(flag)['gateway-api'] }),
  });
  const rules = spec.rules.map(({ matches, backendRefs }) => [matches, backendRefs.map(({ name }) => name)]);
  expect(rules).toEqual([
    [
      [path('/v1/users'), path('/v1/orders')],
      ['old-shop', 'shop'],
    ],
    [[path('/v1/users', 'x-flag-new-shop'), path('/v1/orders', 'x-flag-new-shop')], ['shop']],
    [
      [exact('GET', '/v1/users', 'x-flag-new-users'), exact('POST', '/v1/orders/express', 'x-flag-new-users')],
      ['shop'],
    ],
    [[exact('GET', '/v1/users'), exact('POST', '/v1/orders/express')], ['old-shop']],
    [[path('/health'), path('/v2/orders')], ['shop']],
  ]);
});

test('with Istio as well, where the first rule that matches holds', () => {
  const [{ spec }] = objectsOf('istio', 'strangler_fig', TWO_FLAGS).filter(
    ({ kind }) => kind === 'VirtualService',
  ) as never as [{ spec: { http: { match: object[]; route: { destination: { host: string } }[] }[] } }];
  const uri = (prefix: string) => ({ uri: { prefix } });
  const exact = (method: string, path: string) => ({ uri: { exact: path }, method: { exact: method } });
  const rules = spec.http.map(({ match, route }) => [match, route.map(({ destination }) => destination.host)]);
  const { istio: headers } = headersOf('x-flag-new-users');
  expect(rules).toEqual([
    [
      [
        { ...exact('GET', '/v1/users'), headers },
        { ...exact('POST', '/v1/orders/express'), headers },
      ],
      ['shop'],
    ],
    [[exact('GET', '/v1/users'), exact('POST', '/v1/orders/express')], ['old-shop']],
    [[{ headers: headersOf('x-flag-new-shop').istio }], ['shop']],
    [
      [uri('/v1/users'), uri('/v1/orders')],
      ['old-shop', 'shop'],
    ],
    [[uri('/health'), uri('/v2/orders')], ['shop']],
  ]);
});

/** The rules of what splits the requests, in a plan of a service whose flag decides about a single endpoint. */
const ENDPOINTS = ['GET /v1/orders/{id}', 'POST /v1/orders', 'POST /v1/orders/{id}/send'];
const sends = (...flags: readonly object[]) => ({
  service_details: { legacy_service: { name: 'old-shop', endpoints: ENDPOINTS }, new_service: { name: 'shop' } },
  feature_flags: flags,
});
const SEND = { name: 'send', endpoints: ['POST /v1/orders/{order}/send'] };

test('a Gateway that cannot tell an endpoint from others leaves its flag to the new service', () => {
  const part = sends({ name: 'new_shop' }, SEND);
  const [route] = objectsOf('gateway-api', 'strangler_fig', part).filter(({ kind }) => kind === 'HTTPRoute');
  expect(JSON.stringify(route)).not.toMatch(/x-flag-send|"matches":\[\]/);
  expect(planOf('gateway-api', 'strangler_fig', part).warnings).toContainEqual({
    path: '/feature_flags/1/endpoints',
    message:
      'a Gateway does not tell POST /v1/orders/:order/send from others, so it goes by new_shop alone, and the new service must look at send itself; --set traffic=istio tells them apart',
  });
});

test('Istio tells an endpoint by its whole path and its method', () => {
  const [service] = objectsOf('istio', 'strangler_fig', sends({ name: 'new_shop' }, SEND)).filter(
    ({ kind }) => kind === 'VirtualService',
  ) as never as [{ spec: { http: object[] } }];
  const request = { uri: { regex: '/v1/orders/[^/]+/send' }, method: { exact: 'POST' } };
  const { istio: headers } = headersOf('x-flag-send');
  expect(service.spec.http.slice(0, 2)).toMatchObject([{ match: [{ ...request, headers }] }, { match: [request] }]);
  expect(problemsOf(service as never)).toEqual([]);
});

test('what no flag decides about goes over by weights before the old service is stopped', () => {
  const { steps, warnings } = planOf('istio', 'strangler_fig', sends(SEND));
  expect(steps.filter(({ phase, kind }) => phase === 'ramp' && kind === 'traffic').map(({ title }) => title)).toEqual(
    [5, 25, 50, 100].map((share) => `Send ${share} % of the requests to shop`),
  );
  expect(warnings.map(({ path }) => path)).toContain('/feature_flags');
  const all = planOf('istio', 'strangler_fig', sends({ ...SEND, endpoints: ENDPOINTS }));
  expect(all.steps.filter(({ phase, kind }) => phase === 'ramp' && kind === 'traffic')).toEqual([]);
  expect(all.warnings.map(({ path }) => path)).not.toContain('/feature_flags');
});

test.each(['gateway-api', 'istio'] as const)(
  '%s: nothing leads to the old service when it is stopped, whatever flags say',
  (tool) => {
    const { steps } = planOf(tool, 'strangler_fig', TWO_FLAGS);
    const at = steps.findIndex(({ title }) => title.startsWith('Take old-shop out of the route'));
    expect(steps[at + 1]?.title).toBe('Stop old-shop, and keep it ready to start');
    expect(steps[at]?.up.join()).not.toMatch(/"(name|host)": "old-shop"/);
    expect(steps[at]?.verify[0]?.expect).toBe('shop');
    const installed = steps.find(({ title }) => title.startsWith('Put the gateway'));
    expect(steps[at]?.down).toEqual(installed?.up);
  },
);

test('a mirror ends before any answer of the new service counts', () => {
  const titles = planOf('gateway-api', 'parallel_run', SPECS['with everything']).steps.map(({ title }) => title);
  const at = (start: string) => titles.findIndex((title) => title.startsWith(start));
  expect(at('Mirror requests')).toBeGreaterThan(0);
  expect(at('End the mirroring')).toBeGreaterThan(at('Mirror requests'));
  expect(at('Set the flag')).toBeGreaterThan(at('End the mirroring'));
});

test('a route that sends old paths to a service of another version is named', () => {
  const paths = (part: object) => planOf('gateway-api', 'canary', part).warnings.map(({ path }) => path);
  expect(paths(SPECS['with everything'])).toContain('/service_details/new_service/endpoints');
  const { legacy_service: legacy } = SPECS['with everything'].service_details;
  const same = {
    service_details: { legacy_service: legacy, new_service: { name: 'shop', endpoints: legacy.endpoints } },
  };
  expect(paths(same)).not.toContain('/service_details/new_service/endpoints');
});

test('a flag that nobody looks at where the requests are split is named', () => {
  const { warnings } = planOf('gateway-api', 'strangler_fig', TWO_FLAGS);
  expect(warnings.filter(({ path }) => path.startsWith('/feature_flags'))).toEqual([
    {
      path: '/feature_flags/2/endpoints',
      message:
        'names no endpoints, so the gateway goes by new_shop and new_users alone, and the new service must look at inside itself; or name its endpoints here',
    },
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
    steps.find(({ title }) => title.startsWith('Put the gateway'))?.up[0],
  ]);
});
