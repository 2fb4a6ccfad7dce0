import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Operation } from '../../src/model/migration/lock.js';
import { lockFactOf, POSTGRESQL_FACTS, POSTGRESQL_VERSIONS } from '../../src/tables/lock-facts.js';
import { factText } from '../lock-facts/fact-text.js';
import { STATEMENTS } from '../lock-facts/statements.js';

/** `operation: sql`, and what it did on each version. */
const measured = JSON.parse(readFileSync('tests/lock-facts/postgresql.json', 'utf8')) as Record<
  string,
  Record<string, string>
>;

/** What was not measured, and why. */
const UNMEASURED: Readonly<Record<string, string>> = {
  set_tablespace: 'needs a folder of the server (ALTER TABLE, "SET TABLESPACE": the files are copied)',
  set_access_method: 'needs a second access method (ALTER TABLE, "SET ACCESS METHOD")',
  vacuum: 'ends before anybody can look (VACUUM; "Explicit Locking", SHARE UPDATE EXCLUSIVE)',
  set_row_type: 'measured on 15 alone, where it takes ACCESS EXCLUSIVE on the table (ALTER TABLE, "OF")',
  move_index: 'needs a folder of the server; on 15 it takes ACCESS EXCLUSIVE on the index and copies it',
  set_rule: 'measured on 15 alone, where it takes ACCESS EXCLUSIVE on the table (ALTER TABLE, "DISABLE RULE")',
  lock_table: 'takes the lock that it names',
  drop_statistics: 'measured on 15 and 18 alone, where it is as create_statistics',
  attach_partition_keyed: 'measured on 15 and 18 alone, beside attach_partition',
  attach_partition_adopting_key: 'measured on 15 and 18 alone, beside attach_partition',
  detach_partition_keyed: 'measured on 15 and 18 alone, beside detach_partition',
  detach_partition_beside_default: 'measured on 15 and 18 alone, beside detach_partition',
};

test('the table says what was measured, on every version', () => {
  const wrong = Object.entries(measured).flatMap(([name, versions]) => {
    const operation = name.split(':')[0] as Operation;
    return Object.entries(versions).flatMap(([version, found]) => {
      const said = factText(lockFactOf(operation, Number(version)));
      return said === found ? [] : [`${version} ${name}\n  measured ${found}\n  table    ${said}`];
    });
  });
  expect(wrong).toEqual([]);
});

test('every operation was measured, or says why not, from its first version on', () => {
  const seen = new Map(STATEMENTS.map(({ operation, since = 10 }) => [operation, since]));
  const operations = Object.keys(POSTGRESQL_FACTS);
  expect([...seen.keys(), ...Object.keys(UNMEASURED)].sort()).toEqual(operations.sort());
  for (const [operation, since] of seen) {
    const expected = POSTGRESQL_VERSIONS.filter((version) => version >= since).map(String);
    const names = Object.keys(measured).filter((name) => name.startsWith(`${operation}:`));
    expect(names.map((name) => Object.keys(measured[name] as object))).toEqual(names.map(() => expected));
  }
});
