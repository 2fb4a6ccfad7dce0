import type { Constraint, ForeignKey, Index, Table } from '../../../model/catalog/table.js';
import { type Context, expressionOf } from '../expressions/index.js';
import { described, optionsOf, present } from './assemble.js';
import { keyOf } from './index-keys.js';
import { commentOn, isSystemSchema, optionsIn, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';

export type IndexesAndConstraints = Pick<Table, 'constraints' | 'indexes'>;

const tablespace = (oid: string) => `(SELECT spcname FROM pg_tablespace WHERE oid = nullif(${oid}, 0))`;

/** Indexes that belong to no constraint, and to none of a partitioned table. */
export async function readIndexRows({ run }: Reader): Promise<readonly Row[]> {
  return run(`SELECT i.indrelid AS relation, c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition,
      ${optionsIn('c.reloptions')} AS options, ${tablespace('c.reltablespace')} AS tablespace,
      i.indisvalid AS is_valid, i.indisclustered AS is_clustered, ${commentOn('pg_class', 'c.oid')} AS comment
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT ${isSystemSchema('n.nspname')}
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
      AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
    ORDER BY i.indrelid, c.relname::text COLLATE "C"`);
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
  return run(`SELECT k.conrelid AS relation, k.contypid AS domain, k.conname AS name, k.contype::text AS type,
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
      ${commentOn('pg_constraint', 'k.oid')} AS comment, ${commentOn('pg_class', 'c.oid')} AS index_comment
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    LEFT JOIN pg_class c ON c.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND NOT ${isSystemSchema('n.nspname')}
      AND ${since(version, 11, 'k.conparentid = 0', 'true')} AND (k.conislocal OR k.coninhcount = 0)
    ORDER BY k.conrelid, k.conname::text COLLATE "C"`);
}

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
    ...(row.index_comment === null ? {} : { indexComment: row.index_comment as string }),
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
