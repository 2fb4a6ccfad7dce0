import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, ForeignKey, Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import { full, id, literal, typeText } from './spelling.js';

/**
 * A value for rows that never had one: what a foreign key refers to, a value of its own where the column is unique,
 * or else the emptiest one of the type that simple checks take.
 */
export function filler(catalog: Catalog, table: Table, column: Column): string {
  const reference = table.constraints.find((each): each is ForeignKey => {
    return each.type === 'foreign_key' && each.columns.includes(column.name);
  });
  if (reference !== undefined) {
    const referred = reference.referencedColumns[reference.columns.indexOf(column.name)] as string;
    return `(SELECT ${id(referred)} FROM ${full(reference.references)} ORDER BY ${id(referred)} LIMIT 1)`;
  }
  const least = NUMBERS.has(column.type.name) && column.type.schema === '' ? leastOf(table, column) : undefined;
  const isDistinct = isUnique(table, column.name);
  if (least !== undefined) return isDistinct ? `(${least} + ${ROW_NUMBER})::${typeText(column.type)}` : least;
  return emptyOf(catalog, column.type, isDistinct);
}

function isUnique({ constraints, indexes }: Table, name: string): boolean {
  return (
    constraints.some(
      (each) => (each.type === 'unique' || each.type === 'primary_key') && each.columns.includes(name),
    ) || indexes.some(({ isUnique, keys }) => isUnique && keys.some(({ column }) => column === name))
  );
}

/** The least number that the checks of a table ask of a column alone; nothing where they ask for none. */
function leastOf({ constraints }: Table, { name }: Column): string | undefined {
  const found = constraints.flatMap((each): number[] => {
    if (each.type !== 'check') return [];
    const [, column, sign, number] = LEAST.exec(each.expression.form) ?? [];
    return column !== undefined && unquoteIdentifier(column) === name ? [Number(number) + (sign === '>' ? 1 : 0)] : [];
  });
  return found.length === 0 ? undefined : String(Math.max(...found));
}

/** `amount > 0`. */
const LEAST = /^\(*("(?:[^"]|"")+"|\w+)\)? (>=?) \(?(-?\d+)\)*$/;

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
  point: "'(0,0)'",
  money: '0',
};
const NUMBERS: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'oid',
]);
const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name']);

/** The number of a row in its table's file: no two have the same. */
const ROW_NUMBER = '((ctid::text::point)[0]::bigint * 1000 + (ctid::text::point)[1]::bigint)';

function emptyOf(catalog: Catalog, type: DataType, isUnique: boolean): string {
  const written = typeText(type);
  if (type.isArray) return `'{}'::${written}`;
  if (type.schema === '') {
    if (NUMBERS.has(type.name)) return isUnique ? `(-${ROW_NUMBER})::${written}` : '0';
    if (TEXTS.has(type.name)) return isUnique ? `${ROW_NUMBER}::text` : "''";
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
