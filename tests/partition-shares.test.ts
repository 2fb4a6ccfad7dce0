import { expect, test } from 'vitest';
import { checkSql } from '../src/index.js';

const PARENT = 'CREATE TABLE log (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);';
const PART = "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');";

async function found(before: string, after: string): Promise<string[]> {
  const texts = [before, after].map((text) => [{ name: 'schema.sql', text }]);
  const { issues } = await checkSql(texts[0] ?? [], texts[1] ?? [], { detail: 'full' });
  return issues.map(({ type, description }) => `${type}: ${description}`);
}

const OWN_INDEX = `${PARENT} ${PART} CREATE UNIQUE INDEX log_1_key ON log_1 (id, day);`;
const SHARED_INDEX = `${OWN_INDEX} CREATE UNIQUE INDEX log_key ON ONLY log (id, day);
  ALTER INDEX log_key ATTACH PARTITION log_1_key;`;
const OWN_KEY = `${PARENT} ${PART} ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE (id, day);`;
const SHARED_KEY = `${OWN_KEY} ALTER TABLE ONLY log ADD CONSTRAINT log_key UNIQUE (id, day);
  ALTER INDEX log_key ATTACH PARTITION log_1_key;`;

test.each([
  ['an index', OWN_INDEX, SHARED_INDEX, ["unique_index_added: Index 'log_key' of table 'log' added: id, day"]],
  ['the index of a key', OWN_KEY, SHARED_KEY, [expect.stringMatching(/^unique_added: .*log_key/)]],
])("%s that is attached to its parent's is still there", async (_, before, after, expected) => {
  expect(await found(before, after)).toEqual(expected);
});

test('one of other columns is gone', async () => {
  const after = `${PARENT} ${PART} CREATE UNIQUE INDEX log_key ON log (day, id);`;
  expect(await found(OWN_INDEX, after)).toContainEqual(expect.stringMatching(/^unique_index_removed: .*log_1_key/));
});

test('privileges on the columns of views', async () => {
  const view = 'CREATE TABLE users (id bigint, mail text); CREATE VIEW people AS SELECT id, mail FROM users;';
  expect(await found(`${view} GRANT SELECT (id) ON people TO PUBLIC;`, view)).toEqual([
    "privilege_revoked: Column 'id' of view 'people' no longer grants select to 'public'",
  ]);
  expect(await found(view, `${view} GRANT SELECT (id) ON people TO PUBLIC;`)).toHaveLength(1);
});

test('an index of its own that becomes the key of a partition, and a share of a key, is a change of the partition', async () => {
  const before = `${OWN_INDEX} ALTER TABLE ONLY log ADD CONSTRAINT log_key UNIQUE (id, day);`;
  const after = `${before} ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE USING INDEX log_1_key;
    ALTER INDEX log_key ATTACH PARTITION log_1_key;`;
  expect(await found(before, after)).not.toEqual([]);
  expect(await found(after, before)).not.toEqual([]);
});
