import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findMysqlFacts } from '../../src/diff/migration/mysql/find-facts.js';
import type { MysqlDialect } from '../../src/model/migration/mysql-fact.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { readMysql } from '../support/mysql-migrations.js';

const SERVERS = [
  ['mariadb', 101_100],
  ['mysql', 90_704],
  ['mysql', 80_028],
  ['mysql', 50_744],
] as const satisfies readonly (readonly [MysqlDialect, number])[];
/** What only one of the two servers knows. */
const ONLY_MARIADB =
  /\b(?:SEQUENCE|SYSTEM VERSIONING|PERIOD FOR|PERSISTENT|PACKAGE|COMPRESSED|IGNORED|uuid|inet[46]|Aria)\b|json|AS \(|DEFAULT \(|DEFAULT\)/i;
const ONLY_NEWER = /CHECK|DEFAULT \(|point|polygon|DESC/;

/**
 * Rows are held against a check in a copy only; an index for texts leaves a column that nobody sees; what is computed
 * from a column whose expression changes at once stays as it was.
 */
const NEEDED = /\bCHECK \(|\bjson|^fulltext_column_gone|^gen_held_elsewhere/;

const pairs = readFileSync('tests/cases/mariadb/pairs.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly id: string; readonly before: string; readonly after: string });

/** The statements of a step without what decides whether they run. */
function plain(statement: string): string[] {
  const prepared = /^SET @migrate_arch = IF\(.* = [01], '(.*)', 'DO 0'\)$/s.exec(statement)?.[1];
  if (prepared !== undefined) return [prepared.replaceAll("''", "'").replaceAll('\\\\', '\\')];
  return /^(?:PREPARE|EXECUTE|DEALLOCATE|SET SESSION|SET @)/.test(statement) ? [] : [statement];
}

/** What the reader of migrations makes of the statements of the steps of all pairs, by what they demand. */
function demandsOn(dialect: MysqlDialect, version: number) {
  const refused: string[] = [];
  const wasted: string[] = [];
  let demanding = 0;
  for (const { id, before, after } of pairs) {
    if (dialect === 'mysql' && ONLY_MARIADB.test(before + after)) continue;
    if (version < 80_000 && ONLY_NEWER.test(before + after)) continue;
    const [was, is] = [before, after].map((text) => readMysqlDdl([{ name: 'x.sql', text }], dialect));
    if (was === undefined || is === undefined) continue;
    const named = `${Math.floor(version / 10_000)}.${Math.floor(version / 100) % 100}.${version % 100}`;
    const steps = planSteps({ ...was, version: named }, { ...is, version: named });
    let done = before;
    for (const statement of steps.flatMap(({ up }) => up).flatMap(plain)) {
      const facts = findMysqlFacts(readMysql(done, `${statement};`, { dialect }), { version, isWrapped: false });
      done += `\n${statement};`;
      for (const fact of facts) {
        if (fact.kind !== 'table_altered' || fact.demand.algorithm === undefined) continue;
        demanding++;
        const said = `${id}: ${statement} at best ${fact.best.algorithm} ${fact.best.lock}`;
        if (fact.isDemandRefused) refused.push(said);
        else if (fact.demand.lock === 'SHARED' && fact.best.lock === 'NONE' && !NEEDED.test(said)) wasted.push(said);
      }
    }
  }
  return { refused, wasted, demanding };
}

test.each(SERVERS)('what steps demand of %s %d is what its facts say that it does', (dialect, version) => {
  const { refused, wasted, demanding } = demandsOn(dialect, version);
  expect(demanding).toBeGreaterThan(dialect === 'mariadb' ? 150 : 40);
  expect({ refused, wasted }).toEqual({ refused: [], wasted: [] });
});
