import { expect, test } from 'vitest';
import type { Table } from '../../src/model/catalog/table.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { ofRow } from '../../src/sql/mysql/of-row.js';

const [table] = readMysqlDdl(
  [
    {
      name: 'x',
      text: 'CREATE TABLE t (a int, b int, `b``c` text, day int, `date` date, `left` int, g int AS (a + 1) STORED, h int AS (g * 2) VIRTUAL)',
    },
  ],
  'mariadb',
).tables as [Table];

test.each([
  ['a + 1', 'NEW.`a` + 1'],
  ["concat('a', \"a\", `b``c`, 'it''s a')", "concat('a', \"a\", NEW.`b``c`, 'it''s a')"],
  ['cast(`date` + interval a day as date)', 'cast(NEW.`date` + interval NEW.`a` day as date)'],
  ['day + 1 > day(`date`)', 'NEW.`day` + 1 > day(NEW.`date`)'],
  ['left(`b``c`, `left`) collate utf8mb4_bin', 'left(NEW.`b``c`, NEW.`left`) collate utf8mb4_bin'],
  ['case when a then day else A end', 'case when NEW.`a` then NEW.`day` else NEW.`a` end'],
  ['a is null and not a', 'NEW.`a` is null and not NEW.`a`'],
  ["b = b'101' and a", "NEW.`b` = b'101' and NEW.`a`"],
  ['h - 1', '((NEW.`a` + 1) * 2) - 1'],
])('%s of the row that comes', (text, expected) => {
  expect(ofRow(text, table, 'NEW')).toBe(expected);
});
