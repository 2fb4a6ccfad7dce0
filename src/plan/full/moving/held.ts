/** What somebody has made in a database: neither of the server nor of an extension. */
const MADE = "pg_namespace AS n WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";
const isOwn = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;
/** How many relations there are. */
export const HELD = `SELECT count(*) FROM pg_class AS c JOIN ${MADE.replace(' WHERE', ' ON n.oid = c.relnamespace WHERE')} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${isOwn('pg_class', 'c.oid')}`;
/** Writes the questions, one for each table: its rows, and a sum over what is in them. */
export const EVERY_TABLE = `SELECT format('SELECT %L, count(*), coalesce(sum(hashtextextended(ROW(each.*)::text, 0)::numeric), 0) FROM %s AS each;', name, name) FROM (SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class AS c JOIN ${MADE.replace(' WHERE', ' ON n.oid = c.relnamespace WHERE')} AND c.relkind = 'r' AND ${isOwn('pg_class', 'c.oid')}) AS made ORDER BY name`;
/** Empties a database that held nothing before: relations, routines, types and schemas, each with what hangs on it. */
export const EMPTY = `DO $$DECLARE each text; BEGIN PERFORM set_config('client_min_messages', 'warning', true); FOR each IN ${[
  `SELECT format('DROP %s IF EXISTS %I.%I CASCADE', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, n.nspname, c.relname) FROM pg_class AS c JOIN ${MADE.replace(' WHERE', ' ON n.oid = c.relnamespace WHERE')} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${isOwn('pg_class', 'c.oid')}`,
  `SELECT format('DROP ROUTINE IF EXISTS %I.%I(%s) CASCADE', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) FROM pg_proc AS p JOIN ${MADE.replace(' WHERE', ' ON n.oid = p.pronamespace WHERE')} AND ${isOwn('pg_proc', 'p.oid')}`,
  `SELECT format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname) FROM pg_type AS t JOIN ${MADE.replace(' WHERE', ' ON n.oid = t.typnamespace WHERE')} AND t.typtype IN ('e', 'd', 'r') AND ${isOwn('pg_type', 't.oid')}`,
  `SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', n.nspname) FROM ${MADE} AND n.nspname <> 'public' AND ${isOwn('pg_namespace', 'n.oid')} AND NOT EXISTS (SELECT FROM pg_extension AS e WHERE e.extnamespace = n.oid)`,
].join(' UNION ALL ')} LOOP EXECUTE each; END LOOP; END$$`;

const relations = (kinds: string) =>
  `FROM pg_class AS c JOIN ${MADE.replace(' WHERE', ' ON n.oid = c.relnamespace WHERE')} AND c.relkind IN (${kinds}) AND c.relname <> 'migrate_outbox_id_seq' AND ${isOwn('pg_class', 'c.oid')}`;

/** What programs use beside tables and rows, a line for each; the values of an enumeration belong to its line. */
export const BESIDE = [
  `SELECT format('%s %I.%I%s', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'foreign table' END, n.nspname, c.relname, CASE WHEN c.relkind = 'm' AND c.relispopulated THEN ' with rows' ELSE '' END) ${relations("'v', 'm', 'S', 'f'")}`,
  `SELECT format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) FROM pg_proc AS p JOIN ${MADE.replace(' WHERE', ' ON n.oid = p.pronamespace WHERE')} AND ${isOwn('pg_proc', 'p.oid')}`,
  `SELECT format('type %I.%I%s', n.nspname, t.typname, (SELECT ' of ' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid)) FROM pg_type AS t JOIN ${MADE.replace(' WHERE', ' ON n.oid = t.typnamespace WHERE')} AND t.typtype IN ('e', 'd', 'r') AND ${isOwn('pg_type', 't.oid')}`,
  `SELECT format('trigger %I on %I.%I', t.tgname, n.nspname, c.relname) ${relations("'r', 'p', 'v', 'f'").replace('FROM', 'FROM pg_trigger AS t JOIN').replace(' JOIN pg_namespace', ' ON c.oid = t.tgrelid JOIN pg_namespace')} AND NOT t.tgisinternal`,
  `SELECT 'extension ' || quote_ident(extname) FROM pg_extension`,
  `SELECT format('setting %s%s', each, ' of ' || r.rolname) FROM pg_db_role_setting AS s JOIN pg_database AS d ON d.oid = s.setdatabase AND d.datname = current_database() LEFT JOIN pg_roles AS r ON r.oid = s.setrole, unnest(s.setconfig) AS each WHERE each NOT LIKE 'default_transaction_read_only=%'`,
];

/** Fills the materialized views that a schema came with, in the order in which they were made. */
export const FILL = `DO $$DECLARE each regclass; BEGIN FOR each IN SELECT c.oid ${relations("'m'")} AND NOT c.relispopulated ORDER BY c.oid LOOP EXECUTE format('REFRESH MATERIALIZED VIEW %s', each); END LOOP; END$$`;
