import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import { folderWith, skipLoudly, start } from '../support/cli.js';
import { converse } from '../support/converse.js';
import { mariadbSettings, reachable, scratchMariadb } from '../support/databases.js';
import { endsOf, goForwards, KUBECTL, makeRunbook, YES } from '../support/runbooks.js';

const table = (name: string, columns: string) =>
  `CREATE TABLE ${name} (id bigint NOT NULL, ${columns}, PRIMARY KEY (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`;
const OLD = table('users', 'mail varchar(255) NOT NULL, nick varchar(40), score text') + table('visits', 'page text');
const NEW = table('users', 'mail varchar(255) NOT NULL, nick varchar(80), level bigint, KEY users_nick (nick)');
const ROWS = `INSERT INTO users SELECT seq, CONCAT('mail', seq), 'nick', CONCAT('it''s "', seq, '"\\n') FROM seq_1_to_50;
INSERT INTO visits SELECT seq, 'page' FROM seq_1_to_10;`;
const SPEC = {
  ...{ type: 'database', pattern: 'expand_contract', source: 'MariaDB shop', target: 'MariaDB shop' },
  settings: {
    ...{ namespace: 'prod', new_service: 'shop', image: 'shop:2', flag: 'levels', flag_command: 'true' },
    ...{ smoke_command: 'true', status_channel: '#status', incident_channel: '#incident' },
  },
};

const hasClients = ['mariadb', 'mariadb-dump'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const ready =
  (hasClients || !skipLoudly('the script of a runbook of MariaDB', 'there is no mariadb or mariadb-dump here')) &&
  (await reachable('mariadb', 'the script of a runbook of MariaDB'));

describe.skipIf(!ready)('the way back of a real migration of MariaDB', () => {
  let made: string;
  let plan: PlanDetail;
  beforeAll(async () => {
    const { host, port, user } = mariadbSettings();
    const rehearsal = `--dialect mariadb --database mysql://${user}@${host}:${port}/`;
    made = await makeRunbook({ old: OLD, new: NEW, spec: SPEC }, rehearsal);
    const read = (name: string) => JSON.parse(readFileSync(join(made, name), 'utf8'));
    plan = read('plan.json');
    expect((read('rehearsal.json') as Rehearsal).verdict).toBe('proven');
  });
  afterAll(() => spawnSync('rm', ['-r', made]));

  /** A database with rows, brought up to a step, and then all the way back by the script. */
  async function thereAndBack(last: string) {
    const { host, port, user, password } = mariadbSettings();
    const [production, restored] = [await scratchMariadb('runbook'), await scratchMariadb('restored')];
    onTestFinished(async () => {
      await production.drop();
      await restored.drop();
    });
    const client = await production.connect({ multipleStatements: true });
    await client.query(OLD + ROWS);
    const options = `[client]\nhost=${host}\nport=${port}\nuser=${user}\npassword=${password ?? ''}\n`;
    const cwd = folderWith({ 'my.cnf': options, kubectl: KUBECTL });
    const env = {
      ...{ MYSQL_FILE: join(cwd, 'my.cnf'), MYSQL_DATABASE: production.name },
      ...{ RESTORE_FILE: join(cwd, 'my.cnf'), RESTORE_DATABASE: restored.name },
      ...{ ROLLBACK_USER: 'ada', ROLLBACK_PAUSE: '0', PATH: `${cwd}:${process.env.PATH}` },
    };
    spawnSync('chmod', ['+x', join(cwd, 'kubectl')]);
    const before = await stateOf(client);
    await goForwards(plan, last, {
      sql: (statement) => client.query(statement),
      async command(text) {
        expect(await start('bash', ['-c', text], { env, cwd })).toMatchObject({ status: 0 });
      },
    });
    expect(await stateOf(client)).not.toEqual(before);
    const { status, stdout, unexpected } = await converse(join(made, 'back.sh'), ['--after', last], YES, { cwd, env });
    expect({ status, unexpected, stdout: status === 0 ? '' : stdout }).toEqual({
      status: 0,
      unexpected: [],
      stdout: '',
    });
    return { before, after: await stateOf(client), stdout };
  }

  test('from the middle of contract, schema and rows are as before', async () => {
    const { before, after, stdout } = await thereAndBack(endsOf(plan).middle);
    expect(after).toEqual(before);
    // Compared with the backup, and not only by us.
    expect(stdout).toContain('== verify_drift: ');
  });

  test('from its end, rows and values that are gone come back from the backup', async () => {
    const { before, after } = await thereAndBack(endsOf(plan).end);
    // What was added harms nobody, and stays.
    const scores = ({ users }: State) => users?.rows.map(({ id, score }) => ({ id, score }));
    expect(after.visits).toEqual(before.visits);
    expect(scores(after)).toEqual(scores(before));
    expect(scores(after)).toHaveLength(50);
  });
});

interface Held {
  readonly columns: object;
  readonly keys: object;
  readonly rows: readonly { readonly id: number; readonly score?: string }[];
}
type State = Readonly<Record<string, Held>>;

/** What the tables are, columns in any order, and their rows. */
async function stateOf(client: mysql.Connection): Promise<State> {
  const [tables] = await client.query<mysql.RowDataPacket[]>(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
  );
  const state: Record<string, Held> = {};
  for (const { name } of tables) {
    const [columns] = await client.query(`SHOW FULL COLUMNS FROM \`${name}\``);
    const [keys] = await client.query(`SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${name}' ORDER BY 1, SEQ_IN_INDEX`);
    const [rows] = await client.query(`SELECT * FROM \`${name}\` ORDER BY id`);
    state[name] = {
      columns: (columns as { Field: string }[]).toSorted((a, b) => (a.Field < b.Field ? -1 : 1)),
      keys,
      rows: rows as unknown as Held['rows'],
    };
  }
  return state;
}
