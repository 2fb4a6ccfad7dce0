import { execFileSync } from 'node:child_process';
import type mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readServerCatalog } from '../../src/read/mysql/server/read-catalog.js';
import { renderSql } from '../../src/render/sql.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { mariadbSettings, reachable, type ScratchMariadb, scratchMariadb } from '../support/databases.js';

const BEFORE = `
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, mail varchar(100) NOT NULL,
  \`ni\`\`ck\` varchar(20) NOT NULL, age int, KEY by_age (age));
CREATE TABLE posts (id int NOT NULL PRIMARY KEY, author bigint,
  CONSTRAINT fk_author FOREIGN KEY (author) REFERENCES users (id));
CREATE TABLE old_stuff (id int NOT NULL PRIMARY KEY, author bigint,
  CONSTRAINT fk_old FOREIGN KEY (author) REFERENCES users (id));
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, author bigint, FOREIGN KEY (author) REFERENCES users (id));
CREATE TABLE books (id int NOT NULL PRIMARY KEY, author bigint, FOREIGN KEY (author) REFERENCES users (id));
CREATE VIEW names AS SELECT id, mail FROM users;
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
`;
const AFTER = `
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, mail varchar(200) NOT NULL, age bigint,
  level enum('a', 'b''c') NOT NULL DEFAULT 'b''c', UNIQUE KEY by_mail (mail), CONSTRAINT grown CHECK (age > 0));
CREATE TABLE posts (id int NOT NULL PRIMARY KEY, author bigint, place point NOT NULL, code varchar(9) NOT NULL, title varchar(50) DEFAULT 'it''s; \\\\ x',
  CONSTRAINT fk_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, author bigint, FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE books (id int NOT NULL PRIMARY KEY, author bigint, FOREIGN KEY (author) REFERENCES users (id), KEY by_author (author, id));
CREATE TABLE tags (id int NOT NULL PRIMARY KEY, post int, CONSTRAINT fk_post FOREIGN KEY (post) REFERENCES posts (id));
CREATE VIEW names AS SELECT id, mail, age FROM users;
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC BEGIN DECLARE m int DEFAULT n; RETURN m + n; END;
CREATE TRIGGER filled BEFORE INSERT ON posts FOR EACH ROW BEGIN IF NEW.title IS NULL THEN SET NEW.title = ';'; END IF; END;
`;

const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb', { account: 'root@127.0.0.1' });
const steps = planSteps(read(BEFORE), read(AFTER));

function describeServer(connection: mysql.Connection) {
  return readServerCatalog(async (sql, values = []) => {
    const [rows] = await connection.query(sql, [...values]);
    return rows as Record<string, unknown>[];
  });
}

