/**
 * Writes src/tables/postgresql/builtins.ts from a server's own catalog, PostgreSQL 18 at best:
 * `PGPORT=5418 npx tsx tests/measure/postgresql-builtins.ts`. Extensions that the server has are created in a
 * database of its own, one after the other, for what they bring.
 */
import { writeFileSync } from 'node:fs';
import type pg from 'pg';
import { scratchPostgres } from '../support/databases.js';

/** Of PostgreSQL's own extensions, those whose types, operators and functions stand in schemas of applications. */
const EXTENSIONS = [
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'earthdistance',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'lo',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'seg',
  'tablefunc',
  'unaccent',
  'uuid-ossp',
] as const;

const member = (catalog: string, oid: string) =>
  `(SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

/** The server's own schema, or that of the extensions. */
const isWanted = (schema: string) => `${schema} IN ('pg_catalog'::regnamespace, 'public'::regnamespace)`;

/** What stands in the information schema has a part of its own. */
const section = (schema: string) =>
  `CASE WHEN ${schema} = 'information_schema'::regnamespace THEN 'information_schema' END`;

const type = (oid: string) =>
  `(SELECT CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 AND t.typname LIKE '\\_%'
           THEN (SELECT e.typname FROM pg_type e WHERE e.oid = t.typelem) || '[]' ELSE t.typname END
    FROM pg_type t WHERE t.oid = ${oid})`;

const QUERIES = {
  // Name, category, and ! for the preferred type of its category.
  TYPES: `SELECT ${member('pg_type', 'x.oid')} AS extension,
      x.typname || ' ' || x.typcategory::text || CASE WHEN x.typispreferred THEN '!' ELSE '' END
        || CASE WHEN r.rngsubtype IS NULL THEN '' ELSE ' ' || ${type('r.rngsubtype')} END AS line
    FROM pg_type x LEFT JOIN pg_range r ON x.oid IN (r.rngtypid, r.rngmultitypid)
    WHERE NOT (x.typcategory = 'A' AND x.typelem <> 0 AND x.typname LIKE '\\_%') AND x.typrelid = 0 AND ${isWanted('x.typnamespace')} ORDER BY 2`,
  // Source, target, context (implicit, assignment, explicit) and method (function, binary, i/o).
  CASTS: `SELECT ${member('pg_cast', 'x.oid')} AS extension,
      ${type('castsource')} || ' ' || ${type('casttarget')} || ' ' || castcontext::text || castmethod::text AS line
    FROM pg_cast x ORDER BY 2`,
  // The server's own tables and views: name, then column and type of each.
  RELATIONS: `SELECT ${section('relnamespace')} AS extension, c.relname || ' ' || string_agg(attname || ' ' || ${type('atttypid')}, ','
      ORDER BY attnum) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE relkind IN ('r', 'v') AND attnum > 0 AND (relnamespace = 'pg_catalog'::regnamespace
      OR relnamespace = 'information_schema'::regnamespace AND relname NOT LIKE '\\_%') GROUP BY 1, relname ORDER BY 2`,
  // The domains of the information schema, with the type behind each.
  DOMAINS: `SELECT ${section('x.typnamespace')} AS extension, x.typname || ' ' || ${type('x.typbasetype')} AS line
    FROM pg_type x WHERE typtype = 'd' AND typnamespace = 'information_schema'::regnamespace ORDER BY 2`,
  // The operator classes of extensions.
  CLASSES: `SELECT ${member('pg_opclass', 'x.oid')} AS extension, x.opcname AS line FROM pg_opclass x
    WHERE ${member('pg_opclass', 'x.oid')} IS NOT NULL ORDER BY 2`,
  // Name, then left,right:result of each.
  OPERATORS: `SELECT ${member('pg_operator', 'min(x.oid)')} AS extension, oprname || ' ' || string_agg(
      coalesce(${type('nullif(oprleft, 0)')}, '') || ',' || ${type('oprright')} || ':' || ${type('oprresult')}, ';'
      ORDER BY x.oid) AS line
    FROM (SELECT o.*, ${member('pg_operator', 'o.oid')} AS extension FROM pg_operator o WHERE oprresult <> 0 AND ${isWanted('oprnamespace')}) x
    GROUP BY oprname, x.extension ORDER BY 2`,
  // Name, then arguments:result of each; * stands before a variadic argument, = before one with a default,
  // a, w or p after the result of an aggregate, window function or procedure, and the columns of a record in brackets.
  FUNCTIONS: `SELECT ${member('pg_proc', 'min(x.oid)')} AS extension, proname || ' ' || string_agg(
      coalesce((SELECT string_agg(
          CASE WHEN provariadic <> 0 AND n = pronargs THEN '*' WHEN n > pronargs - pronargdefaults THEN '=' ELSE '' END
          || ${type('a.t')}, ',' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY a(t, n)), '')
        || ':' || ${type('prorettype')} || CASE prokind WHEN 'f' THEN '' ELSE '|' || prokind::text END
        || coalesce((SELECT '(' || string_agg(coalesce(nullif(proargnames[n], ''), 'column' || n) || ' '
          || ${type('a.t')}, ',' ORDER BY n) || ')' FROM unnest(proallargtypes) WITH ORDINALITY a(t, n)
          WHERE proargmodes[n] IN ('o', 'b', 't')), ''), ';' ORDER BY x.oid) AS line
    FROM (SELECT p.*, ${member('pg_proc', 'p.oid')} AS extension FROM pg_proc p
      WHERE ${isWanted('pronamespace')} AND prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype,
        'index_am_handler'::regtype, 'language_handler'::regtype, 'fdw_handler'::regtype, 'tsm_handler'::regtype)
      AND NOT 'internal'::regtype = ANY (proargtypes) AND NOT 'cstring'::regtype = ANY (proargtypes)
      AND prorettype <> 'cstring'::regtype) x
    GROUP BY proname, x.extension ORDER BY 2`,
} as const;

const scratch = await scratchPostgres('builtins');
try {
  const client = await scratch.connect();
  for (const extension of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS "${extension}" CASCADE`);
  const { server_version } = (await client.query('SHOW server_version')).rows[0] as { server_version: string };
  const parts = [];
  for (const [name, sql] of Object.entries(QUERIES)) parts.push(await printed(client, name, sql));
  const head = `// Written by tests/measure/postgresql-builtins.ts from the catalog of PostgreSQL ${server_version.split(' ')[0]}.
/** What PostgreSQL and its extensions bring: a line for each name, under the extension in square brackets. */\n`;
  writeFileSync('src/tables/postgresql/builtins.ts', head + parts.join(''));
} finally {
  await scratch.drop();
}

async function printed(client: pg.Client, name: string, sql: string): Promise<string> {
  const { rows } = (await client.query(sql)) as { rows: { extension: string | null; line: string }[] };
  const extensions = [...new Set(rows.map(({ extension }) => extension ?? ''))].sort();
  const sections = extensions.map((extension) => {
    const lines = rows
      .filter((row) => (row.extension ?? '') === extension && row.line !== null)
      .map(({ line }) => line);
    return `[${extension}]\n${lines.join('\n')}`;
  });
  const text = sections.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `export const ${name} = \`${text}\`;\n`;
}
