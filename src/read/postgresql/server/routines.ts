import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { Parameter, Routine } from '../../../model/catalog/objects.js';
import { bodyOf } from '../expressions/body.js';
import { expressionOf, type Node } from '../expressions/index.js';
import { nameOf, owned, words } from './assemble.js';
import { commentOn, isOfExtension, isSystemSchema, privilegesOn, type Row, since } from './query.js';
import type { Reader } from './reader.js';
import { dataTypeAt } from './types.js';

export async function readRoutines(reader: Reader): Promise<Routine[]> {
  const { run, version } = reader;
  const kind = since(version, 11, 'p.prokind', "CASE WHEN proisagg THEN 'a' WHEN proiswindow THEN 'w' ELSE 'f' END");
  const support = since(version, 12, 'nullif(p.prosupport, 0)::regproc::text', 'NULL');
  const rows = await run(`SELECT n.nspname AS schema, p.proname AS name, ${kind}::text AS kind,
      pg_get_userbyid(p.proowner) AS owner, ${privilegesOn('p.proacl', 'f', 'p.proowner')} AS privileges,
      ${commentOn('pg_proc', 'p.oid')} AS comment, lanname AS language, p.prosrc AS source, p.probin AS library,
      ${since(version, 14, 'pg_get_function_sqlbody(p.oid)', 'NULL')} AS body, p.provolatile::text AS volatility,
      p.proisstrict AS strict, p.prosecdef AS definer, p.proleakproof AS leakproof, p.proparallel::text AS parallel,
      p.proconfig AS settings, p.procost AS cost, p.prorows AS rows, p.proretset AS is_set, ${support} AS support,
      p.prorettype AS result, p.proargtypes::oid[]::int8[]::text[] AS args, p.proallargtypes::int8[]::text[] AS "all",
      p.proargmodes::text[] AS modes, p.proargnames AS names, pg_get_expr(p.proargdefaults, 0) AS defaults,
      p.pronargdefaults AS default_count, p.provariadic <> 0 AS variadic, to_json(a) AS aggregate,
      ${aggregateNames(version.number)} AS aggregate_names
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
    WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_proc', 'p.oid')}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
        AND d.deptype = 'i')
    ORDER BY n.nspname::text COLLATE "C", p.proname::text COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"`);
  return rows.map((row) => routineOf(reader, row));
}

const KINDS: Readonly<Record<string, Routine['type']>> = { f: 'function', p: 'procedure', a: 'aggregate', w: 'window' };
const VOLATILITIES = { i: 'immutable', s: 'stable', v: 'volatile' } as const;
const PARALLELS = { u: 'unsafe', r: 'restricted', s: 'safe' } as const;

function routineOf(reader: Reader, row: Row): Routine {
  const type = KINDS[row.kind] ?? 'function';
  const parameters = parametersOf(reader, row);
  return {
    ...nameOf(row),
    ...owned(row),
    type,
    parameters,
    ...(type === 'procedure' ? {} : { returns: { type: dataTypeAt(reader.types, row.result), isSet: row.is_set } }),
    language: row.language,
    body: bodyAt(reader, row, parameters),
    volatility: VOLATILITIES[row.volatility as 'i'] ?? 'volatile',
    isStrict: row.strict,
    isSecurityDefiner: row.definer,
    isLeakproof: row.leakproof,
    parallel: PARALLELS[row.parallel as 'u'] ?? 'unsafe',
    settings: settingsOf(row.settings),
    options: type === 'aggregate' ? aggregateOptions(reader, row) : costOptions(row),
  };
}

const MODES: Readonly<Record<string, Parameter['mode']>> = { i: 'in', o: 'out', b: 'inout', v: 'variadic', t: 'table' };

function parametersOf(reader: Reader, row: Row): Parameter[] {
  const types = ((row.all ?? row.args) as string[]).map((oid) => dataTypeAt(reader.types, oid));
  const modes = (row.modes ?? []) as string[];
  const parameters = types.map((type, at) => ({
    name: (row.names?.[at] ?? '') as string,
    mode: MODES[modes[at] ?? 'i'] ?? 'in',
    type,
  }));
  if (row.defaults === null) return parameters;
  const defaults = defaultsOf(reader, row.defaults);
  const inputs = parameters.flatMap(({ mode }, at) => (mode === 'out' || mode === 'table' ? [] : [at]));
  const first = inputs.length - defaults.length;
  return parameters.map((parameter, at) => {
    const node = defaults[inputs.indexOf(at) - first];
    return inputs.includes(at) && node !== undefined
      ? { ...parameter, default: defaultOf(reader, node, parameter.type) }
      : parameter;
  });
}

