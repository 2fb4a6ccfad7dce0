-- pair: enum gets a value, another comment and another grant
-- before
CREATE TYPE e AS ENUM ('a'); COMMENT ON TYPE e IS 'one'; REVOKE USAGE ON TYPE e FROM PUBLIC; GRANT USAGE ON TYPE e TO pg_monitor;
-- after
CREATE TYPE e AS ENUM ('a', 'b'); COMMENT ON TYPE e IS 'two'; GRANT USAGE ON TYPE e TO pg_read_all_data WITH GRANT OPTION;

-- pair: constraints of domains are commented on
-- before
CREATE DOMAIN d AS int CONSTRAINT k CHECK (VALUE > 0) CONSTRAINT l CHECK (VALUE < 9); COMMENT ON CONSTRAINT k ON DOMAIN d IS 'k'; COMMENT ON CONSTRAINT l ON DOMAIN d IS 'l';
-- after
CREATE DOMAIN d AS int CONSTRAINT k CHECK (VALUE > 1) CONSTRAINT l CHECK (VALUE < 9); COMMENT ON CONSTRAINT k ON DOMAIN d IS 'k'; COMMENT ON CONSTRAINT l ON DOMAIN d IS 'm'; CREATE DOMAIN e AS int CONSTRAINT k CHECK (VALUE > 0); COMMENT ON CONSTRAINT k ON DOMAIN e IS 'k';

-- pair: attributes change places
-- before
CREATE TYPE c AS (a int, b text); CREATE FUNCTION f(x c) RETURNS int LANGUAGE sql AS 'select (x).a';
-- after
CREATE TYPE c AS (b text, n date, a int); CREATE FUNCTION f(x c) RETURNS int LANGUAGE sql AS 'select (x).a';

-- pair: function becomes procedure of the same arguments
-- before
CREATE FUNCTION f(x int) RETURNS void LANGUAGE sql AS 'select 1';
-- after
CREATE PROCEDURE f(x int) LANGUAGE sql AS 'select 1';

