import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Column, Table } from '../../src/model/catalog/table.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import type { MysqlDialect, MysqlSettings } from '../../src/read/mysql/settings.js';

function read(text: string, dialect: MysqlDialect = 'mysql', settings?: MysqlSettings): Catalog {
  return readMysqlDdl([{ name: 'schema.sql', text }], dialect, settings);
}

function table(catalog: Catalog, name = 't'): Table {
  const found = catalog.tables.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return found;
}

function column(catalog: Catalog, name: string, tableName = 't'): Column {
  const found = table(catalog, tableName).columns.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no column ${name}`);
  return found;
}

/** The forms of the checks of a table. */
function checks(catalog: Catalog): string[] {
  return table(catalog).constraints.flatMap((one) => (one.type === 'check' ? [one.expression.form] : []));
}

describe('what MySQL does otherwise than MariaDB', () => {
  test('it drops display widths but of tinyint(1) and ZEROFILL', () => {
    const types = (dialect: MysqlDialect) =>
      table(
        read('CREATE TABLE t (a int(11), b tinyint(1), c int(4) zerofill, d bigint unsigned, e year(4))', dialect),
      ).columns.map(({ type }) => type.args.join());
    expect(types('mysql')).toEqual(['', '1', '4', '', '']);
    expect(types('mariadb')).toEqual(['11', '1', '4', '20', '4']);
  });

  test('a check of a column is one of the table, numbered after it', () => {
    const names = (dialect: MysqlDialect) =>
      table(
        read('CREATE TABLE t (a int CHECK (a > 0), CHECK (a < 9), CONSTRAINT c CHECK (a <> 5) NOT ENFORCED)', dialect),
      ).constraints.map(({ name, isEnforced }) => [name, isEnforced]);
    expect(names('mysql')).toEqual([
      ['t_chk_1', true],
      ['t_chk_2', true],
      ['c', false],
    ]);
    expect(
      read('CREATE TABLE t (a int CHECK (a > 0), CHECK (a < 9))', 'mariadb').tables[0]?.constraints.map(
        ({ name }) => name,
      ),
    ).toEqual(['a', 'CONSTRAINT_1']);
  });

  test('json is a type of its own', () => {
    expect(column(read('CREATE TABLE t (a json)'), 'a').type.name).toBe('json');
    const mariadb = read('CREATE TABLE t (a json)', 'mariadb');
    expect(column(mariadb, 'a')).toMatchObject({ type: { name: 'longtext' }, collation: 'utf8mb4_bin' });
    expect(checks(mariadb)).toEqual(['json_valid(a)']);
  });

  test('its foreign keys do nothing by default, and RESTRICT is the same', () => {
    const sql =
      'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT)';
    expect(table(read(sql)).constraints[0]).toMatchObject({
      name: 't_ibfk_1',
      onDelete: 'no action',
      onUpdate: 'no action',
    });
    expect(table(read(sql, 'mariadb')).constraints[0]).toMatchObject({ onDelete: 'restrict', onUpdate: 'restrict' });
    expect(table(read(sql)).indexes.map(({ name }) => name)).toEqual(['a']);
  });

  test('references of a column count since 9.0', () => {
    const sql = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p (id))';
    expect(table(read(sql, 'mysql', { version: '8.4.0' })).constraints).toEqual([]);
    expect(table(read(sql, 'mysql', { version: '9.0.0' })).constraints).toHaveLength(1);
  });

  test('a timestamp says nothing more than it is told since 8.0', () => {
    const sql = 'CREATE TABLE t (a timestamp, b timestamp, c timestamp NULL)';
    const of = (version: string) =>
      table(read(sql, 'mysql', { version })).columns.map((one) => [
        one.nullable,
        one.default?.form,
        one.onUpdate?.form,
      ]);
    expect(of('8.0.0')).toEqual([
      [true, undefined, undefined],
      [true, undefined, undefined],
      [true, undefined, undefined],
    ]);
    expect(of('5.7.44')).toEqual([
      [false, 'current_timestamp()', 'current_timestamp()'],
      [false, "'0000-00-00 00:00:00'", undefined],
      [true, undefined, undefined],
    ]);
  });

  test('an index may hold expressions and be invisible', () => {
    const catalog = read(
      "CREATE TABLE t (a int, j json, KEY f ((a + 1) DESC), KEY m ((CAST(j->'$.x' AS UNSIGNED ARRAY))) INVISIBLE)",
    );
    expect(
      table(catalog).indexes.map(({ keys, isInvisible }) => [keys[0]?.expression?.form, keys[0]?.order, isInvisible]),
    ).toEqual([
      ['(a + 1)', 'desc', undefined],
      ["cast(json_extract(j, '$.x') as unsigned array)", 'asc', true],
    ]);
  });

  test('its own spelling of expressions has the form of the file', () => {
    const file = read(
      "CREATE TABLE t (s varchar(9), a int, CHECK (s IN ('x', 'y') AND NOT a AND a BETWEEN 1 AND 5 AND lower(s) LIKE 'z%'))",
    );
    const server =
      read(`CREATE TABLE \`t\` (\`s\` varchar(9) DEFAULT NULL, \`a\` int DEFAULT NULL, CONSTRAINT \`t_chk_1\` CHECK
      (((\`s\` in (_utf8mb4'x',_utf8mb4'y')) and (0 = \`a\`) and (\`a\` between 1 and 5) and (lower(\`s\`) like _utf8mb4'z%'))))`);
    expect(checks(server)).toEqual(checks(file));
  });

  test('a column that goes takes the checks that speak of it alone', () => {
    const catalog = read(
      'CREATE TABLE t (a int, b int, c int, CHECK (a > 0), CHECK (b > c)); ALTER TABLE t DROP COLUMN a',
    );
    expect(checks(catalog)).toEqual(['(b > c)']);
  });
});

