import { multirangeName } from '../../../lib/multirange-name.js';
import type { Options } from '../../../model/catalog/common.js';
import type { CompositeType, UserType } from '../../../model/catalog/objects.js';
import type { CheckConstraint } from '../../../model/catalog/table.js';
import { groupBy, nameOf, owned, present } from './assemble.js';
import { constraintOf } from './keys.js';
import { commentOn, isOfExtension, isSystemSchema, privilegesOn, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';
import { dataTypeAt } from './types.js';

const collation = (oid: string) => `(SELECT CASE nspname WHEN 'pg_catalog' THEN '' ELSE nspname || '.' END || collname
  FROM pg_collation JOIN pg_namespace x ON x.oid = collnamespace WHERE pg_collation.oid = ${oid})`;

/** Enums, domains, composite types and ranges. */
export async function readUserTypes(reader: Reader, constraints: readonly Row[]): Promise<UserType[]> {
  const rows = await reader.run(`SELECT t.oid, n.nspname AS schema, t.typname AS name, t.typtype::text AS kind,
      pg_get_userbyid(t.typowner) AS owner, ${privilegesOn('t.typacl', 'T', 't.typowner')} AS privileges,
      coalesce(${commentOn('pg_type', 't.oid')}, ${commentOn('pg_class', 't.typrelid')}) AS comment,
      (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS values,
      t.typbasetype AS base, format_type(t.typbasetype, t.typtypmod) AS printed, t.typnotnull AS not_null,
      CASE WHEN t.typtype = 'd' THEN pg_get_expr(t.typdefaultbin, 0) END AS "default",
      CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN ${collation('t.typcollation')} END AS collation,
      (SELECT json_agg(json_build_object('name', attname, 'type', atttypid::int8, 'printed', format_type(atttypid, atttypmod),
          'collation', CASE WHEN attcollation <> y.typcollation THEN ${collation('attcollation')} END,
          'comment', col_description(attrelid, attnum)) ORDER BY attnum)
        FROM pg_attribute JOIN pg_type y ON y.oid = atttypid
        WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped) AS attributes,
      r.rngsubtype AS subtype, nullif(r.rngsubdiff, 0)::regproc::text AS subtype_diff,
      nullif(r.rngcanonical, 0)::regproc::text AS canonical,
      ${since(reader.version, 14, '(SELECT m.typname FROM pg_type m WHERE m.oid = r.rngmultitypid)', 'NULL')} AS many,
      CASE WHEN NOT o.opcdefault THEN o.opcname END AS subtype_opclass,
      CASE WHEN r.rngcollation <> s.typcollation THEN ${collation('r.rngcollation')} END AS range_collation
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    LEFT JOIN pg_type b ON b.oid = t.typbasetype LEFT JOIN pg_range r ON r.rngtypid = t.oid
    LEFT JOIN pg_type s ON s.oid = r.rngsubtype LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
    WHERE t.typtype IN ('e', 'd', 'c', 'r') AND (t.typtype <> 'c' OR c.relkind = 'c')
      AND NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_type', 't.oid')}
    ORDER BY n.nspname::text COLLATE "C", t.typname::text COLLATE "C"`);
  const checks = groupBy(constraints, 'domain');
  return rows.map((row) => typeOf(reader, row, checks.get(String(row.oid)) ?? []));
}

function commentsOf(attributes: readonly Row[]): Partial<CompositeType> {
  const comments = attributes.filter(({ comment }) => comment !== null).map(({ name, comment }) => [name, comment]);
  return { ...(comments.length > 0 && { attributeComments: Object.fromEntries(comments) as Options }) };
}

function typeOf(reader: Reader, row: Row, checks: readonly Row[]): UserType {
  const base = { ...nameOf(row), ...owned(row) };
  switch (row.kind) {
    case 'e':
      return { ...base, type: 'enum', values: row.values ?? [] };
    case 'c':
      return {
        ...base,
        type: 'composite',
        attributes: ((row.attributes ?? []) as Row[]).map(({ name, type, printed, collation: own }) => ({
          name,
          type: dataTypeAt(reader.types, type, printed),
          ...(own === null ? {} : { collation: own }),
        })),
        ...commentsOf((row.attributes ?? []) as Row[]),
      };
    case 'r':
      return { ...base, type: 'range', subtype: dataTypeAt(reader.types, row.subtype), options: rangeOptions(row) };
    default: {
      const type = dataTypeAt(reader.types, row.base, row.printed);
      return {
        ...base,
        type: 'domain',
        base: type,
        nullable: !row.not_null,
        constraints: checks.map((check) => constraintOf(reader, check, { value: type }) as CheckConstraint),
        ...present<{ collation?: string; default?: ReturnType<typeof expressionAt> & object }>({
          collation: row.collation,
          default: expressionAt(reader, row.default, { target: type }),
        }),
      };
    }
  }
}

function rangeOptions(row: Row): Record<string, string> {
  return present<Record<string, string>>({
    canonical: row.canonical,
    collation: row.range_collation,
    subtype_diff: row.subtype_diff,
    subtype_opclass: row.subtype_opclass,
    multirange_type_name: row.many === multirangeName(row.name) ? null : row.many,
  });
}