describe.skipIf(!(await reachable('mariadb', 'the steps of MariaDB')))('the steps of MariaDB', () => {
  let scratch: ScratchMariadb;
  let connection: mysql.Connection;
  beforeAll(async () => {
    scratch = await scratchMariadb('steps');
    connection = await scratch.connect({ multipleStatements: true });
    await connection.query(BEFORE);
  });
  afterAll(async () => scratch.drop());

  async function differences(wanted: string): Promise<unknown[]> {
    const account = 'root@127.0.0.1';
    const model = readMysqlDdl([{ name: 'schema.sql', text: wanted }], 'mariadb', { account });
    return findCatalogChanges(await describeServer(connection), model)
      .map(({ kind }) => kind)
      .filter(
        (kind) =>
          kind !== 'column_order_changed' && !kind.endsWith('definer_changed') && !kind.endsWith('_options_changed'),
      );
  }

  it('lead there and back, each of them twice, and are verified', async () => {
    const run = async (statements: readonly string[]) => {
      for (const sql of [...statements, ...statements]) await connection.query(sql);
    };
    const answers = async (verify: (typeof steps)[number]['verify']) => {
      const found: [string, string][] = [];
      for (const { run: query } of verify) {
        const [[row]] = (await connection.query(query)) as unknown as [[Record<string, unknown>]];
        found.push([query, String(Object.values(row)[0])]);
      }
      return found;
    };
    for (const { up, verify } of steps) {
      const wanted = verify.map(({ run: query, expect: answer }) => [query, answer]);
      // Before the step the answer is another one; nobody would know otherwise whether it is done.
      expect(await answers(verify)).not.toEqual(wanted);
      await run(up);
      expect(await answers(verify)).toEqual(wanted);
    }
    expect(await differences(AFTER)).toEqual([]);
    for (const { down } of steps.toReversed()) await run(down);
    expect(await differences(BEFORE)).toEqual([]);
  });

  it('are files that the client runs as they stand', async () => {
    const { host, port, user, password } = mariadbSettings();
    const client = (input: string) =>
      execFileSync('mariadb', ['-h', host, '-P', String(port), '-u', user, scratch.name], {
        input,
        env: { ...process.env, MYSQL_PWD: password },
      });
    const scripts = renderSql(steps, 'mariadb');
    const named = (isDown: boolean) => scripts.filter(({ name }) => name.endsWith('.down.sql') === isDown);
    for (const { text } of named(false)) client(text);
    expect(await differences(AFTER)).toEqual([]);
    for (const { text } of named(true).toReversed()) client(text);
    expect(await differences(BEFORE)).toEqual([]);
  });

  it('that give other names are such files too, with their triggers and procedures', async () => {
    const own = await scratchMariadb('renames');
    try {
      const { host, port, user, password } = mariadbSettings();
      const client = (input: string) =>
        execFileSync('mariadb', ['-h', host, '-P', String(port), '-u', user, own.name], {
          input,
          env: { ...process.env, MYSQL_PWD: password },
        });
      const before =
        "CREATE TABLE a (id int PRIMARY KEY, m varchar(9) NOT NULL DEFAULT ';'); INSERT INTO a VALUES (1, 'x;');";
      client(before);
      const catalogs = [
        read(before.replace(/INSERT.*/, '')),
        read("CREATE TABLE b (id int PRIMARY KEY, n varchar(9) NOT NULL DEFAULT ';');"),
      ] as const;
      const table = { schema: catalogs[0].tables[0]?.schema ?? '', name: 'a' };
      const scripts = renderSql(
        planSteps(...catalogs, [
          { table, to: { ...table, name: 'b' } },
          { table, column: 'm', to: { schema: '', name: 'n' } },
        ]),
        'mariadb',
      );
      const named = (isDown: boolean) => scripts.filter(({ name }) => name.endsWith('.down.sql') === isDown);
      for (const { text } of named(false)) client(text);
      expect(String(client('SELECT * FROM b'))).toBe('id\tn\n1\tx;\n');
      for (const { text } of named(true).toReversed()) client(text);
      expect(String(client('SELECT * FROM a'))).toBe('id\tm\n1\tx;\n');
      expect(String(client('SHOW TABLES; SHOW TRIGGERS'))).not.toContain('migrate_arch');
    } finally {
      await own.drop();
    }
  });

  it('say how the server works, and what does the same while others write', () => {
    const found = Object.fromEntries(steps.map((step) => [step.title, step]));
    expect(found['alter column mail of users']?.up).toEqual([
      'ALTER TABLE `users` MODIFY COLUMN `mail` varchar(200) NOT NULL, ALGORITHM=INSTANT, LOCK=NONE',
    ]);
    // The index that the server made for the foreign key would vanish, and with it the way back.
    expect(found['add index by_author to books']?.up[0]).toContain(
      "'ALTER TABLE `books` DROP INDEX `author`, ADD KEY `author` (`author`), ADD KEY `by_author` (`author`, `id`), ALGORITHM=NOCOPY, LOCK=NONE'",
    );
    const copy = found['alter column age of users (copies the table; writes wait)'];
    expect(copy?.up).toEqual(['ALTER TABLE `users` MODIFY COLUMN `age` bigint(20) NULL, ALGORITHM=COPY, LOCK=SHARED']);
    expect(copy?.alternatives).toEqual([
      // gh-ost takes no table that foreign keys lead to.
      `pt-online-schema-change --alter 'MODIFY COLUMN \`age\` bigint(20) NULL' --alter-foreign-keys-method auto --execute D="$DATABASE",t='users',h="$HOST"`,
    ]);
    expect(copy?.locks).toEqual([{ object: 'users', mode: 'LOCK=SHARED', blocks: 'writes' }]);
    expect(steps.filter(({ gate }) => gate === 'approval').map(({ title }) => title)).toEqual([
      'alter column age of users (copies the table; writes wait)',
      'add check grown to users (copies the table; writes wait)',
      'add foreign key fk_author to posts (copies the table; writes wait)',
      'add foreign key notes_ibfk_1 to notes (copies the table; writes wait)',
      'add foreign key books_ibfk_1 to books (copies the table; writes wait)',
      'add foreign key fk_post to tags (copies the table; writes wait)',
      'drop index by_age of users',
      'put column ni`ck of users aside',
      'drop column ni`ck of users, which is aside',
      'demand place of rows of posts',
      'demand code of rows of posts',
      'drop index author of books',
      'put table old_stuff aside',
      'drop table old_stuff, which is aside',
    ]);
  });
});
