import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCatalog } from '../../src/check/check-catalog.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { SUBJECTS } from '../postgresql/objects.js';
import { reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1000 } as const;

function findingsOf(before: Catalog, after: Catalog): string[] {
  return checkCatalog(before, after, SETTINGS).issues.map(({ type, description }) => `${type}: ${description}`);
}

describe('objects of the rarer kinds', () => {
  test.each(SUBJECTS)(
    '$kind: two states differ, and one does not differ from itself',
    async ({ setup = '', states }) => {
      const models = await Promise.all(states.map((state) => modelOfText(`${setup}\n${state}`)));
      for (const [at, before] of models.entries()) {
        expect(findingsOf(before, models[at] as Catalog)).toEqual([]);
        expect(before.unread).toEqual([]);
        for (const [to, after] of models.entries()) {
          if (to !== at) expect(findingsOf(before, after), `${states[at]} → ${states[to]}`).not.toEqual([]);
        }
      }
    },
  );
});

describe.skipIf(!(await reachable('postgres', 'objects of the rarer kinds')))(
  'a file is read as a server reads it',
  () => {
    let scratch: ScratchPostgres;
    let client: pg.Client;
    beforeAll(async () => {
      scratch = await scratchPostgres('objects');
      client = await scratch.connect();
    });
    afterAll(() => scratch.drop());

    test.each(SUBJECTS)('$kind', async ({ setup = '', states }) => {
      const differing: Record<string, readonly string[]> = {};
      for (const state of states) {
        const text = `${setup}\n${state}`;
        const found = differences(await modelOfText(text), await modelOnServer(client, text));
        if (found.length > 0) differing[state] = found;
      }
      expect(differing).toEqual({});
    });
  },
);
