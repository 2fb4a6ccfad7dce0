CREATE AGGREGATE total_of (basetype = int4, sfunc = int4pl, stype = int4, initcond = '0');
CREATE AGGREGATE rows_of (basetype = 'ANY', sfunc = int8inc, stype = int8, initcond = '0');
COMMENT ON AGGREGATE total_of (int) IS 'in the old style';
CREATE PROCEDURE split(OUT a int, IN b int, IN c int) LANGUAGE sql AS 'SELECT b - c';
CREATE PROCEDURE split(IN a int, IN b int, IN c int) LANGUAGE sql AS 'SELECT a + b - c';
CREATE SCHEMA shop
  CREATE INDEX orders_day ON orders (day)
  CREATE VIEW today AS SELECT id FROM orders
  CREATE TABLE orders (id int PRIMARY KEY, day date);
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE spans (one span, many span_multirange);
CREATE TYPE pair AS (one int, two text);
CREATE TABLE like_a_type (LIKE pair, three int);
CREATE TABLE parent (id int CHECK (id > 0), note text);
CREATE TABLE child (LIKE parent INCLUDING CONSTRAINTS) INHERITS (parent);
CREATE TABLE gone (id int PRIMARY KEY);
CREATE TABLE gone_child (extra int) INHERITS (gone);
CREATE TABLE gone_reference (id int REFERENCES gone);
CREATE VIEW gone_view AS SELECT id FROM gone;
DROP VIEW gone_view;
DROP TABLE gone, gone_child, gone_reference;
CREATE FOREIGN DATA WRAPPER first_name;
CREATE SERVER first_server FOREIGN DATA WRAPPER first_name;
CREATE USER MAPPING FOR PUBLIC SERVER first_server;
ALTER FOREIGN DATA WRAPPER first_name RENAME TO second_name;
ALTER SERVER first_server RENAME TO second_server;
GRANT USAGE ON FOREIGN SERVER second_server TO PUBLIC;
CREATE DOMAIN part_key AS int;
CREATE TABLE by_domain (k part_key) PARTITION BY LIST (k);
DROP DOMAIN part_key CASCADE;
CREATE FUNCTION note_of(int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
CREATE VIEW noted AS SELECT note_of(id) AS note FROM parent;
GRANT SELECT (note) ON noted TO PUBLIC;
CREATE TABLE searched (words tsvector);
CREATE INDEX searched_words ON searched USING gist (words tsvector_ops (siglen = 200));
