DO $$ BEGIN
 CREATE TYPE status AS ENUM ('open', 'closed');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
 CREATE TYPE status AS ENUM ('other');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
CREATE TABLE people (id int PRIMARY KEY, state status);
CREATE TABLE visits (id int, person int);
DO $$ BEGIN
 ALTER TABLE "visits" ADD CONSTRAINT "visits_person_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'mail') THEN
    ALTER TABLE people ADD COLUMN mail text;
    CREATE INDEX people_mail ON people (mail);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'state') THEN
    ALTER TABLE people ADD COLUMN state int;
    CREATE INDEX people_state ON people (state);
  END IF;
  IF EXISTS (SELECT FROM pg_tables WHERE tablename = 'nowhere') THEN
    ALTER TABLE nowhere RENAME TO somewhere;
  ELSE
    CREATE TABLE somewhere (id int);
  END IF;
  RAISE NOTICE 'done';
  INSERT INTO somewhere VALUES (1);
  EXECUTE 'COMMENT ON TABLE somewhere IS ''made by code''';
  EXECUTE $q$CREATE VIEW all_of_it AS SELECT id FROM somewhere$q$;
END
$$ LANGUAGE plpgsql;
