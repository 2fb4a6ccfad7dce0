/**
 * Measures whether the check of databases overlooks or invents anything, by what a server makes of pairs of schemas.
 *
 *     npx tsx tests/measure/database-pairs.ts postgresql|mariadb pairs.jsonl [pattern]
 *
 * Each line of the file is `{ id, before, after, roles? }`. Of each pair that the server accepts: what is compared
 * with itself must have no findings, and the pair must have some exactly when the server's own descriptions of the
 * two databases differ (`pg_dump --schema-only`, `SHOW CREATE …`). Prints what is otherwise, then the counts.
 */
import { readFileSync } from 'node:fs';
import { checkCatalog } from '../../src/check/check-catalog.js';
import type { Finding } from '../../src/index.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { describeMariadb, describePostgresql } from './server-descriptions.js';

interface Pair {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly roles?: readonly string[] | null;
}

const [dialect, file, pattern = ''] = process.argv.slice(2) as ['postgresql' | 'mariadb', string, string?];
if (file === undefined) throw new Error('usage: database-pairs.ts postgresql|mariadb <pairs.jsonl> [pattern]');

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1e6 } as const;
const describe = dialect === 'postgresql' ? describePostgresql : describeMariadb;
const counts = new Map<string, number>();
const pairs = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Pair)
  .filter(({ id }) => new RegExp(pattern).test(id));

for (const { id, before: from, after: to, roles } of pairs) {
  const [before, after] = [from ?? '', to ?? ''];
  const server = await describe([before, after], roles ?? []);
  if (server === undefined) {
    count('refused by the server');
    continue;
  }
  try {
    const [was, is] = [await read(before), await read(after)];
    const findings = check(was, is);
    const own = [...check(was, was), ...check(is, is)];
    const differs = server[0] !== server[1];
    if (own.length > 0) say(id, 'compared with itself has findings', own);
    else if (differs && findings.length === 0) say(id, 'is overlooked', findings);
    else if (!differs && findings.length > 0) say(id, 'is invented', findings);
    else count('right');
  } catch (error) {
    count('not read');
    console.log(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);

async function read(text: string): Promise<Catalog> {
  const source = { name: 'schema.sql', text };
  return dialect === 'postgresql' ? readPostgresqlSql([source]) : readMysqlDdl([source], dialect);
}

function check(before: Catalog, after: Catalog): readonly Finding[] {
  return checkCatalog(before, after, SETTINGS).issues;
}

function say(id: string, verdict: string, findings: readonly Finding[]): void {
  count(verdict);
  console.log(`${id}: ${verdict}`);
  for (const { severity, type, description } of findings) console.log(`  ${severity} ${type}: ${description}`);
}

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
