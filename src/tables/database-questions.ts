/** How many transactions are open for longer than a minute: each keeps the locks that it has taken. */
export const LONG_TRANSACTIONS =
  "SELECT count(*) FROM pg_stat_activity WHERE xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()";

/** Whether no replica is more than ten seconds behind. */
export const LAG = 'SELECT coalesce(max(extract(epoch FROM replay_lag)), 0) < 10 FROM pg_stat_replication';