-- pair: function has one more argument that can be left out, and a view calls it as before
-- before
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select x'; CREATE VIEW v AS SELECT f(1) AS a;
-- after
CREATE FUNCTION f(x int, y int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE AS 'select x + y'; CREATE VIEW v AS SELECT f(1) AS a;

-- pair: search path of a function holds a name with a space
-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
-- after
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = pg_catalog, "Odd One", '' AS 'select 1';

-- pair: body that the server parses is one expression
-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;
-- after
CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 2;

-- pair: operator that a view uses calls another function
-- before
CREATE FUNCTION eq(text, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true'; CREATE OPERATOR === (LEFTARG = text, RIGHTARG = int, FUNCTION = eq); CREATE TABLE t (a text, b int); CREATE VIEW v AS SELECT a FROM t WHERE a === b;
-- after
CREATE FUNCTION ne(text, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true'; CREATE OPERATOR === (LEFTARG = text, RIGHTARG = int, FUNCTION = ne); CREATE TABLE t (a text, b int); CREATE VIEW v AS SELECT a FROM t WHERE a === b;

-- pair: default privilege gets its grant option
-- before
CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor;
-- after
CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor WITH GRANT OPTION;

-- pair: columns of a view that is made anew have grants of their own
-- before
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; GRANT SELECT (a) ON v TO pg_monitor; CREATE VIEW w AS SELECT a FROM t;
-- after
CREATE TABLE t (a text, b int); CREATE VIEW v AS SELECT b, a FROM t; GRANT SELECT (a) ON v TO pg_monitor; CREATE VIEW w AS SELECT a FROM t; GRANT UPDATE (a) ON w TO pg_monitor;

-- pair: servers and wrappers change while tables stand on them
-- before
CREATE FOREIGN DATA WRAPPER w OPTIONS (a '1'); CREATE SERVER s TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'a', port '1'); CREATE USER MAPPING FOR postgres SERVER s; CREATE FOREIGN TABLE f (a int) SERVER s;
-- after
CREATE FOREIGN DATA WRAPPER w OPTIONS (a '2', b 'it''s'); CREATE SERVER s TYPE 'x' VERSION '2' FOREIGN DATA WRAPPER w OPTIONS (host 'b'); CREATE USER MAPPING FOR postgres SERVER s; CREATE FOREIGN TABLE f (a int) SERVER s; GRANT USAGE ON FOREIGN SERVER s TO pg_monitor; COMMENT ON SERVER s IS 's';

-- pair: foreign table becomes a table, another gets another server
-- before
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE SERVER z FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s; CREATE FOREIGN TABLE g (a int) SERVER s; CREATE VIEW v AS SELECT a FROM f;
-- after
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE SERVER z FOREIGN DATA WRAPPER w; CREATE TABLE f (a int); CREATE FOREIGN TABLE g (a int) SERVER z; CREATE VIEW v AS SELECT a FROM f;

-- pair: owners that nobody named before
-- before
CREATE SCHEMA s; CREATE TABLE t (id serial); CREATE VIEW v AS SELECT id FROM t; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; CREATE TYPE e AS ENUM ('a'); CREATE SEQUENCE q; CREATE PUBLICATION p; CREATE COLLATION c FROM "C";
-- after
CREATE SCHEMA s AUTHORIZATION pg_monitor; CREATE TABLE t (id serial); ALTER TABLE t OWNER TO pg_monitor; CREATE VIEW v AS SELECT id FROM t; ALTER VIEW v OWNER TO pg_monitor; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; ALTER FUNCTION f() OWNER TO pg_monitor; CREATE TYPE e AS ENUM ('a'); ALTER TYPE e OWNER TO pg_monitor; CREATE SEQUENCE q; ALTER SEQUENCE q OWNER TO pg_monitor; CREATE PUBLICATION p; ALTER PUBLICATION p OWNER TO pg_monitor; CREATE COLLATION c FROM "C"; ALTER COLLATION c OWNER TO pg_monitor;

-- pair: attributes of a type are commented on, and a function returns it
-- before
CREATE TYPE c AS (a int, b text); COMMENT ON COLUMN c.a IS 'one'; COMMENT ON COLUMN c.b IS 'b'; CREATE TABLE t (x c); CREATE FUNCTION f() RETURNS SETOF c LANGUAGE sql AS $$ select 1, 'b'::text $$;
-- after
CREATE TYPE c AS (a int, d date); COMMENT ON COLUMN c.a IS 'two'; COMMENT ON COLUMN c.d IS 'd'; CREATE TABLE t (x c); CREATE FUNCTION f() RETURNS SETOF c LANGUAGE sql AS $$ select 1, current_date $$;

-- pair: a function speaks of a column that comes, and one of a column that goes
-- before
CREATE SCHEMA q; CREATE TABLE q.jobs (id int PRIMARY KEY, gone text); CREATE FUNCTION q.old(k text) RETURNS q.jobs LANGUAGE sql AS 'select * from q.jobs where gone = k';
-- after
CREATE SCHEMA q; CREATE TABLE q.jobs (id int PRIMARY KEY, key text); CREATE FUNCTION q.new(k text) RETURNS q.jobs LANGUAGE sql AS 'delete from q.jobs where key = k returning *';

-- pair: collation of columns, an index and a view is made anew
-- before
CREATE COLLATION c1 (provider = icu, locale = 'de'); CREATE TABLE t (a text COLLATE c1, b text COLLATE "C"); CREATE INDEX i ON t (b COLLATE c1); CREATE VIEW v AS SELECT a COLLATE "C" AS x FROM t;
-- after
CREATE COLLATION c1 (provider = icu, locale = 'fr'); CREATE TABLE t (a text COLLATE c1, b text COLLATE c1); CREATE INDEX i ON t (b COLLATE "C"); CREATE VIEW v AS SELECT a COLLATE c1 AS x FROM t;

-- pair: collation anew with table going, domain, composite, generated
-- before
CREATE COLLATION c1 (provider = icu, locale = 'de'); CREATE DOMAIN d AS text COLLATE c1; CREATE TABLE t (a text COLLATE c1, b d, g text COLLATE c1 GENERATED ALWAYS AS (a || 'x') STORED, gone text COLLATE c1); CREATE TYPE k AS (x text COLLATE c1); CREATE TABLE u (y k); CREATE TABLE w (z text COLLATE c1 PRIMARY KEY);
-- after
CREATE COLLATION c1 (provider = icu, locale = 'fr'); CREATE DOMAIN d AS text COLLATE c1; CREATE TABLE t (a text COLLATE c1, b d, g text COLLATE c1 GENERATED ALWAYS AS (a || 'x') STORED); CREATE TYPE k AS (x text COLLATE c1); CREATE TABLE u (y k);

-- pair: procedure writes what it has only read
-- before
CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$; CREATE PROCEDURE q(a int, INOUT b text) LANGUAGE plpgsql AS $$ BEGIN b := 'x'; END $$;
-- after
CREATE PROCEDURE p(a int, b int DEFAULT 3) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN NULL; END $$; CREATE PROCEDURE q(a int, OUT b text) LANGUAGE plpgsql AS $$ BEGIN b := 'y'; END $$; GRANT EXECUTE ON PROCEDURE p(int, int) TO pg_monitor; REVOKE EXECUTE ON PROCEDURE p(int, int) FROM PUBLIC; COMMENT ON PROCEDURE q(int) IS 'q';

-- pair: function of a domain has another parameter
-- before
CREATE FUNCTION ok(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true'; CREATE DOMAIN d AS text CHECK (ok(VALUE)); CREATE TABLE t (a d);
-- after
CREATE FUNCTION ok(y text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true'; CREATE DOMAIN d AS text CHECK (ok(VALUE)); CREATE TABLE t (a d);

-- pair: dictionary of a search that is computed is made anew
-- before
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, STOPWORDS = english); CREATE TEXT SEARCH CONFIGURATION c (PARSER = default); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH d, simple; CREATE TABLE t (b text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c', b)) STORED); CREATE INDEX i ON t USING gin (to_tsvector('public.c', b));
-- after
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = snowball, LANGUAGE = english); CREATE TEXT SEARCH CONFIGURATION c (PARSER = default); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, asciiword WITH simple; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'c'; CREATE TABLE t (b text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c', b)) STORED); CREATE INDEX i ON t USING gin (to_tsvector('public.c', b));

-- pair: functions speak of a table that calls them, and of each other
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql STABLE AS 'select count(*) from t where id = x'; ALTER TABLE t ADD COLUMN n bigint DEFAULT f(3), ADD CONSTRAINT k CHECK (f(id) < 5); CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql AS 'select 1'; CREATE FUNCTION h(x int) RETURNS int LANGUAGE sql AS 'select g(x)'; CREATE OR REPLACE FUNCTION g(x int) RETURNS int LANGUAGE sql AS 'select case when x > 0 then h(x - 1) else 0 end';

-- pair: policy for whoever made it, and what is said of the usual schema
CREATE TABLE t (id int PRIMARY KEY, a int);
-- before
-- after
CREATE POLICY p ON t TO CURRENT_USER USING (a > 0); COMMENT ON SCHEMA public IS 'ours';

-- pair: aggregates come and go
CREATE TABLE t (id int);
-- before
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
-- after
CREATE AGGREGATE ah(int) (SFUNC = int4pl, STYPE = int, INITCOND = '5');

-- pair: an aggregate of an ordered set comes
-- before
CREATE AGGREGATE my_pct(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
-- after
CREATE AGGREGATE my_pct(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA); COMMENT ON AGGREGATE my_pct(float8 ORDER BY anyelement) IS 'mine'; CREATE AGGREGATE other_pct(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);

-- pair: a dictionary gets other options while an index is made by its configuration
-- before
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, STOPWORDS = english); CREATE TEXT SEARCH CONFIGURATION c (COPY = simple); ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d; CREATE TABLE t (id int PRIMARY KEY, b text); CREATE INDEX i ON t USING gin (to_tsvector('public.c'::regconfig, b));
-- after
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false); CREATE TEXT SEARCH CONFIGURATION c (COPY = english); ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d, english_stem; CREATE TABLE t (id int PRIMARY KEY, b text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, b)) STORED); CREATE INDEX i ON t USING gin (v);

-- pair: a function is written in a language that comes with it, and takes its arguments by a transform
-- before
-- after
CREATE TRUSTED LANGUAGE z HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator; CREATE FUNCTION f() RETURNS int LANGUAGE z AS 'begin return 1; end'; CREATE TYPE c AS (a int); CREATE FUNCTION tfs(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textout'; CREATE TRANSFORM FOR c LANGUAGE plpgsql (FROM SQL WITH FUNCTION tfs(internal)); CREATE FUNCTION a(x c) RETURNS int LANGUAGE plpgsql TRANSFORM FOR TYPE c AS 'begin return 1; end';

-- pair: subscriptions that are not at work come, go and change
-- before
CREATE SUBSCRIPTION s1 CONNECTION 'dbname=nobody' PUBLICATION p1, p2 WITH (connect = false, binary = true); CREATE SUBSCRIPTION s2 CONNECTION 'dbname=nobody' PUBLICATION p1 WITH (connect = false, slot_name = NONE);
-- after
CREATE SUBSCRIPTION s1 CONNECTION 'dbname=nobody' PUBLICATION p3 WITH (connect = false, slot_name = 'other', streaming = true); COMMENT ON SUBSCRIPTION s1 IS 'x';
-- pair: operator class and what sorts by it
-- before
CREATE TYPE c AS (a int, b int); CREATE TABLE t (id int PRIMARY KEY, x c);
-- after
CREATE TYPE c AS (a int, b int); CREATE FUNCTION ccmp(c, c) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'select btint4cmp(($1).a, ($2).a)'; CREATE FUNCTION clt(c, c) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'select ($1).a < ($2).a'; CREATE FUNCTION ceq(c, c) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'select ($1).a = ($2).a'; CREATE FUNCTION cgt(c, c) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'select ($1).a > ($2).a'; CREATE OPERATOR <# (LEFTARG = c, RIGHTARG = c, FUNCTION = clt, COMMUTATOR = >#); CREATE OPERATOR =# (LEFTARG = c, RIGHTARG = c, FUNCTION = ceq, COMMUTATOR = =#); CREATE OPERATOR ># (LEFTARG = c, RIGHTARG = c, FUNCTION = cgt, COMMUTATOR = <#); CREATE OPERATOR CLASS c_ops DEFAULT FOR TYPE c USING btree AS OPERATOR 1 <#, OPERATOR 3 =#, OPERATOR 5 >#, FUNCTION 1 ccmp(c, c); CREATE TABLE t (id int PRIMARY KEY, x c); CREATE INDEX i ON t (x); COMMENT ON OPERATOR CLASS c_ops USING btree IS 'ops';

-- pair: operator family gets other members, and its class another function
CREATE FUNCTION one(int, int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'select btint4cmp($1 % 10, $2 % 10)'; CREATE FUNCTION two(int, int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'select btint4cmp($1 % 20, $2 % 20)'; CREATE OPERATOR FAMILY fam USING btree;
-- before
CREATE OPERATOR CLASS c4 FOR TYPE int USING btree FAMILY fam AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >, FUNCTION 1 one(int, int); ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 < (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8); CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX i ON t (a c4);
-- after
CREATE OPERATOR CLASS c4 FOR TYPE int USING btree FAMILY fam AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >, FUNCTION 1 two; ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 < (int4, int8), OPERATOR 3 = (int4, int8); CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX i ON t (a c4); ALTER OPERATOR FAMILY fam USING btree OWNER TO pg_monitor;

-- pair: body of several statements that the server parses
-- before
CREATE TABLE t (a int);
-- after
CREATE TABLE t (a int); CREATE PROCEDURE r(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x); DELETE FROM t WHERE a > x; END; CREATE FUNCTION e() RETURNS void LANGUAGE sql BEGIN ATOMIC END;

-- pair: cast goes with its type
-- before
CREATE TYPE c AS (x int); CREATE CAST (text AS c) WITH INOUT;
-- after
CREATE TABLE t (a int);

-- pair: server changes its wrapper under a foreign table
-- before
CREATE FOREIGN DATA WRAPPER w1; CREATE FOREIGN DATA WRAPPER w2; CREATE SERVER s FOREIGN DATA WRAPPER w1; CREATE FOREIGN TABLE f (a int) SERVER s; CREATE VIEW v AS SELECT a FROM f;
-- after
CREATE FOREIGN DATA WRAPPER w1; CREATE FOREIGN DATA WRAPPER w2; CREATE SERVER s FOREIGN DATA WRAPPER w2; CREATE FOREIGN TABLE f (a int) SERVER s; CREATE VIEW v AS SELECT a FROM f;

-- pair: aggregate becomes a function, function becomes an aggregate
-- before
CREATE AGGREGATE g(int) (SFUNC = int4larger, STYPE = int); CREATE FUNCTION h(x int) RETURNS int LANGUAGE sql AS 'select x';
-- after
CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql AS 'select x'; CREATE AGGREGATE h(int) (SFUNC = int4larger, STYPE = int);

-- pair: domain loses a check that is not held against what is there
-- before
CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> 5) NOT VALID; CREATE TABLE t (id int PRIMARY KEY, x d, ys d[]);
-- after
CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0); CREATE TABLE t (id int PRIMARY KEY, x d, ys d[]);

-- pair: type loses all its attributes
-- before
CREATE TYPE c AS (a int, b text); CREATE TABLE t (id int PRIMARY KEY, x c);
-- after
CREATE TYPE c AS (); CREATE TABLE t (id int PRIMARY KEY, x c);

-- pair: one table is no longer given away, others never were
-- before
CREATE TABLE a (x int); CREATE TABLE b (x int); ALTER TABLE b OWNER TO pg_monitor;
-- after
CREATE TABLE a (x int); CREATE TABLE b (x int);