describe('comments that hold code', () => {
  const sql = `CREATE TABLE t (a int /*!80000 , b int */ /*!100100 , c int */ /*M! , d int */ /*!40101 , e int */ /* , f int */
    /*!99999 , g int */ , h int -- , i int
    # , j int
    )`;
  test('are read by the servers that they are for', () => {
    expect(
      table(read(sql))
        .columns.map(({ name }) => name)
        .join(''),
    ).toBe('abeh');
    expect(
      table(read(sql, 'mysql', { version: '5.7.9' }))
        .columns.map(({ name }) => name)
        .join(''),
    ).toBe('aeh');
    expect(
      table(read(sql, 'mariadb'))
        .columns.map(({ name }) => name)
        .join(''),
    ).toBe('acdeh');
    expect(
      table(read(sql, 'mariadb', { version: '10.0.1' }))
        .columns.map(({ name }) => name)
        .join(''),
    ).toBe('adeh');
  });
});

describe('databases', () => {
  test('the only one in which a file makes something has no name', () => {
    const catalog = read(
      'CREATE DATABASE shop CHARACTER SET latin1; USE shop; CREATE TABLE t (a varchar(3)); CREATE TABLE shop.u (b int)',
    );
    expect(catalog.tables.map(({ schema, name, options }) => [schema, name, options])).toEqual([
      ['', 't', { charset: 'latin1' }],
      ['', 'u', { charset: 'latin1' }],
    ]);
    expect(catalog.schemas.map(({ name }) => name)).toEqual(['']);
  });

  test('one that a file only turns to is no other one', () => {
    const catalog = read(
      'CREATE DATABASE shop; USE shop; CREATE TABLE t (a int); USE phpmyadmin; INSERT INTO x VALUES (1);',
    );
    expect(catalog.tables.map(({ schema }) => schema)).toEqual(['']);
    expect(catalog.schemas.map(({ name }) => name)).toEqual(['']);
  });

  test('of several each has its name', () => {
    const catalog = read('USE one; CREATE TABLE t (a int); USE two; CREATE TABLE t (b int); DROP DATABASE one');
    expect(catalog.tables.map(({ schema, name }) => [schema, name])).toEqual([['two', 't']]);
  });

  test('a view may name the database that the file does not', () => {
    const catalog = read('CREATE TABLE users (id int); CREATE VIEW v AS SELECT * FROM shop.users');
    expect(catalog.views[0]?.query.form).toBe('select users.id as id from users');
    expect(catalog.views[0]?.columns).toEqual([{ name: 'id' }]);
  });

  test('tables tell upper from lower case, columns do not', () => {
    const catalog = read(
      'CREATE TABLE T (A int, KEY (a)); CREATE TABLE t (a int); ALTER TABLE T DROP COLUMN a, ADD b int',
    );
    expect(catalog.tables.map(({ name, columns, indexes }) => [name, columns[0]?.name, indexes.length])).toEqual([
      ['T', 'b', 0],
      ['t', 'a', 0],
    ]);
  });
});

