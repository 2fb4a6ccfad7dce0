/**
 * Holds the reader of files against a server. For each text that the server accepts: does the model read from the
 * text equal the model read from the catalog?
 *
 * `npx tsx tests/measure/postgresql-models.ts pairs.jsonl [words of an id]`; a line is {id, before, after, roles?}.
 * The server is that of PGHOST, PGPORT and PGUSER. Roles that are named are created, and dropped again.
 */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer, Refused } from '../support/postgresql-models.js';

interface Pair {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly roles?: readonly string[] | null;
}

const [file = '', ...words] = process.argv.slice(2);
const pairs = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Pair)
  .filter(({ id }) => words.every((word) => id.includes(word)));

const count = { accepted: 0, refused: 0, equal: 0, different: 0, unreadable: 0 };
const scratch = await scratchPostgres('models');
const client = await scratch.connect();
// Names that need quotes are quoted already.
const unquote = (name: string) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
const roles = [...new Set(pairs.flatMap((pair) => pair.roles ?? []).map(unquote))];
const created: string[] = [];
try {
  for (const role of roles) await createRole(client, role);
  const seen = new Set<string>();
  for (const { id, before, after } of pairs) {
    for (const [side, text] of [
      ['before', before],
      ['after', after],
    ] as const) {
      if (text === null || seen.has(text)) continue;
      seen.add(text);
      await measure(`${id} (${side})`, text);
    }
  }
} finally {
  for (const role of created) await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(role)}`);
  await scratch.drop();
}
console.log(JSON.stringify(count));

async function createRole(connection: pg.Client, role: string): Promise<void> {
  const { rowCount } = await connection.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  await connection.query(`CREATE ROLE ${connection.escapeIdentifier(role)}`);
  created.push(role);
}

async function measure(id: string, text: string): Promise<void> {
  const server = await modelOnServer(client, text).catch((error: Error) => error);
  if (server instanceof Error) {
    if (!(server instanceof Refused)) console.log(`${id}: the server's catalog cannot be read\n  ${server.stack}`);
    else console.log(`${id}: refused (${server.message})`);
    count.refused++;
    return;
  }
  count.accepted++;
  const read = await modelOfText(text).catch((error: Error) => error);
  if (read instanceof Error) {
    count.unreadable++;
    console.log(`${id}: cannot be read\n  ${read.name === 'UserError' ? read.message : read.stack}`);
    return;
  }
  const found = differences(read, server);
  count[found.length === 0 ? 'equal' : 'different']++;
  if (found.length > 0) console.log(`${id}: differs\n${found.map((one) => `  ${one}`).join('\n')}`);
}
