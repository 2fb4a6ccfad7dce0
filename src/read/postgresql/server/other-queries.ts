import { commentOn, isOfExtension, isSystemSchema, privilegesOn, type ServerVersion, since } from './query.js';

/** A function by its full name, one of the server by its name alone; nothing for none. */
const functionAt = (
  oid: string,
) => `(SELECT CASE fn.nspname WHEN 'pg_catalog' THEN '' ELSE fn.nspname || '.' END || f.proname
  FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid})`;

/** `OPTIONS (…)` of a foreign object, each as it would be written. */
const foreignOptions = (
  column: string,
) => `(SELECT json_agg(option_name || ' ' || '''' || replace(option_value, '''', '''''') || '''')
  FROM pg_options_to_table(${column}))`;

const qualified = (schema: string, name: string) =>
  `CASE ${schema} WHEN 'pg_catalog' THEN '' ELSE ${schema} || '.' END || ${name}`;

const type = (oid: string) => `CASE ${oid} WHEN 0 THEN 'none' ELSE format_type(${oid}, NULL) END`;

const operatorAt = (oid: string) => `(SELECT x.nspname || '.' || o2.oprname || '(' || ${type('o2.oprleft')} || ', '
  || ${type('o2.oprright')} || ')' FROM pg_operator o2 JOIN pg_namespace x ON x.oid = o2.oprnamespace WHERE o2.oid = ${oid})`;

/** Whose an object is, what is said of it, and that it is somebody's own. */
interface Home {
  readonly catalog: string;
  readonly alias: string;
  readonly owner?: string;
  readonly acl?: readonly [column: string, kind: string];
}

function rest({ catalog, alias, owner, acl }: Home): string {
  return `${owner === undefined ? 'NULL' : `pg_get_userbyid(${alias}.${owner})`} AS owner,
    ${acl === undefined ? 'NULL::json' : privilegesOn(`${alias}.${acl[0]}`, acl[1], `${alias}.${owner}`)} AS privileges,
    ${commentOn(catalog, `${alias}.oid`)} AS comment FROM ${catalog} ${alias}`;
}

const own = ({ catalog, alias }: Home) => `NOT ${isOfExtension(catalog, `${alias}.oid`)}`;
const ownIn = (home: Home, schema = 'n.nspname') => `NOT ${isSystemSchema(schema)} AND ${own(home)}`;

/** What a server makes for itself has a lower number (FirstNormalObjectId of PostgreSQL's transam.h). */
const FIRST_OWN = 16_384;

/** The operators and functions of a family that are for some types, as `CREATE OPERATOR CLASS` writes them. */
const membersWhere = (family: string, isMeant: (left: string, right: string) => string) => {
  const types = (left: string, right: string) => `'(' || ${type(left)} || ', ' || ${type(right)} || ')'`;
  return `(SELECT json_agg(member) FROM (
    SELECT 'operator ' || m.amopstrategy || ' ' || ${qualified('x.nspname', 'o.oprname')} || ' '
        || ${types('m.amoplefttype', 'm.amoprighttype')}
        || CASE m.amoppurpose WHEN 'o' THEN (SELECT ' for order by ' || ${qualified('sn.nspname', 'sf.opfname')}
          FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = m.amopsortfamily) ELSE '' END AS member
      FROM pg_amop m JOIN pg_operator o ON o.oid = m.amopopr JOIN pg_namespace x ON x.oid = o.oprnamespace
      WHERE m.amopfamily = ${family} AND ${isMeant('m.amoplefttype', 'm.amoprighttype')}
    UNION ALL SELECT 'function ' || p.amprocnum || ' ' || ${types('p.amproclefttype', 'p.amprocrighttype')} || ' '
        || ${functionAt('p.amproc')} || '(' || coalesce((SELECT string_agg(format_type(a.type, NULL), ', ' ORDER BY a.at)
          FROM pg_proc f, unnest(f.proargtypes) WITH ORDINALITY a(type, at) WHERE f.oid = p.amproc), '') || ')'
      FROM pg_amproc p WHERE p.amprocfamily = ${family} AND ${isMeant('p.amproclefttype', 'p.amprocrighttype')}) members)`;
};

/** What is for the type of a class is the class's, and the rest is the family's. */
const CLASS_MEMBERS = membersWhere('c.opcfamily', (left, right) => `${left} = c.opcintype AND ${right} = c.opcintype`);
const FAMILY_MEMBERS = membersWhere(
  'f.oid',
  (left, right) =>
    `NOT EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = f.oid AND ${left} = c.opcintype AND ${right} = c.opcintype)`,
);

