import { describe, expect, test } from 'vitest';
import { familyOf } from '../../src/read/contracts/families.js';
import { readContract, recognizeContract } from '../../src/read/contracts/find-contract.js';
import { folderWith } from '../support/cli.js';

const AVRO = '{"type": "record", "name": "A", "fields": []}';
const SCHEMA = '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}';
const OTHER = '{"name": "a-package", "version": "1.0.0"}';
const noInput = async () => Buffer.alloc(0);

describe('a folder', () => {
  test.each([
    ['avro', { 'a.avsc': AVRO, 'package.json': OTHER }, ['a.avsc']],
    ['avro', { 'a.json': AVRO, 'package.json': OTHER }, ['a.json']],
    ['json-schema', { 'a.json': SCHEMA, 'package.json': OTHER }, ['a.json']],
    ['graphql', { 'a.graphql': 'type Query { a: Int }', 'a.json': SCHEMA }, ['a.graphql']],
  ])('is of the kind that its files say: %s in %o', async (type, files, paths) => {
    const found = await recognizeContract(folderWith(files as Record<string, string>), noInput);
    expect([found?.family.type, found?.files.map(({ path }) => path)]).toEqual([type, paths]);
  });

  test.each([
    [{ 'a.avsc': AVRO, 'b.json': SCHEMA }],
    [{ 'a.json': AVRO, 'b.json': SCHEMA }],
    [{ 'a.json': SCHEMA, 'b.json': AVRO }],
  ])('with schemas of two kinds is refused, unless somebody says which are meant: %o', async (files) => {
    const folder = folderWith(files as Record<string, string>);
    await expect(recognizeContract(folder, noInput)).rejects.toThrow(/has files of .* and of /);
    for (const type of ['avro', 'json-schema']) {
      const family = familyOf(type);
      expect((await readContract(folder, family as NonNullable<typeof family>, noInput)).files).toHaveLength(1);
    }
  });
});
