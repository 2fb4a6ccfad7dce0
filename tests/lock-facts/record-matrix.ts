// npm run record:lock-facts [cache]: writes postgresql.json, what every statement does on PostgreSQL 10 to 18.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Major, VERSIONS, withServer } from '../matrix/embedded-postgres.js';
import { recordFacts } from './record.js';

async function recordMatrix(cache: string): Promise<void> {
  const all = new Map<string, Record<string, string>>();
  for (const major of Object.keys(VERSIONS).map(Number) as Major[]) {
    const facts = await withServer(major, cache, (settings) => recordFacts(settings, 'lock_facts'));
    for (const [name, fact] of facts) all.set(name, { ...all.get(name), [major]: fact });
    console.log(`PostgreSQL ${major}: ${facts.size} statements`);
  }
  writeFileSync('tests/lock-facts/postgresql.json', `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

recordMatrix(process.argv[2] ?? join(tmpdir(), 'migrate-arch-matrix'));
