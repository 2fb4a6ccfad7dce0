import { describe, expect, it } from 'vitest';
import { folderWith, run, shell } from '../support/cli.js';

const TABLE = 'CREATE TABLE `a` (id int PRIMARY KEY, x varbinary(9)) ENGINE=InnoDB;\n';

describe('SQL on standard input is what the same SQL in a file is', () => {
  it.each([
    ['rows that hold any bytes', `${TABLE}INSERT INTO a VALUES (1, _binary '\xff\xfe\x80');\n`],
    ['a dump of mysqldump', `/*!40101 SET NAMES utf8 */;\n/*M!100 SET x=1 */;\n\n${TABLE}`],
    ['a dump of mariadb-dump', `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n--\n${TABLE}`],
    ['a delimiter', `DELIMITER ;;\n${TABLE.replace(/;\n/, ' ;;\n')}`],
    ['a lock', `LOCK TABLES a WRITE;\n${TABLE}`],
    ['rows first', `REPLACE INTO a VALUES (1, 'x');\n${TABLE}`],
    ['another name', `GRANT USAGE ON *.* TO 'me'@'%';\n${TABLE}`],
  ])('%s', async (_, text) => {
    const cwd = folderWith({ 'after.sql': TABLE, 'before.sql': text });
    const input = Buffer.from(text, 'latin1');
    const { status, stderr } = await run(['check', '--before', '-', '--after', 'after.sql'], { cwd, input });
    expect({ status, stderr: stderr.replaceAll(/^note: .*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
  });

  it.each([
    ['a command of psql', '\\restrict abc\nSET a.b = 1;\nCREATE TABLE a (id int);\n'],
    ['a line of dashes', '-----------\n-- tables --\nCREATE TABLE a (id int);\n'],
    ['a comment', "COMMENT ON DATABASE postgres IS 'x';\nCREATE TABLE a (id int);\n"],
    ['a block', 'DO $$ BEGIN END $$;\nCREATE TABLE a (id int);\n'],
  ])('of PostgreSQL, %s', async (_, input) => {
    const cwd = folderWith({ 'after.sql': 'CREATE TABLE a (id int);' });
    const { status } = await run(['check', '--before', '-', '--after', 'after.sql'], { cwd, input });
    expect(status).toBe(0);
  });
});

it('passes over more rows than can be read at once, in little memory', async () => {
  const rows = `INSERT INTO a VALUES ${Array(9000).fill("(1,'it\\'s;')").join(',')};`;
  const cwd = folderWith({ 'before.sql': TABLE, 'after.sql': TABLE.replaceAll('`a`', '`b`'), 'rows.sql': rows });
  const script = `ulimit -v 4000000; { cat before.sql; yes "$(cat rows.sql)" | head -n 6000; cat after.sql; } |
    migrate-arch check --before - --after before.sql --format json`;
  const { stdout, stderr, status } = await shell(script, { cwd });
  expect({ stderr, status }).toEqual({ stderr: '', status: 2 });
  expect(JSON.parse(stdout).issues).toMatchObject([{ type: 'table_removed' }]);
});
