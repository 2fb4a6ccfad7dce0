import { expect, test } from 'vitest';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { planSteps } from '../../src/sql/plan-steps.js';

function planned(before: string, after: string, version: string) {
  const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mysql', { version });
  return planSteps(read(before), read(after));
}

test('a foreign key that leads to no unique key says so from 8.4 on, which refuses it otherwise', () => {
  const parents = 'CREATE TABLE p (id int PRIMARY KEY, code int, KEY code (code));';
  const modes = (column: string, version: string) =>
    planned(
      `${parents} CREATE TABLE c (id int PRIMARY KEY, code int, KEY f (code));`,
      `${parents} CREATE TABLE c (id int PRIMARY KEY, code int, CONSTRAINT f FOREIGN KEY (code) REFERENCES p (${column}));`,
      version,
    ).flatMap(({ up }) => up.filter((statement) => statement.includes('restrict_fk')));
  expect(modes('code', '8.4.0')).toEqual([
    'SET SESSION restrict_fk_on_non_standard_key = OFF',
    'SET SESSION restrict_fk_on_non_standard_key = ON',
  ]);
  expect([modes('code', '8.0.36'), modes('id', '8.4.0')]).toEqual([[], []]);
});

test('no tool that drops what it finds twice is offered for a unique key', () => {
  const alternatives = (index: string) =>
    planned(
      'CREATE TABLE t (id int PRIMARY KEY, mail varchar(99));',
      `CREATE TABLE t (id int PRIMARY KEY, mail varchar(99), ${index});`,
      '8.4.0',
    ).map((step) => step.alternatives?.map((line) => line.split(' ')[0]));
  expect(alternatives('UNIQUE KEY m ((lower(mail)))')).toEqual([undefined]);
  expect(alternatives('KEY m ((lower(mail)))')).toEqual([['gh-ost', 'pt-online-schema-change']]);
});
