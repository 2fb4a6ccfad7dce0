import { ARCHIVE } from '../../../tables/archive.js';

/** Runs one query and gives its rows. Whoever has a connection can hand one in: a driver, or one that runs inside this program. */
export type RunQuery = (sql: string) => Promise<readonly Row[]>;

// biome-ignore lint/suspicious/noExplicitAny: rows have the shape of their query, which stands beside the reader
export type Row = Record<string, any>;

/** What a query must know of the server that it runs on. */
export interface ServerVersion {
  /** As server_version_num says it: 150004. */
  readonly number: number;
  /** As in `15.4`. */
  readonly name: string;
}

/** A part of a query that older servers do not have, and what they get instead. */
export function since({ number }: ServerVersion, major: number, sql: string, otherwise: string): string {
  return number >= major * 10_000 ? sql : otherwise;
}

/** Whether an object belongs to an extension. */
export function isOfExtension(catalog: string, oid: string): string {
  return `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;
}

/** Whether a schema is nobody's but the server's, or holds what migrations have archived. */
export function isSystemSchema(name: string): string {
  return `(${name} LIKE 'pg\\_%' OR ${name} IN ('information_schema', '${ARCHIVE}'))`;
}

export function commentOn(catalog: string, oid: string, column = '0'): string {
  return `(SELECT description FROM pg_description
    WHERE classoid = '${catalog}'::regclass AND objoid = ${oid} AND objsubid = ${column})`;
}

/** The privileges of an object, as JSON; what the server grants by itself is among them (`kind` as for acldefault). */
export function privilegesOn(acl: string, kind: string, owner: string): string {
  return privileges(`coalesce(${acl}, acldefault('${kind}', ${owner}))`, owner);
}

export function privileges(acl: string, owner: string): string {
  return `(SELECT json_agg(json_build_object('grantee', coalesce(rolname, 'public'),
      'privilege', lower(privilege_type), 'grantable', grantable))
    FROM (SELECT grantee, privilege_type, bool_or(is_grantable) AS grantable FROM aclexplode(${acl})
      WHERE grantee <> ${owner} GROUP BY grantee, privilege_type) granted
    LEFT JOIN pg_roles ON pg_roles.oid = grantee)`;
}

/** `name=value` texts as an object in JSON. */
export function optionsIn(column: string): string {
  return `(SELECT json_object_agg(lower(option_name), option_value) FROM pg_options_to_table(${column}))`;
}
