import type { DataType } from '../../../model/catalog/data-type.js';
import type { NamedType, OperatorSignature, Relation, Scope, Signature } from '../expressions/index.js';
import { isSystemSchema, type Row, type RunQuery, type ServerVersion, since } from './query.js';
import { dataTypeAt, type TypeTable } from './types.js';

/** What names mean on a server whose `search_path` is empty. */
export async function readScope(run: RunQuery, version: ServerVersion, types: TypeTable): Promise<Scope> {
  const relations = await readRelations(run, types);
  const named = await readNamedTypes(run, types);
  const routines = await readSignatures(run, version, types);
  const operators = await readOperators(run, types);
  const extensions = (await run(`SELECT extname AS name, nspname AS schema
    FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace ORDER BY 1`)) as { name: string; schema: string }[];
  return {
    major: Math.floor(version.number / 10_000),
    searchPath: [],
    extensions,
    relation: (schema, name) => relations.get(idOf(schema, name)),
    type: (schema, name) => named.get(idOf(schema, name)),
    routines: (schema, name) => routines.get(idOf(schema, name)) ?? [],
    operators: (schema, name) => operators.get(idOf(schema, name)) ?? [],
  };
}

function idOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}

function collect<Value>(rows: readonly Row[], make: (row: Row) => Value): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  for (const row of rows) {
    const id = idOf(row.schema, row.name);
    const values = found.get(id) ?? [];
    values.push(make(row));
    found.set(id, values);
  }
  return found;
}

async function readRelations(run: RunQuery, types: TypeTable): Promise<Map<string, Relation>> {
  const rows = await run(`SELECT n.nspname AS schema, c.relname AS name, a.attname AS column, a.atttypid AS type,
      format_type(a.atttypid, a.atttypmod) AS printed
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT ${isSystemSchema('n.nspname')} ORDER BY c.oid, a.attnum`);
  const columns = collect(rows, (row) => ({
    name: row.column as string,
    type: dataTypeAt(types, row.type, row.printed),
  }));
  return new Map(
    [...columns].map(([id, own]) => {
      const [schema, name] = id.split('\0') as [string, string];
      return [id, { schema, name, columns: own }];
    }),
  );
}

async function readNamedTypes(run: RunQuery, types: TypeTable): Promise<Map<string, NamedType>> {
  const rows = await run(`SELECT n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typbasetype AS base,
      format_type(t.typbasetype, t.typtypmod) AS printed, r.rngsubtype AS subtype,
      (SELECT json_agg(json_build_object('name', attname, 'type', atttypid::int8) ORDER BY attnum) FROM pg_attribute a
        WHERE a.attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped) AS attributes
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_range r ON r.rngtypid = t.oid
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE NOT ${isSystemSchema('n.nspname')} AND t.typtype IN ('e', 'd', 'c', 'r', 'b')
      AND (t.typtype <> 'c' OR c.relkind = 'c') AND NOT (t.typcategory = 'A' AND t.typelem <> 0)`);
  return new Map(rows.map((row) => [idOf(row.schema, row.name), namedTypeOf(row, types)]));
}

function namedTypeOf(row: Row, types: TypeTable): NamedType {
  if (row.kind === 'd') return { type: 'domain', base: dataTypeAt(types, row.base, row.printed) };
  if (row.kind === 'r') return { type: 'range', subtype: dataTypeAt(types, row.subtype) };
  if (row.kind !== 'c') return { type: row.kind === 'e' ? 'enum' : 'base' };
  const attributes = (row.attributes ?? []) as { name: string; type: number }[];
  return {
    type: 'composite',
    attributes: attributes.map(({ name, type }) => ({ name, type: dataTypeAt(types, type) })),
  };
}

const KINDS: Readonly<Record<string, Signature['kind']>> = {
  f: 'function',
  p: 'procedure',
  a: 'aggregate',
  w: 'window',
};

async function readSignatures(
  run: RunQuery,
  version: ServerVersion,
  types: TypeTable,
): Promise<Map<string, Signature[]>> {
  const kind = since(version, 11, 'p.prokind', "CASE WHEN proisagg THEN 'a' WHEN proiswindow THEN 'w' ELSE 'f' END");
  const rows =
    await run(`SELECT n.nspname AS schema, p.proname AS name, ${kind}::text AS kind, p.provariadic <> 0 AS variadic,
      p.pronargdefaults AS defaults, p.prorettype AS result, p.proargtypes::oid[]::int8[]::text[] AS args,
      p.proallargtypes::int8[]::text[] AS "all", p.proargmodes::text[] AS modes, p.proargnames AS names
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE NOT ${isSystemSchema('n.nspname')}`);
  return collect(rows, (row) => signatureOf(row, types));
}

function signatureOf(row: Row, types: TypeTable): Signature {
  const names = (row.names ?? []) as string[];
  const out = ((row.modes ?? []) as string[]).flatMap((mode, at) =>
    'obt'.includes(mode) ? [{ name: names[at] ?? '', type: dataTypeAt(types, row.all[at]) }] : [],
  );
  const parameters = (row.args as string[]).map((oid, at): { name: string; type: DataType } => ({
    name: names[at] ?? '',
    type: dataTypeAt(types, oid),
  }));
  return {
    kind: KINDS[row.kind] ?? 'function',
    parameters,
    isVariadic: row.variadic,
    defaults: row.defaults,
    result: dataTypeAt(types, row.result),
    ...(out.length === 0 ? {} : { columns: out }),
  };
}

async function readOperators(run: RunQuery, types: TypeTable): Promise<Map<string, OperatorSignature[]>> {
  const rows = await run(`SELECT n.nspname AS schema, o.oprname AS name, nullif(o.oprleft, 0) AS "left",
      o.oprright AS "right", o.oprresult AS result
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE NOT ${isSystemSchema('n.nspname')}`);
  return collect(rows, (row) => ({
    ...(row.left === null ? {} : { left: dataTypeAt(types, row.left) }),
    right: dataTypeAt(types, row.right),
    result: dataTypeAt(types, row.result),
  }));
}
