-- pair: tables go that refer to each other, one by an index of its own
-- before
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE UNIQUE INDEX p_a ON p (a);
CREATE TABLE q (a int, b int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1); CREATE UNIQUE INDEX q_a ON q (a);
ALTER TABLE p ADD CONSTRAINT p_fk FOREIGN KEY (a) REFERENCES q (a);
ALTER TABLE q ADD CONSTRAINT q_fk FOREIGN KEY (a) REFERENCES p (a);
CREATE UNIQUE INDEX own ON p1 (b);
-- after
-- pair: tables go whose partitions get other ones
-- before
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE UNIQUE INDEX p_a ON p (a);
CREATE TABLE q (a int, b int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1); CREATE UNIQUE INDEX q_a ON q (a);
ALTER TABLE p ADD CONSTRAINT p_fk FOREIGN KEY (a) REFERENCES q (a);
ALTER TABLE q ADD CONSTRAINT q_fk FOREIGN KEY (a) REFERENCES p (a);
-- after
CREATE TABLE p_new (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p_new FOR VALUES IN (1); CREATE UNIQUE INDEX p_a ON p_new (a);
CREATE TABLE q_new (a int, b int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q_new FOR VALUES IN (1); CREATE UNIQUE INDEX q_a ON q_new (a);
ALTER TABLE p_new ADD CONSTRAINT p_fk FOREIGN KEY (a) REFERENCES q_new (a);
ALTER TABLE q_new ADD CONSTRAINT q_fk FOREIGN KEY (a) REFERENCES p_new (a);

-- pair: attach keeps equal local
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b); CREATE TABLE c (a int, b int);
-- before
CREATE INDEX ci ON c (a, b);
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1); CREATE INDEX ci ON c (a, b);

-- pair: attach equal local becomes parents
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b); CREATE TABLE c (a int, b int);
-- before
CREATE INDEX ci ON c (a, b);
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- pair: parent gets index equal to a local that stays
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- before
CREATE INDEX ci ON c (a, b);
-- after
CREATE INDEX pi ON p (a, b); CREATE INDEX ci ON c (a, b);

-- pair: parent gets index, local goes
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- before
CREATE INDEX ci ON c (a, b);
-- after
CREATE INDEX pi ON p (a, b);

-- pair: parent gets unique index, local goes
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- before
CREATE UNIQUE INDEX ci ON c (a, b);
-- after
CREATE UNIQUE INDEX pi ON p (a, b);

-- pair: attach with pk on both
CREATE TABLE p (a int, b int, PRIMARY KEY (a,b)) PARTITION BY LIST (a); CREATE TABLE c (a int, b int, PRIMARY KEY (a, b));
-- before
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- pair: attach with unique constraint local and own further
CREATE TABLE p (a int, b int, CONSTRAINT pu UNIQUE (a,b)) PARTITION BY LIST (a); CREATE TABLE c (a int, b int, CONSTRAINT cu UNIQUE (a, b)); CREATE UNIQUE INDEX cu2 ON c (a, b);
-- before
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- pair: attach expression index keeps local
CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE INDEX pi ON p (lower(b)) WHERE a > 0; CREATE TABLE c (a int, b text);
-- before
CREATE INDEX ci ON c (lower(b)) WHERE a > 0;
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1); CREATE INDEX ci ON c (lower(b)) WHERE a > 0;

-- pair: attach new table with equal local
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b);
-- before
-- after
CREATE TABLE c (a int, b int); ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1); CREATE INDEX ci ON c (a, b);

-- pair: subpartition attach keeps local
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b); CREATE TABLE c (a int, b int) PARTITION BY LIST (b); CREATE TABLE d PARTITION OF c FOR VALUES IN (1); CREATE INDEX di ON d (a, b);
-- before
-- after
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- pair: move between parents with local index
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b); CREATE TABLE q (a int, b int) PARTITION BY LIST (a); CREATE INDEX qi ON q (b); CREATE TABLE c (a int, b int);
-- before
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1); CREATE INDEX ci ON c (b);
-- after
ALTER TABLE q ATTACH PARTITION c FOR VALUES IN (1); CREATE INDEX ci ON c (b);

-- pair: parent unique constraint where local index unique
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- before
ALTER TABLE c ADD CONSTRAINT cu UNIQUE (a, b);
-- after
ALTER TABLE p ADD CONSTRAINT pu UNIQUE (a, b);

