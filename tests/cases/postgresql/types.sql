CREATE TYPE color AS ENUM ('red', 'green');
ALTER TYPE color ADD VALUE 'blue' BEFORE 'green';
CREATE TYPE pair AS (x int, y varchar(10) COLLATE "C");
ALTER TYPE pair ADD ATTRIBUTE z numeric(3, 1);
CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN word AS text COLLATE "C" DEFAULT 'w' CONSTRAINT no_space CHECK (VALUE !~ '\s') CHECK (length(VALUE) < 10);
CREATE DOMAIN short_word AS word NOT NULL;
CREATE DOMAIN many AS int[] CHECK (array_length(VALUE, 1) > 0);
CREATE TABLE all_types (
  a int2, b smallint, c int, d int8, e decimal, f decimal(5), g numeric(6, 2), h float, i float(10), j float(40), k bool, l character varying(5),
  m character(4), n bpchar, o text, p timestamp, q timestamp(2) with time zone, r time(1), s time with time zone, t interval year to month, u interval(2),
  v bit, w bit varying(7), x varbit, y bytea, z money, aa uuid, ab xml, ac json, ad jsonb, ae inet, af macaddr, ag tsquery, ah int4range, ai nummultirange,
  aj oid, ak regclass, al "char", am name, an int[], ao varchar(3)[], ap numeric(4, 1)[][], aq color, ar color[], au pair, av pair[], aw word, ax span, ay national character varying(6), az dec(3, 1), ba int4[3], bb pg_catalog.int4
);
ALTER TABLE all_types ADD CHECK (aq <> 'red' AND aq = ANY (ARRAY['red'::color, 'green'])), ADD CHECK ((au).x > 0 AND aw = 'v' AND ax @> 1.5::float8 AND ah @> 3), ADD CHECK (ar[1] = 'red' AND al = 'c' AND am = 'n' AND m = 'abc' AND z > '5'::money), ADD CHECK (ak = 'all_types'::regclass OR aj = 5);
COMMENT ON TYPE color IS 'what is seen';
COMMENT ON DOMAIN word IS 'one';
