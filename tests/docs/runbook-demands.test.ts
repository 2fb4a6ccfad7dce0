import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Named {
  readonly id: string;
}
const sample = (name: string) => JSON.parse(readFileSync(`assets/end_to_end/${name}.json`, 'utf8'));
const rows = readFileSync('references/runbook-demands.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, demand, answer] = /^\| (?!Demand|---)(.+) \| (.+) \|$/.exec(line) ?? [];
    return demand === undefined || answer === undefined ? [] : [{ demand, answer }];
  });

test('what answers a demand is a part of the sample', () => {
  const [runbook, plan] = [sample('runbook'), sample('plan')];
  const ids = ['steps', 'stages', 'routes', 'strategies'].flatMap((list) =>
    (runbook[list] as Named[]).map(({ id }) => id),
  );
  const phases = (plan.steps as { phase: string }[]).map(({ phase }) => phase);
  const isFilled = (value: unknown) => value !== null && Object.keys(Object(value)).length > 0;
  const keys = [runbook, plan].flatMap((document) => Object.keys(document).filter((key) => isFilled(document[key])));
  const known = new Set([...ids, ...phases, ...keys]);
  const named = rows.map(({ demand, answer }) => ({
    demand,
    parts: [...answer.matchAll(/`([^`]+)`/g)].map(([, part]) => part as string),
  }));
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter(({ parts }) => parts.length === 0 || parts.some((part) => !known.has(part)))).toEqual([]);
});

test('every route answers a demand', () => {
  const runbook = sample('runbook');
  const text = rows.map(({ answer }) => answer).join();
  const routes = (runbook.routes as Named[]).map(({ id }) => id);
  expect(routes.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
});
