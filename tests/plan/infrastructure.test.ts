import { describe, expect, test } from 'vitest';
import { contentsOf, folderWith, run, start } from '../support/cli.js';

interface Planned {
  readonly phase: string;
  readonly kind: string;
  readonly title: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly verify: readonly { readonly run: string; readonly expect: string }[];
  readonly undo_verify?: Planned['verify'];
}

const SPEC = {
  type: 'infrastructure',
  source: 'cloud A',
  target: 'cloud B',
  constraints: { max_downtime_minutes: 15 },
  tables_to_migrate: [{ name: 'patients', row_count: 1_000_000, size_mb: 2000 }],
  rollback_triggers: [{ metric: 'error_rate', threshold: 0.05, duration_minutes: 5, action: 'automatic_rollback' }],
  settings: { dns_name: 'api.example.com', terraform_dir: 'new', smoke_command: './smoke.sh' },
};

async function stepsOf(pattern: string, settings: Readonly<Record<string, string>> = {}): Promise<Planned[]> {
  const input = JSON.stringify({ ...SPEC, pattern, settings: { ...SPEC.settings, ...settings } });
  const { stdout, status } = await run(['plan', '-i', '-', '--detail', 'full', '--format', 'json'], { input });
  expect(status).toBe(0);
  return JSON.parse(stdout).steps;
}

const within = (steps: readonly Planned[], phase: string) =>
  steps.filter((step) => step.phase === phase).map(({ title }) => title);

test('each part of a pattern is done once, and a pilot has its week before anything follows', async () => {
  const steps = await stepsOf('cloud_to_cloud');
  expect(['expand', 'deploy', 'migrate', 'ramp'].map((phase) => within(steps, phase))).toEqual([
    [
      ...['Plan the new place, and save the plan', 'Make the new place, by the saved plan'],
      'Let nobody write to the target before it leads',
    ],
    [
      'pilot: move what matters least',
      'Watch for 168 hours: pilot',
      'Lower the time to live of the records of api.example.com to 60 seconds',
      'Wait until the old time to live has passed everywhere',
    ],
    [
      'Make a backup before data move, and write its id down',
      'Copy from the source to the target',
      'Follow the changes since',
    ],
    [
      'Stop the writes to the source, and drain it',
      'Compare source and target',
      'Turn the direction round: the source follows the target',
      'Send the programs to the target',
      'Switch api.example.com to cloud B',
      'Try the system out in the new place',
    ],
  ]);
});

test('what has no data has its phases by hand, and a way back that is tried', async () => {
  const input = JSON.stringify({ ...SPEC, pattern: 'cloud_to_cloud', tables_to_migrate: [] });
  const { stdout } = await run(['plan', '-i', '-', '--detail', 'full', '--format', 'json'], { input });
  expect(within(JSON.parse(stdout).steps, 'migrate').slice(-2)).toEqual([
    'replication: replicate databases, copy objects with checksums',
    'Set up the way back: replicate back',
  ]);
});

