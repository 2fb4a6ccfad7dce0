import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationalStep } from '../../src/model/plan-detail.js';
import { shell } from '../support/cli.js';
import {
  doStep,
  FLAG_SCRIPT,
  hasServer,
  ownMariadb,
  PATIENTLY,
  stepsOfMove,
  switchScript,
} from '../support/own-servers.js';

const NAME = 'or`der\'s $HOME "x"';
const QUOTED = '`or``der\'s $HOME "x"`';

function stepsOf(pattern: string): OperationalStep[] {
  return stepsOfMove({
    pattern,
    source: 'MariaDB in the cellar',
    target: 'MariaDB in the cloud',
    tables_to_migrate: [{ name: NAME }, { name: 'customers' }],
  });
}

describe.skipIf(!hasServer('mariadb'))('data that move from one MariaDB to another', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'figures-'));
  let env: Record<string, string>;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [source, target] = await Promise.all([ownMariadb(1), ownMariadb(2)]);
    stops.push(source.stop, target.stop);
    env = {
      ...process.env,
      SOURCE_FILE: source.url,
      TARGET_FILE: target.url,
      SOURCE_HOST: '127.0.0.1',
      SOURCE_PORT: String(source.port),
      TARGET_HOST: '127.0.0.1',
      TARGET_PORT: String(target.port),
      REPLICATION_PASSWORD: 'Abc123',
    } as Record<string, string>;
    const connect = `side=$(echo "$1" | tr a-z A-Z)_FILE; mariadb --defaults-extra-file="\${!side}"`;
    writeFileSync(join(cwd, 'switch.sh'), switchScript(connect), { mode: 0o755 });
    writeFileSync(join(cwd, 'flag.sh'), FLAG_SCRIPT, { mode: 0o755 });
    await ask(
      'SOURCE_FILE',
      `CREATE TABLE customers (id int AUTO_INCREMENT PRIMARY KEY, since timestamp DEFAULT now(), raw varbinary(9)); CREATE TABLE ${QUOTED} (id bigint AUTO_INCREMENT PRIMARY KEY, customer int REFERENCES customers (id), share double, note text); CREATE TABLE other (id int PRIMARY KEY); INSERT INTO customers (raw) SELECT X'00090A5C' FROM seq_1_to_5; INSERT INTO ${QUOTED} (customer, share, note) SELECT 1 + seq % 5, seq / 3.0, 'a\tb' FROM seq_1_to_1000`,
    );
  });
  afterAll(async () => {
    await shell('kill "$(cat program)"', { env, cwd });
    await Promise.all(stops.map((stop) => stop()));
    rmSync(cwd, { recursive: true, force: true });
  });

  const bash = (script: string) => shell(`set -euo pipefail\n${script}`, { env, cwd });
  const ask = async (side: string, query: string) => {
    const { stdout, stderr, status } = await bash(
      `mariadb --defaults-extra-file="$${side}" --batch --skip-column-names <<'QUERY'\n${query};\nQUERY`,
    );
    expect([query, status, stderr]).toEqual([query, 0, '']);
    return stdout.trim();
  };
  const does = (step: OperationalStep, part: 'up' | 'down') => doStep(step, part, { env, cwd });
  const read = (side: string) => ask(side, `SELECT COUNT(*), MAX(id) FROM ${QUOTED}`);
  const insert = (side: string) => ask(side, `INSERT INTO ${QUOTED} (customer) VALUES (2) RETURNING id`);
  const tables = (side: string) =>
    ask(side, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop'");

  async function goBack(steps: readonly OperationalStep[]): Promise<void> {
    for (let time = 0; time < 2; time++) for (const step of steps.toReversed()) await does(step, 'down');
    expect(await tables('TARGET_FILE')).toBe('0');
  }

  test('go there and lead, and come back with all that was written meanwhile', async () => {
    const steps = stepsOf('change_data_capture');
    expect(steps.map(({ title }) => title)).toEqual([
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
    ]);
    const there = steps.slice(0, -1);
    for (const step of there.slice(0, 4)) await does(step, 'up');
    expect(await insert('SOURCE_FILE')).toBe('1024');
    // What is not in the specification stays where it is.
    await ask('SOURCE_FILE', 'INSERT INTO other VALUES (1)');
    for (const step of there.slice(4)) await does(step, 'up');
    expect(await insert('TARGET_FILE')).toBe('1025');
    await expect.poll(() => read('SOURCE_FILE'), PATIENTLY).toBe('1002\t1025');
    await goBack(there);
    expect(await insert('SOURCE_FILE')).toBe('1026');
  });

  test('all at once while nobody writes, and back', async () => {
    const steps = stepsOf('bulk_copy');
    for (const step of steps) await does(step, 'up');
    expect(await read('TARGET_FILE')).toBe(await read('SOURCE_FILE'));
    expect(await ask('SOURCE_FILE', 'SELECT @@global.read_only')).toBe('1');
    // What the target has alone is not removed: not even with what says how the copy went on another machine.
    await ask('TARGET_FILE', "INSERT INTO customers (id, raw) VALUES (77, X'00')");
    const sending = steps.findIndex(({ title }) => title.startsWith('Send'));
    for (const step of steps.slice(sending).toReversed()) await does(step, 'down');
    await bash('rm -f bulk-*');
    const copy = steps.find(({ title }) => title.startsWith('Copy')) as OperationalStep;
    const { status, stderr } = await bash(copy.down.join('\n'));
    expect([status === 0, stderr]).toEqual([
      false,
      expect.stringMatching(/^> customers\t6(.*\n)*the target has what the source lacks: /m),
    ]);
    expect(await ask('TARGET_FILE', 'SELECT COUNT(*) FROM customers')).toBe('6');
    expect(await ask('TARGET_FILE', 'SELECT @@global.read_only')).toBe('1');
    await ask('TARGET_FILE', 'SET GLOBAL read_only = OFF; DELETE FROM customers WHERE id = 77');
    await goBack(steps);
    expect(await insert('SOURCE_FILE')).toBe('1027');
    // No number is given out twice: that of the row that is gone again is not.
    expect(await ask('SOURCE_FILE', 'INSERT INTO customers (raw) VALUES (NULL) RETURNING id')).toBe('78');
    await ask('SOURCE_FILE', 'DELETE FROM customers WHERE id = 78');
  });

  test('with what the programs use beside the tables, which is named where it is missing', async () => {
    const [, early, , copy, , late] = stepsOf('bulk_copy') as [unknown, ...OperationalStep[]];
    const beside = [
      "CREATE USER app@'%'",
      "CREATE DEFINER = app@'%' VIEW since AS SELECT since FROM customers",
      'CREATE DEFINER = root@localhost FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN 2 * n',
      'CREATE DEFINER = root@localhost EVENT nightly ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM customers WHERE id < 0',
      'CREATE DEFINER = root@localhost TRIGGER trimmed BEFORE INSERT ON customers FOR EACH ROW SET NEW.raw = TRIM(NEW.raw)',
      'CREATE DEFINER = root@localhost TRIGGER aside BEFORE INSERT ON other FOR EACH ROW SET NEW.id = NEW.id',
      'CREATE SEQUENCE numbers',
    ];
    await ask('SOURCE_FILE', beside.join('; '));
    const fails = async (step: OperationalStep | undefined) => {
      const { status, stderr } = await bash(step?.up.join('\n') ?? '');
      return [status === 0, stderr];
    };
    expect(await fails(early)).toEqual([false, 'the target lacks:\naccount app@%\nfunction twice\n']);
    await ask('TARGET_FILE', [beside[0], beside[2]].join('; '));
    await does(early as OperationalStep, 'up');
    await does(copy as OperationalStep, 'up');
    expect(await fails(late)).toEqual([false, 'the target lacks:\nevent nightly\nsequence numbers\nview since\n']);
    await ask('TARGET_FILE', [beside[1], beside[6]].join('; '));
    await bash('for file in left-behind-*.txt; do echo "event nightly" > "$file"; done');
    await does(late as OperationalStep, 'up');
    await ask('TARGET_FILE', "DROP VIEW since; DROP FUNCTION twice; DROP SEQUENCE numbers; DROP USER app@'%'");
    await ask(
      'SOURCE_FILE',
      "DROP VIEW since; DROP FUNCTION twice; DROP EVENT nightly; DROP SEQUENCE numbers; DROP TRIGGER trimmed; DROP TRIGGER aside; DROP USER app@'%'",
    );
    await does(copy as OperationalStep, 'down');
  });

  test('by programs that write twice, and back', async () => {
    const steps = stepsOf('dual_write');
    await bash('for flag in both reads lead; do ./flag.sh "$flag" 0; done');
    for (const step of steps.slice(0, 2)) await does(step, 'up');
    await ask('TARGET_FILE', "INSERT INTO customers (id, since) VALUES (2, '2020-01-01')");
    await ask('SOURCE_FILE', "UPDATE customers SET since = '2020-01-01', raw = NULL WHERE id = 2");
    const sent = "INSERT INTO migrate_outbox (table_name, row_key, sent_at) VALUES ('customers', '{}', NOW())";
    await ask('SOURCE_FILE', sent);
    for (const step of steps.slice(2, -2)) await does(step, 'up');
    expect(await ask('TARGET_FILE', 'SELECT DATE(since) FROM customers WHERE id = 2')).toBe('2020-01-01');
    await goBack(steps.slice(0, -2));
  });

  test.each(['change_data_capture', 'bulk_copy', 'dual_write'])(
    '%s takes no table away that it has not made',
    async (pattern) => {
      const copies = stepsOf(pattern).find(({ title }) => /^(Copy|Make the tables)/.test(title)) as OperationalStep;
      await ask('TARGET_FILE', 'CREATE TABLE customers (id int PRIMARY KEY); INSERT INTO customers VALUES (7)');
      const { status, stderr } = await bash(copies.up.join('\n'));
      expect([status === 0, stderr]).toEqual([false, 'the target has tables of these names\n']);
      for (let time = 0; time < 2; time++) expect((await bash(copies.down.join('\n'))).status).toBe(0);
      expect(await ask('TARGET_FILE', 'SELECT * FROM customers')).toBe('7');
      await ask('TARGET_FILE', 'DROP TABLE customers');
    },
  );

  test('and stay there, with nothing of the migration left', async () => {
    for (const step of stepsOf('incremental_copy')) await does(step, 'up');
    for (const side of ['SOURCE_FILE', 'TARGET_FILE']) {
      const left = await ask(side, "SELECT COUNT(*) FROM mysql.user WHERE User LIKE 'migrate%'");
      expect([side, left, await ask(side, 'SHOW ALL SLAVES STATUS')]).toEqual([side, '0', '']);
    }
    expect(await insert('TARGET_FILE')).toBe(String(Number((await read('SOURCE_FILE')).split('\t')[1]) + 1));
  });

  test('a password that could end its quotes is refused before anything is done with it', async () => {
    const [, account] = stepsOf('change_data_capture');
    const { status, stdout } = await shell(`set -euo pipefail\n${account?.up.join('\n')}`, {
      env: { ...env, REPLICATION_PASSWORD: "x'; DROP USER root" },
      cwd,
    });
    expect([status === 0, stdout]).toEqual([false, 'REPLICATION_PASSWORD: letters and digits only\n']);
  });

  test('a password is in no message, whatever fails', async () => {
    const follows = stepsOf('change_data_capture').find(({ title }) => title.startsWith('Follow')) as OperationalStep;
    const [script = ''] = follows.up;
    const [dump = ''] = /copy-\w+\.sql/.exec(script) ?? [];
    const { status, stdout, stderr } = await shell(
      `set -euo pipefail\necho "-- CHANGE MASTER TO MASTER_LOG_FILE='x', MASTER_LOG_POS=y;" > ${dump}\n${script}`,
      { env, cwd },
    );
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain("MASTER_PASSWORD='********'");
    expect(stderr).toContain('ERROR 1064');
    expect(stderr).not.toContain('Abc123');
  });
});
