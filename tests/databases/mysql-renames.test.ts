import type mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { reachable, type ScratchMariadb, scratchMariadb } from '../support/databases.js';

const COLUMNS = (name: (old: string) => string) =>
  `CREATE TABLE t (id int PRIMARY KEY, ${name('mail')} varchar(20) COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'None', ${name('age')} int,
    ${name('code')} varchar(9) NOT NULL, ${name('at')} datetime DEFAULT '2020-01-01' ON UPDATE CURRENT_TIMESTAMP, n int)`;
const [BEFORE, AFTER] = [COLUMNS((name) => name), COLUMNS((name) => `${name}_2`)];

/** What is written, and what the row then is by either names: mail, age, code and the year of at. */
const WRITTEN: readonly (readonly [string, ...(string | number | null)[]])[] = [
  ["INSERT INTO t (id, mail, age, code) VALUES (1, 'old', 7, 'c')", 'old', 7, 'c', 2020],
  ["INSERT INTO t (id, mail_2, age_2, code_2, at_2) VALUES (1, 'new', 8, 'd', '2021-01-01')", 'new', 8, 'd', 2021],
  ["INSERT INTO t (id, code) VALUES (1, 'e')", 'None', null, 'e', 2020],
  ["INSERT INTO t (id, code_2, mail_2) VALUES (1, 'e', 'NONE')", 'NONE', null, 'e', 2020],
  ["UPDATE t SET mail = 'NEVER' WHERE id = 2", 'NEVER', 2, 'two', new Date().getFullYear()],
  ["UPDATE t SET mail = 'Never', age = NULL, at = '2019-01-01' WHERE id = 2", 'Never', null, 'two', 2019],
  ["UPDATE t SET mail_2 = '', age_2 = NULL, at_2 = '2018-01-01' WHERE id = 2", '', null, 'two', 2018],
  ['UPDATE t SET n = 3 WHERE id = 3', 'None', null, 'three', new Date().getFullYear()],
  [
    "INSERT INTO t (id, code) VALUES (2, 'x') ON DUPLICATE KEY UPDATE code = VALUES(code), at = '2017-01-01'",
    'never',
    2,
    'x',
    2017,
  ],
  ["REPLACE INTO t (id, code_2, age_2) VALUES (3, 'y', 9)", 'None', 9, 'y', 2020],
];

describe.skipIf(!(await reachable('mariadb', 'columns of two names')))('a column of two names', () => {
  let scratch: ScratchMariadb;
  let connection: mysql.Connection;
  beforeAll(async () => {
    scratch = await scratchMariadb('two_names');
    connection = await scratch.connect({});
    await connection.query(BEFORE);
    await connection.query(
      "INSERT INTO t VALUES (2, 'never', 2, 'two', '2016-01-01', 0), (3, DEFAULT, NULL, 'three', DEFAULT, 0)",
    );
  });
  afterAll(async () => scratch.drop());

  const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb');
  const catalogs = [read(BEFORE), read(AFTER)] as const;
  const table = { schema: catalogs[0].tables[0]?.schema ?? '', name: 't' };
  const renames = ['mail', 'age', 'code', 'at'].map((column) => ({
    table,
    column,
    to: { schema: '', name: `${column}_2` },
  }));
  const steps = planSteps(...catalogs, renames);

  test.each(['expand', 'migrate'] as const)('has what either application writes after %s', async (phase) => {
    for (const { up } of steps.filter((step) => step.phase === phase)) {
      for (const statement of up) await connection.query(statement);
    }
    for (const [statement, ...row] of WRITTEN) {
      const id = /id = (\d)|VALUES \((\d)/
        .exec(statement)
        ?.slice(1)
        .find((each) => each !== undefined);
      await connection.query('START TRANSACTION');
      await connection.query(statement);
      const found = await Promise.all(
        ['', '_2'].map(async (end) => {
          const [rows] = await connection.query({
            sql: `SELECT mail${end}, age${end}, code${end}, YEAR(at${end}) FROM t WHERE id = ?`,
            values: [id],
            rowsAsArray: true,
          });
          return (rows as unknown[][])[0];
        }),
      );
      expect([statement, ...found]).toEqual([statement, row, row]);
      await connection.query('ROLLBACK');
    }
    // What neither application may leave out is still demanded.
    await expect(connection.query('INSERT INTO t (id) VALUES (9)')).rejects.toThrow(/code/);
  });

  test('has what the application before writes where the default is not kept as it is written', async () => {
    const columns: readonly (readonly [type: string, value: string, written: string, read: string])[] = [
      ['float DEFAULT 0.1', '', '7', '7'],
      ['decimal(5,1) NOT NULL DEFAULT 2.55', '', '7.5', '7.5'],
      ['int DEFAULT 4.6', '', '7', '7'],
      ["varchar(9) CHARACTER SET latin1 DEFAULT 'é'", '', "'a'", 'a'],
      ["set('a','b') DEFAULT 'b,a'", '', "'b'", 'b'],
      ["binary(3) DEFAULT 'a'", '', "'abc'", 'abc'],
      ["bit(4) DEFAULT b'101'", '+ 0', '7', '7'],
    ];
    const list = (name: string) => columns.map(([type], at) => `${name}${at} ${type}`).join(', ');
    const [before, after] = ['c', 'd'].map((name) => `CREATE TABLE u (id int PRIMARY KEY, ${list(name)})`) as [
      string,
      string,
    ];
    await connection.query(before);
    const renamed = columns.map((_, at) => ({
      table: { ...table, name: 'u' },
      column: `c${at}`,
      to: { schema: '', name: `d${at}` },
    }));
    for (const { phase, up } of planSteps(read(before), read(after), renamed)) {
      if (phase === 'contract') break;
      for (const statement of up) await connection.query(statement);
    }
    await connection.query(
      `INSERT INTO u (id, ${columns.map((_, at) => `c${at}`)}) VALUES (1, ${columns.map(([, , written]) => written)})`,
    );
    await connection.query('INSERT INTO u (id) VALUES (2)');
    for (const name of ['c', 'd']) {
      const values = columns.map(([, suffix], at) => `CAST(${name}${at} ${suffix} AS char)`);
      const [rows] = await connection.query({ sql: `SELECT ${values} FROM u ORDER BY id`, rowsAsArray: true });
      expect(rows).toEqual([columns.map(([, , , found]) => found), ['0.1', '2.6', '5', 'é', 'a,b', 'a\0\0', '5']]);
    }
  });
});