describe('what is given up', () => {
  test('is removed by a saved plan of its own configuration, never by that of the new place', async () => {
    const contract = (await stepsOf('cloud_to_cloud', { old_terraform_dir: 'old' })).filter(
      ({ phase }) => phase === 'contract',
    );
    expect(contract.map(({ kind, title }) => [kind, title])).toEqual([
      ['approval', 'Approve that cloud A is given up'],
      ['command', 'End the replication: the source follows no longer'],
      ['manual', 'Keep what the law asks for of cloud A'],
      ['command', 'Plan the removal of cloud A, and save the plan'],
      ['command', 'Remove cloud A, by the saved plan'],
      ['manual', 'Give up cloud A: close the old account, its keys last'],
    ]);
    const lines = contract.flatMap(({ up }) => up).filter((line) => line.includes('terraform'));
    expect(lines.length).toBe(5);
    expect(lines.filter((line) => !line.startsWith('terraform -chdir=old '))).toEqual([]);
  });

  test.each(['lift_and_shift', 'hybrid', 'cloud_to_cloud', 'multi_cloud', 're_architecture'])(
    'of %s is done by hand where nobody has said where its configuration is',
    async (pattern) => {
      const contract = (await stepsOf(pattern)).filter(({ phase }) => phase === 'contract');
      expect(JSON.stringify(contract)).not.toContain('terraform');
      expect(contract.map(({ kind }) => kind)).toEqual([
        'approval',
        ...(pattern === 'multi_cloud' ? [] : ['command']),
        'manual',
        'manual',
      ]);
    },
  );

  test.each(['hybrid', 'multi_cloud', 're_architecture'])(
    'of %s is a part: what stays in the old place is in no plan that destroys',
    async (pattern) => {
      const steps = await stepsOf(pattern, { old_terraform_dir: 'old' });
      const lines = steps.filter(({ phase }) => phase === 'contract').flatMap(({ up }) => up);
      expect(lines.filter((line) => line.startsWith('terraform -chdir=old plan'))).toHaveLength(1);
      expect(lines.join()).not.toContain('-destroy');
    },
  );

  test('was in a state of its own: an undo destroys all that is in it', async () => {
    const [planned] = (await stepsOf('cloud_to_cloud')).filter(({ title }) => title.startsWith('Plan the new place'));
    expect(planned?.verify).toContainEqual({ run: 'terraform -chdir=new state list 2>/dev/null | wc -l', expect: '0' });
  });

  test('is not the place that leads, when there are two from now on', async () => {
    expect(within(await stepsOf('multi_cloud'), 'contract')).toEqual([
      'Approve that what only cloud A needed goes',
      'Keep what the law asks for of cloud A',
      'End what only cloud A needed: end what only the one place needed',
    ]);
  });
});

test.each([
  ['hybrid', [5, 25, 50, 100]],
  ['re_architecture', [5, 25, 50, 100]],
  ['multi_cloud', [5, 25, 50]],
] as const)('%s sends its traffic over share by share', async (pattern, shares) => {
  const traffic = (await stepsOf(pattern)).filter(({ phase, kind }) => phase === 'ramp' && kind === 'traffic');
  expect(traffic.map(({ title }) => title)).toEqual(
    shares.map((share) => `Send ${share} % of the requests for api.example.com to cloud B`),
  );
  expect(traffic[1]?.down).toEqual([
    'set the weights of the records of api.example.com to 5 for the new place and 95 for the old one, and apply them',
  ]);
});

const ZONE = `#!/bin/sh
if test "$1" = set; then echo "$4" > "$2.$3"; else cat "$2.$3"; fi
`;

test.each(['cloud_to_cloud', 'hybrid'])(
  'of %s, records are changed, asked and set back by the commands of the zone',
  async (pattern) => {
    const cwd = folderWith({ 'zone.sh': ZONE, 'api.example.com.ttl': '3600\n', 'api.example.com.share': '0\n' });
    const given = { dns_command: 'sh zone.sh set', dns_query: 'sh zone.sh get' };
    const steps = (await stepsOf(pattern, given)).filter(({ up }) => up.join().includes('zone.sh'));
    expect(steps.length).toBeGreaterThan(1);
    const bash = async (script: string) => {
      const { stdout, status } = await start('bash', ['-euo', 'pipefail', '-c', script], { cwd });
      expect([script, status]).toEqual([script, 0]);
      return stdout.trim();
    };
    for (const { up, verify } of steps) {
      // Done twice, a step does the same.
      for (const time of [1, 2]) await bash(`# ${time}\n${up.join('\n')}`);
      for (const { run: question, expect: answer } of verify) expect(await bash(question)).toBe(answer);
    }
    expect(contentsOf(cwd)).toMatchObject({ 'api.example.com.ttl': '60\n', 'api.example.com.share': '100\n' });
    for (const { down, undo_verify: asked = [] } of steps.toReversed()) {
      await bash(down.join('\n'));
      for (const { run: question, expect: answer } of asked) expect(await bash(question)).toBe(answer);
    }
    expect(contentsOf(cwd)).toMatchObject({ 'api.example.com.ttl': '3600\n', 'api.example.com.share': '0\n' });
  },
);

test('of a zone that nobody has named commands for, each is asked for', async () => {
  const input = JSON.stringify({ ...SPEC, pattern: 'cloud_to_cloud' });
  const { stdout } = await run(['plan', '-i', '-', '--detail', 'full', '--format', 'json'], { input });
  const paths = (JSON.parse(stdout).unassigned as { path: string }[]).map(({ path }) => path);
  expect(paths.filter((path) => path.includes('dns_'))).toEqual(['/settings/dns_command', '/settings/dns_query']);
});
