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

-- pair: tables come to parents and leave them
CREATE TABLE p (a int NOT NULL, b text DEFAULT 'x', CONSTRAINT k CHECK (a > 0)); CREATE TABLE q (a int, b text, e int);
-- before
CREATE TABLE c (a int, b text, d date); CREATE TABLE l (d date) INHERITS (p); CREATE TABLE m (a int) INHERITS (p); CREATE TABLE n () INHERITS (p, q); CREATE TABLE o (z int) INHERITS (p); CREATE VIEW v AS SELECT a, d FROM c;
-- after
CREATE TABLE c (d date) INHERITS (p); CREATE TABLE l (a int, b text, d date); CREATE TABLE m () INHERITS (q); CREATE TABLE n () INHERITS (q, p); CREATE TABLE o (z int, b text) INHERITS (p, q); CREATE VIEW v AS SELECT a, d FROM c;

-- pair: parents come and go while their heirs stay
-- before
CREATE TABLE c (a int, d date); CREATE TABLE p (x int, y int); CREATE TABLE h () INHERITS (p); CREATE TABLE g () INHERITS (h); CREATE TABLE r (b int DEFAULT 1); CREATE TABLE s () INHERITS (r); ALTER TABLE s ALTER b SET DEFAULT 2; CREATE TABLE w (x int, y int); CREATE TABLE z () INHERITS (w); CREATE INDEX i ON z (y);
-- after
CREATE TABLE n (a int); CREATE TABLE c (a int, d date) INHERITS (n); CREATE TABLE h (x int, y int); CREATE TABLE g () INHERITS (h); CREATE TABLE r (b int DEFAULT 3); CREATE TABLE s () INHERITS (r); CREATE TABLE w (x int); CREATE TABLE z (y int) INHERITS (w); CREATE INDEX i ON z (y);

-- pair: inheritance comes and goes
-- before
CREATE TABLE p (a int); CREATE TABLE q (b int); CREATE TABLE c () INHERITS (p); CREATE TABLE d (a int, b int); CREATE TABLE e () INHERITS (p, q);
-- after
CREATE TABLE p (a int); CREATE TABLE q (b int); CREATE TABLE c (a int); CREATE TABLE d () INHERITS (p, q); CREATE TABLE e (a int) INHERITS (q);

-- pair: other index orders and identifies the rows
-- before
CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b); ALTER TABLE t CLUSTER ON i; ALTER TABLE t REPLICA IDENTITY USING INDEX i;
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX i ON t (a, b); CREATE UNIQUE INDEX j ON t (b); ALTER TABLE t CLUSTER ON j; ALTER TABLE t REPLICA IDENTITY USING INDEX j;

-- pair: table is made anew while all are published
-- before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION p FOR ALL TABLES;
-- after
CREATE TABLE t (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t DEFAULT; CREATE PUBLICATION p FOR ALL TABLES;

-- pair: column goes that has statistics and parameters of its own
-- before
CREATE TABLE t (a int, b int); ALTER TABLE t ALTER b SET STATISTICS 77; ALTER TABLE t ALTER b SET (n_distinct = 9);
-- after
CREATE TABLE t (a int);

-- pair: parents with checks come and go, one after the other
-- before
CREATE TABLE p (a int NOT NULL, b text CONSTRAINT k CHECK (b <> '')); CREATE TABLE q (z int); CREATE TABLE c (a int NOT NULL, b text, x int); CREATE TABLE d (y int) INHERITS (p); CREATE TABLE e () INHERITS (p, q); CREATE TABLE f (a int) INHERITS (p);
-- after
CREATE TABLE p (a int NOT NULL, b text CONSTRAINT k CHECK (b <> '')); CREATE TABLE q (z int); CREATE TABLE c (x int) INHERITS (p); CREATE TABLE d (a int NOT NULL, b text, y int); CREATE TABLE e () INHERITS (q, p); CREATE TABLE f () INHERITS (p);
