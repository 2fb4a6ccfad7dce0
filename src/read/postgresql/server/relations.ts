import type { Expression } from '../../../model/catalog/common.js';
import type { Column, Table } from '../../../model/catalog/table.js';
import { boundOf } from '../expressions/bound.js';
import type { RelationColumn } from '../expressions/index.js';
import { nameOf, optionsOf, owned, present } from './assemble.js';
import type { Attachments } from './attachments.js';
import type { IndexesAndConstraints } from './keys.js';
import { partitioningOf } from './partitioning.js';
import { commentOn, isOfExtension, isSystemSchema, optionsIn, privilegesOn, type Row, since } from './query.js';
import type { Reader } from './reader.js';
import { dataTypeAt } from './types.js';

/** Tables, partitioned tables, foreign tables, views and materialized views, one row each. */
export async function readRelationRows({ run, version }: Reader): Promise<readonly Row[]> {
  const bound = since(version, 10, 'pg_get_expr(c.relpartbound, c.oid)', 'NULL');
  return run(`SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind,
      pg_get_userbyid(c.relowner) AS owner, ${privilegesOn('c.relacl', 'r', 'c.relowner')} AS privileges,
      ${commentOn('pg_class', 'c.oid')} AS comment, c.relpersistence::text AS persistence,
      (SELECT json_object_agg(lower(option_name), option_value) FROM (SELECT * FROM pg_options_to_table(c.reloptions)
        UNION ALL SELECT 'toast.' || o.option_name, o.option_value FROM pg_class t, pg_options_to_table(t.reloptions) o
        WHERE t.oid = c.reltoastrelid) every) AS options,
      (SELECT spcname FROM pg_tablespace WHERE oid = nullif(c.reltablespace, 0)) AS tablespace,
      (SELECT nullif(amname, 'heap') FROM pg_am WHERE oid = c.relam) AS access_method,
      c.relrowsecurity AS has_rls, c.relforcerowsecurity AS forces_rls,
      CASE WHEN c.relkind IN ('r', 'p') THEN CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN (SELECT relname FROM pg_index i
        JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident) END END AS replica_identity,
      (SELECT json_agg(json_build_object('schema', pn.nspname, 'name', p.relname) ORDER BY h.inhseqno) FROM pg_inherits h
        JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE h.inhrelid = c.oid) AS parents,
      c.relispartition AS is_partition, ${bound} AS bound, (SELECT json_build_object('schema', tn.nspname, 'name', typname)
        FROM pg_type t JOIN pg_namespace tn ON tn.oid = t.typnamespace WHERE t.oid = nullif(c.reloftype, 0)) AS of_type,
      CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partitioning,
      CASE WHEN c.relkind = 'f' THEN (SELECT json_build_object('server', srvname, 'options', ${optionsIn('ft.ftoptions')})
        FROM pg_foreign_table ft JOIN pg_foreign_server s ON s.oid = ft.ftserver WHERE ft.ftrelid = c.oid) END AS foreign,
      CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
      CASE WHEN c.relispartition THEN (SELECT json_agg(a.atttypid::int8 ORDER BY k.place) FROM pg_inherits h
        JOIN pg_partitioned_table pt ON pt.partrelid = h.inhparent
        CROSS JOIN unnest(pt.partattrs::int2[]) WITH ORDINALITY k(number, place)
        LEFT JOIN pg_attribute a ON a.attrelid = pt.partrelid AND a.attnum = k.number
        WHERE h.inhrelid = c.oid) END AS key_types,
      c.reltuples AS rows, c.relpages::int8 * current_setting('block_size')::int8 AS bytes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT ${isSystemSchema('n.nspname')}
      AND NOT ${isOfExtension('pg_class', 'c.oid')}
    ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"`);
}

const PERSISTENCE: Readonly<Record<string, Table['persistence']>> = { p: 'permanent', u: 'unlogged', t: 'temporary' };

/** A table with all that belongs to it. */
export function tableOf(
  reader: Reader,
  row: Row,
  columns: readonly Column[],
  keys: IndexesAndConstraints,
  attachments: Attachments,
): Table {
  const { parents, is_partition: isPartition } = row;
  return {
    ...nameOf(row),
    ...owned(row),
    persistence: PERSISTENCE[row.persistence] ?? 'permanent',
    columns,
    ...keys,
    ...attachments,
    rowSecurity: row.has_rls ? (row.forces_rls ? 'forced' : 'on') : row.forces_rls ? 'prepared' : 'off',
    inherits: isPartition ? [] : (parents ?? []),
    options: optionsOf(row.options),
    ...present<
      Pick<Table, 'partitioning' | 'partitionOf' | 'ofType' | 'foreign' | 'tablespace' | 'accessMethod' | 'size'>
    >({
      partitioning: row.partitioning === null ? undefined : partitioningOf(reader, row, columns),
      partitionOf: isPartition ? { parent: parents[0], bound: boundAt(reader, row) } : undefined,
      ofType: row.of_type,
      foreign:
        row.foreign === null ? undefined : { server: row.foreign.server, options: optionsOf(row.foreign.options) },
      tablespace: row.tablespace,
      accessMethod: row.access_method,
      size: sizeOf(row),
    }),
    ...(row.replica_identity === null ? {} : { replicaIdentity: row.replica_identity }),
  };
}

/** Before a table was analysed nobody knows (-1; on servers before 14, no pages and no rows). */
function sizeOf({ rows, bytes }: Row): Table['size'] {
  const isKnown = Number(rows) > 0 || Number(bytes) > 0;
  return Number(rows) < 0 || !isKnown ? undefined : { rows: Number(rows), bytes: Number(bytes) };
}

function boundAt(reader: Reader, row: Row): Expression {
  const node = reader.parse(`CREATE TABLE x PARTITION OF y ${row.bound}`).CreateStmt.partbound;
  const types = ((row.key_types ?? []) as (number | null)[]).map((oid) =>
    oid === null ? undefined : dataTypeAt(reader.types, oid),
  );
  return boundOf(row.bound, node, reader.scope, types);
}

/** A relation's columns, as expressions on it see them. */
export function sourceOf(row: Row, columns: readonly RelationColumn[]) {
  return { sources: [{ name: row.name as string, schema: row.schema as string, columns }] };
}
