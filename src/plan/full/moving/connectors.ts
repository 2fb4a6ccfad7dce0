import type { Store } from './stores.js';

/** A text as a regular expression of Java that matches nothing else. */
const exactly = (text: string) => text.replaceAll(/[^\w]/g, (character) => `\\${character}`);

/** Secrets and addresses are in the environment of the workers (KIP-887, EnvVarConfigProvider), and in no document. */
const from = (name: string) => `\${env:${name}}`;

interface Flow {
  readonly name: string;
  readonly store: Store;
  /** What the environment of the workers calls the side: SOURCE_HOST, SOURCE_USER and so on. */
  readonly side: 'SOURCE' | 'TARGET';
  readonly tables: readonly string[];
}

const CLASSES = {
  postgresql: 'io.debezium.connector.postgresql.PostgresConnector',
  mysql: 'io.debezium.connector.mysql.MySqlConnector',
  mariadb: 'io.debezium.connector.mariadb.MariaDbConnector',
  oracle: 'io.debezium.connector.oracle.OracleConnector',
  sqlserver: 'io.debezium.connector.sqlserver.SqlServerConnector',
  mongodb: 'io.debezium.connector.mongodb.MongoDbConnector',
} as const satisfies Record<Store, string>;

/**
 * Reads the log of a database into topics (Debezium 3, "Source Connectors").
 *
 * @param withRows whether the rows that are there come first
 */
export function reader({ name, store, side, tables }: Flow, withRows: boolean): Record<string, string> {
  const lists = tables.map((table) => (table.includes('.') ? exactly(table) : `${ANY_SCHEMA}${exactly(table)}`));
  const history = {
    'schema.history.internal.kafka.bootstrap.servers': from('KAFKA_BROKERS'),
    'schema.history.internal.kafka.topic': `${name}-schema`,
  };
  const own: Readonly<Record<Store, Record<string, string>>> = {
    postgresql: {
      'database.dbname': from(`${side}_DATABASE`),
      'plugin.name': 'pgoutput',
      'slot.name': name,
      'publication.name': name,
      'publication.autocreate.mode': 'filtered',
    },
    mysql: { 'database.server.id': serverId(name), 'database.include.list': from(`${side}_DATABASE`), ...history },
    mariadb: { 'database.server.id': serverId(name), 'database.include.list': from(`${side}_DATABASE`), ...history },
    oracle: { 'database.dbname': from(`${side}_DATABASE`), ...history },
    sqlserver: { 'database.names': from(`${side}_DATABASE`), ...history },
    mongodb: { 'mongodb.connection.string': from(`${side}_URL`), 'database.include.list': from(`${side}_DATABASE`) },
  };
  const address: Record<string, string> =
    store === 'mongodb'
      ? {}
      : {
          'database.hostname': from(`${side}_HOST`),
          'database.port': from(`${side}_PORT`),
          'database.user': from(`${side}_USER`),
          'database.password': from(`${side}_PASSWORD`),
        };
  return {
    'connector.class': CLASSES[store],
    'tasks.max': '1',
    ...address,
    ...own[store],
    'topic.prefix': name,
    ...(tables.length > 0 && {
      [store === 'mongodb' ? 'collection.include.list' : 'table.include.list']: lists.join(','),
    }),
    'snapshot.mode': withRows ? 'initial' : 'no_data',
    'heartbeat.interval.ms': '10000',
    'tombstones.on.delete': 'true',
  };
}

const ANY_SCHEMA = '[^.]+\\.';

/** Writes topics into a database, row by row by its key (Debezium 3, "JDBC" and "MongoDB sink"). */
export function writer(flow: Flow, to: Store): Record<string, string> {
  const side = flow.side === 'SOURCE' ? 'TARGET' : 'SOURCE';
  const topics = {
    'topics.regex': `${exactly(flow.name)}\\.[^.]+\\..+`,
    'tasks.max': '1',
    'errors.tolerance': 'none',
  };
  if (to === 'mongodb') {
    return {
      'connector.class': 'io.debezium.connector.mongodb.MongoDbSinkConnector',
      ...topics,
      'mongodb.connection.string': from(`${side}_URL`),
      'sink.database': from(`${side}_DATABASE`),
    };
  }
  const unwrapped = flow.store === 'mongodb' ? ['unwrap', 'route'] : ['route'];
  return {
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    ...topics,
    'connection.url': from(`${side}_JDBC_URL`),
    'connection.username': from(`${side}_USER`),
    'connection.password': from(`${side}_PASSWORD`),
    'insert.mode': 'upsert',
    'delete.enabled': 'true',
    'primary.key.mode': 'record_key',
    'schema.evolution': 'none',
    transforms: unwrapped.join(','),
    ...(flow.store === 'mongodb' && {
      'transforms.unwrap.type': 'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
    }),
    // The table is the last part of the topic.
    'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
    'transforms.route.regex': '.*\\.([^.]+)',
    'transforms.route.replacement': '$1',
  };
}

/** What replicas are told apart by: a number of the name, out of the way of those that people give. */
function serverId(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_000_000;
  return String(1_000_000_000 + sum);
}
