/** Takes everything out of a scratch database that a pair of schemas may have made, so that nothing of it is left for the next. */
export const EMPTY = `RESET ALL; RESET SESSION AUTHORIZATION; DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT format('DROP EVENT TRIGGER %I', evtname) AS sql FROM pg_event_trigger
    UNION ALL SELECT format(word, subname) FROM pg_subscription, unnest(ARRAY['ALTER SUBSCRIPTION %I DISABLE', 'ALTER SUBSCRIPTION %I SET (slot_name = NONE)', 'DROP SUBSCRIPTION %I']) word
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema'
    UNION ALL SELECT format('DROP LANGUAGE %I CASCADE', lanname) FROM pg_language WHERE oid >= 16384
    UNION ALL SELECT format('DROP ACCESS METHOD %I CASCADE', amname) FROM pg_am WHERE oid >= 16384
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
  LOOP BEGIN EXECUTE each.sql; EXCEPTION WHEN undefined_object THEN NULL; END; END LOOP; END $$;
  CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC;
  SET allow_system_table_mods = on; DELETE FROM pg_default_acl; RESET allow_system_table_mods`;