/** The locale of a collation that is not libc's, which has changed its column twice. */
function localeOf({ number }: ServerVersion): string {
  if (number >= 170_000) return 'c.colllocale';
  return number >= 150_000 ? 'c.colliculocale' : 'c.collcollate';
}

const HOMES = {
  am: { catalog: 'pg_am', alias: 'a' },
  cast: { catalog: 'pg_cast', alias: 'c' },
  collation: { catalog: 'pg_collation', alias: 'c', owner: 'collowner' },
  conversion: { catalog: 'pg_conversion', alias: 'c', owner: 'conowner' },
  trigger: { catalog: 'pg_event_trigger', alias: 'e', owner: 'evtowner' },
  wrapper: { catalog: 'pg_foreign_data_wrapper', alias: 'w', owner: 'fdwowner', acl: ['fdwacl', 'F'] },
  server: { catalog: 'pg_foreign_server', alias: 's', owner: 'srvowner', acl: ['srvacl', 'S'] },
  language: { catalog: 'pg_language', alias: 'l', owner: 'lanowner', acl: ['lanacl', 'l'] },
  class: { catalog: 'pg_opclass', alias: 'c', owner: 'opcowner' },
  family: { catalog: 'pg_opfamily', alias: 'f', owner: 'opfowner' },
  operator: { catalog: 'pg_operator', alias: 'o', owner: 'oprowner' },
  subscription: { catalog: 'pg_subscription', alias: 's', owner: 'subowner' },
  transform: { catalog: 'pg_transform', alias: 't' },
  type: { catalog: 'pg_type', alias: 't', owner: 'typowner', acl: ['typacl', 'T'] },
  configuration: { catalog: 'pg_ts_config', alias: 'c', owner: 'cfgowner' },
  dictionary: { catalog: 'pg_ts_dict', alias: 'y', owner: 'dictowner' },
  parser: { catalog: 'pg_ts_parser', alias: 'p' },
  template: { catalog: 'pg_ts_template', alias: 't' },
} as const satisfies Record<string, Home>;

/** Options of a subscription by the version that brought them; those that are as the server assumes are left out. */
function subscriptionOptions(version: ServerVersion): string {
  const isStreaming =
    version.number >= 160_000
      ? `CASE s.substream WHEN 'f' THEN 'false' WHEN 't' THEN 'true' ELSE 'parallel' END`
      : 's.substream::text';
  const streams = version.number >= 180_000 ? 'parallel' : 'false';
  const option = (name: string, major: number, sql: string, usual: string) =>
    `, '${name}', ${since(version, major, `nullif(${sql}, '${usual}')`, 'NULL')}`;
  return [
    option('binary', 14, 's.subbinary::text', 'false'),
    option('streaming', 14, isStreaming, streams),
    option('synchronous_commit', 10, 's.subsynccommit', 'off'),
    option('two_phase', 15, "CASE s.subtwophasestate WHEN 'd' THEN 'false' ELSE 'true' END", 'false'),
    option('disable_on_error', 15, 's.subdisableonerr::text', 'false'),
    option('password_required', 16, 's.subpasswordrequired::text', 'true'),
    option('run_as_owner', 16, 's.subrunasowner::text', 'false'),
    option('origin', 16, 's.suborigin', 'any'),
    option('failover', 17, 's.subfailover::text', 'false'),
  ].join('');
}

type QueryOf = (version: ServerVersion) => string;

