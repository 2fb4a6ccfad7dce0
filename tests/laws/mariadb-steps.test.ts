import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
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
      fc.asyncProperty(mariadbSchema, mariadbSchema, async (before, after) => {
        // However slow the server is, one pair is walked.
        if (isBounded && walked > 0 && performance.now() - began > MOST_MS) return;
        const sources = { before: [{ name: 'a.sql', text: before }], after: [{ name: 'b.sql', text: after }] };
        // Nobody is named as definer, so that whoever connects is.
        const read = (text: string) => readMysqlDdl([{ name: 'a.sql', text }], 'mariadb');
        const { differences } = await rehearseSteps(engine, sources, planSteps(read(before), read(after)), {
          ...{ renames: [], rows: ROWS, seed: 1, probes: {}, stress: false, now: '', progress: () => {} },
        }).catch((error: unknown) => {
          // What the server itself does not take is no pair; where a step fails, nothing is thrown.
          fc.pre(!(error instanceof UserError));
          throw error;
        });
        walked++;
        expect(differences.filter(({ proof }) => !NOT_OF_STEPS.has(proof))).toEqual([]);
      }),
      {
        seed: Number(process.env.STEP_SEED ?? SEED),
        numRuns: Number(process.env.STEP_RUNS ?? RUNS),
      },
    );
    expect(walked).toBeGreaterThan(0);
  });
});
