// What a check of SQL costs, against the parser alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processorSideBySide, report, sideBySide, spawn } from './timing.js';

const CLI = 'bin/migrate-arch.js';

export function benchDatabases(): void {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-bench-'));
  try {
    const files = (tables: number) =>
      [1, 2].map((version) => {
        const file = join(folder, `${tables}-${version}.sql`);
        writeFileSync(file, schema(tables, version));
        return file;
      }) as [string, string];
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
    const [once, twice] = [files(2500), files(5000)];
    const [small, large, version] = sideBySide(
      () => check(once),
      () => check(twice),
      () => spawn(process.execPath, [CLI, '--version']),
    );
    report('twice the tables (5000) / once, without start-up', (large - version) / (small - version), 2.3);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check([before, after]: readonly [string, string]): void {
  spawn(process.execPath, [CLI, 'check', '--before', before, '--after', after]);
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
