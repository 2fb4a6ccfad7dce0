/**
 * `npm run test:models [cache]`: on PostgreSQL 10 to 18, is what a file says what the catalog of a server says that has
 * loaded it? Of each file, the statements count that the server knows; what it does not is counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { acceptedBy, differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';
import { type Major, VERSIONS, withServer } from './embedded-postgres.js';

const FOLDERS = ['tests/postgresql/schemas', 'tests/cases/postgresql'];
const files = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))).filter((name) =>
  name.endsWith('.sql'),
);

async function compareOn(
  major: Major,
  settings: pg.ClientConfig,
): Promise<{ statements: number; refused: string[]; found: string[] }> {
  const client = new pg.Client({ ...settings, database: 'postgres' });
  await client.connect();
  const all = { statements: 0, refused: [] as string[], found: [] as string[] };
  try {
    for (const file of files) {
      const { text, refused } = await acceptedBy(client, readFileSync(file, 'utf8'));
      all.refused.push(...refused);
      all.statements += text.split(';\n').length - 1;
      const found = differences(await modelOfText(text, file, major), await modelOnServer(client, text));
      all.found.push(...found.map((one) => `${file}: ${one}`));
    }
  } finally {
    await client.end();
  }
  return all;
}

async function compareAll(majors: readonly Major[], cache: string): Promise<number> {
  let differing = 0;
  for (const major of majors) {
    const { statements, refused, found } = await withServer(major, cache, (settings) => compareOn(major, settings));
    console.log(
      `PostgreSQL ${major}: ${statements} statements, ${refused.length} unknown to it, ${found.length} differences`,
    );
    for (const one of found) console.log(`  ${one}`);
    differing += found.length;
  }
  return differing;
}

const majors = Object.keys(VERSIONS).map(Number) as Major[];
process.exitCode = (await compareAll(majors, process.argv[2] ?? join(tmpdir(), 'migrate-arch-matrix'))) === 0 ? 0 : 1;
