import { dropSubscription } from '../../sql/postgresql/subscriptions.js';
import type { Row, Session } from '../engine.js';

/** Catalogs in which every object has a number; those that a database is born with are below this. */
const FIRST_OWN = 16_384;
const CATALOGS = [
  ...['pg_class', 'pg_proc', 'pg_type', 'pg_constraint', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_cast'],
  ...['pg_collation', 'pg_conversion', 'pg_language', 'pg_extension', 'pg_event_trigger', 'pg_publication', 'pg_am'],
  ...['pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_user_mapping', 'pg_ts_config', 'pg_ts_dict', 'pg_ts_parser'],
  ...['pg_ts_template', 'pg_transform', 'pg_statistic_ext', 'pg_default_acl', 'pg_largeobject_metadata', 'pg_rewrite'],
  ...['pg_trigger', 'pg_policy', 'pg_attrdef', 'pg_namespace'],
] as const;

const IS_EMPTY = `SELECT ${CATALOGS.map((name) => `NOT EXISTS (SELECT FROM ${name} WHERE oid >= ${FIRST_OWN})`).join('\n  AND ')}
  AND NOT EXISTS (SELECT FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
    WHERE datname = current_database()) AS is_empty`;

/** What may be said of the schema and the database that stay. */
const STAYING = `SELECT ARRAY[nspowner::text, nspacl::text, obj_description(pg_namespace.oid, 'pg_namespace'),
    datacl::text, shobj_description(pg_database.oid, 'pg_database')]::text AS staying
  FROM pg_namespace, pg_database WHERE nspname = 'public' AND datname = current_database()`;

const IN_PUBLIC = `SELECT found.type, found.identity FROM pg_depend
    JOIN pg_namespace ON pg_namespace.oid = refobjid AND nspname = 'public',
    LATERAL pg_identify_object(classid, objid, 0) AS found
  WHERE refclassid = 'pg_namespace'::regclass AND objid >= ${FIRST_OWN}`;

/** Kinds that DROP calls otherwise than pg_identify_object does. */
const DROPPED_AS: Readonly<Record<string, string>> = {
  'composite type': 'TYPE',
  'statistics object': 'STATISTICS',
  index: '',
  rule: '',
  'table constraint': '',
};

/** Kinds of objects in no schema, where their names are, and whether they are the whole server's. */
const IN_NO_SCHEMA = [
  ['EXTENSION', 'pg_extension', 'extname'],
  ['EVENT TRIGGER', 'pg_event_trigger', 'evtname'],
  ['PUBLICATION', 'pg_publication', 'pubname'],
  ['SERVER', 'pg_foreign_server', 'srvname'],
  ['FOREIGN DATA WRAPPER', 'pg_foreign_data_wrapper', 'fdwname'],
  ['SCHEMA', 'pg_namespace', 'nspname'],
] as const;

/** What of a new database `isEmptied` will compare. */
export async function stayingOf(session: Session): Promise<string> {
  const [row] = await session.query(STAYING);
  return String(row?.staying);
}

/**
 * Takes everything out of a database, which costs less than another one; says whether it is as new then.
 *
 * @param staying what `stayingOf` said when it was new
 * @param ownsRoles whether the roles of the server were all made for this database
 */
export async function isEmptied(session: Session, staying: string, ownsRoles: boolean): Promise<boolean> {
  try {
    for (const begin of ['ROLLBACK', 'RESET SESSION AUTHORIZATION', 'DISCARD ALL']) await session.execute(begin);
    await session.execute(`SET client_min_messages = 'error'`);
    for (const [kind, catalog, column] of IN_NO_SCHEMA) await dropNamed(session, kind, catalog, column, ' CASCADE');
    await dropSubscriptions((sql) => session.query(sql));
    for (const { type, identity } of await session.query(IN_PUBLIC)) {
      const kind = DROPPED_AS[String(type)] ?? String(type).toUpperCase();
      if (kind !== '') await session.execute(`DROP ${kind} IF EXISTS ${identity} CASCADE`).catch(() => {});
    }
    if (ownsRoles) {
      for (const { name } of await named(session, 'pg_authid', 'rolname')) {
        await session.execute(`DROP OWNED BY ${name}`);
        await session.execute(`DROP ROLE ${name}`);
      }
    }
    const [row] = await session.query(IS_EMPTY);
    return row?.is_empty === true && (await stayingOf(session)) === staying;
  } catch {
    return false;
  }
}

/** Drops the subscriptions of a database; a rehearsal has made no slot for them anywhere. */
export async function dropSubscriptions(query: (sql: string) => Promise<readonly Row[]>): Promise<void> {
  const rows = await query(`SELECT subname AS name FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  for (const { name } of rows) {
    for (const statement of dropSubscription(String(name))) await query(statement);
  }
}

async function dropNamed(session: Session, kind: string, catalog: string, column: string, how: string): Promise<void> {
  for (const { name } of await named(session, catalog, column)) {
    await session.execute(`DROP ${kind} IF EXISTS ${name}${how}`);
  }
}

function named(session: Session, catalog: string, column: string) {
  return session.query(`SELECT quote_ident(${column}) AS name FROM ${catalog} WHERE oid >= ${FIRST_OWN}`);
}
