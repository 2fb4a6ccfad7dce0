-- Keys with and without names; those that the server adds for foreign keys, and those that it does not.
CREATE TABLE parents (id int PRIMARY KEY, code int, name varchar(40), UNIQUE (code), KEY (code), KEY kk (code), INDEX USING BTREE (id, code));
SET foreign_key_checks = 0;
CREATE TABLE children (
  id int KEY, pid int, pid2 int REFERENCES parents (id), x varchar(300), y text NOT NULL, z int NOT NULL, w int UNIQUE, g geometry NOT NULL,
  FOREIGN KEY (pid) REFERENCES parents (id), CONSTRAINT cc FOREIGN KEY fki (z) REFERENCES parents (id) ON DELETE CASCADE,
  FULLTEXT KEY ft (y), SPATIAL KEY (g), KEY pre (x(10) DESC, z), UNIQUE KEY uq USING HASH (y(20)) COMMENT 'long',
  KEY (x), KEY x_2 (z), KEY (x, z), KEY ig (z) IGNORED, CONSTRAINT un UNIQUE (w, z), CONSTRAINT chk CHECK (z > 1), CHECK (w < 3),
  FOREIGN KEY named (w, z) REFERENCES pairs (a, b) ON DELETE NO ACTION ON UPDATE RESTRICT
) COMMENT = 'their children';
CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b), KEY bb (b) KEY_BLOCK_SIZE = 4) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
CREATE TABLE indexed (a int, b varchar(20), c int, d int);
CREATE INDEX i1 ON indexed (a);
CREATE UNIQUE INDEX i2 USING BTREE ON indexed (b(5), c DESC) COMMENT 'second';
CREATE FULLTEXT INDEX i3 ON indexed (b);
CREATE OR REPLACE INDEX i1 ON indexed (a, d);
CREATE INDEX IF NOT EXISTS i1 ON indexed (d);
DROP INDEX i3 ON indexed;
CREATE TABLE later (a int, b int, FOREIGN KEY (a) REFERENCES parents (id), FOREIGN KEY (b) REFERENCES parents (code));
ALTER TABLE later ADD KEY newer (a), ADD FOREIGN KEY (a) REFERENCES parents (code);
ALTER TABLE later DROP FOREIGN KEY later_ibfk_1;
ALTER TABLE later ADD FOREIGN KEY (a) REFERENCES parents (id) ON UPDATE SET NULL;
CREATE TABLE named_twice (x int, CONSTRAINT of_constraint FOREIGN KEY of_index (x) REFERENCES parents (id));
CREATE TABLE keyed_behind (id int PRIMARY KEY, f int REFERENCES parents (id), x int, INDEX (f), FOREIGN KEY (x) REFERENCES parents (id));

-- Unique keys that are too long for a tree, and an index that holds what it can.
CREATE TABLE long_keys (
  a varchar(768), b varchar(769), c text, d varchar(900), e varbinary(3073), f int,
  UNIQUE (a), UNIQUE (b), UNIQUE (c), UNIQUE (c(800)), UNIQUE (e), UNIQUE (a, f), UNIQUE ab (a(500), b(500)), KEY (d)
);
CREATE TABLE long_keys_of_files (a varchar(249), b varchar(251), UNIQUE (a), UNIQUE (b)) ENGINE=MyISAM;

-- A prefix as long as the column is none; other engines forget foreign keys, but for their indexes.
CREATE TABLE prefixes (a varchar(191), b varbinary(10), c char(5), KEY (a(191), c(4)), UNIQUE KEY (b(10)), KEY (c(5)));
CREATE INDEX later ON prefixes (c(5), a(190));
CREATE TABLE of_files (f int, CONSTRAINT ff FOREIGN KEY (f) REFERENCES parents (id)) ENGINE=MyISAM;
ALTER TABLE of_files ENGINE=InnoDB;
