import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import type { Step } from '../../src/model/step.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { declareLocks } from '../../src/sql/postgresql/declare-locks.js';
import { postgresUrl, reachable } from '../support/databases.js';

const AFTER = `CREATE COLLATION bytes (locale = 'C');
CREATE TABLE shops (id int PRIMARY KEY, name text NOT NULL, touched int NOT NULL DEFAULT 0);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON shops FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE keyless (n int);`;
const BEFORE = `CREATE TYPE mood AS ENUM ('glad', 'sad'); ${AFTER}
ALTER TABLE keyless ADD COLUMN gone text;
ALTER TABLE shops ADD COLUMN feels mood[] DEFAULT '{glad}', ADD COLUMN sign text COLLATE bytes,
  ADD COLUMN number int GENERATED ALWAYS AS IDENTITY;
CREATE TABLE orders (id serial PRIMARY KEY, nr int GENERATED ALWAYS AS IDENTITY, shop_id int REFERENCES shops,
  feels mood NOT NULL, total numeric, half numeric GENERATED ALWAYS AS (total / 2) STORED);
CREATE TABLE logs (at int NOT NULL, said text) PARTITION BY RANGE (at);
CREATE TABLE logs_low PARTITION OF logs FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;`;
const ENGINES: readonly (readonly [name: string, url: string | undefined])[] = [
  ['within this program', undefined],
  ...((await reachable('postgres', 'rehearsals of archives')) ? [['on a server', postgresUrl()] as const] : []),
];

/** Steps that keep what they drop, with what they lock. */
async function planned(before: string, after: string): Promise<readonly Step[]> {
  const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
  const was = await read(before);
  return declareLocks(planSteps(was, await read(after), [], true), was, readMigration);
}

describe.each(ENGINES)('what is dropped comes back from the archive, %s', (_, url) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(url, [], { env: process.env, host: 'here', pid: process.pid, isAlive: () => true });
  });
  afterAll(() => engine.close());

  test('tables and columns, whatever goes with them', async () => {
    const steps = await planned(BEFORE, AFTER);
    const said = steps.filter(({ title }) => title.includes(', archived')).map(({ title }) => title);
    expect(said.sort()).toEqual([
      'drop column "feels" of "public"."shops", archived',
      'drop column "number" of "public"."shops", archived',
      'drop column "sign" of "public"."shops", archived',
      'drop table "public"."logs", drop table "public"."logs_rest", archived, drop table "public"."logs_low", archived',
      'drop table "public"."orders", archived, drop constraint "orders_pkey" of "public"."orders"',
    ]);
    // Nothing tells its rows apart.
    const lost = steps.filter(({ reversibility }) => reversibility === 'irreversible').map(({ title }) => title);
    expect(lost).toEqual(['drop column "gone" of "public"."keyless"']);
    const source = (text: string) => [{ name: 'schema.sql', text }];
    const found: Rehearsal = await rehearseSteps(engine, { before: source(BEFORE), after: source(AFTER) }, steps, {
      ...{ renames: [], rows: 12, seed: 3, probes: {}, stress: false, now: '', progress: () => {} },
    });
    expect(found.differences).toEqual([]);
    const tested = found.proofs.filter(({ verdict }) => verdict === 'proven').map(({ proof }) => proof);
    expect(tested).toEqual(expect.arrayContaining(['forwards', 'backwards', 'repeatable', 'rows', 'verification']));
  });
});
