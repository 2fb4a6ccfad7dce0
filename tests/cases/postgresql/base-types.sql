CREATE FUNCTION weight_in(cstring) RETURNS weight LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION weight_out(weight) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE weight (INPUT = weight_in, OUTPUT = weight_out, LIKE = int4);
CREATE FUNCTION char_of(weight) RETURNS bpchar LANGUAGE internal IMMUTABLE STRICT AS 'chr';
CREATE CAST (weight AS bpchar) WITH FUNCTION char_of(weight);
CREATE FUNCTION plpgsql_call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql';
CREATE FUNCTION keys_of(int2vector, oidvector) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OPERATOR CLASS padded FOR TYPE bpchar USING btree AS
  OPERATOR 1 < (bpchar, bpchar), OPERATOR 3 =, FUNCTION 1 bpcharcmp(bpchar, bpchar);
CREATE FUNCTION weight_cmp(weight, weight) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE TABLE things (w weight, ws weight[]);
CREATE FUNCTION pg_catalog.not_ours() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION pg_catalog.not_ours();
