/**
 * Holds the reader against schemas that people run, from packages of npm: are the files read, and is what they say what
 * the catalog of a PostgreSQL says that has loaded them?
 *
 *     npx tsx tests/measure/real-schemas.ts package@version[:folder[:placeholder]] …
 *
 * The package is downloaded, its `.sql` files are run in the order of their names, and a placeholder in them stands for
 * the schema `public`. The server is that of PGHOST, PGPORT and PGUSER; what it refuses is left out and counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchPostgres } from '../support/databases.js';
import { fetchPackage } from '../support/packages.js';
import { acceptedBy, differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const DEFAULTS = ['graphile-worker@0.17.3:sql::GRAPHILE_WORKER_SCHEMA', 'connect-pg-simple@10.0.0'];

for (const wanted of process.argv.length > 2 ? process.argv.slice(2) : DEFAULTS) {
  const [spec = '', folder = '', ...placeholder] = wanted.split(':');
  await measure(spec, folder, placeholder.join(':'));
}

async function measure(spec: string, folder: string, placeholder: string): Promise<void> {
  const content = fetchPackage(spec);
  if (content === undefined) {
    console.log(`${spec}: cannot be had`);
    return;
  }
  const home = join(content, folder);
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql'));
  const all = names.sort().map((name) => `${readFileSync(join(home, name), 'utf8')};\n`);
  const whole = placeholder === '' ? all.join('') : all.join('').replaceAll(placeholder, 'public');
  const scratch = await scratchPostgres('real');
  try {
    const client = await scratch.connect();
    const { text, refused } = await acceptedBy(client, whole);
    const server = await modelOnServer(client, text);
    const model = await modelOfText(text);
    const found = differences(model, server);
    const { tables, routines, unread } = model;
    console.log(
      `${spec}: ${names.length} files, ${refused.length} statements refused, ${tables.length} tables, ${routines.length} routines, ${unread.length} unread, ${found.length} differences`,
    );
    for (const each of found) console.log(`  ${each}`);
    for (const each of refused) console.log(`  refused: ${each.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
  } finally {
    await scratch.drop();
  }
}
