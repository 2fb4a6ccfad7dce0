import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type mysql from 'mysql2/promise';
import pg from 'pg';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  postgresSettings,
  reachable,
  type ScratchMariadb,
  scratchMariadb,
  scratchPostgres,
} from '../support/databases.js';

const GUIDES = ['migration-patterns', 'zero-downtime-techniques', 'data-reconciliation'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

type Kind = 'postgres' | 'mariadb' | 'rows' | 'typescript';
interface Block {
  readonly kind: Kind;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly session: string;
  readonly expectError?: string;
  readonly noTransaction: boolean;
}

const KINDS = new Map<string, Kind>([
  ['sql', 'postgres'],
  ['sql mysql', 'mariadb'],
  ['json expect', 'rows'],
  ['ts', 'typescript'],
]);

function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; line: number; body: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!/^\s*(```|~~~)/.test(line)) open?.body.push(line);
    else if (!line.startsWith('```')) throw new Error(`line ${index + 1}: a fence is three backticks in column 1`);
    else if (open) {
      blocks.push(describeBlock(open.info, open.line, open.body.join('\n')));
      open = undefined;
    } else open = { info: line.slice(3).trim(), line: index + 1, body: [] };
  }
  if (open) throw new Error(`line ${open.line}: the fence is not closed`);
  return blocks;
}

function describeBlock(info: string, line: number, text: string): Block {
  const words = info.split(/\s+/);
  const kind = KINDS.get(words.slice(0, 2).join(' ')) ?? KINDS.get(words[0] ?? '');
  const attributes = words.slice(KINDS.has(words.slice(0, 2).join(' ')) ? 2 : 1);
  if (!kind) throw new Error(`line ${line}: nothing runs a block of the language '${info}'`);
  const read = new Map(attributes.map((word) => word.split('=', 2) as [string, string | undefined]));
  for (const name of read.keys()) {
    const known = kind === 'postgres' || kind === 'mariadb' ? ['session', 'expect-error', 'no-transaction'] : [];
    if (!known.includes(name)) throw new Error(`line ${line}: unknown attribute '${name}' of a ${kind} block`);
  }
  const expectError = read.get('expect-error');
  return {
    kind,
    line,
    text,
    session: read.get('session') ?? 'a',
    noTransaction: read.has('no-transaction'),
    ...(expectError === undefined ? {} : { expectError }),
  };
}

/** Splits at semicolons outside comments, strings, quoted names and dollar quotes. */
function splitStatements(sql: string): string[] {
  const tokens = sql.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;|[^;'"$/-]+|[$/-]/g,
  );
  const statements = [''];
  for (const [token] of tokens) {
    if (token === ';') statements.push('');
    else if (!token.startsWith('--')) statements[statements.length - 1] += token;
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

// int8 as a number and times as the server writes them: what a reader would type into a JSON block.
const READABLE: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : TIMES.has(oid) ? String : pg.types.getTypeParser(oid, format),
};
const TIMES = new Set<number>([pg.types.builtins.DATE, pg.types.builtins.TIMESTAMP, pg.types.builtins.TIMESTAMPTZ]);

type Execute = (sql: string) => Promise<readonly object[]>;

/** Runs the blocks of one guide in order, in scratch databases of its own. */
async function openGuide(label: string) {
  const postgres = await scratchPostgres(label);
  let mariadb: ScratchMariadb | undefined;
  const cache = join(ROOT, 'node_modules/.cache'); // inside the package, so that the blocks find `pg`
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'guides-'));
  const sessions = new Map<string, Execute>();
  let rows: readonly object[] | undefined;

  const connect = {
    postgres: async () => onPostgres(await postgres.connect({ types: READABLE })),
    mariadb: async () => {
      mariadb ??= await scratchMariadb(label);
      return onMariadb(await mariadb.connect({ multipleStatements: true, dateStrings: true, supportBigNumbers: true }));
    },
  };

  async function session(kind: keyof typeof connect, name: string): Promise<Execute> {
    const execute = sessions.get(`${kind} ${name}`) ?? (await connect[kind]());
    sessions.set(`${kind} ${name}`, execute);
    return execute;
  }

  async function runSql(block: Block, kind: keyof typeof connect) {
    const execute = await session(kind, block.session);
    // PostgreSQL would make one transaction of the whole text. MariaDB does not, and only its server
    // can split compound statements; but of an expected error it must be known that the last one failed.
    const whole = kind === 'mariadb' && block.expectError === undefined;
    const statements = whole ? [block.text] : splitStatements(block.text);
    assert(statements.length > 0, 'an empty block');
    const last = block.expectError === undefined ? undefined : statements.pop();
    rows = undefined;
    for (const statement of statements) {
      if (block.noTransaction) await refuseInTransaction(execute, statement);
      rows = await execute(statement);
    }
    if (last !== undefined) expect(await errorOf(execute(last)), last).toContain(block.expectError);
  }

  async function runTypescript(block: Block) {
    const file = join(directory, `${label}-${block.line}.mjs`);
    const { outputText } = ts.transpileModule(block.text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    writeFileSync(file, outputText);
    const { host, port, user, database } = postgresSettings(postgres.name);
    const env = { ...process.env, PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database };
    await run(process.execPath, [file], { env, timeout: 100_000 });
  }

  const actions: Record<Kind, (block: Block) => Promise<void> | void> = {
    postgres: (block) => runSql(block, 'postgres'),
    mariadb: (block) => runSql(block, 'mariadb'),
    typescript: runTypescript,
    rows: (block) => {
      assert(rows, 'no query right before this block');
      expect(rows).toEqual(JSON.parse(block.text));
    },
  };
  return {
    async run(block: Block) {
      await actions[block.kind](block);
      if (block.kind === 'typescript') rows = undefined;
    },
    async close() {
      rmSync(directory, { recursive: true });
      await Promise.all([postgres.drop(), mariadb?.drop()]);
    },
  };
}

