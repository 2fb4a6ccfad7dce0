/** An object of a rarer kind: what it stands on, and states of it of which no two are the same. */
export interface Subject {
  readonly kind: string;
  readonly setup?: string;
  readonly states: readonly string[];
}

const CENTS = `CREATE TYPE cents AS (amount int);
  CREATE FUNCTION less(cents, cents) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amount < ($2).amount';
  CREATE FUNCTION more(cents, cents) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amount > ($2).amount';
  CREATE FUNCTION compare(cents, cents) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amount - ($2).amount';`;
const OPERATOR = 'CREATE OPERATOR <# (leftarg = cents, rightarg = cents, function = less';
const CLASS = `${CENTS} CREATE OPERATOR <# (leftarg = cents, rightarg = cents, function = less);
  CREATE OPERATOR ># (leftarg = cents, rightarg = cents, function = more);`;
const WRAPPER = 'CREATE FOREIGN DATA WRAPPER remote;';
const SERVER = `${WRAPPER} CREATE SERVER far FOREIGN DATA WRAPPER remote;`;
const BASE = `CREATE TYPE label;
  CREATE FUNCTION label_in(cstring) RETURNS label LANGUAGE internal IMMUTABLE STRICT AS 'textin';
  CREATE FUNCTION label_out(label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';`;
const PARSED = `CREATE TEXT SEARCH CONFIGURATION words (parser = "default");
  ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word WITH english_stem, simple;`;
const SUBSCRIBED =
  "CREATE SUBSCRIPTION news CONNECTION 'host=x password=geheim' PUBLICATION p, q WITH (connect = false";

