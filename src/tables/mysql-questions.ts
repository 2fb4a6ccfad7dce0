/**
 * How many transactions are open for longer than a minute. Needs the privilege PROCESS, and is an error without; the start
 * is on the clock of the server's system, whatever the session's is.
 */
export const MYSQL_LONG_TRANSACTIONS =
  "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_started < CONVERT_TZ(NOW(), @@session.time_zone, 'SYSTEM') - INTERVAL 1 MINUTE";

/** The transactions that are open for longer than a minute, with whose they are and what they do. */
export const MYSQL_OLD_TRANSACTIONS =
  "SELECT p.ID, p.USER, p.HOST, t.trx_started, t.trx_state, LEFT(p.INFO, 60) AS statement FROM information_schema.INNODB_TRX AS t JOIN information_schema.PROCESSLIST AS p ON p.ID = t.trx_mysql_thread_id WHERE t.trx_started < CONVERT_TZ(NOW(), @@session.time_zone, 'SYSTEM') - INTERVAL 1 MINUTE ORDER BY t.trx_started LIMIT 20";

/** How many replicas read from this server; each of them knows alone how far it is behind. */
export const MYSQL_REPLICAS = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%'";

/** Who waits for a lock, and whose transaction is old: the longest first. */
export const MYSQL_BLOCKED =
  "SELECT p.ID, p.TIME, p.STATE, t.trx_started, t.trx_state, LEFT(p.INFO, 60) AS statement FROM information_schema.PROCESSLIST AS p LEFT JOIN information_schema.INNODB_TRX AS t ON t.trx_mysql_thread_id = p.ID WHERE p.STATE LIKE 'Waiting for%lock%' OR t.trx_id IS NOT NULL ORDER BY p.TIME DESC LIMIT 20";

/** How many statements wrote since the server began: two readings tell what came between. */
export const MYSQL_WRITES =
  "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_insert', 'Com_update', 'Com_delete', 'Com_replace', 'Com_load', 'Uptime')";

/** Which server and database it is: two files of options may lead to the same. */
export const MYSQL_IDENTITY = "SELECT CONCAT(@@hostname, ':', @@port, @@datadir, DATABASE())";

/** The bytes of all tables and indexes, as the statistics know them. */
export const MYSQL_SIZE =
  'SELECT SUM(DATA_LENGTH + INDEX_LENGTH) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()';

/** How many tables there are. */
export const MYSQL_TABLES =
  "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'VIEW'";