/** For each kind a query for `identity`, `facts` (see facts.ts), `owner`, `privileges` and `comment`. */
export const OTHER_QUERIES: Readonly<Record<string, QueryOf>> = {
  'event trigger':
    () => `SELECT e.evtname AS identity, json_build_object('event', e.evtevent, 'tags', to_json(e.evttags),
      'function', ${functionAt('e.evtfoid')}, 'enabled', CASE e.evtenabled WHEN 'O' THEN 'origin' WHEN 'A' THEN 'always'
        WHEN 'R' THEN 'replica' ELSE 'disabled' END) AS facts, ${rest(HOMES.trigger)} WHERE ${own(HOMES.trigger)}`,
  collation: (version) => `SELECT n.nspname || '.' || c.collname AS identity, json_build_object(
      'provider', CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
      'lc_collate', CASE WHEN c.collprovider = 'c' THEN c.collcollate END,
      'lc_ctype', CASE WHEN c.collprovider = 'c' THEN c.collctype END,
      'locale', CASE WHEN c.collprovider <> 'c' THEN ${localeOf(version)} END,
      'rules', ${since(version, 16, 'c.collicurules', 'NULL')},
      'nondeterministic', NOT ${since(version, 12, 'c.collisdeterministic', 'true')}) AS facts, ${rest(HOMES.collation)}
    JOIN pg_namespace n ON n.oid = c.collnamespace WHERE ${ownIn(HOMES.collation)}`,
  'foreign data wrapper':
    () => `SELECT w.fdwname AS identity, json_build_object('handler', ${functionAt('w.fdwhandler')},
      'validator', ${functionAt('w.fdwvalidator')}, 'options', ${foreignOptions('w.fdwoptions')}) AS facts,
      ${rest(HOMES.wrapper)} WHERE ${own(HOMES.wrapper)}`,
  server: () => `SELECT s.srvname AS identity, json_build_object('type', s.srvtype, 'version', s.srvversion,
      'wrapper', w.fdwname, 'options', ${foreignOptions('s.srvoptions')}) AS facts, ${rest(HOMES.server)}
    JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ${own(HOMES.server)}`,
  // Their options hold passwords, which nobody need see to compare two schemas.
  'user mapping':
    () => `SELECT 'for ' || m.usename || ' server ' || m.srvname AS identity, '{}'::json AS facts, NULL AS comment
    FROM pg_user_mappings m`,
  'access method': () => `SELECT a.amname AS identity, json_build_object('handler', ${functionAt('a.amhandler')},
      'type', CASE a.amtype WHEN 't' THEN 'table' ELSE 'index' END) AS facts, ${rest(HOMES.am)}
    WHERE a.oid >= ${FIRST_OWN} AND ${own(HOMES.am)}`,
  language: () => `SELECT l.lanname AS identity, json_build_object('handler', ${functionAt('l.lanplcallfoid')},
      'inline', ${functionAt('l.laninline')}, 'validator', ${functionAt('l.lanvalidator')}, 'trusted', l.lanpltrusted) AS facts,
      ${rest(HOMES.language)} WHERE l.lanispl AND ${own(HOMES.language)}`,
  transform: () => `SELECT 'for ' || format_type(t.trftype, NULL) || ' language ' || l.lanname AS identity,
      json_build_object('from', ${functionAt('t.trffromsql')}, 'to', ${functionAt('t.trftosql')}) AS facts,
      ${rest(HOMES.transform)} JOIN pg_language l ON l.oid = t.trflang WHERE ${own(HOMES.transform)}`,
  cast: () => `SELECT '(' || format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) || ')' AS identity,
      json_build_object('function', ${functionAt('c.castfunc')}, 'inout', c.castmethod = 'i',
        'as', CASE c.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'assignment' END) AS facts, ${rest(HOMES.cast)}
    WHERE c.oid >= ${FIRST_OWN} AND NOT EXISTS (SELECT FROM pg_depend i
      WHERE i.classid = 'pg_cast'::regclass AND i.objid = c.oid AND i.deptype = 'i') AND ${own(HOMES.cast)}`,
  conversion:
    () => `SELECT n.nspname || '.' || c.conname AS identity, json_build_object('from', pg_encoding_to_char(c.conforencoding),
      'to', pg_encoding_to_char(c.contoencoding), 'function', ${functionAt('c.conproc')}, 'default', c.condefault) AS facts,
      ${rest(HOMES.conversion)} JOIN pg_namespace n ON n.oid = c.connamespace WHERE ${ownIn(HOMES.conversion)}`,
  operator:
    () => `SELECT n.nspname || '.' || o.oprname || '(' || ${type('o.oprleft')} || ', ' || ${type('o.oprright')} || ')' AS identity,
      json_build_object('function', ${functionAt('o.oprcode')}, 'commutator', ${operatorAt('o.oprcom')},
        'negator', ${operatorAt('o.oprnegate')}, 'restrict', ${functionAt('o.oprrest')}, 'join', ${functionAt('o.oprjoin')},
        'hashes', o.oprcanhash, 'merges', o.oprcanmerge) AS facts, ${rest(HOMES.operator)}
    JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE ${ownIn(HOMES.operator)} AND o.oprcode <> 0`,
  'operator family': () => `SELECT n.nspname || '.' || f.opfname || ' using ' || a.amname AS identity,
      json_build_object('members', ${FAMILY_MEMBERS}) AS facts, ${rest(HOMES.family)}
    JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod WHERE ${ownIn(HOMES.family)}`,
  'operator class': () => `SELECT n.nspname || '.' || c.opcname || ' using ' || a.amname AS identity,
      json_build_object('default', c.opcdefault, 'type', format_type(c.opcintype, NULL),
        'family', (SELECT ${qualified('fn.nspname', 'f.opfname')} FROM pg_opfamily f
          JOIN pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = c.opcfamily),
        'storage', format_type(nullif(c.opckeytype, 0), NULL), 'members', ${CLASS_MEMBERS}) AS facts, ${rest(HOMES.class)}
    JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am a ON a.oid = c.opcmethod WHERE ${ownIn(HOMES.class)}`,
  // Where it connects to holds a password, and is for superusers only.
  subscription: (
    version,
  ) => `SELECT s.subname AS identity, json_build_object('publications', to_json(s.subpublications),
      'disabled', NOT s.subenabled, 'slot_name', s.subslotname${subscriptionOptions(version)}) AS facts,
      pg_get_userbyid(s.subowner) AS owner, NULL::json AS privileges, (SELECT description FROM pg_shdescription
        WHERE classoid = 'pg_subscription'::regclass AND objoid = s.oid) AS comment
    FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  type: () => `SELECT n.nspname || '.' || t.typname AS identity, CASE WHEN t.typisdefined THEN json_build_object(
      'input', ${functionAt('t.typinput')}, 'output', ${functionAt('t.typoutput')}, 'receive', ${functionAt('t.typreceive')},
      'send', ${functionAt('t.typsend')}, 'typmod_in', ${functionAt('t.typmodin')}, 'typmod_out', ${functionAt('t.typmodout')},
      'analyze', ${functionAt('t.typanalyze')}, 'category', t.typcategory, 'preferred', t.typispreferred,
      'default', t.typdefault, 'element', format_type(nullif(t.typelem, 0), NULL), 'delimiter', t.typdelim,
      'collatable', t.typcollation <> 0) ELSE json_build_object('shell', true) END AS facts, ${rest(HOMES.type)}
    JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN ('b', 'p') AND ${ownIn(HOMES.type)}
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)`,
  'text search configuration': () => `SELECT n.nspname || '.' || c.cfgname AS identity, json_build_object(
      'parser', (SELECT ${qualified('pn.nspname', 'p.prsname')} FROM pg_ts_parser p
        JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = c.cfgparser),
      'mappings', (SELECT json_agg(token || ': ' || dictionaries) FROM (
        SELECT (SELECT alias FROM ts_token_type(c.cfgparser) WHERE tokid = m.maptokentype) AS token,
          string_agg(${qualified('dn.nspname', 'd.dictname')}, ' then ' ORDER BY m.mapseqno) AS dictionaries
        FROM pg_ts_config_map m JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace
        WHERE m.mapcfg = c.oid GROUP BY m.maptokentype) mapped)) AS facts, ${rest(HOMES.configuration)}
    JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE ${ownIn(HOMES.configuration)}`,
  'text search dictionary': () => `SELECT n.nspname || '.' || y.dictname AS identity, json_build_object(
      'template', (SELECT ${qualified('tn.nspname', 't.tmplname')} FROM pg_ts_template t
        JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE t.oid = y.dicttemplate), 'options', y.dictinitoption) AS facts,
      ${rest(HOMES.dictionary)} JOIN pg_namespace n ON n.oid = y.dictnamespace WHERE ${ownIn(HOMES.dictionary)}`,
  'text search parser': () => `SELECT n.nspname || '.' || p.prsname AS identity, json_build_object(
      'start', ${functionAt('p.prsstart')}, 'gettoken', ${functionAt('p.prstoken')}, 'end', ${functionAt('p.prsend')},
      'headline', ${functionAt('p.prsheadline')}, 'lextypes', ${functionAt('p.prslextype')}) AS facts, ${rest(HOMES.parser)}
    JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE ${ownIn(HOMES.parser)}`,
  'text search template': () => `SELECT n.nspname || '.' || t.tmplname AS identity, json_build_object(
      'init', ${functionAt('t.tmplinit')}, 'lexize', ${functionAt('t.tmpllexize')}) AS facts, ${rest(HOMES.template)}
    JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE ${ownIn(HOMES.template)}`,
};