describe('privileges', () => {
  test('stand with what they are given on', () => {
    const catalog = read(`CREATE TABLE t (a int, b int); GRANT SELECT, UPDATE (b) ON t TO 'app'@'%' WITH GRANT OPTION;
      GRANT SELECT ON t TO reader; REVOKE SELECT ON t FROM reader; CREATE PROCEDURE p() BEGIN END; GRANT EXECUTE ON PROCEDURE p TO app@localhost`);
    expect(table(catalog).privileges).toEqual([{ grantee: 'app@%', privilege: 'select', grantable: true }]);
    expect(column(catalog, 'b').privileges).toEqual([{ grantee: 'app@%', privilege: 'update', grantable: true }]);
    expect(catalog.routines[0]?.privileges).toEqual([
      { grantee: 'app@localhost', privilege: 'execute', grantable: false },
    ]);
  });
});

describe('what cannot be read from the text', () => {
  test('is listed with its place and why, without passwords', () => {
    const catalog = read(`CREATE TABLE t (a int);
CREATE TABLE copy AS SELECT * FROM t;
CALL migrate();
CREATE USER 'app'@'%' IDENTIFIED BY 'hunter2';
ALTER TABLE nowhere ADD b int;
SET @sql = 'DROP TABLE t'; PREPARE s FROM @sql; EXECUTE s;`);
    expect(catalog.unread).toEqual([
      {
        place: { file: 'schema.sql', line: 2 },
        statement: 'CREATE TABLE copy AS SELECT * FROM t',
        reason: 'the columns of the table are those of a query',
      },
      { place: { file: 'schema.sql', line: 3 }, statement: 'CALL migrate()', reason: 'it runs code' },
      {
        place: { file: 'schema.sql', line: 4 },
        statement: "CREATE USER 'app'@'%' IDENTIFIED BY '…'",
        reason: 'accounts belong to the server, not to a database',
      },
      {
        place: { file: 'schema.sql', line: 5 },
        statement: 'ALTER TABLE nowhere ADD b int',
        reason: 'it speaks of what an unread statement before it may have made',
      },
      { place: { file: 'schema.sql', line: 6 }, statement: 'EXECUTE s', reason: 'it runs code' },
    ]);
  });

  test('data are passed over, whatever stands in them', () => {
    const rows = `INSERT INTO t VALUES (1, 'it''s; CREATE TABLE u (a int); \\'', "x;", \`a;\`) -- ;\n, /* ; */ (2, '\\\\', '', '')`;
    const catalog = read(`CREATE TABLE t (a int); ${rows}; REPLACE INTO t VALUES (3); CREATE TABLE v (a int)`);
    expect(catalog.tables.map(({ name }) => name)).toEqual(['t', 'v']);
    expect(catalog.unread).toEqual([]);
  });
});

describe('the delimiter', () => {
  const after = (body: string, delimiter: string) =>
    read(
      `DELIMITER ${delimiter}\nCREATE FUNCTION f() RETURNS int ${body}${delimiter}\nDELIMITER ;\nCREATE TABLE t (a int);`,
    );
  test.each([
    ['BEGIN RETURN 1; END', '$$'],
    ['RETURN 1', '$$'],
    ['RETURN 0x1F', '$$'],
    ['RETURN @x', '$$'],
    ["RETURN @'x$$'", '$$'],
    ['RETURN a', 'EOF'],
    ['BEGIN RETURN 1; END', '//'],
    ['RETURN 1', '|'],
  ])('ends %s where %s stands, though a name could go on', (body, delimiter) => {
    const catalog = after(body, delimiter);
    expect(catalog.tables.map(({ name }) => name)).toEqual(['t']);
    expect(catalog.routines.map((one) => one.body?.text)).toEqual([body]);
  });

  test('leaves alone what names may hold', () => {
    expect(column(read('CREATE TABLE t (a$$b int, 0x1g int)'), '0x1g').type.name).toBe('int');
  });
});

