/** The extensions of PostgreSQL's contrib that bring no tables and views: each was asked on PostgreSQL 15. */
export const EXTENSIONS_WITHOUT_RELATIONS: ReadonlySet<string> = new Set([
  ...['adminpack', 'amcheck', 'autoinc', 'bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dblink', 'dict_int'],
  ...['dict_xsyn', 'earthdistance', 'file_fdw', 'fuzzystrmatch', 'hstore', 'insert_username', 'intagg', 'intarray'],
  ...['isn', 'lo', 'ltree', 'moddatetime', 'pageinspect', 'pg_freespacemap', 'pg_prewarm', 'pg_surgery', 'pg_trgm'],
  ...['pg_visibility', 'pg_walinspect', 'pgcrypto', 'pgrowlocks', 'pgstattuple', 'plpgsql', 'postgres_fdw', 'refint'],
  ...['seg', 'sslinfo', 'tablefunc', 'tcn', 'tsm_system_rows', 'tsm_system_time', 'unaccent', 'uuid-ossp', 'xml2'],
]);
