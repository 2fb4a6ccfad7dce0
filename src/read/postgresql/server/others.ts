import type { OtherObject } from '../../../model/catalog/objects.js';
import { definitionOf } from '../expressions/definition.js';
import { described } from './assemble.js';
import { commentOn, isOfExtension, isSystemSchema, type Row, since } from './query.js';
import type { Reader } from './reader.js';

/** `OPTIONS (…)` of a foreign object. */
const foreignOptions = (
  column: string,
) => `coalesce(' OPTIONS (' || (SELECT string_agg(quote_ident(option_name) || ' ' ||
  quote_literal(option_value), ', ') FROM pg_options_to_table(${column})) || ')', '')`;

/** A function by its full name; nothing for none. */
const functionAt = (oid: string) => `(SELECT quote_ident(fn.nspname) || '.' || quote_ident(f.proname)
  FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid})`;

/** For each kind a query for `identity`, `definition` (a statement that makes the object) and `comment`. */
function queriesOf({ version }: Reader): Readonly<Record<string, string>> {
  return {
    statistics: `SELECT n.nspname || '.' || s.stxname AS identity, pg_get_statisticsobjdef(s.oid) AS definition,
        ${commentOn('pg_statistic_ext', 's.oid')} AS comment
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
      WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_statistic_ext', 's.oid')}`,
    'event trigger': `SELECT e.evtname AS identity, 'CREATE EVENT TRIGGER x ON ' || quote_ident(e.evtevent)
          || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ') FROM unnest(e.evttags) t(tag)) || ')', '')
          || ' EXECUTE FUNCTION ' || ${functionAt('e.evtfoid')} || '()' AS definition,
        ${commentOn('pg_event_trigger', 'e.oid')} AS comment
      FROM pg_event_trigger e WHERE NOT ${isOfExtension('pg_event_trigger', 'e.oid')}`,
    collation: `SELECT n.nspname || '.' || c.collname AS identity, 'CREATE COLLATION x (' || concat_ws(', ',
          CASE c.collprovider WHEN 'i' THEN 'provider = icu' WHEN 'b' THEN 'provider = builtin' END,
          CASE WHEN c.collprovider <> 'c' THEN 'locale = ' || quote_literal(${localeOf(version.number)})
            WHEN c.collcollate = c.collctype THEN 'locale = ' || quote_literal(c.collcollate)
            ELSE 'lc_collate = ' || quote_literal(c.collcollate) || ', lc_ctype = ' || quote_literal(c.collctype) END,
          CASE WHEN NOT ${since(version, 12, 'c.collisdeterministic', 'true')} THEN 'deterministic = false' END)
          || ')' AS definition, ${commentOn('pg_collation', 'c.oid')} AS comment
      FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
      WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_collation', 'c.oid')}`,
    'foreign data wrapper': `SELECT w.fdwname AS identity, 'CREATE FOREIGN DATA WRAPPER x'
          || coalesce(' HANDLER ' || ${functionAt('w.fdwhandler')}, '')
          || coalesce(' VALIDATOR ' || ${functionAt('w.fdwvalidator')}, '') || ${foreignOptions('w.fdwoptions')} AS definition,
        ${commentOn('pg_foreign_data_wrapper', 'w.oid')} AS comment
      FROM pg_foreign_data_wrapper w WHERE NOT ${isOfExtension('pg_foreign_data_wrapper', 'w.oid')}`,
    server: `SELECT s.srvname AS identity, 'CREATE SERVER x' || coalesce(' TYPE ' || quote_literal(s.srvtype), '')
          || coalesce(' VERSION ' || quote_literal(s.srvversion), '') || ' FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname)
          || ${foreignOptions('s.srvoptions')} AS definition, ${commentOn('pg_foreign_server', 's.oid')} AS comment
      FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      WHERE NOT ${isOfExtension('pg_foreign_server', 's.oid')}`,
    // Their options hold passwords, which nobody need see to compare two schemas.
    'user mapping': `SELECT 'for ' || m.usename || ' server ' || m.srvname AS identity,
        'CREATE USER MAPPING FOR x SERVER y' AS definition, NULL AS comment FROM pg_user_mappings m`,
    cast: `SELECT '(' || format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) || ')' AS identity,
        'CREATE CAST (int AS text) ' || CASE c.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION'
          ELSE 'WITH FUNCTION ' || ${functionAt('c.castfunc')} || '(' || pg_get_function_identity_arguments(c.castfunc) || ')' END
          || CASE c.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END AS definition,
        ${commentOn('pg_cast', 'c.oid')} AS comment
      FROM pg_cast c WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend i
          WHERE i.classid = 'pg_cast'::regclass AND i.objid = c.oid AND i.deptype = 'i') AND NOT ${isOfExtension('pg_cast', 'c.oid')}`,
    operator: `SELECT n.nspname || '.' || o.oprname || '(' || CASE o.oprleft WHEN 0 THEN 'none' ELSE format_type(o.oprleft, NULL) END
          || ', ' || format_type(o.oprright, NULL) || ')' AS identity, 'CREATE OPERATOR + (' || concat_ws(', ',
          'function = ' || ${functionAt('o.oprcode')},
          'leftarg = ' || format_type(nullif(o.oprleft, 0), NULL), 'rightarg = ' || format_type(o.oprright, NULL),
          'commutator = ' || (SELECT 'OPERATOR(' || quote_ident(cn.nspname) || '.' || c.oprname || ')' FROM pg_operator c
            JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom),
          'negator = ' || (SELECT 'OPERATOR(' || quote_ident(cn.nspname) || '.' || c.oprname || ')' FROM pg_operator c
            JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
          'restrict = ' || (SELECT proname FROM pg_proc WHERE oid = o.oprrest),
          'join = ' || (SELECT proname FROM pg_proc WHERE oid = o.oprjoin),
          CASE WHEN o.oprcanhash THEN 'hashes' END, CASE WHEN o.oprcanmerge THEN 'merges' END) || ')' AS definition,
        ${commentOn('pg_operator', 'o.oid')} AS comment
      FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
      WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_operator', 'o.oid')} AND o.oprcode <> 0`,
    'text search configuration': `SELECT n.nspname || '.' || c.cfgname AS identity,
        'CREATE TEXT SEARCH CONFIGURATION x (parser = ' || p.prsname || ')' AS definition,
        ${commentOn('pg_ts_config', 'c.oid')} AS comment
      FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser
      WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_ts_config', 'c.oid')}`,
    'text search dictionary': `SELECT n.nspname || '.' || y.dictname AS identity,
        'CREATE TEXT SEARCH DICTIONARY x (template = ' || t.tmplname || coalesce(', ' || y.dictinitoption, '') || ')' AS definition,
        ${commentOn('pg_ts_dict', 'y.oid')} AS comment
      FROM pg_ts_dict y JOIN pg_namespace n ON n.oid = y.dictnamespace JOIN pg_ts_template t ON t.oid = y.dicttemplate
      WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_ts_dict', 'y.oid')}`,
  };
}

/** The locale of a collation that is not libc's, which has changed its column twice. */
function localeOf(version: number): string {
  if (version >= 170_000) return 'c.colllocale';
  return version >= 150_000 ? 'c.colliculocale' : 'c.collcollate';
}

/** The objects that are compared as a whole, by the statement that would make each. */
export async function readOthers(reader: Reader): Promise<OtherObject[]> {
  const found: OtherObject[] = [];
  for (const [kind, sql] of Object.entries(queriesOf(reader))) {
    const rows = await reader.run(`SELECT * FROM (${sql}) x ORDER BY identity::text COLLATE "C"`);
    found.push(...rows.map((row) => otherOf(reader, kind, row)));
  }
  return found;
}

function otherOf(reader: Reader, kind: string, row: Row): OtherObject {
  const statement = reader.parse(row.definition);
  return {
    ...described(row),
    kind,
    identity: row.identity,
    definition: definitionOf(row.definition, statement, reader.scope),
  };
}