/** The server prints the defaults of all parameters as one list. */
function defaultsOf(reader: Reader, text: string): Node[] {
  const { targetList } = reader.parse(`SELECT ${text}`).SelectStmt as { targetList: Node[] };
  return targetList.map(({ ResTarget }) => ResTarget.val as Node);
}

function defaultOf(reader: Reader, node: Node, target: DataType): Expression {
  const { form } = expressionOf('', node, reader.scope, { target });
  return { text: form, form };
}

function bodyAt(reader: Reader, row: Row, parameters: readonly Parameter[]): Expression {
  if (row.body !== null) {
    const statement = reader.parse(`CREATE FUNCTION x() RETURNS int LANGUAGE sql ${row.body}`)
      .CreateFunctionStmt as Node;
    return bodyOf(row.body, statement.sql_body, reader.scope, parameters);
  }
  // What stands there for an aggregate is the same for all of them.
  if (row.kind === 'a') return words('');
  return words(row.library === null ? row.source : `${row.library}, ${row.source}`);
}

function settingsOf(settings: readonly string[] | null): Record<string, string> {
  return Object.fromEntries(
    (settings ?? []).map((setting) => {
      const at = setting.indexOf('=');
      // `DateStyle` has capitals there.
      return [setting.slice(0, at).toLowerCase(), setting.slice(at + 1)];
    }),
  );
}

/** What costs something else than the server assumes: 1 for C and internal code, 100 for others; 1000 rows of a set. */
function costOptions(row: Row): Record<string, string> {
  const usual = row.language === 'c' || row.language === 'internal' ? 1 : 100;
  return {
    ...(Number(row.cost) === usual ? {} : { cost: String(row.cost) }),
    ...(Number(row.rows) === (row.is_set ? 1000 : 0) ? {} : { rows: String(row.rows) }),
    ...(row.support === null ? {} : { support: row.support }),
  };
}

const AGGREGATE_FUNCTIONS = {
  sfunc: 'aggtransfn',
  finalfunc: 'aggfinalfn',
  combinefunc: 'aggcombinefn',
  serialfunc: 'aggserialfn',
  deserialfunc: 'aggdeserialfn',
  msfunc: 'aggmtransfn',
  minvfunc: 'aggminvtransfn',
  mfinalfunc: 'aggmfinalfn',
} as const;

function aggregateNames(_: number): string {
  const parts = Object.entries(AGGREGATE_FUNCTIONS).map(
    ([option, column]) => `'${option}', (SELECT CASE n2.nspname WHEN 'pg_catalog' THEN '' ELSE n2.nspname || '.' END
      || p2.proname FROM pg_proc p2 JOIN pg_namespace n2 ON n2.oid = p2.pronamespace WHERE p2.oid = a.${column})`,
  );
  return `json_build_object(${parts.join(', ')}, 'stype', format_type(nullif(a.aggtranstype, 0), NULL),
    'mstype', format_type(nullif(a.aggmtranstype, 0), NULL),
    'sortop', (SELECT oprname FROM pg_operator WHERE oid = a.aggsortop))`;
}

function aggregateOptions(_: Reader, row: Row): Record<string, string> {
  const { aggregate, aggregate_names: names } = row;
  const known: Record<string, unknown> = {
    ...names,
    initcond: aggregate.agginitval,
    minitcond: aggregate.aggminitval,
    sspace: aggregate.aggtransspace || null,
    msspace: aggregate.aggmtransspace || null,
    hypothetical: aggregate.aggkind === 'h' ? 'true' : null,
    // How many arguments stand before ORDER BY.
    direct: aggregate.aggkind === 'n' ? null : aggregate.aggnumdirectargs,
    finalfunc_extra: aggregate.aggfinalextra ? 'true' : null,
    mfinalfunc_extra: aggregate.aggmfinalextra ? 'true' : null,
  };
  const entries = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
