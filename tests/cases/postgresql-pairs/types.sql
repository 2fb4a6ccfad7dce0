-- pair: enum value removed used in default index view and function
CREATE TABLE other (id int);
-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', ms mood[] DEFAULT ARRAY['sad'::mood, 'ok']);
CREATE INDEX t_m ON t (m) WHERE m <> 'sad';
CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'ok';
CREATE FUNCTION f(x mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(x, 'ok'::mood) $$;
ALTER TABLE t ADD CONSTRAINT k CHECK (m IN ('ok', 'happy'));
-- after
CREATE TYPE mood AS ENUM ('happy', 'ok');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'happy', ms mood[] DEFAULT ARRAY['happy'::mood, 'ok']);
CREATE INDEX t_m ON t (m) WHERE m <> 'happy';
CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'ok';
CREATE FUNCTION f(x mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(x, 'ok'::mood) $$;
ALTER TABLE t ADD CONSTRAINT k CHECK (m IN ('ok', 'happy'));

-- pair: enum in partition key reordered
-- before
CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE TABLE p (id int, k kind) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a'); CREATE TABLE pb PARTITION OF p FOR VALUES IN ('b', 'c');
-- after
CREATE TYPE kind AS ENUM ('b', 'a', 'c');
CREATE TABLE p (id int, k kind) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a'); CREATE TABLE pb PARTITION OF p FOR VALUES IN ('b', 'c');

-- pair: enum in generated column
-- before
CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int PRIMARY KEY, k kind, g boolean GENERATED ALWAYS AS (k = 'a'::kind) STORED);
-- after
CREATE TYPE kind AS ENUM ('a', 'c');
CREATE TABLE t (id int PRIMARY KEY, k kind, g boolean GENERATED ALWAYS AS (k = 'a'::kind) STORED);

-- pair: range type over changed subtype
-- before
CREATE TYPE fr AS RANGE (subtype = float8); CREATE TABLE t (id int PRIMARY KEY, r fr, EXCLUDE USING gist (r WITH &&));
-- after
CREATE TYPE fr AS RANGE (subtype = numeric); CREATE TABLE t (id int PRIMARY KEY, r fr, EXCLUDE USING gist (r WITH &&));

-- pair: generated column expression changed
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED, h int GENERATED ALWAYS AS (a * 2) STORED); CREATE INDEX i ON t (g); CREATE VIEW v AS SELECT g FROM t;
-- after
CREATE TABLE t (id int PRIMARY KEY, a bigint, g bigint GENERATED ALWAYS AS (a + 2) STORED, h int DEFAULT 3); CREATE INDEX i ON t (g); CREATE VIEW v AS SELECT g FROM t;

-- pair: generated column comes from plain
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, g int NOT NULL DEFAULT 1); CREATE INDEX i ON t (g); INSERT INTO t VALUES (1, NULL, 1);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED); CREATE INDEX i ON t (g);

-- pair: generated column with all that is on it becomes plain, of another type, and demanded
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a % 100 + 1) STORED CHECK (g > -1000)); CREATE INDEX i ON t (g); COMMENT ON COLUMN t.g IS 'c'; GRANT SELECT (g) ON t TO postgres; ALTER TABLE t ALTER COLUMN g SET STATISTICS 7; INSERT INTO t VALUES (1, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, g text NOT NULL DEFAULT 'x'); CREATE INDEX i ON t (g);

-- pair: partition key column retyped
-- before
CREATE TABLE p (id int, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE INDEX pi ON p (id);
-- after
CREATE TABLE p (id int, at timestamp) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE INDEX pi ON p (id);

-- pair: foreign table
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
-- before
CREATE FOREIGN TABLE f (a int, b text OPTIONS (x 'y')) SERVER s OPTIONS (t 'u');
-- after
CREATE FOREIGN TABLE f (a bigint NOT NULL, c text DEFAULT 'z', CHECK (a > 0)) SERVER s OPTIONS (t 'v', k 'w');

-- pair: storage and table options
-- before
CREATE TABLE t (id int PRIMARY KEY, a text) WITH (fillfactor = 70); ALTER TABLE t ALTER a SET STORAGE EXTERNAL; CREATE INDEX i ON t (a) WITH (fillfactor = 50);
-- after
CREATE TABLE t (id int PRIMARY KEY, a text) WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false); ALTER TABLE t ALTER a SET COMPRESSION pglz; CREATE INDEX i ON t (a) WITH (deduplicate_items = off);

-- pair: array to scalar with remade enum
-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (id int PRIMARY KEY, x e[], y e);
-- after
CREATE TYPE e AS ENUM ('b', 'a'); CREATE TABLE t (id int PRIMARY KEY, x e, y e[]);

-- pair: attributes of a composite type change theirs while columns hold it
-- before
CREATE TYPE addr AS (street text, zip int); CREATE TABLE t (id int PRIMARY KEY, a addr, many addr[]);
CREATE FUNCTION f(addr) RETURNS text LANGUAGE sql AS 'select ($1).street'; COMMENT ON TYPE addr IS 'x';
-- after
CREATE TYPE addr AS (street text, zip text); CREATE TABLE t (id int PRIMARY KEY, a addr, many addr[]);
CREATE FUNCTION f(addr) RETURNS text LANGUAGE sql AS 'select ($1).street'; COMMENT ON TYPE addr IS 'x';

