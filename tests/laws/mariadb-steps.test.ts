import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Rename } from '../../src/model/catalog/change.js';
import type { Table } from '../../src/model/catalog/table.js';
import type { Difference } from '../../src/model/rehearsal.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { mariadbUrl, reachable } from '../support/databases.js';
import { mariadbSchema } from './mariadb-schemas.js';

/** Proofs that say whether the application of before goes on: that depends on what a change forbids it. */
const NOT_OF_STEPS: ReadonlySet<string> = new Set(['mixed_versions']);
const ROWS = 3;
const RUNS = 8;
/** The same pairs each time; another number (STEP_SEED) walks others, and STEP_RUNS walks that many, however long it takes. */
const SEED = 1;
const MOST_MS = 12_000;
/** A table or a column that has another name in the schema after. */
const otherName = fc.option(
  fc.constantFrom(
    ...[0, 1, 2, 3].map((at) => [`c${at}`, `d${at}`] as const),
    ['t0', 's0'] as const,
    ['id', 'nr'] as const,
  ),
);

/** What of the two schemas goes by the other name. */
function renamesBetween(before: Catalog, after: Catalog, [from, to]: readonly [string, string]): Rename[] {
  return before.tables.flatMap((table): Rename[] => {
    const place = { schema: table.schema, name: table.name };
    if (table.name === from)
      return after.tables.some(({ name }) => name === to) ? [{ table: place, to: { ...place, name: to } }] : [];
    const has = (columns: Table['columns'] = [], name = '') => columns.some((column) => column.name === name);
    const now = after.tables.find(({ name }) => name === table.name);
    const isRenamed = has(table.columns, from) && has(now?.columns, to);
    return isRenamed ? [{ table: place, column: from, to: { schema: '', name: to } }] : [];
  });
}

describe.skipIf(!(await reachable('mariadb', 'steps between random schemas of MariaDB')))('random schemas', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(mariadbUrl(), [], { env: {}, host: 'here', pid: process.pid, isAlive: () => true });
  });
  afterAll(() => engine.close());

  test('the steps between two schemas of MariaDB lead to the one and back to the other, each of them twice', {
    timeout: process.env.STEP_RUNS === undefined ? 120_000 : 3_600_000,
  }, async () => {
    let walked = 0;
    const isBounded = process.env.STEP_RUNS === undefined;
    const began = performance.now();
    await fc.assert(
      fc.asyncProperty(mariadbSchema, mariadbSchema, otherName, async (before, same, names) => {
        // However slow the server is, one pair is walked.
        if (isBounded && walked > 0 && performance.now() - began > MOST_MS) return;
        const after = names === null ? same : same.replaceAll(new RegExp(`\\b${names[0]}\\b`, 'g'), names[1]);
        const sources = { before: [{ name: 'a.sql', text: before }], after: [{ name: 'b.sql', text: after }] };
        // Nobody is named as definer, so that whoever connects is.
        const read = (text: string) => readMysqlDdl([{ name: 'a.sql', text }], 'mariadb');
        const catalogs = [read(before), read(after)] as const;
        const renames = names === null ? [] : renamesBetween(...catalogs, names);
        const steps = planSteps(...catalogs, renames);
        const { differences } = await rehearseSteps(engine, sources, steps, {
          ...{ renames, rows: ROWS, seed: 1, probes: {}, stress: false, now: '', progress: () => {} },
        }).catch((error: unknown) => {
          // What the server itself does not take is no pair; where a step fails, nothing is thrown.
          fc.pre(!(error instanceof UserError));
          throw error;
        });
        walked++;
        // What gets another name at once is not there by the old one.
        const isAtOnce = steps.some(({ title }) => title.includes(' at once, since '));
        const isOfName = ({ proof, at }: Difference) => isAtOnce && proof === 'rows' && at.startsWith('after ');
        expect(differences.filter((each) => !NOT_OF_STEPS.has(each.proof) && !isOfName(each))).toEqual([]);
      }),
      {
        seed: Number(process.env.STEP_SEED ?? SEED),
        numRuns: Number(process.env.STEP_RUNS ?? RUNS),
      },
    );
    expect(walked).toBeGreaterThan(0);
  });
});
