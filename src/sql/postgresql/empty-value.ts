import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import { nameKey } from '../unit.js';
import { literal, typeText } from './spelling.js';

const EMPTY: Readonly<Record<string, string>> = {
  boolean: 'false',
  bytea: "''",
  json: "'{}'",
  jsonb: "'{}'",
  date: "'1970-01-01'",
  'timestamp without time zone': "'1970-01-01'",
  'timestamp with time zone': "'1970-01-01 00:00:00+00'",
  'time without time zone': "'00:00'",
  'time with time zone': "'00:00+00'",
  interval: "'0'",
  inet: "'0.0.0.0'",
  cidr: "'0.0.0.0/32'",
  macaddr: "'00:00:00:00:00:00'",
  uuid: 'pg_catalog.gen_random_uuid()',
  xml: "''",
  tsvector: "''",
  tsquery: "''",
  macaddr8: "'00:00:00:00:00:00:00:00'",
  pg_lsn: "'0/0'",
  jsonpath: "'$'",
  ...{ regclass: "'-'", regproc: "'-'", regprocedure: "'-'", regtype: "'-'", regrole: "'-'", regnamespace: "'-'" },
  point: "'(0,0)'",
  lseg: "'(0,0),(0,0)'",
  box: "'(0,0),(0,0)'",
  path: "'((0,0))'",
  polygon: "'((0,0))'",
  circle: "'<(0,0),0>'",
  line: "'{1,0,0}'",
  money: '0',
};
export const NUMBERS: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'oid',
]);
export const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name']);

/** The number of a row in its table's file: no two have the same. */
export const ROW_NUMBER = '((ctid::text::point)[0]::bigint * 1000 + (ctid::text::point)[1]::bigint)';

/** The emptiest value of a type, or one of its own for each row. */
export function emptyOf(catalog: Catalog, type: DataType, isUnique: boolean): string {
  const written = typeText(type);
  if (type.isArray) return `'{}'::${written}`;
  if (type.schema === '') {
    if (NUMBERS.has(type.name)) return isUnique ? `(-${ROW_NUMBER})::${written}` : '0';
    if (TEXTS.has(type.name)) return isUnique ? `${ROW_NUMBER}::text` : "''";
    if (/multirange$/.test(type.name)) return `'{}'::${written}`;
    if (/range$/.test(type.name)) return `'empty'::${written}`;
    if (/^bit/.test(type.name)) return `repeat('0', ${type.args[0] ?? 1})::${written}`;
    return `${EMPTY[type.name] ?? "''"}::${written}`;
  }
  const made = catalog.types.find((each) => nameKey(each) === nameKey(type));
  if (made?.type === 'enum') return `${literal(made.values[0] ?? '')}::${written}`;
  if (made?.type === 'domain') return `${emptyOf(catalog, made.base, isUnique)}::${written}`;
  if (made?.type === 'range') return `'empty'::${written}`;
  return `NULL::${written}`;
}
