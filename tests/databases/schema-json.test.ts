import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
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

/** What the check finds between a schema in JSON and another one. */
async function check(dialect: string, before: string, after: string, cwd = '.', detail = 'outline') {
  const args = ['check', '--format', 'json', '--detail', detail, '--dialect', dialect, '--before', before];
  const { stdout, stderr, status } = await run([...args, '--after', after], { cwd });
  return { ...(JSON.parse(stdout) as { issues: Issue[]; schema_before: string }), stderr, status };
}

/** The statements that the schema is written as. */
function written(dialect: 'postgresql' | 'mariadb'): string {
  const { lines, problems } = writeSchema(readRelational({ name: 'a.json', value: SCHEMA }), dialect);
  expect(problems).toEqual([]);
  return lines.join('\n');
}

test.skipIf(!(await reachable('postgres', 'a schema in JSON on PostgreSQL')))(
  'a PostgreSQL that ran its SQL is the schema',
  async () => {
    const scratch = await scratchPostgres('schema_json');
    onTestFinished(() => scratch.drop());
    const client = await scratch.connect();
    await client.query(written('postgresql'));
    const url = postgresUrl().replace(/[^/]*$/, scratch.name);
    const found = await check('postgresql', 'a.json', url, folderWith({ 'a.json': JSON.stringify(SCHEMA) }), 'full');
    expect(found).toMatchObject({ issues: [], stderr: '', status: 0 });
    expect(JSON.parse(found.schema_before)).toMatchObject({ tables: ['od"d `name`', 'parts'], views: ['numbers'] });
  },
);

test.skipIf(!(await reachable('mariadb', 'a schema in JSON on MariaDB')))(
  'a MariaDB that ran its SQL is the schema',
  async () => {
    const scratch = await scratchMariadb('schema_json');
    onTestFinished(() => scratch.drop());
    const connection = await scratch.connect({ multipleStatements: true });
    await connection.query(written('mariadb').replace(/DELIMITER \$\$\n([^$]*)\$\$\nDELIMITER ;/g, '$1;'));
    const url = `${mariadbUrl()}${scratch.name}`;
    const found = await check('mariadb', 'a.json', url, folderWith({ 'a.json': JSON.stringify(SCHEMA) }));
    expect(found).toMatchObject({ issues: [], stderr: '', status: 0 });
  },
);

test('the samples, as they are in MySQL: what widens breaks nothing, and every place is in the document', async () => {
  const [before, after] = ['assets/database_schema_before.json', 'assets/database_schema_after.json'];
  const { issues, status } = await check('mysql', before, after);
  expect(status).toBe(1);
  const lines = readFileSync(after, 'utf8').split('\n');
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
  readonly before_location: { readonly file: string; readonly line: number };
  readonly after_location: { readonly file: string; readonly line: number };
}

test('a schema in YAML, beside SQL', async () => {
  const cwd = folderWith({
    'a.yaml':
      'tables:\n  users:\n    columns:\n      id: {type: bigint, nullable: false, primary_key: true}\n      mail: {type: varchar, length: 50}\n',
    'b.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\n',
  });
  const { issues, status } = await check('postgresql', 'a.yaml', 'b.sql', cwd);
  expect(status).toBe(2);
  const found = issues.map(({ type, before_location }) => [type, before_location]);
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
