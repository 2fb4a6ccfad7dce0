import { objectName } from '../../../lib/object-name.js';
import type { Column } from '../../../model/catalog/table.js';
import { described, optionsOf, present, privilegesOf } from './assemble.js';
import { commentOn, isOfExtension, isSystemSchema, optionsIn, privileges, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';
import { sequenceOptionsIn, sequenceOptionsOf } from './sequences.js';
import { dataTypeAt } from './types.js';

/** The columns of all tables, and the defaults of views. */
export async function readColumnRows({ run, version }: Reader): Promise<readonly Row[]> {
  const notNull = since(
    version,
    18,
    `(SELECT json_build_object('name', conname, 'validated', convalidated, 'noInherit', connoinherit) FROM pg_constraint
      WHERE conrelid = a.attrelid AND contype = 'n' AND conkey = ARRAY[a.attnum])`,
    'NULL::json',
  );
  return run(`SELECT a.attrelid AS relation, a.attname AS name, a.atttypid AS type,
      format_type(a.atttypid, a.atttypmod) AS printed, a.attnotnull AS not_null, ${notNull} AS not_null_constraint,
      pg_get_expr(d.adbin, d.adrelid) AS expression,
      ${since(version, 12, 'a.attgenerated', "''")}::text AS generated, a.attidentity::text AS identity,
      ${sequenceOptionsIn(IDENTITY_SEQUENCE)} AS identity_sequence,
      (SELECT relname FROM pg_class WHERE oid = ${IDENTITY_SEQUENCE}) AS sequence_name,
      CASE WHEN a.attcollation <> t.typcollation THEN (SELECT CASE nspname WHEN 'pg_catalog' THEN '' ELSE nspname || '.' END
        || collname FROM pg_collation JOIN pg_namespace x ON x.oid = collnamespace
        WHERE pg_collation.oid = a.attcollation) END AS collation,
      CASE WHEN a.attstorage <> t.typstorage THEN
        CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END
      END AS storage,
      CASE ${since(version, 14, 'a.attcompression', "''")} WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
      CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics, ${optionsIn('a.attoptions')} AS options,
      ${optionsIn('a.attfdwoptions')} AS foreign_options, NOT a.attislocal AS is_inherited,
      CASE WHEN a.attacl IS NOT NULL THEN ${privileges('a.attacl', 'c.relowner')} END AS privileges,
      ${commentOn('pg_class', 'a.attrelid', 'a.attnum')} AS comment
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
      AND NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_class', 'c.oid')}
    ORDER BY a.attrelid, a.attnum`);
}

const IDENTITY_SEQUENCE = `(SELECT s.seqrelid FROM pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid
        WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass AND p.deptype = 'i'
          AND a.attidentity <> '' AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum)`;

/** What `ALTER COLUMN … SET (…)` takes; builds of the server keep notes of their own beside these. */
const ATTRIBUTE_OPTIONS = ['n_distinct', 'n_distinct_inherited'] as const;

function settable(options: Readonly<Record<string, string>> | null): Record<string, string> | null {
  const own = ATTRIBUTE_OPTIONS.filter((name) => options?.[name] !== undefined);
  return own.length === 0 ? null : Object.fromEntries(own.map((name) => [name, options?.[name] as string]));
}

export function columnOf(reader: Reader, row: Row, sources: readonly Row[], relation: Row): Column {
  const type = dataTypeAt(reader.types, row.type, row.printed);
  const expression = expressionAt(reader, row.expression, {
    sources: [{ name: relation.name, schema: relation.schema, columns: columnTypes(reader, sources) }],
    target: type,
  });
  const isGenerated = row.generated !== '';
  const own = settable(row.options);
  const options = row.foreign_options === null && own === null ? null : { ...row.foreign_options, ...own };
  return {
    ...described(row),
    name: row.name,
    type,
    nullable: !row.not_null,
    privileges: privilegesOf(row.privileges),
    ...present<Partial<Column>>({
      notNull: row.not_null_constraint,
      default: isGenerated ? undefined : expression,
      generated: isGenerated && expression !== undefined ? { expression, isStored: row.generated === 's' } : undefined,
      identity:
        row.identity === '' || row.identity_sequence === null
          ? undefined
          : {
              mode: row.identity === 'a' ? 'always' : 'by default',
              sequence: sequenceOptionsOf(row.identity_sequence),
              ...(row.sequence_name === objectName(relation.name, row.name, 'seq') ? {} : { name: row.sequence_name }),
            },
      collation: row.collation,
      storage: row.storage,
      compression: row.compression,
      statistics: row.statistics,
      options: options === null ? undefined : optionsOf(options),
      isInherited: row.is_inherited || undefined,
    }),
  };
}

/** The names and types of a relation's columns. */
export function columnTypes(reader: Reader, rows: readonly Row[]) {
  return rows.map(({ name, type, printed }) => ({
    name: name as string,
    type: dataTypeAt(reader.types, type, printed),
  }));
}
