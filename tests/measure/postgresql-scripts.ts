/**
 * Holds the reader of files against a server, script by script: runs the statements of each file one after the other
 * and compares, every few of them, the model read from what the server has accepted with the model read from its
 * catalog. PostgreSQL's own regression tests (`src/test/regress/sql`, in any source package) are what it is made for.
 *
 *     npx tsx tests/measure/postgresql-scripts.ts [--every 4] [--setup setup.sql] script.sql …
 *
 * Prints each statement that cannot be read, and each difference where it first appears with the statements before it;
 * then the counts. The server is that of PGHOST, PGPORT and PGUSER: take one that may lose its roles.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readOver } from '../../src/read/postgresql/server/connect.js';
import { splitStatements } from '../../src/read/postgresql/split.js';
import { postgresSettings, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText } from '../support/postgresql-models.js';

const { values, positionals } = parseArgs({
  options: { setup: { type: 'string' }, every: { type: 'string', default: '4' } },
  allowPositionals: true,
});
const every = Number(values.every);
const setup = values.setup === undefined ? '' : readFileSync(values.setup, 'utf8');
const counts = { statements: 0, refused: 0, unreadable: 0, compared: 0, equal: 0, differences: 0 };

for (const file of positionals) {
  const rolesBefore = await roles();
  try {
    await runScript(basename(file), readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(`${file}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  await dropRoles(rolesBefore);
}
console.log(JSON.stringify(counts));

async function runScript(name: string, text: string): Promise<void> {
  const scratch = await scratchPostgres('scripts');
  const client = await scratch.connect({ statement_timeout: 20_000 });
  const reader = await scratch.connect();
  let status = 'I';
  const { connection } = client as unknown as {
    connection: { on(event: 'readyForQuery', listener: (message: { status: string }) => void): void };
  };
  connection.on('readyForQuery', (message) => {
    status = message.status;
  });
  client.on('error', () => {});
  const accepted: string[] = [];
  let recent: string[] = [];
  let known: ReadonlySet<string> = new Set();

  const attempt = async (sql: string): Promise<boolean> => {
    const failed = status === 'E';
    try {
      await client.query(sql);
    } catch {
      return false;
    }
    accepted.push(failed && /^\s*(?:commit|end)\b/i.test(sql) ? 'ROLLBACK' : sql);
    return true;
  };
  const compare = async (): Promise<void> => {
    const statements = recent;
    recent = [];
    const model = await modelOfText(accepted.map((one) => `${one};\n`).join('')).catch((error: Error) => error);
    if (model instanceof Error) {
      counts.unreadable++;
      console.log(`${name}: cannot be read\n  ${model.name === 'UserError' ? model.message : model.stack}`);
      await dropUnreadable();
      return;
    }
    await reader.query('BEGIN');
    const server = await readOver(async (sql) => (await reader.query(sql)).rows).catch((error: Error) => error);
    await reader.query('ROLLBACK');
    if (server instanceof Error) {
      console.log(`${name}: the catalog cannot be read\n  ${server.stack}\n${shown(statements)}`);
      return;
    }
    counts.compared++;
    const found = differences(model, server);
    const fresh = found.filter((one) => !known.has(one));
    known = new Set(found);
    if (found.length === 0) counts.equal++;
    if (fresh.length === 0) return;
    counts.differences += fresh.length;
    console.log(`${name}: differs after\n${shown(statements)}\n${fresh.map((one) => `  - ${one}`).join('\n')}`);
  };
  /** Takes away what makes the text unreadable, so that the rest still counts. */
  const dropUnreadable = async (): Promise<void> => {
    const kept: string[] = [];
    let isReadable = true;
    // Halves find the place.
    let [low, high] = [0, accepted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      isReadable = await modelOfText(
        accepted
          .slice(0, middle + 1)
          .map((one) => `${one};\n`)
          .join(''),
      ).then(
        () => true,
        () => false,
      );
      if (isReadable) low = middle + 1;
      else high = middle;
    }
    kept.push(...accepted.slice(0, low), ...accepted.slice(low + 1));
    console.log(`  at ${JSON.stringify(accepted[low])}`);
    accepted.splice(0, accepted.length, ...kept);
  };

  try {
    for (const sql of statementsOf(setup)) await attempt(sql);
    for (const sql of statementsOf(text)) {
      const isChange = /^\s*(?:create|alter|drop|grant|revoke|comment|do|security|import|reassign|commit|end)\b/i.test(
        sql,
      );
      if (/^\s*drop\b/i.test(sql) && recent.length > 0 && status === 'I') await compare();
      counts.statements++;
      if (!(await attempt(sql))) {
        counts.refused++;
        continue;
      }
      if (isChange) recent.push(sql);
      if (recent.length >= every && status === 'I') await compare();
    }
    if (status !== 'I') await attempt('ROLLBACK');
    if (recent.length > 0) await compare();
  } finally {
    await scratch.drop();
  }
}

function statementsOf(text: string): string[] {
  return [...splitStatements(text)].flatMap(({ kind, start, end, words }) => {
    const piece = text.slice(start, end);
    if (kind === 'meta')
      return /^(?:c|connect)$/.test(words[0] ?? '') ? ['RESET SESSION AUTHORIZATION', 'RESET ALL'] : [];
    // Statements that would wait for data, or end what is measured.
    return /^copy\b[\s\S]*\b(?:stdin|stdout)\b/i.test(piece) || /pg_terminate_backend|prepare transaction/i.test(piece)
      ? []
      : [piece];
  });
}

function shown(statements: readonly string[]): string {
  return statements.map((sql) => `    ${sql.replaceAll('\n', '\n    ')};`).join('\n');
}

async function asAdmin<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(postgresSettings());
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function roles(): Promise<string[]> {
  return asAdmin(async (client) => (await client.query('SELECT rolname FROM pg_roles')).rows.map((row) => row.rolname));
}

async function dropRoles(kept: readonly string[]): Promise<void> {
  const all = await roles();
  await asAdmin(async (client) => {
    for (const role of all.filter((one) => !kept.includes(one))) {
      const quoted = client.escapeIdentifier(role);
      await client.query(`DROP OWNED BY ${quoted}`).catch(() => {});
      await client.query(`DROP ROLE ${quoted}`).catch(() => {});
    }
  });
}