-- pair: enum made anew while a table with it goes
-- before
CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE gone (id int PRIMARY KEY, a mood NOT NULL DEFAULT 'ok' CHECK (a <> 'sad'), b mood[]);
CREATE INDEX gone_a ON gone (id) WHERE a = 'ok';
CREATE VIEW v AS SELECT * FROM gone WHERE a = 'ok';
CREATE TABLE stays (id int PRIMARY KEY, a mood DEFAULT 'ok', b mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE stays (id int PRIMARY KEY, a mood DEFAULT 'ok');

-- pair: range made anew while a type and columns with it go
-- before
CREATE TYPE r AS RANGE (subtype = int4);
CREATE TYPE c AS (x r);
CREATE TABLE t (id int PRIMARY KEY, a r DEFAULT '[1,2)', b c, d r DEFAULT r(2, 3));
-- after
CREATE TYPE r AS RANGE (subtype = int8);
CREATE TABLE t (id int PRIMARY KEY, a r DEFAULT '[1,2)');

-- pair: a view goes while a column that it shows gets another type
-- before
CREATE TABLE t (id int PRIMARY KEY, a date NOT NULL, b varchar(9));
CREATE VIEW v AS SELECT * FROM t;
-- after
CREATE TABLE t (id int PRIMARY KEY, a date NOT NULL, b int);

-- pair: domain over a domain is held in arrays
-- before
CREATE DOMAIN d1 AS text CHECK (VALUE <> ''); CREATE DOMAIN d2 AS d1 DEFAULT 'x'; CREATE TABLE t (a d2, b d1[]); CREATE VIEW v AS SELECT a::d1 FROM t;
-- after
CREATE DOMAIN d1 AS text NOT NULL CHECK (VALUE <> '' AND VALUE <> '-'); CREATE DOMAIN d2 AS d1 CONSTRAINT len CHECK (length(VALUE) < 9); CREATE TABLE t (a d2, b d1[]); CREATE VIEW v AS SELECT a::d1 FROM t;

-- pair: composite type is held within another, and gains attributes
-- before
CREATE TYPE c AS (a int, b text); CREATE TYPE cc AS (x c, y int); CREATE TABLE t (v cc, w c[]); CREATE FUNCTION f(cc) RETURNS int LANGUAGE sql AS 'select ($1).y';
-- after
CREATE TYPE c AS (a bigint, b text, d date); CREATE TYPE cc AS (x c, y int, z int); CREATE TABLE t (v cc, w c[]); CREATE FUNCTION f(cc) RETURNS int LANGUAGE sql AS 'select ($1).y';

-- pair: typed tables
-- before
CREATE TYPE c AS (a int, b text); CREATE TABLE t OF c; CREATE TABLE u OF c (a WITH OPTIONS NOT NULL DEFAULT 1, PRIMARY KEY (a));
-- after
CREATE TYPE c AS (a int, b text, d date); CREATE TABLE t OF c; CREATE TABLE u OF c (a WITH OPTIONS NOT NULL DEFAULT 2, PRIMARY KEY (a), CHECK (b <> ''));

-- pair: typed table whose type attribute changes type
-- before
CREATE TYPE c AS (a int, b text); CREATE TABLE t OF c;
-- after
CREATE TYPE c AS (a bigint, b text); CREATE TABLE t OF c;

-- pair: typed table loses a column between others
-- before
CREATE TYPE c AS (a int, b text, d date); CREATE TABLE t OF c (a PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t;
-- after
CREATE TYPE c AS (a int, d date, e text); CREATE TABLE t OF c (a PRIMARY KEY, d NOT NULL); CREATE VIEW v AS SELECT a FROM t;

-- pair: typed table while type held elsewhere
-- before
CREATE TYPE c AS (a int, b text); CREATE TABLE t OF c; CREATE TABLE u (x c);
-- after
CREATE TYPE c AS (a bigint, b text); CREATE TABLE t OF c; CREATE TABLE u (x c);

-- pair: multirange name changes
-- before
CREATE TYPE r AS RANGE (subtype = float8, multirange_type_name = mr); CREATE TABLE t (a r, b mr);
-- after
CREATE TYPE r AS RANGE (subtype = float8, multirange_type_name = mr2); CREATE TABLE t (a r, b mr2);

-- pair: range made anew whose many ranges go and stay
-- before
CREATE TYPE fr AS RANGE (subtype = float8); CREATE TABLE t (a fr, b fr_multirange, c fr_multirange); CREATE TABLE u (x fr_multirange);
-- after
CREATE TYPE fr AS RANGE (subtype = numeric); CREATE TABLE t (a fr, b fr_multirange);

-- pair: range of texts in an order of its own
CREATE TABLE o (id int);
-- before
-- after
CREATE TYPE r AS RANGE (SUBTYPE = text, COLLATION = "C"); CREATE TABLE t (id int PRIMARY KEY, v r);

-- pair: an enum becomes a domain of its name
-- before
CREATE TYPE k AS ENUM ('a'); CREATE TABLE t (id int, k k); CREATE VIEW v AS SELECT k FROM t;
-- after
CREATE DOMAIN k AS text CHECK (VALUE = 'a'); CREATE TABLE t (id int, k k); CREATE VIEW v AS SELECT k FROM t;

-- pair: a default goes that is no value of the new type
-- before
CREATE TABLE t (id int NOT NULL, c text DEFAULT 'it''s', d bigint DEFAULT 3000000000, e timestamp DEFAULT now());
-- after
CREATE TABLE t (id int NOT NULL, c int, d int, e timestamptz);
