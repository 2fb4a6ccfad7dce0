CREATE SCHEMA sales;
CREATE TABLE sales.countries (code char(2) PRIMARY KEY, name text UNIQUE);
CREATE TABLE customers (
  id int PRIMARY KEY, country char(2) REFERENCES sales.countries ON UPDATE CASCADE ON DELETE SET NULL,
  a int, b int, CONSTRAINT pair UNIQUE (a, b)
);
CREATE TABLE invoices (
  id int, customer int CONSTRAINT fk_customer REFERENCES customers (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  a int, b int, x int, y int, PRIMARY KEY (id),
  FOREIGN KEY (a, b) REFERENCES customers (a, b) MATCH FULL ON DELETE CASCADE,
  CONSTRAINT partial_null FOREIGN KEY (x, y) REFERENCES customers (a, b) ON DELETE SET NULL (y)
);
ALTER TABLE invoices ADD CONSTRAINT later FOREIGN KEY (x) REFERENCES customers NOT VALID, ADD CONSTRAINT soon CHECK (x > 0) NOT VALID;
CREATE UNLOGGED TABLE cache (k text PRIMARY KEY, v bytea) WITH (fillfactor = 50, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE TABLE animals (id int, name text NOT NULL, CONSTRAINT named CHECK (name <> ''), CONSTRAINT own CHECK (id > 0) NO INHERIT);
CREATE TABLE dogs (breed text DEFAULT 'mix') INHERITS (animals);
CREATE TABLE copies (LIKE customers INCLUDING ALL EXCLUDING INDEXES);
CREATE TYPE row_of AS (id int, label varchar(20), at timestamptz(3));
CREATE TABLE typed OF row_of (PRIMARY KEY (id), label WITH OPTIONS DEFAULT 'x');

CREATE TABLE events (id bigint, at timestamptz NOT NULL, kind text, n int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00');
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2020-01-01 00:00:00+00');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX events_kind ON events (kind, n DESC);
CREATE TABLE lists (k text, n int) PARTITION BY LIST (lower(k));
CREATE TABLE lists_ab PARTITION OF lists FOR VALUES IN ('a', 'b', NULL) PARTITION BY HASH (n);
CREATE TABLE lists_ab_0 PARTITION OF lists_ab FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE ranges (d date, n int, t text COLLATE "C") PARTITION BY RANGE (d, n);
CREATE TABLE ranges_1 (d date, n int, t text COLLATE "C");
ALTER TABLE ranges ATTACH PARTITION ranges_1 FOR VALUES FROM ('2020-1-1', 5) TO ('2020-2-1', MAXVALUE);
COMMENT ON TABLE customers IS 'who pays';
COMMENT ON COLUMN customers.country IS 'where they live';
COMMENT ON SCHEMA sales IS 'of sales';
COMMENT ON CONSTRAINT pair ON customers IS 'both';
ALTER TABLE customers RENAME COLUMN a TO alpha;
ALTER TABLE customers RENAME CONSTRAINT pair TO both_of;
ALTER TABLE invoices ALTER COLUMN x TYPE bigint, ALTER COLUMN y SET NOT NULL, DROP COLUMN b CASCADE, ADD COLUMN z text NOT NULL DEFAULT '';
CREATE TABLE scaled (a numeric(6, 2), b numeric(5, 0)) PARTITION BY RANGE (a, b);
CREATE TABLE scaled_1 PARTITION OF scaled FOR VALUES FROM (-1.005, -0.4) TO (2.999, 7.5);
CREATE TABLE padded (code character(4)) PARTITION BY LIST (code);
CREATE TABLE padded_1 PARTITION OF padded FOR VALUES IN ('a', 'b ');
