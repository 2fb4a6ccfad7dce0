-- pair: a column that must be written comes to a table with heirs
-- before
CREATE TABLE p (id int, a text); CREATE TABLE c (x int) INHERITS (p); CREATE TABLE d () INHERITS (c); INSERT INTO p VALUES (1); INSERT INTO d VALUES (2);
-- after
CREATE TABLE p (id int, a text, n int NOT NULL); CREATE TABLE c (x int) INHERITS (p); CREATE TABLE d () INHERITS (c);

-- pair: columns that must be written come to a table with partitions, of which one is new
-- before
CREATE TABLE p (id int PRIMARY KEY, a text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10000); INSERT INTO p VALUES (1), (2);
-- after
CREATE TABLE p (id int PRIMARY KEY, a text, n text NOT NULL, m date NOT NULL CHECK (m > '2000-01-01')) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10000); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i ON p (n);

-- pair: rows that are written as defaults have the attributes that come and go
-- before
CREATE TYPE addr AS (street text, zip int); CREATE TYPE kind AS (a int, b int, c int); CREATE TABLE t (id int PRIMARY KEY, a addr DEFAULT ROW('x', 1)::addr NOT NULL, k kind[] DEFAULT ARRAY[ROW(1, 2, 3)::kind], z addr DEFAULT '(y,2)'); INSERT INTO t VALUES (1);
-- after
CREATE TYPE addr AS (street text, zip int, country text); CREATE TYPE kind AS (a int, b int); CREATE TABLE t (id int PRIMARY KEY, a addr DEFAULT ROW('x', 1, 'de')::addr NOT NULL, k kind[] DEFAULT ARRAY[ROW(1, 2)::kind], z addr);

-- pair: function gets a support function of the server's own
-- before
CREATE FUNCTION f(a int[]) RETURNS SETOF int LANGUAGE sql AS 'select unnest(a)';
-- after
CREATE FUNCTION f(a int[]) RETURNS SETOF int LANGUAGE sql IMMUTABLE ROWS 99 SUPPORT pg_catalog.generate_series_int4_support AS 'select unnest(a)';

-- pair: table whose name a materialized view gets
-- before
CREATE TABLE s (id int PRIMARY KEY, a text); CREATE TABLE m (id int PRIMARY KEY, a text); INSERT INTO m VALUES (1, 'x'); CREATE INDEX mi ON m (a);
-- after
CREATE TABLE s (id int PRIMARY KEY, a text); CREATE MATERIALIZED VIEW m AS SELECT id, a FROM s; CREATE UNIQUE INDEX mi ON m (id);

-- pair: sequence that a column comes to own changes its owner with the table
-- before
CREATE TABLE t (id int PRIMARY KEY); CREATE SEQUENCE q;
-- after
CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t OWNER TO pg_monitor; CREATE SEQUENCE q; ALTER SEQUENCE q OWNER TO pg_monitor; ALTER SEQUENCE q OWNED BY t.id;

-- pair: extension that another one needs goes with it, and one says of itself what it did not before
-- before
CREATE EXTENSION cube; CREATE EXTENSION earthdistance; CREATE EXTENSION citext;
-- after
CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'ours';

-- pair: comments on indexes and a new heir
-- before
CREATE TABLE p (a int); CREATE INDEX i ON p (a);
-- after
CREATE TABLE p (a int); CREATE INDEX i ON p (a); COMMENT ON INDEX i IS 'i'; CREATE TABLE c (b int) INHERITS (p);

-- pair: columns of the rarer types come and must be written, and addresses are found by GiST
-- before
CREATE TABLE t (id int PRIMARY KEY, i inet); INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (id int PRIMARY KEY, i inet, a tstzmultirange NOT NULL, b box NOT NULL, c circle NOT NULL, d path NOT NULL, e polygon NOT NULL, f lseg NOT NULL, g line NOT NULL, h jsonpath NOT NULL, j pg_lsn NOT NULL, k regclass NOT NULL, l macaddr8 NOT NULL); CREATE INDEX ii ON t USING gist (i inet_ops);

-- pair: function takes all columns of a table that gets one
-- before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE FUNCTION f() RETURNS TABLE (id int, a int) LANGUAGE sql STABLE AS 'SELECT * FROM t';
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE FUNCTION f() RETURNS TABLE (id int, a int, b text) LANGUAGE sql STABLE AS 'SELECT * FROM t';

-- pair: attribute of a type goes with its comment
-- before
CREATE TYPE c AS (a int, b text); COMMENT ON COLUMN c.b IS 'b'; CREATE TABLE t (id int PRIMARY KEY, x c);
-- after
CREATE TYPE c AS (a int); CREATE TABLE t (id int PRIMARY KEY, x c);

