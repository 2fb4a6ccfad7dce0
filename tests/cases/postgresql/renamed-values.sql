CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'it''s "odd"');
CREATE DOMAIN felt AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad');
CREATE TABLE people (
  id int PRIMARY KEY,
  mood mood NOT NULL DEFAULT 'ok',
  past mood[] DEFAULT '{sad,ok}',
  future mood[] DEFAULT ARRAY['ok', 'happy']::mood[],
  word text DEFAULT 'ok',
  felt felt DEFAULT 'happy',
  was_sad boolean GENERATED ALWAYS AS (mood = 'sad') STORED,
  CHECK (mood IN ('ok', 'happy') OR word = 'ok')
);
CREATE INDEX people_sad ON people (id) WHERE mood = 'sad';
CREATE VIEW sad_people AS
  SELECT id, CASE mood WHEN 'sad' THEN 'sad' ELSE 'ok' END AS says FROM people WHERE mood = ANY ('{sad,"ok"}');
CREATE POLICY sad_only ON people USING (mood = 'sad' AND word <> 'sad');
CREATE TRIGGER on_sad BEFORE UPDATE ON people FOR EACH ROW WHEN (NEW.mood = 'sad' AND OLD.mood <> 'it''s "odd"')
  EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TABLE by_mood (mood mood, n int) PARTITION BY LIST (mood);
CREATE TABLE by_mood_sad PARTITION OF by_mood FOR VALUES IN ('sad', 'it''s "odd"');
CREATE TABLE by_mood_range (mood mood, n int) PARTITION BY RANGE (mood);
CREATE TABLE by_mood_range_1 PARTITION OF by_mood_range FOR VALUES FROM ('sad') TO ('happy');
CREATE FUNCTION count_sad(mood mood DEFAULT 'sad') RETURNS bigint LANGUAGE sql
  BEGIN ATOMIC SELECT count(*) FROM people p WHERE p.mood = 'sad'; END;
CREATE FUNCTION says_sad() RETURNS mood LANGUAGE sql AS 'SELECT ''ok''::mood';
CREATE RULE sad_is_kept AS ON DELETE TO people WHERE OLD.mood = 'sad' DO INSTEAD INSERT INTO by_mood (mood) VALUES ('sad');
ALTER TYPE mood RENAME VALUE 'sad' TO 'unhappy';
ALTER TYPE mood RENAME VALUE 'it''s "odd"' TO 'odd, "isn''t it"';
-- Two that change places, and a name that is given again.
ALTER TYPE mood RENAME VALUE 'ok' TO 'between';
ALTER TYPE mood RENAME VALUE 'happy' TO 'ok';
ALTER TYPE mood RENAME VALUE 'between' TO 'happy';
ALTER TYPE mood RENAME TO feeling;
ALTER TABLE people ADD COLUMN later feeling DEFAULT 'ok';
CREATE VIEW ok_people AS SELECT id FROM people WHERE mood = 'ok';
ALTER TYPE feeling RENAME VALUE 'ok' TO 'fine';
