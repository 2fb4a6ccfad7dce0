import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/lib/json-value.js';
import { readRelational } from '../../src/read/relational.js';
import { writeSchema } from '../../src/read/relational-sql/write-schema.js';
import { folderWith, refusalOf, run } from '../support/cli.js';
import { mariadbUrl, postgresUrl, reachable, scratchMariadb, scratchPostgres } from '../support/databases.js';

/** Whatever a schema in JSON can say, in every way of saying it. */
const SCHEMA: JsonObject = {
  tables: {
    'od"d `name`': {
      columns: {
        id: { type: 'bigint', auto_increment: true, primary_key: true },
        mail: { type: 'varchar', length: 100, nullable: false, unique: true, comment: "it's \\ here" },
        price: { type: 'decimal', precision: 10, scale: 2, default: 1.5 },
        level: { type: 'varchar(20)', default: "pub'lic", nullable: false },
        state: { type: 'enum', values: ["it's", 'b'], default: "it's" },
        is_active: { type: 'boolean', default: true },
        made_at: { type: 'timestamp', default: 'CURRENT_TIMESTAMP', nullable: false },
      },
      constraints: {
        unique: ['mail', ['mail', 'level'], { name: 'od_key', columns: ['level', 'id'] }],
        check: ['price > 0', { name: 'od_check', expression: "level IN ('a;b', 'c)')" }],
      },
      indexes: [
        { name: 'od_price', columns: ['price'] },
        { name: 'od_made', columns: ['made_at', 'id'], unique: true },
      ],
    },
    parts: {
      columns: { whole_id: { type: 'bigint' }, number: { type: 'integer' } },
      constraints: {
        primary_key: ['whole_id', 'number'],
        foreign_key: [{ name: 'whole_fk', columns: ['whole_id'], references: 'od"d `name`(id)', on_delete: 'CASCADE' }],
      },
      indexes: { parts_number: ['number'] },
    },
  },
  views: { numbers: 'SELECT number\nFROM parts;' },
  procedures: [
    { name: 'tidy', parameters: ['of_number integer'], definition: 'DELETE FROM parts WHERE number = of_number' },
  ],
};

describe.skipIf(!(await reachable('postgres', 'a schema in JSON on PostgreSQL')))('on PostgreSQL', async () => {
  const scratch = await scratchPostgres('schema_json');
  afterAll(() => scratch.drop());

  test('a server that ran its SQL is the schema', async () => {
    const client = await scratch.connect();
    const { lines, problems } = writeSchema(readRelational({ name: 'a.json', value: SCHEMA }), 'postgresql');
    expect(problems).toEqual([]);
    await client.query(lines.join('\n'));
    const url = postgresUrl().replace(/[^/]*$/, scratch.name);
    const cwd = folderWith({ 'a.json': JSON.stringify(SCHEMA) });
    const check = [
      'check',
      '--format',
      'json',
      '--dialect',
      'postgresql',
      '--detail',
      'full',
      '--before',
      'a.json',
      '--after',
      url,
    ];
    const { stdout, stderr, status } = await run(check, { cwd });
    const { issues, schema_before } = JSON.parse(stdout);
    expect({ issues, stderr, status }).toEqual({ issues: [], stderr: '', status: 0 });
    expect(JSON.parse(schema_before)).toMatchObject({ tables: ['od"d `name`', 'parts'], views: ['numbers'] });
  });
});

describe.skipIf(!(await reachable('mariadb', 'a schema in JSON on MariaDB')))('on MariaDB', async () => {
  const scratch = await scratchMariadb('schema_json');
  afterAll(() => scratch.drop());

  test('a server that ran its SQL is the schema', async () => {
    const { lines, problems } = writeSchema(readRelational({ name: 'a.json', value: SCHEMA }), 'mariadb');
    expect(problems).toEqual([]);
    const connection = await scratch.connect({ multipleStatements: true });
    await connection.query(lines.join('\n').replace(/DELIMITER \$\$\n([^$]*)\$\$\nDELIMITER ;/g, '$1;'));
    const cwd = folderWith({ 'a.json': JSON.stringify(SCHEMA) });
    const check = [
      'check',
      '--format',
      'json',
      '--dialect',
      'mariadb',
      '--before',
      'a.json',
      '--after',
      `${mariadbUrl()}${scratch.name}`,
    ];
    const { stdout, stderr, status } = await run(check, { cwd });
    expect({ issues: JSON.parse(stdout).issues, stderr, status }).toEqual({ issues: [], stderr: '', status: 0 });
  });
});

