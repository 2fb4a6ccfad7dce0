// Laws of comparing databases, on schemas of our own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkCatalog } from '../../src/check/check-catalog.js';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1e6 } as const;

const READERS = {
  postgresql: (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]),
  mariadb: async (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb'),
} as const;

describe.each(['postgresql', 'mariadb'] as const)('%s', (dialect) => {
  const folder = join('tests/cases', dialect);
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const catalogs = new Map<string, Catalog>();
  const catalog = (name: string) => catalogs.get(name) as Catalog;
  const pairs = names.flatMap((one) => names.filter((other) => one < other).map((other) => [one, other] as const));

  beforeAll(async () => {
    for (const name of names) catalogs.set(name, await READERS[dialect](readFileSync(join(folder, name), 'utf8')));
  });

  test('there are schemas to compare', () => {
    expect(names.length).toBeGreaterThan(5);
  });

  test.each(names)('%s compared with itself has no findings', async (name) => {
    const again = await READERS[dialect](readFileSync(join(folder, name), 'utf8'));
    expect(checkCatalog(catalog(name), again, SETTINGS).issues).toEqual([]);
  });

  test.each(pairs)('what is removed from %s to %s is added the other way', (one, other) => {
    const kinds = (before: Catalog, after: Catalog, end: RegExp) =>
      findCatalogChanges(before, after).flatMap(({ kind }) => (end.test(kind) ? [kind.replace(end, '')] : []));
    const forwards = kinds(catalog(one), catalog(other), /_removed$/);
    expect(forwards.toSorted()).toEqual(kinds(catalog(other), catalog(one), /_added$/).toSorted());
    expect(forwards.length).toBeGreaterThan(0);
  });

  test.each(names)('the order of the objects of %s does not matter', (name) => {
    const { tables, types, views, routines, sequences, ...rest } = catalog(name);
    const turned = {
      ...rest,
      tables: tables.toReversed(),
      types: types.toReversed(),
      views: views.toReversed(),
      routines: routines.toReversed(),
      sequences: sequences.toReversed(),
    };
    expect(findCatalogChanges(catalog(name), turned)).toEqual([]);
  });

  test.each(names)('all that is in %s is lost when nothing is left, and every loss is judged', async (name) => {
    const { issues } = checkCatalog(catalog(name), await READERS[dialect]('-- nothing'), SETTINGS);
    const { tables } = catalog(name);
    expect(issues.filter(({ type }) => type === 'table_removed').length).toBe(tables.length);
    expect(issues.every(({ description, impact }) => description !== '' && impact !== '')).toBe(true);
  });
});
