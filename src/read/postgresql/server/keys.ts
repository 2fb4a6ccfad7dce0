import { objectName } from '../../../lib/object-name.js';
import type { Constraint, ForeignKey, Index, Indexed, Table } from '../../../model/catalog/table.js';
import { type Context, expressionOf } from '../expressions/index.js';
import { joinedColumns } from '../interpret/names.js';
import { described, optionsOf, present } from './assemble.js';
import { keyOf } from './index-keys.js';
import { commentOn, isSystemSchema, optionsIn, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';

export type IndexesAndConstraints = Pick<Table, 'constraints' | 'indexes'>;

const tablespace = (oid: string) => `(SELECT spcname FROM pg_tablespace WHERE oid = nullif(${oid}, 0))`;

/** Indexes that belong to no constraint. */
export async function readIndexRows({ run }: Reader): Promise<readonly Row[]> {
  const rows = await run(`SELECT i.indrelid AS relation, c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition,
      ${optionsIn('c.reloptions')} AS options, ${tablespace('c.reltablespace')} AS tablespace,
      i.indisvalid AS is_valid, i.indisclustered AS is_clustered, ${commentOn('pg_class', 'c.oid')} AS comment,
      (SELECT json_object_agg(a.attnum, a.attstattarget) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attstattarget >= 0) AS statistics, ${ATTACHMENT}
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    ${attached('i.indexrelid')}
    WHERE NOT ${isSystemSchema('n.nspname')}
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY i.indrelid, c.relname::text COLLATE "C"`);
  return rows.filter((row) => !isAsMade(row, 'idx'));
}

/**
 * The index of a partitioned table that an index is attached to, and what the server makes of it for partitions. The columns
 * of an index keep their names when those of the table are renamed, but for one that is there twice and has a number.
 */
const ATTACHMENT = `CASE WHEN h.inhparent IS NOT NULL THEN json_build_object('schema', pin.nspname, 'name', pic.relname) END
        AS attached_to, pi.indisvalid AS parent_is_valid, ${optionsIn('pic.reloptions')} AS parent_options,
      ${tablespace('pic.reltablespace')} AS parent_tablespace, tc.relname AS table_name,
      (SELECT json_agg(CASE WHEN t.attname IS NULL OR a.attname ~ '[0-9]$' AND left(a.attname, length(t.attname)) = t.attname
          THEN a.attname ELSE t.attname END ORDER BY a.attnum)
        FROM pg_attribute a LEFT JOIN pg_attribute t ON t.attrelid = pi.indrelid AND t.attnum > 0
          AND t.attnum = (pi.indkey::int2[])[a.attnum - 1] WHERE a.attrelid = h.inhparent) AS parent_columns`;

const attached = (index: string) => `LEFT JOIN pg_inherits h ON h.inhrelid = ${index}
    LEFT JOIN pg_index pi ON pi.indexrelid = h.inhparent LEFT JOIN pg_class pic ON pic.oid = h.inhparent
    LEFT JOIN pg_namespace pin ON pin.oid = pic.relnamespace LEFT JOIN pg_class tc ON tc.oid = i.indrelid`;

/** Whether an index is attached to one of a partitioned table, and such as the server makes by itself. */
function isAsMade(row: Row, label: 'idx' | 'pkey' | 'key' | 'excl'): boolean {
  if (row.attached_to === null) return false;
  const columns = label === 'pkey' ? '' : joinedColumns(row.parent_columns);
  const said = [row.comment, row.index_comment ?? null, row.statistics ?? null, row.is_clustered, row.is_valid];
  const isStored = [row, { options: row.parent_options, tablespace: row.parent_tablespace }].map(
    ({ options, tablespace: space }) => JSON.stringify([optionsOf(options), space]),
  );
  return (
    row.parent_is_valid &&
    row.name === objectName(row.table_name, columns, label) &&
    JSON.stringify(said) === '[null,null,null,false,true]' &&
    isStored[0] === isStored[1]
  );
}

export function indexOf(reader: Reader, row: Row, context: Context): Index {
  const statement = reader.parse(row.definition).IndexStmt;
  const predicate = statement.whereClause;
  const text = predicate === undefined ? '' : (/ WHERE (.*)$/s.exec(row.definition)?.[1] ?? '');
  return {
    ...described(row),
    name: row.name,
    method: statement.accessMethod,
    keys: statement.indexParams.map(({ IndexElem }: Row) => keyOf(reader, IndexElem, context)),
    include: (statement.indexIncludingParams ?? []).map(({ IndexElem }: Row) => IndexElem.name),
    isUnique: statement.unique === true,
    nullsNotDistinct: statement.nulls_not_distinct === true,
    options: optionsOf(row.options),
    isValid: row.is_valid,
    ...present<Partial<Index>>({
      predicate: predicate === undefined ? undefined : expressionOf(text, predicate, reader.scope, context),
      tablespace: row.tablespace,
      isClustered: row.is_clustered || undefined,
      attachedTo: row.attached_to,
      statistics: row.statistics,
    }),
  };
}

/** Constraints that no parent brings, of tables and of domains. */
export async function readConstraintRows({ run, version }: Reader): Promise<readonly Row[]> {
  const names = (numbers: string, relation: string) =>
    `(SELECT json_agg(attname ORDER BY place) FROM unnest(${numbers}) WITH ORDINALITY u(number, place)
      JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.number)`;
  const included = since(
    version,
    11,
    `(SELECT json_agg(attname ORDER BY place) FROM unnest(i.indkey::int2[])
      WITH ORDINALITY u(number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
      WHERE place > i.indnkeyatts)`,
    'NULL::json',
  );
  const rows =
    await run(`SELECT k.conrelid AS relation, k.contypid AS domain, k.conname AS name, k.contype::text AS type,
      k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated,
      ${since(version, 18, 'k.conenforced', 'true')} AS enforced, ${since(version, 18, 'k.conperiod', 'false')} AS period,
      ${names('k.conkey', 'k.conrelid')} AS columns, ${names('k.confkey', 'k.confrelid')} AS referenced_columns,
      (SELECT json_build_object('schema', rn.nspname, 'name', r.relname) FROM pg_class r
        JOIN pg_namespace rn ON rn.oid = r.relnamespace WHERE r.oid = k.confrelid) AS "references",
      k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete, k.confmatchtype::text AS match,
      ${since(version, 15, names('k.confdelsetcols', 'k.conrelid'), 'NULL::json')} AS set_columns,
      pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,
      ${included} AS include, ${since(version, 15, 'i.indnullsnotdistinct', 'false')} AS nulls_not_distinct,
      ${optionsIn('c.reloptions')} AS options, ${tablespace('c.reltablespace')} AS tablespace,
      CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END AS exclusion,
      ${commentOn('pg_constraint', 'k.oid')} AS comment, ${commentOn('pg_class', 'c.oid')} AS index_comment,
      i.indisvalid AS is_valid, i.indisclustered AS is_clustered, ${since(version, 11, 'k.conparentid <> 0', 'false')}
        AS is_brought, ${ATTACHMENT}
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    LEFT JOIN pg_class c ON c.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    ${attached('i.indexrelid')}
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND NOT ${isSystemSchema('n.nspname')}
      AND (${since(version, 11, 'k.conparentid = 0', 'true')} AND (k.conislocal OR k.coninhcount = 0)
        OR k.contype IN ('p', 'u', 'x'))
    ORDER BY k.conrelid, k.conname::text COLLATE "C"`);
  return rows.filter((row) => !row.is_brought || !isAsMade(row, LABELS[row.type] ?? 'idx'));
}

/** How the names of constraints end that nobody names. */
const LABELS: Readonly<Record<string, 'pkey' | 'key' | 'excl'>> = { p: 'pkey', u: 'key', x: 'excl' };

const ACTIONS: Readonly<Record<string, ForeignKey['onDelete']>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

const MATCHES: Readonly<Record<string, ForeignKey['match']>> = { f: 'full', p: 'partial', s: 'simple' };

export function constraintOf(reader: Reader, row: Row, context: Context): Constraint {
  const base = {
    ...described(row),
    name: row.name as string,
    isDeferrable: row.deferrable as boolean,
    isInitiallyDeferred: row.deferred as boolean,
    isValidated: row.validated as boolean,
    isEnforced: row.enforced as boolean,
  };
  const columns = (row.columns ?? []) as string[];
  const index = {
    include: (row.include ?? []) as string[],
    options: optionsOf(row.options),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace as string }),
    ...present<Indexed>({
      indexComment: row.index_comment,
      attachedTo: row.attached_to,
      isUnbuilt: row.is_valid === false || undefined,
      isClustered: row.is_clustered || undefined,
    }),
  };
  switch (row.type) {
    case 'f':
      return { ...base, type: 'foreign_key', columns, ...foreignKeyOf(row) };
    case 'c': {
      const expression = expressionAt(reader, row.expression, context);
      return { ...base, type: 'check', expression: expression ?? { text: '', form: '' }, noInherit: row.no_inherit };
    }
    case 'x':
      return { ...base, type: 'exclusion', ...index, ...exclusionOf(reader, row, context) };
    default: {
      const type = row.type === 'p' ? 'primary_key' : 'unique';
      const nullsNotDistinct = row.nulls_not_distinct as boolean;
      return { ...base, type, columns, nullsNotDistinct, withoutOverlaps: row.period, ...index };
    }
  }
}

function foreignKeyOf(row: Row) {
  return {
    references: row.references,
    referencedColumns: row.referenced_columns,
    onUpdate: ACTIONS[row.on_update] ?? 'no action',
    onDelete: ACTIONS[row.on_delete] ?? 'no action',
    setColumns: row.set_columns ?? [],
    match: MATCHES[row.match] ?? 'simple',
    isPeriod: row.period,
  };
}

function exclusionOf(reader: Reader, row: Row, context: Context) {
  const statement = reader.parse(`ALTER TABLE x ADD ${row.exclusion}`).AlterTableStmt;
  const constraint = statement.cmds[0].AlterTableCmd.def.Constraint;
  const predicate = constraint.where_clause;
  return {
    method: constraint.access_method as string,
    elements: constraint.exclusions.map(({ List: { items } }: Row) => ({
      key: keyOf(reader, items[0].IndexElem, context),
      operator: items[1].List.items.at(-1).String.sval as string,
    })),
    ...(predicate === undefined
      ? {}
      : {
          predicate: expressionOf(/ WHERE \((.*)\)/s.exec(row.exclusion)?.[1] ?? '', predicate, reader.scope, context),
        }),
  };
}
