import { expect, test } from 'vitest';
import { modelOfText } from '../support/postgresql-models.js';

const TABLE = `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE other (id int, t_id int, note text);
CREATE TABLE t (id int, big bigint, n numeric, v varchar(20), x text, m mood, d date, at timestamptz, doc jsonb, tags text[], b bool`;

async function formOf(condition: string): Promise<string> {
  const { tables } = await modelOfText(`${TABLE}, CONSTRAINT c CHECK (${condition}));`);
  const constraint = tables.find(({ name }) => name === 't')?.constraints[0];
  return constraint?.type === 'check' ? constraint.expression.form : '';
}

async function formOfQuery(query: string): Promise<string> {
  const { views } = await modelOfText(`${TABLE}); CREATE VIEW w AS ${query};`);
  return views[0]?.query.form ?? '';
}

test.each([
  ["v IN ('a', 'b')", "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"],
  ["v IN ('a', 'b')", "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))"],
  ["x IN ('a')", "x = ANY (ARRAY['a'])"],
  ["x NOT IN ('a', 'b')", "(x <> ALL (ARRAY['a'::text, 'b'::text]))"],
  ["m IN ('sad')", "(m = 'sad'::mood)"],
  ['id BETWEEN 1 AND 5', '((id >= 1) AND (id <= 5))'],
  ["x LIKE 'a%' AND x NOT ILIKE 'b'", "((x ~~ 'a%'::text) AND (x !~~* 'b'::text))"],
  ['n > 0', '(n > (0)::numeric)'],
  ['id < -1', "(id < '-1'::integer)"],
  ['big > id', '(big > id)'],
  ["d > '2020-1-5'", "(d > '2020-01-05'::date)"],
  ["at > now( ) - interval '24 hours'", "(at > (pg_catalog.now() - '24:00:00'::interval))"],
  ['doc @> \'{"b":1, "a":[]}\'', '(doc @> \'{"a": [], "b": 1}\'::jsonb)'],
  ['b', '(b)'],
  ["b = 't'", '(b = true)'],
  ['id != 1', '(id <> 1)'],
  ['CAST(id AS text) = x', '((id)::text = x)'],
  ["'a' = ANY (tags)", "('a'::text = ANY (tags))"],
  ['extract(year FROM d) > 1', '(EXTRACT(year FROM d) > (1)::numeric)'],
  ['x IS DISTINCT FROM v', '(x IS DISTINCT FROM (v)::text)'],
  ['CASE WHEN b THEN 1 END = 1', '(CASE WHEN b THEN 1 ELSE NULL::integer END = 1)'],
  ["at AT TIME ZONE 'utc' > d", "((timezone('utc'::text, at)) > d)"],
  ['t.id > 0', '(id > 0)'],
  ['(id, big) = (1, 2)', '((id = 1) AND (big = 2))'],
])('%s is %s', async (one, other) => {
  expect(await formOf(one)).toBe(await formOf(other));
});

test.each([
  ['id > 0', 'id >= 0'],
  ["x = 'a'", "x = 'b'"],
  ['id::text = x', 'id = x::int'],
  ["x IN ('a', 'b')", "x IN ('b', 'a')"],
  ["n > '1'::numeric", 'n > 10'],
  ["at > '2020-01-01'::date", "at > '2020-01-01'::timestamptz"],
  ["v::varchar(3) = 'a'", "v::varchar(4) = 'a'"],
  ['now() > at', 'CURRENT_TIMESTAMP > at'],
  ['lower(x) = x', 'upper(x) = x'],
  ['b AND (id > 0 OR id < -5)', 'b AND id > 0 OR id < -5'],
  ['x < v COLLATE "C"', 'x < v'],
  ["doc ->> 'a' = x", "doc -> 'a' = to_jsonb(x)"],
])('%s is not %s', async (one, other) => {
  expect(await formOf(one)).not.toBe(await formOf(other));
});

test.each([
  ['SELECT * FROM other', 'SELECT other.id, other.t_id, other.note FROM public.other'],
  ['SELECT id FROM other o GROUP BY 1 ORDER BY 1', 'SELECT o.id FROM other o GROUP BY o.id ORDER BY o.id'],
  ['SELECT count(*) FROM other', 'SELECT count(*) AS count FROM other'],
  ['SELECT t.v, o.note FROM t JOIN other o USING (id)', 'SELECT t.v, o.note FROM (t JOIN other o USING (id))'],
  ['SELECT a.id FROM t a, other b WHERE b.t_id = a.id', 'SELECT a.id FROM t a, other b WHERE (b.t_id = a.id)'],
  ["SELECT 'x' AS k UNION SELECT v FROM t", "SELECT 'x'::character varying AS k UNION SELECT t.v AS k FROM t"],
])('the query %s is %s', async (one, other) => {
  expect(await formOfQuery(one)).toBe(await formOfQuery(other));
});

test.each([
  ['SELECT id, note FROM other', 'SELECT note, id FROM other'],
  ['SELECT id FROM other', 'SELECT id AS other_id FROM other'],
  ['SELECT o.id FROM t LEFT JOIN other o ON o.id = t.id', 'SELECT o.id FROM t JOIN other o ON o.id = t.id'],
  ['SELECT id FROM other UNION SELECT id FROM t', 'SELECT id FROM other UNION ALL SELECT id FROM t'],
  ['SELECT a.id FROM other a, other b', 'SELECT b.id FROM other a, other b'],
  ['SELECT id FROM other ORDER BY note', 'SELECT id FROM other ORDER BY note DESC'],
])('the query %s is not %s', async (one, other) => {
  expect(await formOfQuery(one)).not.toBe(await formOfQuery(other));
});
