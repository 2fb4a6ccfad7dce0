import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEmbedded } from '../../src/read/postgresql/embedded.js';
import { differences, modelOfText } from '../support/postgresql-models.js';

test.each(['checks', 'relations', 'views'])('%s.sql: running the file tells the same as reading it', async (name) => {
  const text = readFileSync(`tests/cases/postgresql/${name}.sql`, 'utf8');
  const run = await readEmbedded([{ name, text }]);
  expect(run.tables.length).toBeGreaterThan(0);
  expect(differences(await modelOfText(text), run)).toEqual([]);
});

test('what only running tells', async () => {
  const text = "DO $$ BEGIN EXECUTE format('CREATE TABLE %I (id int)', 'made'); END $$;";
  const { tables } = await readEmbedded([{ name: 'schema.sql', text }]);
  expect(tables.map(({ name }) => name)).toEqual(['made']);
});

test('a file that the server refuses is one error', async () => {
  const error = await readEmbedded([{ name: 'bad.sql', text: 'CREATE TABLE t (a no_such_type);' }]).catch((e) => e);
  expect(error).toMatchObject({ code: 'SQL_REFUSED', message: expect.stringMatching(/^bad\.sql: .*no_such_type/) });
});