-- pair: parent expr index while local stays
CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1); CREATE TABLE d PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b); CREATE TABLE e PARTITION OF d DEFAULT;
-- before
CREATE INDEX ci ON c (lower(b), (a+1));
-- after
CREATE INDEX pi ON p (lower(b), (a+1));
CREATE INDEX ci ON c (lower(b), (a+1));

-- pair: detach then parent dropped
CREATE TABLE c (a int, b int);
-- before
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX pi ON p (a, b); ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);
-- after
CREATE INDEX ci ON c (a, b);

-- pair: bound changes
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE INDEX pi ON p (a, b); CREATE UNIQUE INDEX pu ON p (a);
-- before
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10); CREATE INDEX ci ON c (b);
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (20); CREATE INDEX ci ON c (b); CREATE TABLE d PARTITION OF p FOR VALUES FROM (20) TO (30);

-- pair: pk differs between parents
CREATE TABLE p (a int, b int, PRIMARY KEY (a)) PARTITION BY RANGE (a); CREATE TABLE q (a int, b int, PRIMARY KEY (a, b)) PARTITION BY RANGE (a);
-- before
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);
-- after
CREATE TABLE c PARTITION OF q FOR VALUES FROM (1) TO (10);

-- pair: fk to parent and partition moves
CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int REFERENCES r, b int, PRIMARY KEY (a)) PARTITION BY RANGE (a);
-- before
CREATE TABLE c (a int NOT NULL, b int, CONSTRAINT c_pkey PRIMARY KEY (a));
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);

-- pair: triggers on parent, attach
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TRIGGER t BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
-- before
CREATE TABLE c (a int, b int); CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION f();
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);

-- pair: checks on parent
CREATE TABLE p (a int, b int, CONSTRAINT k CHECK (b > 0)) PARTITION BY RANGE (a);
-- before
CREATE TABLE c (a int, b int, CONSTRAINT k CHECK (b > 0));
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);

-- pair: parent has check that child lacks
CREATE TABLE p (a int, b int, CONSTRAINT k CHECK (b > 0)) PARTITION BY RANGE (a); CREATE TABLE c (a int, b int);
-- before
-- after
ALTER TABLE c ADD CONSTRAINT k CHECK (b > 0);
ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (1) TO (10);

-- pair: parent has fk that child lacks
CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int REFERENCES r, b int NOT NULL) PARTITION BY RANGE (a);
-- before
CREATE TABLE c (a int, b int);
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);

-- pair: attach after columns change
CREATE TABLE p (a int, b int NOT NULL, d text DEFAULT 'x') PARTITION BY RANGE (a);
-- before
CREATE TABLE c (a int, b bigint, e int);
-- after
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);


-- pair: rows are divided among more by their hash
-- before
CREATE TABLE p (a int) PARTITION BY HASH (a); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- after
CREATE TABLE p (a int) PARTITION BY HASH (a); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 0); CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 1); CREATE TABLE p2 PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 2); CREATE TABLE p3 PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- pair: other partitions have the rows of those that go
CREATE SCHEMA s; CREATE TABLE p (a int, d date) PARTITION BY RANGE (d); CREATE TABLE l (n text) PARTITION BY LIST (n);
-- before
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b'); CREATE TABLE l2 PARTITION OF l DEFAULT;
-- after
CREATE TABLE s.p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-07-01'); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2024-07-01') TO (MAXVALUE); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'c'); CREATE TABLE l3 PARTITION OF l FOR VALUES IN (NULL, 'b'); CREATE TABLE s.l2 PARTITION OF l DEFAULT;

