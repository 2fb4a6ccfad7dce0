// What a check of SQL costs, against the parser alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakOf, processorSideBySide, report, sideBySide, spawn } from './timing.js';

const CLI = 'bin/migrate-arch.js';

export function benchDatabases(): void {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-bench-'));
  try {
    const filesOf = (write: (tables: number, version: number) => string) => (tables: number) =>
      [1, 2].map((version) => {
        const file = join(folder, `${tables}-${version}.sql`);
        writeFileSync(file, write(tables, version));
        return file;
      }) as [string, string];
    const [files, dumps] = [filesOf(schema), filesOf(mysqlDump)];
    const pair = files(500);
    const parse = `import { readFileSync } from 'node:fs'; import { loadModule, parseSync } from 'libpg-query';
      await loadModule(); for (const file of ${JSON.stringify(pair)}) parseSync(readFileSync(file, 'utf8'));`;
    const [own, bare] = processorSideBySide(
      () => check(pair),
      () => spawn(process.execPath, ['--input-type=module', '-e', parse]),
    );
    report(
      'check of two files of 500 tables / loading the parser and parsing both, time of the processor',
      own / bare,
      1.6,
    );
    for (const [what, pairOf] of [
      ['PostgreSQL', files],
      ['a dump of MySQL', dumps],
    ] as const) {
      const [once, twice] = [pairOf(2500), pairOf(5000)];
      const [small, large, version] = sideBySide(
        () => check(once),
        () => check(twice),
        () => spawn(process.execPath, [CLI, '--version']),
      );
      const ratio = (large - version) / (small - version);
      report(`twice the tables (5000) / once, without start-up, ${what}`, ratio, 2.3);
      report(`megabytes that 10,000 tables take at most, ${what}`, peakOf(argsOf(pairOf(10_000))), 300);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const argsOf = ([before, after]: readonly [string, string]) => [CLI, 'check', '--before', before, '--after', after];

function check(files: readonly [string, string]): void {
  spawn(process.execPath, argsOf(files));
}

/** Tables as applications have them; one in fifty changes. */
function schema(tables: number, version: number): string {
  return Array.from({ length: tables }, (_, index) => {
    const size = version === 2 && index % 50 === 0 ? 50 : 100;
    const parent = index === 0 ? '' : ` REFERENCES table_${Math.floor(index / 2)} (id)`;
    return `CREATE TABLE table_${index} (
  id bigint PRIMARY KEY,
  parent_id bigint${parent},
  name varchar(${size}) NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  amount numeric(12, 2) NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (name, parent_id)
);
CREATE INDEX ON table_${index} (lower(name)) WHERE state = 'open';
`;
  }).join('');
}

/** The same as mysqldump writes it: it drops each table before it makes it. */
function mysqlDump(tables: number, version: number): string {
  return Array.from({ length: tables }, (_, index) => {
    const size = version === 2 && index % 50 === 0 ? 50 : 100;
    const parent = `CONSTRAINT \`fk_${index}\` FOREIGN KEY (\`parent_id\`) REFERENCES \`table_${Math.floor(index / 2)}\` (\`id\`)`;
    return `--
-- Table structure for table \`table_${index}\`
--

DROP TABLE IF EXISTS \`table_${index}\`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE \`table_${index}\` (
  \`id\` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  \`parent_id\` bigint(20) unsigned DEFAULT NULL,
  \`name\` varchar(${size}) NOT NULL,
  \`state\` enum('open','closed') NOT NULL DEFAULT 'open',
  \`amount\` decimal(12,2) NOT NULL DEFAULT 0.00 CHECK (\`amount\` >= 0),
  \`created_at\` timestamp NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`name\` (\`name\`,\`parent_id\`),
  KEY \`state\` (\`state\`)${index === 0 ? '' : `,\n  ${parent}`}
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
`;
  }).join('');
}
