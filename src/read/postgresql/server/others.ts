import type { OtherObject } from '../../../model/catalog/objects.js';
import { statisticsOf } from '../expressions/statistics.js';
import { definitionOfFacts, encodingFact, type Facts, optionFact, saidFacts } from '../facts.js';
import { described, privilegesOf } from './assemble.js';
import { OTHER_QUERIES } from './other-queries.js';
import { isOfExtension, isSystemSchema, type Row } from './query.js';
import type { Reader } from './reader.js';

/** The objects that are compared as a whole. */
export async function readOthers(reader: Reader): Promise<OtherObject[]> {
  const found: OtherObject[] = [];
  for (const [kind, queryOf] of Object.entries(OTHER_QUERIES)) {
    const rows = await reader.run(`SELECT * FROM (${queryOf(reader.version)}) x ORDER BY identity::text COLLATE "C"`);
    found.push(...rows.map((row) => otherOf(kind, row, factsOf(reader, kind, row))));
  }
  return [...(await readStatistics(reader)), ...found];
}

function otherOf(kind: string, row: Row, facts: Facts, definition = definitionOfFacts(facts)): OtherObject {
  return {
    ...described(row),
    kind,
    identity: row.identity,
    ...(row.owner === null || row.owner === undefined ? {} : { owner: row.owner }),
    privileges: privilegesOf(row.privileges),
    definition,
    facts: saidFacts(facts),
  };
}

/** What the catalog keeps in a form of its own. */
function factsOf(reader: Reader, kind: string, { facts }: Row): Facts {
  if (kind === 'conversion') return { ...facts, from: encodingFact(facts.from), to: encodingFact(facts.to) };
  if (kind !== 'text search dictionary' || facts.options === null) return facts;
  // The options stand in one text, as they would be written.
  const statement = reader.parse(`CREATE TEXT SEARCH DICTIONARY x (template = x, ${facts.options})`);
  const options = (statement.DefineStmt.definition as Row[]).map(({ DefElem }) => DefElem as Row).slice(1);
  return { ...facts, options: options.map(({ defname, arg }) => optionFact(defname, textOf(arg))) };
}

function textOf(arg: Row): string {
  return arg.String?.sval ?? arg.Float?.fval ?? String(arg.Integer?.ival ?? 0);
}

async function readStatistics({ run, parse, scope, version }: Reader): Promise<OtherObject[]> {
  const major = Math.floor(version.number / 10_000);
  const target = major >= 13 ? 'nullif(s.stxstattarget, -1)' : 'NULL';
  const rows =
    await run(`SELECT n.nspname || '.' || s.stxname AS identity, pg_get_statisticsobjdef(s.oid) AS definition,
      pg_get_userbyid(s.stxowner) AS owner, ${target}::text AS target,
      (SELECT description FROM pg_description WHERE classoid = 'pg_statistic_ext'::regclass AND objoid = s.oid) AS comment
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    WHERE NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_statistic_ext', 's.oid')}
    ORDER BY (n.nspname || '.' || s.stxname)::text COLLATE "C"`);
  return rows.map((row) => {
    const made = statisticsOf(row.definition, parse(row.definition), scope);
    const said = definitionOfFacts({ target: row.target });
    const form = [made.form, said.form].filter((each) => each !== '').join('; ');
    return otherOf('statistics', row, { target: row.target }, { text: made.text, form });
  });
}
