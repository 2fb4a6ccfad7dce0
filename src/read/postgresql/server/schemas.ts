import type { DefaultPrivilege, Extension, Publication, Schema } from '../../../model/catalog/objects.js';
import { compare, described, optionsOf, owned, present } from './assemble.js';
import { commentOn, isOfExtension, isSystemSchema, privilegesOn, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';

export async function readSchemas({ run }: Reader): Promise<Schema[]> {
  const rows = await run(`SELECT n.nspname AS name, pg_get_userbyid(n.nspowner) AS owner,
      ${privilegesOn('n.nspacl', 'n', 'n.nspowner')} AS privileges,
      nullif(${commentOn('pg_namespace', 'n.oid')},
        CASE n.nspname WHEN 'public' THEN 'standard public schema' END) AS comment
    FROM pg_namespace n WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_namespace', 'n.oid')}
    ORDER BY n.nspname::text COLLATE "C"`);
  return rows.map((row) => ({ ...owned(row), name: row.name }));
}

/** Without plpgsql, which every database has. */
export async function readExtensions({ run }: Reader): Promise<Extension[]> {
  const rows = await run(`SELECT e.extname AS name, n.nspname AS schema, e.extversion AS version,
      nullif(${commentOn('pg_extension', 'e.oid')}, (SELECT comment FROM pg_available_extensions WHERE name = e.extname))
        AS comment
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql'
    ORDER BY e.extname::text COLLATE "C"`);
  return rows.map((row) => ({ ...described(row), name: row.name, schema: row.schema, version: row.version }));
}

export async function readPublications(reader: Reader): Promise<Publication[]> {
  const { run, version } = reader;
  const columns = since(
    version,
    15,
    `(SELECT json_agg(attname ORDER BY place) FROM unnest(r.prattrs::int2[]) WITH ORDINALITY k(number, place)
      JOIN pg_attribute a ON a.attrelid = r.prrelid AND a.attnum = k.number)`,
    'NULL',
  );
  const where = since(version, 15, 'pg_get_expr(r.prqual, r.prrelid)', 'NULL');
  const schemas = since(
    version,
    15,
    `(SELECT json_agg(nspname ORDER BY nspname::text COLLATE "C") FROM pg_publication_namespace
      JOIN pg_namespace ON pg_namespace.oid = pnnspid WHERE pnpubid = p.oid)`,
    'NULL::json',
  );
  const rows = await run(`SELECT p.pubname AS name, pg_get_userbyid(p.pubowner) AS owner, p.puballtables AS all_tables,
      ${commentOn('pg_publication', 'p.oid')} AS comment, ${schemas} AS schemas,
      (SELECT json_agg(json_build_object('schema', nspname, 'name', relname, 'columns', ${columns}, 'where', ${where})
          ORDER BY nspname::text COLLATE "C", relname::text COLLATE "C")
        FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.prpubid = p.oid) AS tables,
      p.pubinsert AS insert, p.pubupdate AS update, p.pubdelete AS delete,
      ${since(version, 11, 'p.pubtruncate', 'false')} AS truncate, ${since(version, 13, 'p.pubviaroot', 'false')} AS via_root
    FROM pg_publication p WHERE NOT ${isOfExtension('pg_publication', 'p.oid')} ORDER BY p.pubname::text COLLATE "C"`);
  return rows.map((row) => publicationOf(reader, row));
}

function publicationOf(reader: Reader, row: Row): Publication {
  const published = ['insert', 'update', 'delete', 'truncate'].filter((action) => row[action]);
  return {
    ...described(row),
    name: row.name,
    owner: row.owner,
    allTables: row.all_tables,
    tables: ((row.tables ?? []) as Row[]).map(({ schema, name, columns, where }) => {
      const relation = reader.scope.relation(schema, name);
      const sources = relation === undefined ? [] : [{ name, schema, columns: relation.columns }];
      return {
        name: { schema, name },
        columns: columns ?? [],
        ...present<Pick<Publication['tables'][number], 'where'>>({ where: expressionAt(reader, where, { sources }) }),
      };
    }),
    schemas: row.schemas ?? [],
    options: optionsOf({
      ...(published.length === (reader.version.number >= 110_000 ? 4 : 3) ? {} : { publish: published.join(', ') }),
      ...(row.via_root ? { publish_via_partition_root: 'true' } : {}),
    }),
  };
}

const OBJECTS: Readonly<Record<string, string>> = {
  r: 'tables',
  S: 'sequences',
  f: 'functions',
  T: 'types',
  n: 'schemas',
};

/** What is granted or revoked beyond what the server does by itself. */
export async function readDefaultPrivileges({ run }: Reader): Promise<DefaultPrivilege[]> {
  const exploded = (acl: string) => `SELECT a.grantee, a.privilege_type, bool_or(a.is_grantable) AS grantable
    FROM aclexplode(${acl}) a WHERE a.grantee <> d.defaclrole GROUP BY 1, 2`;
  const builtIn = "acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)";
  const rows =
    await run(`SELECT pg_get_userbyid(d.defaclrole) AS role, n.nspname AS schema, d.defaclobjtype::text AS kind,
      coalesce(r.rolname, 'public') AS grantee, lower(coalesce(x.privilege_type, y.privilege_type)) AS privilege,
      x.grantee IS NOT NULL AS granted, coalesce(x.grantable, false) AS grantable
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    CROSS JOIN (LATERAL (${exploded('d.defaclacl')}) x
      FULL JOIN LATERAL (SELECT * FROM (${exploded(builtIn)}) z WHERE d.defaclnamespace = 0) y
        ON y.grantee = x.grantee AND y.privilege_type = x.privilege_type)
    LEFT JOIN pg_roles r ON r.oid = coalesce(x.grantee, y.grantee)
    WHERE x.grantee IS NULL OR y.grantee IS NULL OR x.grantable`);
  const privileges = rows.map(
    (row): DefaultPrivilege => ({
      role: row.role,
      ...(row.schema === null ? {} : { schema: row.schema }),
      objects: OBJECTS[row.kind] ?? row.kind,
      grantee: row.grantee,
      privilege: row.privilege,
      isGranted: row.granted,
      grantable: row.grantable,
    }),
  );
  const key = (one: DefaultPrivilege) => [one.role, one.schema, one.objects, one.grantee, one.privilege].join('\0');
  return privileges.sort((a, b) => compare(key(a), key(b)));
}
