import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { folderWith, NOW } from '../support/cli.js';

const TABLES = [{ name: `sales.or"d'er\nJSON`, depends_on: ['customers'] }, { name: 'customers' }];

function planOf(source: string, target: string, pattern: string, settings = new Map<string, string>()): PlanDetail {
  const spec = { type: 'data', pattern, source, target, tables_to_migrate: TABLES };
  return planInFull({ spec: spec as never, settings, now: NOW });
}

const moved = ({ steps }: PlanDetail) =>
  steps
    .filter(({ phase }) => ['expand', 'deploy', 'migrate', 'ramp', 'contract'].includes(phase))
    .map(({ title }) => title)
    .filter((title) => !/^(Watch|Try|Approve|Give|Set the flag)/.test(title));

const PIPELINE = (from: string, to: string) => [
  `Make the tables of ${to}`,
  `Read what ${from} has and what is written to it into topics`,
  `Write the topics into ${to}`,
  'Stop the writes to the source, and drain it',
  'Compare source and target',
  'Turn the stream round: the source is fed from the target',
  'Send the programs to the target',
  'End the stream: the source is fed no longer',
];

const COMMANDS = [
  'Let nobody write to the target before it leads',
  'Copy from the source to the target',
  'Follow the changes since',
  'Stop the writes to the source, and drain it',
  'Compare source and target',
  'Turn the direction round: the source follows the target',
  'Send the programs to the target',
  'End the replication: the source follows no longer',
];

const CASES = [
  ['Oracle 19c', 'PostgreSQL 16', 'cdc', PIPELINE('Oracle', 'PostgreSQL')],
  ['PostgreSQL 13', 'MySQL 8', 'incremental', PIPELINE('PostgreSQL', 'MySQL')],
  ['MySQL 8', 'MongoDB Atlas', 'stream', PIPELINE('MySQL', 'MongoDB')],
  ['MongoDB', 'PostgreSQL', 'bulk', PIPELINE('MongoDB', 'PostgreSQL')],
  ['SQL Server 2019', 'SQL Server in Azure', 'cdc', PIPELINE('SQL Server', 'SQL Server')],
  ['Cassandra', 'DynamoDB', 'cdc', COMMANDS],
  ['PostgreSQL 15', 'Snowflake', 'incremental', COMMANDS],
  [
    'Cassandra',
    'DynamoDB',
    'bulk',
    [COMMANDS[0], 'Stop the writes to the source', 'Copy from the source to the target', COMMANDS[4], COMMANDS[6]],
  ],
  ['Kafka', 'Elasticsearch', 'stream', ['Replay the history, then follow', 'Compare source and target']],
  [
    'an S3 bucket',
    'a GCS bucket',
    'incremental',
    [
      'See that both sides are reached, and how much there is',
      'Let nobody write to the target before it leads',
      'Copy the objects that are there',
      'Stop the writes to the source',
      'Copy the rest, and compare every checksum',
      'Send the programs to the target',
    ],
  ],
  [
    'MySQL 5.7 at home',
    'MySQL 8 in the cloud',
    'cdc',
    [
      'See that either server can follow the other',
      'Make the account that the target follows the source by',
      'Copy the rows that are there, as of one place of the log',
      'Follow the changes since',
      'See that the target has all that the programs use beside the tables',
      'Stop the writes to the source, and drain it',
      'Compare source and target',
      'Switch over to the target, with the source following it',
      'Send the programs to the target',
      'End the replication: the source follows no longer',
    ],
  ],
] as const;

describe.each(CASES)('%s to %s by %s', (source, target, pattern, titles) => {
  const plan = planOf(source, target, pattern);

  test('has these steps, in this order', () => {
    expect(moved(plan)).toEqual(titles);
  });

  test('has commands that a shell can read, and a question for each', () => {
    const steps = plan.steps.filter(({ language }) => language === 'sh');
    const texts = steps.flatMap(({ up, down, verify, undo_verify = [] }) => [
      up.join('\n'),
      down.join('\n'),
      ...[...verify, ...undo_verify].map(({ run }) => run),
    ]);
    const unread = texts.filter((text) => spawnSync('bash', ['-n'], { input: `${text}\n` }).stderr.length > 0);
    expect(unread).toEqual([]);
    const own = steps.filter(({ title }) => (titles as readonly string[]).includes(title));
    const unasked = own.filter(({ verify }) => verify.length === 0).map(({ title }) => title);
    // What a copy by somebody else's command has done, the comparison behind it tells.
    expect(unasked.filter((title) => title !== 'Copy from the source to the target')).toEqual([]);
    expect(own.filter(({ down, undo_verify = [] }) => down.length > 0 && undo_verify.length === 0)).toEqual([]);
  });

  test('keeps what it is told out of the plan, and names what nobody has said', () => {
    const text = JSON.stringify(plan.steps);
    expect(text).not.toMatch(/\{[a-z_ ]+\}|\bTBD\b|<[a-z_-]+>/i);
    const asked = plan.unassigned.map(({ path }) => path);
    const sends = (titles as readonly string[]).includes('Send the programs to the target');
    expect(asked.includes('/settings/switch_command')).toBe(sends);
  });
});