test('the samples, as they are in MySQL: what widens breaks nothing, and every place is in the document', async () => {
  const [before, after] = ['assets/database_schema_before.json', 'assets/database_schema_after.json'];
  const { stdout, status } = await run([
    'check',
    '--format',
    'json',
    '--dialect',
    'mysql',
    '--before',
    before,
    '--after',
    after,
  ]);
  expect(status).toBe(1);
  const lines = readFileSync(after, 'utf8').split('\n');
  const { issues } = JSON.parse(stdout);
  const found = issues.map(({ type, after_location: { file, line } }: Issue) => {
    expect(file).toBe(after);
    return `${type}: ${lines[line - 1]?.trim()}`;
  });
  expect(found).toEqual([
    'check_added: "phone IS NULL OR LENGTH(phone) >= 10"',
    'optional_column_added: "timezone": {',
    'optional_column_added: "language": {',
    'check_added: "bio IS NULL OR LENGTH(bio) <= 2000",',
    "check_added: \"language IN ('en', 'es', 'fr', 'de', 'it', 'pt', 'ru', 'ja', 'ko', 'zh')\"",
    "check_added: \"session_type IN ('web', 'mobile', 'api', 'admin')\"",
    'view_changed: "active_users": {',
  ]);
});

interface Issue {
  readonly type: string;
  readonly after_location: { readonly file: string; readonly line: number };
}

test('a schema in YAML, beside SQL', async () => {
  const cwd = folderWith({
    'a.yaml':
      'tables:\n  users:\n    columns:\n      id: {type: bigint, nullable: false, primary_key: true}\n      mail: {type: varchar, length: 50}\n',
    'b.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\n',
  });
  const { stdout, status } = await run(
    ['check', '--format', 'json', '--dialect', 'postgresql', '--before', 'a.yaml', '--after', 'b.sql'],
    {
      cwd,
    },
  );
  expect(status).toBe(2);
  const found = JSON.parse(stdout).issues.map(({ type, before_location }: Record<string, unknown>) => [
    type,
    before_location,
  ]);
  expect(found).toEqual([['column_removed', { file: 'a.yaml', line: 5 }]]);
});

describe('what a dialect does not know is refused where it stands', () => {
  const column = (value: object) => ({ tables: { users: { columns: { id: value } } } });
  test.each<[string, object, string, string]>([
    [
      'a type that is none',
      column({ type: 'int); DROP TABLE x' }),
      'postgresql',
      'tables.users.columns.id.type: this is no type of SQL',
    ],
    [
      'a type of another dialect',
      column({ type: 'tinyint' }),
      'postgresql',
      'tables.users: type "tinyint" does not exist',
    ],
    ['no type', column({}), 'mysql', 'tables.users.columns.id.type: a column needs a type'],
    [
      'ON UPDATE in PostgreSQL',
      column({ type: 'timestamp', default: 'CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP' }),
      'postgresql',
      'tables.users.columns.id.default: ON UPDATE is SQL of MySQL and MariaDB (--dialect mysql); PostgreSQL needs a trigger',
    ],
    [
      'a check that ends what is around it',
      { tables: { users: { columns: { id: { type: 'int' } }, constraints: { check: ['id > 0), (x int'] } } } },
      'postgresql',
      'tables.users.constraints.check[0]: a check is the text of a condition, or an object with one as its expression',
    ],
    [
      'a broken condition',
      { tables: { users: { columns: { id: { type: 'int' } }, constraints: { check: 'id > > 0' } } } },
      'postgresql',
      'tables.users.constraints.check: not SQL of PostgreSQL: syntax error at or near ">"',
    ],
    [
      'a key to nowhere',
      {
        tables: {
          users: {
            columns: { id: { type: 'int' } },
            constraints: { foreign_key: { columns: ['id'], references: 'nobody(id)' } },
          },
        },
      },
      'postgresql',
      'tables.users.constraints.foreign_key',
    ],
    [
      'a function without a type',
      { tables: {}, functions: { f: 'SELECT 1' } },
      'postgresql',
      'functions.f: a function needs the type',
    ],
  ])('%s', async (_, schema, dialect, expected) => {
    const cwd = folderWith({ 'a.json': JSON.stringify(schema), 'b.json': '{"tables": {}}' });
    const check = ['check', '--dialect', dialect, '--before', 'b.json', '--after', 'a.json'];
    expect(await refusalOf(check, { cwd })).toContain(`a.json: ${expected}`);
  });
});
