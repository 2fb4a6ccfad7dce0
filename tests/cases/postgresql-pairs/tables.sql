-- pair: a table goes whose index gives its name away, with the key that needs it
-- before
CREATE TABLE a (n int); CREATE UNIQUE INDEX u ON a (n); CREATE TABLE r (n int CONSTRAINT f REFERENCES a (n));
-- after
CREATE TABLE b (n int); CREATE UNIQUE INDEX u ON b (n); CREATE TABLE r (n int CONSTRAINT f REFERENCES b (n));