test('a connector takes no table but those that are named, whatever is in their names', () => {
  const { steps } = planOf('PostgreSQL 13', 'MySQL 8', 'cdc');
  const [command = ''] = steps.find(({ title }) => title.startsWith('Read what'))?.up ?? [];
  const [, mark, text] = /<<'(\w+)'\n([\s\S]*)\n\1$/.exec(command) ?? [];
  expect(mark).toBe('JSON');
  const config = JSON.parse(text ?? '') as Record<string, string>;
  const patterns = config['table.include.list']?.split(',').map((each) => new RegExp(`^${each}$`)) ?? [];
  const takes = (name: string) => patterns.some((pattern) => pattern.test(name));
  expect([`sales.or"d'er\nJSON`, 'public.customers'].map(takes)).toEqual([true, true]);
  expect(['sales.other', 'public.customers2', 'salesXcustomers'].map(takes)).toEqual([false, false, false]);
});

/** Runs the undo of a step with tools of a test, which write down how they are called. */
function undo(plan: PlanDetail, title: string, tools: Readonly<Record<string, string>>, part: 'up' | 'down' = 'down') {
  const calls = (name: string) => `#!/bin/bash\necho "${name} $*" >> "$(dirname "$0")/calls"\n`;
  const folder = folderWith(
    Object.fromEntries(Object.entries(tools).map(([name, does]) => [name, calls(name) + does])),
  );
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755);
  const step = plan.steps.find((each) => each.title.startsWith(title));
  const input = `set -euo pipefail\n${step?.[part].join('\n')}\n`;
  const addresses = {
    CONNECT_URL: 'http://c',
    KAFKA_BROKERS: 'k',
    TARGET_FILE: 'f',
    SOURCE_REMOTE: 's:',
    TARGET_REMOTE: 't:',
  };
  const env = { ...process.env, ...addresses, PATH: `${folder}:${process.env['PATH']}` };
  const { status, stderr } = spawnSync('bash', { input, env, cwd: folder, encoding: 'utf8' });
  return { status, stderr, calls: readFileSync(join(folder, 'calls'), 'utf8') };
}

describe('going back to the source of a stream', () => {
  const plan = planOf('PostgreSQL 13', 'MySQL 8', 'cdc');
  const id = plan.migration_id;
  const back = `migrate_${id}_back`;
  const goBack = (connectors: readonly string[], state: string, topics: string, groups: string) => {
    const list = JSON.stringify(connectors);
    const status = JSON.stringify({ connector: { state }, tasks: [{ state }] });
    return undo(plan, 'Turn the stream round', {
      curl: `case $* in *status) echo '${status}';; *connectors) echo '${list}';; esac`,
      'kafka-topics.sh': `echo '${topics}'`,
      'kafka-consumer-groups.sh': `echo '${groups}'`,
      sleep: '',
      mysql: '',
    });
  };
  const both = [back, `${back}_write`];

  test('waits for nothing when nothing was written, and when it was never turned', () => {
    expect(goBack(both, 'RUNNING', `migrate_${id}.public.customers`, '')).toMatchObject({ status: 0, stderr: '' });
    expect(goBack([], 'RUNNING', '', '')).toMatchObject({ status: 0, stderr: '' });
  });

  test('waits for what was written, and removes nothing as long as that has not arrived', () => {
    const row = (lag: string) => `connect-${back}_write ${back}.shop.customers 0 5 6 ${lag} c h i`;
    expect(goBack(both, 'RUNNING', `${back}.shop.customers`, row('0'))).toMatchObject({ status: 0 });
    for (const lag of ['1', '-', `0\n${row('-')}`]) {
      const { status, calls } = goBack(both, 'RUNNING', `${back}.shop.customers`, row(lag));
      expect([status === 0, calls.includes('DELETE')]).toEqual([false, false]);
    }
  });

  test('stops when the reader does not run', () => {
    const { status, stderr, calls } = goBack(both, 'FAILED', '', '');
    expect([status, stderr]).toEqual([1, 'the reader does not run: what it has not read would be lost\n']);
    expect(calls).not.toContain('DELETE');
  });
});

test.each([
  ['stopped', 0, true],
  ['allowed', 1, false],
])('objects come back to a source whose writes are %s: %i', (writes, status, copied) => {
  const settings = new Map([
    ['writes_command', 'writes.sh'],
    ['switch_command', 'switch.sh'],
  ]);
  const plan = planOf('an S3 bucket', 'a GCS bucket', 'incremental', settings);
  const tools = { 'writes.sh': `echo ${writes}`, 'switch.sh': '', rclone: '' };
  const gone = undo(plan, 'Send the programs', tools);
  expect([gone.status, gone.calls.includes('rclone sync')]).toEqual([status, copied]);
  // Nor do they go again to a target that takes writes, whoever does a step twice.
  for (const title of ['Copy the objects that are there', 'Copy the rest']) {
    const again = undo(plan, title, tools, 'up');
    expect([title, again.status, /rclone (sync|copy)/.test(again.calls)]).toEqual([title, status, copied]);
  }
});

test.each([
  ['bulk', 'stopped', 0, true],
  ['bulk', 'allowed', 1, false],
  ['cdc', 'stopped', 0, true],
  ['cdc', 'allowed', 1, false],
  ['dual_write', '0', 0, true],
  ['dual_write', '100', 1, false],
])("%s: a copy by somebody's command while the target answers %s: %i", (pattern, answer, status, copied) => {
  const settings = new Map([
    ...['writes_command', 'copy_command'].map((name) => [name, `${name}.sh`] as const),
    ['flag_query', 'flags.sh'],
    ['lead_flag', 'leads'],
  ]);
  const plan = planOf('Cassandra', 'DynamoDB', pattern, settings);
  const tools = { 'writes_command.sh': `echo ${answer}`, 'flags.sh': `echo ${answer}`, 'copy_command.sh': '' };
  const again = undo(plan, 'Copy from the source', tools, 'up');
  expect([again.status, again.calls.includes('copy_command')]).toEqual([status, copied]);
});