const onPostgres =
  (client: pg.Client): Execute =>
  async (sql) =>
    (await client.query<object>(sql)).rows;

const onMariadb =
  (connection: mysql.Connection): Execute =>
  async (sql) => {
    const [result] = await connection.query(sql);
    const last: unknown = Array.isArray(result) && Array.isArray(result.at(-1)) ? result.at(-1) : result;
    return Array.isArray(last) ? last.map((row: object) => ({ ...row })) : [];
  };

async function refuseInTransaction(execute: Execute, statement: string) {
  await execute('BEGIN');
  expect(await errorOf(execute(statement)), statement).toContain('25001');
  await execute('ROLLBACK');
}

/** Every name by which a server calls the error: PostgreSQL's SQLSTATE, MariaDB's SQLSTATE and symbol. */
async function errorOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
    return ['no error'];
  } catch (error) {
    const { code, sqlState, message } = error as { code?: string; sqlState?: string; message: string };
    return [code, sqlState, message].filter((word) => word !== undefined);
  }
}

/** One program over all blocks; blank lines before each make the compiler's line the guide's line. */
function typeErrors(blocks: ReadonlyArray<readonly [guide: string, block: Block]>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const sources = new Map(
    blocks.map(([guide, { line, text }]) => [
      join(ROOT, `references/${guide}.line-${line}.ts`),
      '\n'.repeat(line) + text,
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  const program = ts.createProgram(
    [...sources.keys()],
    { ...options, moduleDetection: ts.ModuleDetectionKind.Force },
    host,
  );
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim());
}

const guides = GUIDES.map((name) => {
  const text = readFileSync(join(ROOT, `references/${name}.md`), 'utf8');
  return { name, text, blocks: readBlocks(text) };
});
const up = {
  postgres: await reachable('postgres', 'the blocks of every guide'),
  mariadb: await reachable('mariadb', 'the blocks of the guides that speak of MariaDB'),
};

describe.each(guides)('$name', ({ name, blocks }) => {
  const kinds = new Set(blocks.map((block) => block.kind));
  const ready = up.postgres && (up.mariadb || !kinds.has('mariadb'));
  let guide: Awaited<ReturnType<typeof openGuide>>;
  let failed: number | undefined;
  beforeAll(async () => {
    if (ready) guide = await openGuide(name);
  });
  afterAll(() => guide?.close());

  test('has blocks that run', () => expect(kinds).toContain('postgres'));
  test.skipIf(!ready).for(blocks)('line $line', async (block, context) => {
    if (failed !== undefined) return context.skip(`line ${failed} failed, and later blocks build on it`);
    failed = block.line;
    await guide.run(block);
    failed = undefined;
  });
});

test('links between the guides lead somewhere', () => {
  const slug = (title = '') =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-');
  const anchors = new Map(
    guides.map(({ name, text }) => [name, new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => slug(title)))]),
  );
  const links = guides.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\(([\w-]*)(?:\.md)?#?([\w-]*)\)/g)].map(([link, file, anchor]) => ({
      name,
      link,
      file,
      anchor,
    })),
  );
  expect(links.length).toBeGreaterThan(50);
  expect(
    links.filter(({ name, file, anchor }) => {
      const target = anchors.get(file || name);
      return !target || (anchor && !target.has(anchor));
    }),
  ).toEqual([]);
});

const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;

test('the TypeScript of the guides type-checks', () => {
  const blocks = guides.flatMap(({ name, blocks }) => blocks.map((block) => [name, block] as const));
  const typescript = blocks.filter(([, block]) => block.kind === 'typescript');
  expect(typescript).not.toEqual([]);
  expect(typeErrors(typescript)).toEqual([]);
  const wrong = readBlocks(fence('ts', "export const n: number = 'one';")).map((block) => ['wrong', block] as const);
  expect(typeErrors(wrong).join()).toMatch(/line-1\.ts\(2,14\): error TS2322/);
});

describe('a guide fails', () => {
  test.for([
    ['an unknown language', fence('rust', '')],
    ['an unknown attribute', fence('sql expect-eror=42601', 'SELECT')],
    ['an indented fence', ` ${fence('sql', 'SELECT 1')}`],
    ['an open fence', '```sql\n'],
  ] as const)('for %s', ([, markdown]) => expect(() => readBlocks(markdown)).toThrow(/^line 1: /));

  test.skipIf(!up.postgres).for([
    ['wrong rows', fence('sql', 'SELECT 1 AS n') + fence('json expect', '[{ "n": 2 }]')],
    ['rows without a query', fence('json expect', '[]')],
    ['an error', fence('sql', 'SELECT 1/0')],
    ['another error than the expected one', fence('sql expect-error=23505', 'SELECT 1/0')],
    ['an expected error that does not come', fence('sql expect-error=22012', 'SELECT 1')],
    ['no-transaction said without need', fence('sql no-transaction', 'SELECT 1')],
    ['an assertion', fence('ts', "import assert from 'node:assert';\nassert.equal(1, 2);")],
  ] as const)('for %s', async ([, markdown]) => {
    const guide = await openGuide('wrong');
    const runAll = async () => {
      for (const block of readBlocks(markdown)) await guide.run(block);
    };
    await expect(runAll()).rejects.toThrow();
    await guide.close();
  });
});
