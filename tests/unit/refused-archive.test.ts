import { expect, test } from 'vitest';
import { refuseArchive } from '../../src/check/archive.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';

test('an archive is refused where none is made, and only there', () => {
  const of = (dialect: Catalog['dialect']) => ({ dialect }) as Catalog;
  expect(() => refuseArchive(true, of('mariadb'))).toThrow(
    '--archive: there are archives for PostgreSQL, and this is mariadb',
  );
  expect(refuseArchive(true, of('postgresql'))).toBeUndefined();
  expect(refuseArchive(false, of('mysql'))).toBeUndefined();
});
