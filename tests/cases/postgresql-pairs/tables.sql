-- pair: a table goes whose index gives its name away, with the key that needs it
-- before
CREATE TABLE a (n int); CREATE UNIQUE INDEX u ON a (n); CREATE TABLE r (n int CONSTRAINT f REFERENCES a (n));
-- after
CREATE TABLE b (n int); CREATE UNIQUE INDEX u ON b (n); CREATE TABLE r (n int CONSTRAINT f REFERENCES b (n));

-- pair: a view becomes a table and a table a view
CREATE TABLE t (a int);
-- before
CREATE VIEW x AS SELECT a FROM t; CREATE TABLE z (a int); CREATE VIEW y AS SELECT x.a FROM x, z;
-- after
CREATE TABLE x (a int PRIMARY KEY); CREATE VIEW z AS SELECT a FROM t; CREATE VIEW y AS SELECT x.a FROM x, z;