export const SUBJECTS: readonly Subject[] = [
  {
    kind: 'operator',
    setup: CENTS,
    states: [
      '',
      `${OPERATOR});`,
      `${OPERATOR}, commutator = >#);`,
      `${OPERATOR}, negator = >=#);`,
      `${OPERATOR}, restrict = scalarltsel);`,
      `${OPERATOR}); ALTER OPERATOR <# (cents, cents) SET (join = scalarltjoinsel);`,
      `${OPERATOR}); COMMENT ON OPERATOR <# (cents, cents) IS 'by amount';`,
      `${OPERATOR}); CREATE OPERATOR ># (leftarg = cents, rightarg = cents, function = more, commutator = <#);`,
      'CREATE OPERATOR <# (leftarg = cents, rightarg = cents, procedure = more);',
    ],
  },
  {
    kind: 'operator class',
    setup: CLASS,
    states: [
      '',
      'CREATE OPERATOR CLASS by_amount FOR TYPE cents USING btree AS OPERATOR 1 <#, FUNCTION 1 compare(cents, cents);',
      'CREATE OPERATOR CLASS by_amount DEFAULT FOR TYPE cents USING btree AS OPERATOR 1 <#, FUNCTION 1 compare(cents, cents);',
      'CREATE OPERATOR CLASS by_amount FOR TYPE cents USING btree AS OPERATOR 1 <#, OPERATOR 5 ># (cents, cents), FUNCTION 1 compare(cents, cents);',
    ],
  },
  {
    kind: 'operator family',
    setup: CLASS,
    states: [
      '',
      'CREATE OPERATOR FAMILY amounts USING btree;',
      'CREATE OPERATOR FAMILY amounts USING btree; ALTER OPERATOR FAMILY amounts USING btree ADD OPERATOR 1 <# (cents, cents), FUNCTION 1 (cents) compare(cents, cents);',
      'CREATE OPERATOR FAMILY amounts USING btree; ALTER OPERATOR FAMILY amounts USING btree ADD OPERATOR 1 <# (cents, cents), FUNCTION 1 (cents, cents) compare(cents, cents); ALTER OPERATOR FAMILY amounts USING btree DROP OPERATOR 1 (cents, cents);',
    ],
  },
  {
    kind: 'language',
    setup: '',
    states: [
      '',
      'CREATE LANGUAGE own HANDLER plpgsql_call_handler;',
      'CREATE LANGUAGE own HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;',
      'CREATE TRUSTED LANGUAGE own HANDLER plpgsql_call_handler;',
      'CREATE LANGUAGE own HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;',
    ],
  },
  {
    kind: 'transform',
    setup: `CREATE TYPE cents AS (amount int);
      CREATE LANGUAGE own HANDLER plpgsql_call_handler;
      CREATE FUNCTION give(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'boolout';
      CREATE FUNCTION take(internal) RETURNS cents LANGUAGE internal IMMUTABLE AS 'boolin';`,
    states: [
      '',
      'CREATE TRANSFORM FOR cents LANGUAGE own (FROM SQL WITH FUNCTION give(internal));',
      'CREATE TRANSFORM FOR cents LANGUAGE own (FROM SQL WITH FUNCTION give(internal), TO SQL WITH FUNCTION take(internal));',
    ],
  },
  {
    kind: 'access method',
    states: [
      '',
      'CREATE ACCESS METHOD own TYPE INDEX HANDLER bthandler;',
      'CREATE ACCESS METHOD own TYPE INDEX HANDLER gisthandler;',
    ],
  },
  {
    kind: 'conversion',
    states: [
      '',
      "CREATE CONVERSION own FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;",
      "CREATE DEFAULT CONVERSION own FOR 'iso-8859-1' TO 'UTF8' FROM iso8859_1_to_utf8;",
      "CREATE CONVERSION own FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;",
    ],
  },
  {
    kind: 'cast',
    setup: `CREATE TYPE cents AS (amount int); CREATE TYPE euros AS (amount int);
      CREATE FUNCTION one(cents) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amount';
      CREATE FUNCTION two(cents) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amount * 2';`,
    states: [
      '',
      'CREATE CAST (cents AS int) WITH FUNCTION one(cents);',
      'CREATE CAST (cents AS int) WITH FUNCTION two(cents);',
      'CREATE CAST (cents AS int) WITH FUNCTION one(cents) AS ASSIGNMENT;',
      'CREATE CAST (cents AS int) WITH FUNCTION one(cents) AS IMPLICIT;',
      'CREATE CAST (cents AS int) WITH INOUT;',
      'CREATE CAST (int AS cents) WITH INOUT;',
    ],
  },
  {
    kind: 'type',
    states: [
      '',
      'CREATE TYPE label;',
      `${BASE} CREATE TYPE label (input = label_in, output = label_out, like = text);`,
      `${BASE} CREATE TYPE label (input = label_in, output = label_out, like = text, category = 'S');`,
      `${BASE} CREATE TYPE label (input = label_in, output = label_out, like = text, default = 'none');`,
      `${BASE} CREATE TYPE label (input = label_in, output = label_out, like = text); COMMENT ON TYPE label IS 'short';
       CREATE TABLE labelled (l label);`,
    ],
  },
  {
    kind: 'text search',
    states: [
      '',
      'CREATE TEXT SEARCH CONFIGURATION words (parser = "default");',
      PARSED,
      `${PARSED} ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR word WITH simple;`,
      `${PARSED} ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING REPLACE english_stem WITH german_stem;`,
      `${PARSED} ALTER TEXT SEARCH CONFIGURATION words DROP MAPPING FOR word;`,
      'CREATE TEXT SEARCH CONFIGURATION words (copy = german);',
      'CREATE TEXT SEARCH CONFIGURATION words (copy = pg_catalog.russian);',
      'CREATE TEXT SEARCH DICTIONARY short (template = simple);',
      "CREATE TEXT SEARCH DICTIONARY short (template = simple, stopwords = 'english');",
      "CREATE TEXT SEARCH DICTIONARY short (template = simple); ALTER TEXT SEARCH DICTIONARY short (accept = 'false');",
      'CREATE TEXT SEARCH PARSER own (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);',
      'CREATE TEXT SEARCH PARSER own (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);',
      'CREATE TEXT SEARCH TEMPLATE own (lexize = dsimple_lexize);',
      'CREATE TEXT SEARCH TEMPLATE own (init = dsimple_init, lexize = dsimple_lexize);',
    ],
  },
  {
    kind: 'statistics',
    setup: 'CREATE TABLE facts (a int, b text, c numeric);',
    states: [
      '',
      'CREATE STATISTICS s ON a, b FROM facts;',
      'CREATE STATISTICS s (mcv) ON a, b FROM facts;',
      'CREATE STATISTICS s ON a, c FROM facts;',
      'CREATE STATISTICS s ON a, (lower(b)) FROM facts;',
      'CREATE STATISTICS s ON a, b FROM facts; ALTER STATISTICS s SET STATISTICS 50;',
      "CREATE STATISTICS s ON a, b FROM facts; COMMENT ON STATISTICS s IS 'why';",
    ],
  },
  {
    kind: 'event trigger',
    setup: `CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
      CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';`,
    states: [
      '',
      'CREATE EVENT TRIGGER w ON ddl_command_end EXECUTE FUNCTION watch();',
      'CREATE EVENT TRIGGER w ON sql_drop EXECUTE FUNCTION watch();',
      'CREATE EVENT TRIGGER w ON ddl_command_end EXECUTE PROCEDURE look();',
      "CREATE EVENT TRIGGER w ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION watch();",
      'CREATE EVENT TRIGGER w ON ddl_command_end EXECUTE FUNCTION watch(); ALTER EVENT TRIGGER w DISABLE;',
      'CREATE EVENT TRIGGER w ON ddl_command_end EXECUTE FUNCTION watch(); ALTER EVENT TRIGGER w ENABLE ALWAYS;',
    ],
  },
  {
    kind: 'foreign data wrapper',
    states: [
      '',
      WRAPPER,
      'CREATE FOREIGN DATA WRAPPER remote VALIDATOR postgresql_fdw_validator;',
      "CREATE FOREIGN DATA WRAPPER remote OPTIONS (debug 'true');",
      "CREATE FOREIGN DATA WRAPPER remote OPTIONS (debug 'true'); ALTER FOREIGN DATA WRAPPER remote OPTIONS (SET debug 'false', ADD more 'x');",
      `${WRAPPER} GRANT USAGE ON FOREIGN DATA WRAPPER remote TO PUBLIC;`,
    ],
  },
  {
    kind: 'server',
    setup: WRAPPER,
    states: [
      '',
      'CREATE SERVER far FOREIGN DATA WRAPPER remote;',
      "CREATE SERVER far TYPE 'x' FOREIGN DATA WRAPPER remote;",
      "CREATE SERVER far VERSION '1' FOREIGN DATA WRAPPER remote;",
      "CREATE SERVER far VERSION '1' FOREIGN DATA WRAPPER remote; ALTER SERVER far VERSION '2' OPTIONS (host 'h');",
      "CREATE SERVER far FOREIGN DATA WRAPPER remote OPTIONS (host 'h');",
      'CREATE SERVER far FOREIGN DATA WRAPPER remote; GRANT USAGE ON FOREIGN SERVER far TO PUBLIC;',
      'CREATE SERVER far FOREIGN DATA WRAPPER remote; CREATE USER MAPPING FOR PUBLIC SERVER far;',
    ],
  },
  {
    kind: 'foreign table',
    setup: SERVER,
    states: [
      '',
      'CREATE FOREIGN TABLE away (id int) SERVER far;',
      'CREATE FOREIGN TABLE away (id bigint) SERVER far;',
      "CREATE FOREIGN TABLE away (id int) SERVER far OPTIONS (table_name 't');",
      "CREATE FOREIGN TABLE away (id int OPTIONS (column_name 'ID')) SERVER far;",
    ],
  },
  {
    kind: 'collation',
    states: [
      '',
      "CREATE COLLATION own (locale = 'C');",
      "CREATE COLLATION own (lc_collate = 'C', lc_ctype = 'POSIX');",
      "CREATE COLLATION own (provider = icu, locale = 'de-DE');",
      "CREATE COLLATION own (provider = icu, locale = 'de-DE', deterministic = false);",
      'CREATE COLLATION own FROM "POSIX";',
    ],
  },
  {
    kind: 'subscription',
    states: [
      '',
      `${SUBSCRIBED});`,
      `${SUBSCRIBED}, binary = true);`,
      `${SUBSCRIBED}, slot_name = NONE);`,
      `${SUBSCRIBED}, slot_name = 'other', synchronous_commit = 'on');`,
      `${SUBSCRIBED}); ALTER SUBSCRIPTION news ADD PUBLICATION r WITH (refresh = false);`,
      `${SUBSCRIBED}); ALTER SUBSCRIPTION news DROP PUBLICATION q WITH (refresh = false);`,
      `${SUBSCRIBED}); ALTER SUBSCRIPTION news SET (streaming = on);`,
    ],
  },
];
