import { expect, test } from 'vitest';
import { lossesOf } from '../../src/rollback/full/losses.js';

const dropped = (name: string) => [`ALTER TABLE IF EXISTS "t" DROP COLUMN IF EXISTS "${name}"`];

test.each([
  [
    `"c" character(3) DEFAULT 'EUR' NOT NULL`,
    `and is not its default, 'EUR'`,
    `"c"::text IS DISTINCT FROM ('EUR')::character(3)::text`,
  ],
  [`"c" integer DEFAULT -7`, 'and is not its default, -7', `"c"::text IS DISTINCT FROM (-7)::integer::text`],
  [
    `"c" text COLLATE "C" DEFAULT 'o''x'`,
    `and is not its default, 'o''x'`,
    `"c"::text IS DISTINCT FROM ('o''x')::text::text`,
  ],
  ['"c" timestamp with time zone DEFAULT now()', 'among what its default gave', '"c" IS NOT NULL'],
  ['"c" text', '', '"c" IS NOT NULL'],
])('of a column that comes as %s only what somebody wrote is lost', (definition, said, condition) => {
  const up = [`ALTER TABLE "t" ADD COLUMN IF NOT EXISTS ${definition}`];
  const what = ['what was written to "c" of "t"', said].filter((part) => part !== '');
  expect(lossesOf(dropped('c'), up)).toEqual([
    { what: what.join(said.startsWith('among') ? ', ' : ' '), query: `SELECT count(*) FROM "t" WHERE ${condition}` },
  ]);
});

test('in MySQL and MariaDB as well, where the statement is prepared', () => {
  const prepared = (statement: string) =>
    `SET @migrate_arch = IF((SELECT 1) = 1, '${statement.replaceAll("'", "''")}', 'DO 0')`;
  const up = [prepared("ALTER TABLE `t` ADD COLUMN `c` char(3) NOT NULL DEFAULT 'EUR', ALGORITHM=INSTANT, LOCK=NONE")];
  expect(lossesOf([prepared('ALTER TABLE `t` DROP COLUMN `c`, ALGORITHM=INSTANT, LOCK=NONE')], up)).toEqual([
    {
      what: "what was written to `c` of `t` and is not its default, 'EUR'",
      query: "SELECT count(*) FROM `t` WHERE NOT (`c` <=> 'EUR')",
    },
  ]);
});
