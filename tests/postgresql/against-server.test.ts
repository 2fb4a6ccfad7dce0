import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const FOLDER = 'tests/postgresql/schemas';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));

test('there are schemas to hold against a server', () => {
  expect(files.length).toBeGreaterThan(3);
});

describe.skipIf(!(await reachable('postgres', 'reading of SQL')))('a file is read as a server reads it', () => {
  let scratch: ScratchPostgres;
  let client: pg.Client;
  beforeAll(async () => {
    scratch = await scratchPostgres('files');
    client = await scratch.connect();
  });
  afterAll(() => scratch.drop());

  test.each(files)('%s', async (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    const server = await modelOnServer(client, text);
    expect(server.tables.length).toBeGreaterThan(2);
    const model = await modelOfText(text, file, Number.parseInt(server.version ?? '', 10));
    expect(differences({ ...model, others: [] }, { ...server, others: [] })).toEqual([]);
  });
});
