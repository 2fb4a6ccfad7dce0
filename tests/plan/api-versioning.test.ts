import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { NOW } from '../support/cli.js';
import { problemsOf } from '../support/custom-resources.js';

const SPEC = {
  ...{ type: 'api', pattern: 'api_versioning', source: 'API 1', target: 'API 2' },
  service_details: {
    legacy_service: { name: 'api', endpoints: ['GET /v1/bills/{id}'] },
    new_service: { name: 'api-2', endpoints: ['GET /v2/bills/{id}'] },
  },
  stability_window_hours: 720,
  settings: { gateway: 'edge', hostname: 'api.example.com', namespace: 'prod' },
};
const KINDS = { 'gateway-api': ['spec', 'rules'], istio: ['spec', 'http'] } as const;

test.each(['gateway-api', 'istio'] as const)('%s: answers of the old version say when it ends', (tool) => {
  const spec = readFullSpec(SPEC, 'spec.json');
  const { steps } = planInFull({ spec, settings: new Map([['traffic', tool]]), now: NOW });
  const [installed] = steps.filter(({ title }) => title.startsWith('Publish'));
  const [named] = steps.filter(({ title }) => title.startsWith('Name the end'));
  expect(named?.title).toBe('Name the end of /v1/bills in its answers: in 74 days');
  expect(named?.down).toEqual(installed?.up);
  // What a shell makes of the command, with kubectl replaced by what prints its arguments.
  const before = Date.now();
  const said = execFileSync('bash', ['-c', `kubectl() { printf '%s\\n' "$@"; }\n${named?.up[0]}`], {
    encoding: 'utf8',
  });
  const [change] = JSON.parse(/^--patch=(.*)$/m.exec(said)?.[1] ?? '[]');
  const object = JSON.parse(/<<'MANIFEST'\n([\s\S]*)\nMANIFEST$/.exec(installed?.up[0] ?? '')?.[1] ?? '{}');
  const [, list] = KINDS[tool];
  const [, , , at, key] = change.path.split('/');
  object.spec[list][at][key] = change.value;
  expect(problemsOf(object)).toEqual([]);
  const text = JSON.stringify(object);
  const sunset = Date.parse(/Sunset[^A-Z]*([A-Z][a-z]{2}, [^"]+ GMT)/.exec(text)?.[1] ?? '');
  expect(Math.abs(sunset - before - 74 * 86_400_000)).toBeLessThan(60_000);
  const deprecated = Number(/Deprecation[^@]*@(\d+)/.exec(text)?.[1]) * 1000;
  expect(Math.abs(deprecated - before)).toBeLessThan(60_000);
});

describe('Istio refuses the old version by commands of its own, and Gateway API says that it cannot', () => {
  const planned = (tool: string) =>
    planInFull({ spec: readFullSpec(SPEC, 'spec.json'), settings: new Map([['traffic', tool]]), now: NOW }).steps;
  const steps = planned('istio');
  const stepOf = (start: string) => {
    const found = steps.find(({ title }) => title.startsWith(start));
    if (found === undefined) throw new Error(start);
    return found;
  };
  const installed = JSON.parse(/<<'MANIFEST'\n([\s\S]*)\nMANIFEST$/.exec(stepOf('Publish').up[0] ?? '')?.[1] ?? '{}');

  /** The object after a command, by what a shell makes of it: each patch that kubectl gets, one after another. */
  function statesAfter(command: string | undefined, object: unknown): unknown[] {
    const said = execFileSync('bash', ['-euc', `sleep() { :; }; kubectl() { printf '%s\\n' "$@"; }\n${command}`], {
      encoding: 'utf8',
    });
    const states: unknown[] = [];
    for (const [, patch = ''] of said.matchAll(/^--patch=(.*)$/gm)) {
      states.push(patched(states.at(-1) ?? object, JSON.parse(patch)));
    }
    return states;
  }

  /** RFC 6902, of which a server refuses to remove what is not there. */
  function patched(object: unknown, changes: { op: string; path: string; value?: unknown }[]): unknown {
    const result = structuredClone(object);
    for (const { op, path, value } of changes) {
      const keys = path.split('/').slice(1);
      const last = keys.pop() as string;
      const place = keys.reduce((at, key) => (at as Record<string, unknown>)[key], result) as Record<string, unknown>;
      if (op === 'remove') {
        expect(place).toHaveProperty(last);
        delete place[last];
      } else place[last] = value;
    }
    expect(problemsOf(result as never)).toEqual([]);
    return result;
  }

  test('for minutes with 503 and when to ask again, and as before at the end', () => {
    const { up, down, verify, kind, language } = stepOf('Refuse');
    const [announced] = statesAfter(stepOf('Name the end').up[0], installed) as (typeof installed)[];
    const [refused, again] = statesAfter(up[0], announced) as (typeof installed)[];
    const { route: _, headers, ...rest } = announced.spec.http[0];
    expect(refused.spec.http[0]).toEqual({
      ...rest,
      directResponse: { status: 503, body: { string: expect.stringContaining('what to call instead') } },
      headers: { response: { set: { ...headers.response.set, 'Retry-After': '600' } } },
    });
    expect(again).toEqual(announced);
    expect([refused, again].map((state) => statesAfter(down[0], state))).toEqual([[announced], [announced]]);
    // People are there: it belongs to their hours, and not to the window of changes.
    expect([kind, language, verify.map(({ expect: answer }) => answer)]).toEqual(['manual', 'sh', ['']]);
  });

  test('it answers as before when somebody interrupts it', () => {
    const { up } = stepOf('Refuse');
    const script = `kubectl() { printf '%s\\n' "$@"; }; sleep() { kill -INT "$BASHPID"; }\n${up[0]} || true`;
    expect(
      execFileSync('bash', ['-c', script], { encoding: 'utf8' }).match(/"remove","path":"[^"]*Retry-After"/g),
    ).toHaveLength(1);
  });

  test('for good with 410, and back, however often', () => {
    const { up, down, verify, undo_verify: undone } = stepOf('Answer');
    const [gone] = statesAfter(up[0], installed) as (typeof installed)[];
    expect(gone.spec.http).toEqual([
      {
        match: installed.spec.http[0].match,
        directResponse: { status: 410, body: { string: '/v1/bills has ended: call /v2/bills.' } },
      },
      ...installed.spec.http.slice(1),
    ]);
    expect(statesAfter(up[0], gone)).toEqual([gone]);
    expect([gone, installed].map((state) => statesAfter(down[0], state))).toEqual([[installed], [installed]]);
    expect([verify, undone].map((questions) => questions?.map((question) => question.expect))).toEqual([['410'], ['']]);
  });

  test('the core of Gateway API has no answers of its own', () => {
    const manual = planned('gateway-api').filter(({ title }) => /^(Refuse|Answer|Remove) /.test(title));
    expect(manual.map(({ kind, up }) => [kind, up[1]])).toEqual(
      Array(2).fill([
        'manual',
        'the core of the Gateway API has no filter for that: the old version does it, or a policy of your gateway',
      ]),
    );
  });
});