-- pair: functions take all columns of a table that loses one
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE FUNCTION f() RETURNS TABLE (id int, a int, b text) LANGUAGE sql STABLE AS 'SELECT * FROM t'; CREATE FUNCTION g(n int) RETURNS SETOF t LANGUAGE sql AS 'select t.* from t where id = n';
-- after
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE FUNCTION f() RETURNS TABLE (id int, a int) LANGUAGE sql STABLE AS 'SELECT * FROM t'; CREATE FUNCTION g(n int) RETURNS SETOF t LANGUAGE sql AS 'select t.* from t where id = n and a > 0';

-- pair: partition is split, another one merged, with their rows
-- before
CREATE SCHEMA s; CREATE TABLE p (id int, a text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100000); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100000) TO (200000); CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (200000) TO (MAXVALUE); INSERT INTO p VALUES (1), (60), (100001), (200001); CREATE TABLE h (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO h SELECT generate_series(1, 50);
-- after
CREATE SCHEMA s; CREATE TABLE p (id int, a text) PARTITION BY RANGE (id); CREATE TABLE p1a PARTITION OF p FOR VALUES FROM (0) TO (50); CREATE TABLE p1b PARTITION OF p FOR VALUES FROM (50) TO (100000); CREATE TABLE s.p2 PARTITION OF p FOR VALUES FROM (100000) TO (MAXVALUE); CREATE TABLE h (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1); CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- pair: the partition for all other rows has another name, and one that stays takes in another
-- before
CREATE TABLE p (id int, a text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x'); CREATE TABLE pd PARTITION OF p DEFAULT; INSERT INTO p VALUES (1, 'x'), (2, 'y'), (3, NULL); CREATE TABLE r (id int) PARTITION BY RANGE (id); CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (50); CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (50) TO (100); INSERT INTO r VALUES (1), (60);
-- after
CREATE TABLE p (id int, a text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x'); CREATE TABLE pe PARTITION OF p DEFAULT; CREATE TABLE r (id int) PARTITION BY RANGE (id); CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (100);

-- pair: a view reads a function that returns a type whose attribute becomes wider
-- before
CREATE TYPE c AS (a int, b text); CREATE FUNCTION f() RETURNS SETOF c LANGUAGE sql AS $$ select 1, 'x'::text $$; CREATE VIEW v AS SELECT a, b FROM f();
-- after
CREATE TYPE c AS (a bigint, b text); CREATE FUNCTION f() RETURNS SETOF c LANGUAGE sql AS $$ select 1::bigint, 'x'::text $$; CREATE VIEW v AS SELECT a, b FROM f();

-- pair: the partition for all other rows goes, and others have what it had default goes, another comes
-- before
CREATE TABLE p (id int, a text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x'); CREATE TABLE pd PARTITION OF p DEFAULT; INSERT INTO p VALUES (1, 'x'), (2, 'y'), (3, NULL);
-- after
CREATE TABLE p (id int, a text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x'); CREATE TABLE p2 PARTITION OF p FOR VALUES IN ('y', NULL);

-- pair: a partition goes with its rows
-- before
CREATE TABLE p (id int PRIMARY KEY, a text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (1000000); INSERT INTO p VALUES (1, 'x'), (2, 'y'), (3, NULL);
-- after
CREATE TABLE p (id int PRIMARY KEY, a text) PARTITION BY RANGE (id); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (1000000);

-- pair: extensions come to another schema under columns, defaults and indexes
-- before
CREATE SCHEMA ext; CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION pg_trgm; CREATE TABLE t (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), a citext NOT NULL, n text); CREATE INDEX i ON t (a); CREATE INDEX j ON t USING gin (n gin_trgm_ops);
-- after
CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION "uuid-ossp" SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext; CREATE TABLE t (id uuid PRIMARY KEY DEFAULT ext.uuid_generate_v4(), a ext.citext NOT NULL, n text); CREATE INDEX i ON t (a); CREATE INDEX j ON t USING gin (n ext.gin_trgm_ops);

-- pair: what computes a column changes with the column
-- before
CREATE FUNCTION up(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select upper($1)'; CREATE TABLE a (id int PRIMARY KEY, n varchar(20), g text GENERATED ALWAYS AS (up(n)) STORED); CREATE INDEX gi ON a (g); INSERT INTO a VALUES (1, 'aB');
-- after
CREATE FUNCTION up(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)'; CREATE TABLE a (id int PRIMARY KEY, n text, g varchar(50) GENERATED ALWAYS AS (up(n)) STORED); CREATE INDEX gi ON a (g);
