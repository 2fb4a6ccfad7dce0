import { describe, expect, test } from 'vitest';
import { compareTypes } from '../../src/diff/catalog/type-fit.js';
import type { Dialect } from '../../src/model/catalog/common.js';
import type { DataType } from '../../src/model/catalog/data-type.js';

/** A type from its text: `numeric(10,2)`, `int unsigned`, `enum(a,b)`, `text[]`, `app.mood`. */
function type(text: string): DataType {
  const isArray = text.endsWith('[]');
  const isUnsigned = / unsigned/.test(text);
  const characterSet = / character set (\w+)/.exec(text)?.[1];
  const plain = text
    .replace('[]', '')
    .replace(' unsigned', '')
    .replace(/ character set \w+/, '');
  const args = /\(([^)]*)\)/.exec(plain)?.[1]?.split(',') ?? [];
  const [name, schema = ''] = plain
    .replace(/\([^)]*\)/, '')
    .split('.')
    .toReversed() as [string, string?];
  const isList = name === 'enum' || name === 'set';
  return {
    schema,
    name,
    args: isList ? [] : args,
    isArray,
    ...(isUnsigned && { isUnsigned }),
    ...(isList && { values: args }),
    ...(characterSet !== undefined && { characterSet }),
  };
}

const relation = (dialect: Dialect, before: string, after: string) =>
  compareTypes(type(before), type(after), dialect).relation;

describe('PostgreSQL', () => {
  test.each([
    ['integer', 'bigint', 'widens'],
    ['bigint', 'integer', 'narrows'],
    ['integer', 'numeric', 'widens'],
    ['integer', 'numeric(10,0)', 'widens'],
    ['integer', 'numeric(9,0)', 'narrows'],
    ['integer', 'numeric(10,2)', 'narrows'],
    ['integer', 'double precision', 'widens'],
    ['bigint', 'double precision', 'narrows'],
    ['integer', 'real', 'narrows'],
    ['smallint', 'real', 'widens'],
    ['real', 'double precision', 'widens'],
    ['double precision', 'real', 'narrows'],
    ['numeric(10,2)', 'numeric(12,2)', 'widens'],
    ['numeric(10,2)', 'numeric(12,4)', 'widens'],
    ['numeric(10,2)', 'numeric(10,4)', 'narrows'],
    ['numeric(10,2)', 'numeric', 'widens'],
    ['numeric', 'numeric(10,2)', 'narrows'],
    ['numeric(10,0)', 'bigint', 'widens'],
    ['numeric(10,2)', 'bigint', 'narrows'],
    ['double precision', 'numeric', 'narrows'],
    ['character varying(50)', 'character varying(100)', 'widens'],
    ['character varying(50)', 'character varying(20)', 'narrows'],
    ['character varying(50)', 'character varying', 'widens'],
    ['character varying(50)', 'text', 'widens'],
    ['text', 'character varying(50)', 'narrows'],
    ['text', 'character varying', 'same'],
    ['character(10)', 'character varying(10)', 'reinterprets'],
    ['character varying(10)', 'character(10)', 'reinterprets'],
    ['character(10)', 'character(20)', 'widens'],
    ['text', 'citext', 'reinterprets'],
    ['text', 'bytea', 'converts'],
    ['date', 'timestamp without time zone', 'widens'],
    ['timestamp without time zone', 'date', 'narrows'],
    ['timestamp without time zone', 'timestamp with time zone', 'reinterprets'],
    ['timestamp with time zone(3)', 'timestamp with time zone', 'widens'],
    ['timestamp with time zone', 'timestamp with time zone(3)', 'narrows'],
    ['json', 'jsonb', 'reinterprets'],
    ['cidr', 'inet', 'widens'],
    ['inet', 'cidr', 'narrows'],
    ['uuid', 'text', 'converts'],
    ['integer', 'text', 'converts'],
    ['integer', 'boolean', 'converts'],
    ['integer', 'integer[]', 'unrelated'],
    ['integer[]', 'bigint[]', 'widens'],
    ['app.mood', 'text', 'converts'],
    ['app.mood', 'app.mood', 'same'],
    ['bit(4)', 'bit(8)', 'narrows'],
    ['bit varying(4)', 'bit varying(8)', 'widens'],
    ['public.geometry(Point,4326)', 'public.geometry', 'widens'],
    ['public.geometry(Point,4326)', 'public.geometry(Point,3857)', 'narrows'],
  ])('%s to %s %s', (before, after, expected) => {
    expect(relation('postgresql', before, after)).toBe(expected);
  });
});

describe('MySQL and MariaDB', () => {
  test.each([
    ['int', 'bigint', 'widens'],
    ['int', 'int unsigned', 'narrows'],
    ['int unsigned', 'bigint', 'widens'],
    ['int unsigned', 'int', 'narrows'],
    ['mediumint', 'float', 'widens'],
    ['int', 'float', 'narrows'],
    ['tinyint(1)', 'tinyint(4)', 'same'],
    ['decimal(10,2)', 'decimal(12,2)', 'widens'],
    ['varchar(255)', 'text', 'widens'],
    ['varchar(20000)', 'text', 'narrows'],
    ['text', 'mediumtext', 'widens'],
    ['mediumtext', 'text', 'narrows'],
    ['text', 'varchar(255)', 'narrows'],
    ['varbinary(16)', 'binary(16)', 'reinterprets'],
    ['varchar(10) character set latin1', 'varchar(10) character set utf8mb4', 'widens'],
    ['varchar(10) character set utf8mb4', 'varchar(10) character set latin1', 'narrows'],
    ['varchar(10) character set utf8mb3', 'varchar(10) character set utf8mb4', 'widens'],
    ['datetime', 'timestamp', 'narrows'],
    ['timestamp', 'datetime', 'reinterprets'],
    ['datetime', 'datetime(6)', 'widens'],
    ['datetime(6)', 'datetime', 'narrows'],
    ['enum(a,b)', 'enum(a,b,c)', 'widens'],
    ['enum(a,b)', 'enum(a,c,b)', 'widens'],
    ['enum(a,b)', 'enum(b,a)', 'reinterprets'],
    ['enum(a,b)', 'enum(a)', 'narrows'],
    ['enum(a,b)', 'set(a,b)', 'widens'],
    ['set(a,b)', 'enum(a,b)', 'narrows'],
    ['enum(a,b)', 'varchar(10)', 'reinterprets'],
    ['varchar(10)', 'enum(a,b)', 'narrows'],
    ['year', 'smallint', 'widens'],
  ])('%s to %s %s', (before, after, expected) => {
    expect(relation('mysql', before, after)).toBe(expected);
    expect(relation('mariadb', before, after)).toBe(expected);
  });
});

test('what is lost is said, and whether anything says so when it happens', () => {
  expect(compareTypes(type('numeric(10,2)'), type('integer'), 'postgresql')).toEqual({
    relation: 'narrows',
    loss: 'fractions are rounded',
    isSilent: true,
  });
  expect(compareTypes(type('bigint'), type('smallint'), 'postgresql')).toEqual({
    relation: 'narrows',
    loss: 'numbers beyond -32768 to 32767 no longer fit',
    isSilent: false,
  });
});
