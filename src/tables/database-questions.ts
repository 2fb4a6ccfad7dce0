/** What a role is told that the statistics hide the sessions of others from (PostgreSQL 15, 28.2.3, pg_stat_activity). */
const HIDDEN = "format('%I does not see the sessions of others: grant it pg_read_all_stats', current_user)";

/** Sessions in this database: those in others of the server take locks on nothing here. */
const HERE = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
const FOR_A_MINUTE = "< now() - interval '1 minute'";
/** A prepared transaction keeps its locks with no session at all (PREPARE TRANSACTION), and everybody sees it. */
const PREPARED = `FROM pg_prepared_xacts WHERE database = current_database() AND prepared ${FOR_A_MINUTE}`;

/**
 * How many transactions of the database are open for longer than a minute: each keeps the locks that it has taken. Whoever
 * may not see when those of others began gets a text instead of a number.
 */
export const LONG_TRANSACTIONS = `SELECT CASE WHEN bool_or(NOT pg_has_role(usesysid, 'USAGE')) AND NOT pg_has_role('pg_read_all_stats', 'USAGE') THEN ${HIDDEN} ELSE (count(*) FILTER (WHERE xact_start ${FOR_A_MINUTE}) + (SELECT count(*) ${PREPARED}))::text END ${HERE}`;

/** The transactions that are open for longer than a minute, with whose they are and what they do. */
export const OLD_TRANSACTIONS = `SELECT pid, usename, date_trunc('second', now() - xact_start) AS open_for, state, left(query, 60) AS query ${HERE} AND xact_start ${FOR_A_MINUTE} UNION ALL SELECT NULL, owner, date_trunc('second', now() - prepared), 'prepared', gid ${PREPARED} ORDER BY open_for DESC LIMIT 20`;

/** Whether no replica is more than ten seconds behind; of the lag, too, others see nothing. */
export const LAG = `SELECT CASE WHEN count(*) > 0 AND NOT pg_has_role('pg_read_all_stats', 'USAGE') THEN ${HIDDEN} WHEN coalesce(max(extract(epoch FROM replay_lag)), 0) < 10 THEN 't' ELSE 'f' END FROM pg_stat_replication`;

/** Who waits for whom, the longest first. */
export const BLOCKED =
  "SELECT waiting.pid, date_trunc('second', now() - waiting.query_start) AS waits, pg_blocking_pids(waiting.pid) AS held_up_by, left(waiting.query, 60) AS query FROM pg_stat_activity AS waiting WHERE cardinality(pg_blocking_pids(waiting.pid)) > 0 ORDER BY waiting.query_start LIMIT 20";

/** What was written to each table since the counters were reset: two readings tell what came between. */
export const WRITES =
  'SELECT schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY 1, 2';

/** Indexes that a broken build left: they cost writes and serve nobody. */
export const INVALID_INDEXES =
  'SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT indisvalid';

/** Foreign keys and checks that nobody held against the rows. */
export const NOT_VALIDATED = 'SELECT count(*) FROM pg_constraint WHERE NOT convalidated';

/**
 * Sequences that stand behind the highest value of the column that they belong to; the next insert would fail. The
 * question writes the questions, one for each column, and asks them.
 */
export const SEQUENCES_BEHIND = `SELECT format('SELECT %L WHERE (SELECT max(%I) FROM %s) > (SELECT last_value FROM %s);', c.oid::regclass || '.' || a.attname, a.attname, c.oid::regclass, d.objid::regclass) FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.refobjid JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S' WHERE d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass`;

/** Triggers of the migration that write to both sides. */
export const DUAL_WRITES = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'migrate\\_arch%'";

/** Where the others are that are connected to the database. */
export const OTHER_SESSIONS =
  "FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
/** How many they are. */
export const SESSIONS = `SELECT count(*) ${OTHER_SESSIONS}`;

/** Which server and database it is: two addresses may lead to the same. */
export const IDENTITY = "SELECT system_identifier || '/' || current_database() FROM pg_control_system()";