-- pair: index of a partition becomes a share of the parent's, another keeps none
CREATE TABLE p (id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i1 ON p1 (v);
-- before
CREATE INDEX i2 ON p2 (v);
-- after
CREATE INDEX i ON p (v);

-- pair: share of an index of which not every partition has one becomes an index of its own
CREATE TABLE p (id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i ON ONLY p (v);
-- before
CREATE INDEX i1 ON p1 (v); ALTER INDEX i ATTACH PARTITION i1; CREATE INDEX i2 ON p2 (v);
-- after
CREATE INDEX i1 ON p1 (v); CREATE INDEX i2 ON p2 (v); ALTER INDEX i ATTACH PARTITION i2;

-- pair: last share comes, and the index is valid
CREATE TABLE p (id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i ON ONLY p (v); CREATE INDEX i1 ON p1 (v); CREATE INDEX i2 ON p2 (v); ALTER INDEX i ATTACH PARTITION i1;
-- before
-- after
ALTER INDEX i ATTACH PARTITION i2;

-- pair: share has another name, a comment and options of its own
CREATE TABLE p (id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i ON p (v);
-- before
ALTER INDEX p1_v_idx RENAME TO one;
-- after
ALTER INDEX p1_v_idx RENAME TO other; COMMENT ON INDEX p2_v_idx IS 'x'; ALTER INDEX p2_v_idx SET (fillfactor = 60);

-- pair: key of the parent alone, with the key of a partition attached
CREATE TABLE p (id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT; ALTER TABLE p1 ADD CONSTRAINT mine PRIMARY KEY (k, id);
-- before
-- after
ALTER TABLE ONLY p ADD CONSTRAINT ppk PRIMARY KEY (k, id); ALTER INDEX ppk ATTACH PARTITION mine;

-- pair: new partition has a key that the parent has a plain index for
CREATE TABLE p (id int NOT NULL, k int NOT NULL, CHECK (id > 0)) PARTITION BY LIST (k); CREATE UNIQUE INDEX i ON p (k, id);
-- before
-- after
CREATE TABLE c (id int NOT NULL, k int NOT NULL, CONSTRAINT p_id_check CHECK (id > 0), PRIMARY KEY (k, id)); ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- pair: a partition keeps NOT NULL that its parent loses
-- before
CREATE TABLE p (id int NOT NULL, r int) PARTITION BY LIST (r); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE q (id int NOT NULL); CREATE TABLE h (a int) INHERITS (q);
-- after
CREATE TABLE p (id int, r int) PARTITION BY LIST (r); CREATE TABLE p1 PARTITION OF p (id PRIMARY KEY) FOR VALUES IN (1); CREATE TABLE q (id int); CREATE TABLE h (a int, id int NOT NULL) INHERITS (q);

-- pair: a table with rows of its own becomes a partition of one that is made anew
-- before
CREATE TABLE t (id int, r int); CREATE TABLE o (id int, r int);
-- after
CREATE TABLE t (id int, r int) PARTITION BY LIST (r); CREATE TABLE o PARTITION OF t FOR VALUES IN (1, 2, 3); CREATE TABLE d PARTITION OF t DEFAULT;

-- pair: a partition becomes a table of its own as its parent is made anew
-- before
CREATE TABLE t (id int, r int) PARTITION BY LIST (r); CREATE TABLE o PARTITION OF t FOR VALUES IN (1, 2, 3); CREATE TABLE d PARTITION OF t DEFAULT;
-- after
CREATE TABLE t (id int, r int); CREATE TABLE o (id int, r int);

-- pair: a partition comes whose rows the default one has
-- before
CREATE TABLE p (id int, r text NOT NULL, PRIMARY KEY (id, r)) PARTITION BY LIST (r); CREATE TABLE pd PARTITION OF p DEFAULT; CREATE INDEX i ON p (r); CREATE TABLE q (id int, d date) PARTITION BY RANGE (d, id); CREATE TABLE qd PARTITION OF q DEFAULT;
-- after
CREATE TABLE p (id int, r text NOT NULL, PRIMARY KEY (id, r)) PARTITION BY LIST (r); CREATE TABLE pd PARTITION OF p DEFAULT; CREATE TABLE pe PARTITION OF p FOR VALUES IN ('fritz', 'Zoë'); CREATE INDEX i ON p (r); CREATE TABLE q (id int, d date) PARTITION BY RANGE (d, id); CREATE TABLE qd PARTITION OF q DEFAULT; CREATE TABLE q1 PARTITION OF q FOR VALUES FROM ('1990-01-01', MINVALUE) TO ('2026-01-01', MAXVALUE);

-- pair: partitions exchange rows
-- before
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (20); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (20) TO (100000); CREATE TABLE l (a text) PARTITION BY LIST (a); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b'); CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('c', 'd', NULL);
-- after
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (100000); CREATE TABLE l (a text) PARTITION BY LIST (a); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'c', NULL); CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b', 'd');

-- pair: a partition is divided
-- before
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (MAXVALUE); CREATE TABLE h (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (20); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (20) TO (MAXVALUE); CREATE TABLE h (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0); CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);

-- pair: the default partition gives rows to others whose bounds change
-- before
CREATE TABLE p (r int) PARTITION BY LIST (r); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2, 3); CREATE TABLE pd PARTITION OF p DEFAULT;
-- after
CREATE TABLE p (r int) PARTITION BY LIST (r); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 4, 5); CREATE TABLE pd PARTITION OF p DEFAULT;

-- pair: rows move between partitions of a table that others refer to
-- before
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (20); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (20) TO (MAXVALUE); CREATE TABLE c (p_id int CONSTRAINT f REFERENCES p ON DELETE CASCADE); COMMENT ON CONSTRAINT f ON c IS 'kept'; CREATE TABLE q (id int PRIMARY KEY, q_id int REFERENCES q) PARTITION BY RANGE (id); CREATE TABLE qd PARTITION OF q DEFAULT;
-- after
CREATE TABLE p (id int PRIMARY KEY, t text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (1000); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1000) TO (MAXVALUE); CREATE TABLE c (p_id int CONSTRAINT f REFERENCES p ON DELETE CASCADE); COMMENT ON CONSTRAINT f ON c IS 'kept'; CREATE TABLE q (id int PRIMARY KEY, q_id int REFERENCES q) PARTITION BY RANGE (id); CREATE TABLE qd PARTITION OF q DEFAULT; CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (1000000);

-- pair: rows that refer to others move between partitions
-- before
CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE p (id int, q int REFERENCES q DEFERRABLE INITIALLY DEFERRED) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (20); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (20) TO (MAXVALUE);
-- after
CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE p (id int, q int REFERENCES q DEFERRABLE INITIALLY DEFERRED) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (1000); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1000) TO (MAXVALUE);

-- pair: columns come and go as a table is divided
-- before
CREATE TABLE t (id int PRIMARY KEY, n serial, s text NOT NULL CHECK (length(s) > 3), k text UNIQUE NOT NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, retries int NOT NULL, note text DEFAULT 'none') PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (MINVALUE) TO (20); CREATE TABLE t2 PARTITION OF t DEFAULT;

-- pair: columns come and go as a table is put together
-- before
CREATE TABLE t (id int PRIMARY KEY, retries int NOT NULL) PARTITION BY HASH (id); CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- after
CREATE TABLE t (id int PRIMARY KEY, tries int NOT NULL CHECK (tries > 2));

-- pair: partitions become heirs
-- before
CREATE TABLE p (a int, d date) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (MAXVALUE);
-- after
CREATE TABLE p (a int, d date); CREATE TABLE p1 (CHECK (a < 10)) INHERITS (p); CREATE TABLE p2 (CHECK (a >= 10)) INHERITS (p);
-- pair: a table with row security and grants becomes partitioned
-- before
CREATE TABLE p (id int PRIMARY KEY, b text); ALTER TABLE p ENABLE ROW LEVEL SECURITY; GRANT SELECT ON p TO pg_monitor; COMMENT ON COLUMN p.b IS 'b';
-- after
CREATE TABLE p (id int PRIMARY KEY, b text) PARTITION BY HASH (id); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0); ALTER TABLE p ENABLE ROW LEVEL SECURITY; GRANT SELECT ON p TO pg_monitor; COMMENT ON COLUMN p.b IS 'b';

-- pair: default of a partition for a column that comes
-- before
CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
-- after
CREATE TABLE p (a int, d date DEFAULT now()) PARTITION BY RANGE (a); CREATE TABLE p2 PARTITION OF p (d DEFAULT '2020-01-01') FOR VALUES FROM (10) TO (20);

-- pair: heir overrides the default of a column that comes
-- before
CREATE TABLE p (a int); CREATE TABLE p2 () INHERITS (p);
-- after
CREATE TABLE p (a int, d date DEFAULT '2019-01-01'); CREATE TABLE p2 () INHERITS (p); ALTER TABLE p2 ALTER d SET DEFAULT '2020-01-01';

-- pair: partition goes with a column of its parent
-- before
CREATE TABLE p (a int, d text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
-- after
CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);

-- pair: partition is divided further, with an index
-- before
CREATE TABLE p (a int, b text, c int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10); CREATE INDEX pi ON p (c);
-- after
CREATE TABLE p (a int, b text, c int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10) PARTITION BY LIST (b); CREATE TABLE p1d PARTITION OF p1 DEFAULT; CREATE INDEX pi ON p (c);

