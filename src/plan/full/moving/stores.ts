/** Where data can be, how people call it, and which words they use for it. */
const STORES = [
  ['postgresql', 'PostgreSQL', /postgres/i],
  ['mariadb', 'MariaDB', /maria/i],
  ['mysql', 'MySQL', /mysql/i],
  ['oracle', 'Oracle', /\boracle\b/i],
  ['sqlserver', 'SQL Server', /\b(ms)?\s?sql\s?server\b|\bmssql\b/i],
  ['mongodb', 'MongoDB', /\bmongo/i],
] as const;

export type Store = (typeof STORES)[number][0];

export const TITLES = Object.fromEntries(STORES.map(([store, title]) => [store, title])) as Readonly<
  Record<Store, string>
>;

/** The store that a text speaks of first in the order above. */
export function storeIn(text: unknown): Store | undefined {
  return STORES.find(([, , words]) => words.test(String(text)))?.[0];
}

/** Whether a text speaks of objects in buckets. */
export function speaksOfObjects(text: unknown): boolean {
  return /\bs3\b|\bgcs\b|\bbuckets?\b|\bblob\b|\bminio\b|\bceph\b|\bobject[\s_-]?(storage|store)\b/i.test(String(text));
}

/** Whether a text names a store that nobody here has tools for. */
export function speaksOfOthers(text: unknown): boolean {
  return OTHERS.test(String(text));
}

const OTHERS =
  /\b(snowflake|bigquery|redshift|dynamo\w*|cassandra|scylla\w*|elastic\w*|opensearch|redis|valkey|clickhouse|spanner|cosmos\w*|db2|sqlite|kafka|kinesis|pulsar|hbase|hadoop|neo4j|couch\w*|sybase|informix|teradata|firestore|databricks|cockroach\w*|tidb|vertica|mainframe|vsam|files?|csv|ftp|nfs)\b/i;