describe('the mode', () => {
  test('decides what quotes, backslashes and bars mean', () => {
    const catalog = read(String.raw`SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES';
      CREATE TABLE "t" ("a" varchar(9) DEFAULT 'x\', CHECK ("a" || 'y' <> ''));
      SET sql_mode = ''; CREATE TABLE u (a varchar(9) DEFAULT "x\\", CHECK (a || 0))`);
    expect(column(catalog, 'a').default?.form).toBe(String.raw`'x\'`);
    expect(checks(catalog)).toEqual(["(concat(a, 'y') <> '')"]);
    expect(column(catalog, 'a', 'u').default?.form).toBe(String.raw`'x\'`);
  });

  test('is joined to and taken from by functions', () => {
    const catalog = read(`SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');
      SET SESSION sql_mode = CONCAT_WS(',', @@sql_mode, 'PIPES_AS_CONCAT');
      CREATE TABLE "t" (a int, CHECK ("a" || 'y' <> ''));
      SET @@sql_mode = REPLACE(@@sql_mode, 'PIPES_AS_CONCAT', '');
      CREATE TABLE "u" (a int, CHECK ("a" || 'y' <> ''))`);
    const texts = (name: string) =>
      table(catalog, name).constraints.flatMap((one) => (one.type === 'check' ? [one.expression.text] : []));
    expect([texts('t'), texts('u')]).toEqual([["concat(`a` , 'y') <> ''"], ["`a` || 'y' <> ''"]]);
  });

  test('of a program stays with it where its bars need it, and its names are written for the usual one', () => {
    const text = `SET sql_mode = 'ANSI'; CREATE TABLE t (a int);
      CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW."a" = 1 || 2;
      CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM "t" WHERE "a" = 1;
      CREATE PROCEDURE p() SELECT 'x' || 'y';
      SET sql_mode = DEFAULT; CREATE PROCEDURE q() SELECT 1 || 0;`;
    const catalog = read(text, 'mariadb');
    expect(table(catalog).triggers.map(({ action, sqlMode }) => [action.text, sqlMode])).toEqual([
      ['SET NEW.`a` = 1 || 2', 'PIPES_AS_CONCAT'],
    ]);
    expect(catalog.events.map(({ body, sqlMode }) => [body.text, sqlMode])).toEqual([
      ['DELETE FROM `t` WHERE `a` = 1', undefined],
    ]);
    expect(catalog.routines.map(({ name, options }) => [name, options['sql_mode']])).toEqual([
      ['p', 'PIPES_AS_CONCAT'],
      ['q', undefined],
    ]);
  });
});

test('every object has its place', () => {
  const text = [
    'CREATE TABLE t (a int);',
    'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;',
    'CREATE VIEW v AS SELECT a FROM t;',
    'CREATE PROCEDURE p() SELECT 1;',
    'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t;',
    'CREATE SEQUENCE s;',
  ].join('\n');
  const { tables, views, routines, events, sequences } = readMysqlDdl([{ name: 'a.sql', text }], 'mariadb');
  const objects = [
    ...tables,
    ...tables.flatMap(({ triggers }) => triggers),
    ...views,
    ...routines,
    ...events,
    ...sequences,
  ];
  expect(objects.map(({ name, place }) => [name, place?.line])).toEqual([
    ...[
      ['t', 1],
      ['g', 2],
      ['v', 3],
      ['p', 4],
      ['e', 5],
      ['s', 6],
    ],
  ]);
});

// MariaDB 10.11 says the same.
test('a text holds as many characters when those of its new character set are longer', () => {
  const convert = (from: string, to: string) =>
    table(read(`CREATE TABLE t (a tinytext, b text) CHARSET ${from}; ALTER TABLE t CONVERT TO CHARACTER SET ${to}`))
      .columns;
  const types = (from: string, to: string) => convert(from, to).map(({ type }) => type.name);
  expect(types('latin2', 'utf8mb4')).toEqual(['text', 'mediumtext']);
  expect(types('gbk', 'utf8mb3')).toEqual(['text', 'mediumtext']);
  expect(types('utf8mb4', 'latin2')).toEqual(['tinytext', 'text']);
});
