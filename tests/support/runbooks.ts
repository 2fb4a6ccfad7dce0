import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import { shell } from './cli.js';
import type { Answers } from './converse.js';

/** Everything that is asked on the way back, and what a team that works as it should answers. */
export const YES: Answers = [
  [/Number of the incident/, 'INC-7'],
  [/First approver/, 'Grace'],
  [/Second approver/, 'Alan'],
  [/^instead of copying back.*Is this step to be done/, 'no'],
  [/\(yes\/no\/stop\)/, 'yes'],
];
export const but = (...answers: Answers): Answers => [...answers, ...YES];

/** What the rollout of the plans answers. */
export const KUBECTL = `#!/bin/sh
case "$*" in *'wait --for'*) echo 'deployment.apps/shop condition met' ;; esac
`;

/** The pipe of the guide, from two schemas to a script whose undos were rehearsed; in a folder of its own. */
export async function makeRunbook(
  texts: { readonly old: string; readonly new: string; readonly spec: object },
  options = '',
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-runbook-'));
  writeFileSync(join(folder, 'old.sql'), texts.old);
  writeFileSync(join(folder, 'new.sql'), texts.new);
  writeFileSync(join(folder, 'spec.json'), JSON.stringify(texts.spec));
  const dialect = /--dialect \w+/.exec(options)?.[0] ?? '';
  const pipe = `set -e
migrate-arch check --before old.sql --after new.sql ${dialect} --detail full --format json -o check.json || test $? -le 2
migrate-arch plan -i spec.json --detail full --report check.json --format json -o first.json
migrate-arch rehearse --before old.sql --after new.sql ${options} -i first.json --rows 20 --format json -o rehearsal.json
migrate-arch plan -i spec.json --detail full --report check.json --evidence rehearsal.json --format json -o plan.json
migrate-arch rollback -i plan.json --detail full --format json -o runbook.json
migrate-arch rollback -i plan.json --detail full --format sh -o back.sh`;
  const { status, stderr } = await shell(pipe, { cwd: folder });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return folder;
}

/** The last step of contract before the point of no return, and the very last. */
export function endsOf({ steps }: PlanDetail): { readonly middle: string; readonly end: string } {
  const contract = steps.filter(({ kind, phase }) => kind === 'sql' && phase === 'contract');
  const middle = contract.findLast((_, at, all) => all.slice(0, at + 1).every((step) => !step.point_of_no_return));
  return { middle: middle?.id as string, end: contract.at(-1)?.id as string };
}

/** The plan's own backups, and its statements as they stand, up to a step. */
export async function goForwards(
  { steps }: PlanDetail,
  last: string,
  does: { readonly command: (text: string) => Promise<unknown>; readonly sql: (text: string) => Promise<unknown> },
): Promise<void> {
  for (const { id, kind, title, up } of steps) {
    if (title.startsWith('Make a backup')) await does.command(up.join('\n'));
    if (kind === 'sql') for (const statement of up) await does.sql(statement);
    if (id === last) return;
  }
}
