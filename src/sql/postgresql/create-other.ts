import type { OtherObject } from '../../model/catalog/objects.js';
import { UNKNOWN } from '../unknown-objects.js';
import { createOperatorClass, createOperatorFamily } from './operator-classes.js';
import { castTypes, list, nameOfOther, operatorName, operatorParts } from './other-names.js';
import { dollars, dotted, id, literal, unless } from './spelling.js';
import { createSubscription } from './subscriptions.js';

type Facts = OtherObject['facts'];

/**
 * The statements that make an object of a rarer kind, each of which may run again (PostgreSQL 18, "SQL Commands").
 * What a catalog does not tell of types that are made of code and subscriptions at work, nobody can write: there, the
 * statement stops and says so.
 */
export function createOther(other: OtherObject): readonly string[] {
  const make = Object.hasOwn(MAKERS, other.kind) ? MAKERS[other.kind] : undefined;
  const made = make?.(other);
  if (made !== undefined) return made;
  const message = `${other.kind} ${other.identity}${UNKNOWN}`;
  return [`DO ${dollars(`BEGIN RAISE EXCEPTION USING MESSAGE = ${literal(message)}; END`)}`];
}

const MAKERS: Readonly<Record<string, (other: OtherObject) => readonly string[] | undefined>> = {
  subscription: createSubscription,
  statistics: (other) => [
    other.definition.text.replace(/^CREATE STATISTICS (?!IF NOT EXISTS)/i, 'CREATE STATISTICS IF NOT EXISTS '),
    ...(typeof other.facts.target === 'string'
      ? [`ALTER STATISTICS ${nameOfOther(other)} SET STATISTICS ${Number(other.facts.target)}`]
      : []),
  ],
  collation: ({ identity, facts }) => [
    `CREATE COLLATION IF NOT EXISTS ${dotted(identity)} (${[
      ...['provider', 'lc_collate', 'lc_ctype', 'locale', 'rules'].flatMap((name) => option(name, facts)),
      ...(facts.nondeterministic === true ? ['deterministic = false'] : []),
    ].join(', ')})`,
  ],
  cast: ({ identity, facts }) => {
    const [source, target] = castTypes(identity);
    const exists = `SELECT FROM pg_catalog.pg_cast WHERE castsource = ${literal(source)}::pg_catalog.regtype AND casttarget = ${literal(target)}::pg_catalog.regtype`;
    const way = named('WITH FUNCTION', facts.function) || (facts.inout === true ? ' WITH INOUT' : ' WITHOUT FUNCTION');
    const when = typeof facts.as === 'string' ? ` AS ${facts.as.toUpperCase()}` : '';
    return [unless(exists, `CREATE CAST (${source} AS ${target})${way}${when}`)];
  },
  conversion: ({ identity, facts }) => [
    unless(
      among('pg_conversion', 'con', identity),
      `CREATE ${facts.default === true ? 'DEFAULT ' : ''}CONVERSION ${dotted(identity)} FOR ${text(facts.from)} TO ${text(facts.to)}${named('FROM', facts.function)}`,
    ),
  ],
  'event trigger': ({ identity, facts }) => {
    const tags = list(facts.tags).map(literal).join(', ');
    const when = tags === '' ? '' : ` WHEN TAG IN (${tags})`;
    const state = EVENT_TRIGGER_STATES[String(facts.enabled)];
    return [
      unless(
        `SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = ${literal(identity)}`,
        `CREATE EVENT TRIGGER ${id(identity)} ON ${id(String(facts.event))}${when} EXECUTE PROCEDURE ${dotted(String(facts.function))}()`,
      ),
      ...(state === undefined ? [] : [`ALTER EVENT TRIGGER ${id(identity)} ${state}`]),
    ];
  },
  'foreign data wrapper': ({ identity, facts }) => [
    unless(
      `SELECT FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwname = ${literal(identity)}`,
      `CREATE FOREIGN DATA WRAPPER ${id(identity)}${named('HANDLER', facts.handler)}${named('VALIDATOR', facts.validator)}${foreignOptions(facts)}`,
    ),
  ],
  server: ({ identity, facts }) => {
    const said = (word: string, value: Facts[string] | undefined) =>
      typeof value === 'string' ? ` ${word} ${literal(value)}` : '';
    return [
      `CREATE SERVER IF NOT EXISTS ${id(identity)}${said('TYPE', facts.type)}${said('VERSION', facts.version)} FOREIGN DATA WRAPPER ${id(String(facts.wrapper))}${foreignOptions(facts)}`,
    ];
  },
  'access method': ({ identity, facts }) => [
    unless(
      `SELECT FROM pg_catalog.pg_am WHERE amname = ${literal(identity)}`,
      `CREATE ACCESS METHOD ${id(identity)} TYPE ${facts.type === 'table' ? 'TABLE' : 'INDEX'}${named('HANDLER', facts.handler)}`,
    ),
  ],
  language: ({ identity, facts }) => [
    `CREATE OR REPLACE ${facts.trusted === true ? 'TRUSTED ' : ''}LANGUAGE ${id(identity)}${named('HANDLER', facts.handler)}${named('INLINE', facts.inline)}${named('VALIDATOR', facts.validator)}`,
  ],
  transform: (other) => {
    const { facts } = other;
    const ways = [
      ...(facts.from === undefined ? [] : [`FROM SQL WITH FUNCTION ${dotted(String(facts.from))}(internal)`]),
      ...(facts.to === undefined ? [] : [`TO SQL WITH FUNCTION ${dotted(String(facts.to))}(internal)`]),
    ];
    return [`CREATE OR REPLACE TRANSFORM ${nameOfOther(other)} (${ways.join(', ')})`];
  },
  operator: ({ identity, facts }) => {
    const { name, left, right } = operatorParts(identity);
    const linked = (link: 'commutator' | 'negator') =>
      typeof facts[link] === 'string'
        ? [`${link.toUpperCase()} = OPERATOR(${operatorName(facts[link].replace(/\(.*$/, ''))})`]
        : [];
    const parts = [
      `PROCEDURE = ${dotted(String(facts.function))}`,
      ...(left === 'NONE' ? [] : [`LEFTARG = ${left}`]),
      ...(right === 'NONE' ? [] : [`RIGHTARG = ${right}`]),
      ...linked('commutator'),
      ...linked('negator'),
      ...(typeof facts.restrict === 'string' ? [`RESTRICT = ${dotted(facts.restrict)}`] : []),
      ...(typeof facts.join === 'string' ? [`JOIN = ${dotted(facts.join)}`] : []),
      ...(facts.hashes === true ? ['HASHES'] : []),
      ...(facts.merges === true ? ['MERGES'] : []),
    ];
    // One that another has named as its commutator is there before it has a function.
    const exists = `SELECT FROM pg_catalog.pg_operator WHERE oid = pg_catalog.to_regoperator(${literal(`${name}(${left}, ${right})`)}) AND oprcode <> 0`;
    return [unless(exists, `CREATE OPERATOR ${name} (${parts.join(', ')})`)];
  },
  // Its options hold passwords, which are in no catalog that is compared.
  'user mapping': (other) => [`CREATE USER MAPPING IF NOT EXISTS ${nameOfOther(other)}`],
  'text search configuration': (other) => {
    const { identity, facts } = other;
    const alter = `ALTER TEXT SEARCH CONFIGURATION ${dotted(identity)}`;
    return [
      unless(
        among('pg_ts_config', 'cfg', identity),
        `CREATE TEXT SEARCH CONFIGURATION ${dotted(identity)} (PARSER = ${dotted(String(facts.parser))})`,
      ),
      ...mappingsIn(other).flatMap((mapping) => addMapping(alter, mapping)),
    ];
  },
  'text search dictionary': ({ identity, facts }) => {
    const options = dictionaryOptions(facts).map(([name = '', value]) => `, ${id(name)} = ${value}`);
    return [
      unless(
        among('pg_ts_dict', 'dict', identity),
        `CREATE TEXT SEARCH DICTIONARY ${dotted(identity)} (TEMPLATE = ${dotted(String(facts.template))}${options.join('')})`,
      ),
    ];
  },
  'operator class': createOperatorClass,
  'operator family': createOperatorFamily,
  // A name alone, until somebody says what it is.
  type: ({ identity, facts }) =>
    facts.shell === true ? [unless(among('pg_type', 'typ', identity), `CREATE TYPE ${dotted(identity)}`)] : undefined,
  'text search parser': (other) => [madeOfFunctions(other, 'pg_ts_parser', 'prs')],
  'text search template': (other) => [madeOfFunctions(other, 'pg_ts_template', 'tmpl')],
};

export const EVENT_TRIGGER_STATES: Readonly<Record<string, string>> = {
  always: 'ENABLE ALWAYS',
  replica: 'ENABLE REPLICA',
  disabled: 'DISABLE',
};

/** The options of a text search dictionary, each with its value as it is written. */
export function dictionaryOptions({ options }: Facts): string[][] {
  return list(options).map((each) => [each.slice(0, each.indexOf(' ')), each.slice(each.indexOf(' ') + 1)]);
}

type Mapping = readonly [token: string, dictionaries: string];

/** Which dictionaries a text search configuration asks for each kind of token. */
export function mappingsIn({ facts }: OtherObject): readonly Mapping[] {
  return list(facts.mappings).map((each) => each.split(': ') as [token: string, dictionaries: string]);
}

export function addMapping(alter: string, [token, dictionaries]: Mapping): readonly string[] {
  return [
    `${alter} DROP MAPPING IF EXISTS FOR ${id(token)}`,
    `${alter} ADD MAPPING FOR ${id(token)} WITH ${dictionaries.split(' then ').map(dotted).join(', ')}`,
  ];
}

function madeOfFunctions({ kind, identity, facts }: OtherObject, catalog: string, prefix: string): string {
  const functions = Object.entries(facts).map(([name, value]) => `${id(name)} = ${dotted(String(value))}`);
  return unless(
    among(catalog, prefix, identity),
    `CREATE ${kind.toUpperCase()} ${dotted(identity)} (${functions.join(', ')})`,
  );
}

/** A query that finds an object of a schema in a catalog whose columns begin alike. */
function among(catalog: string, prefix: string, identity: string): string {
  const at = identity.indexOf('.');
  return `SELECT FROM pg_catalog.${catalog} WHERE ${prefix}name = ${literal(identity.slice(at + 1))} AND ${prefix}namespace = ${literal(id(identity.slice(0, at)))}::pg_catalog.regnamespace`;
}

function option(name: string, facts: Facts): string[] {
  const value = facts[name];
  return typeof value === 'string' ? [`${name} = ${literal(value)}`] : [];
}

function named(word: string, value: Facts[string] | undefined): string {
  return typeof value === 'string' ? ` ${word} ${dotted(value)}` : '';
}

/** Of `name 'value'` each, as the facts have them. */
function foreignOptions(facts: Facts): string {
  const given = foreignOptionsIn(facts).map(([name, value]) => `${id(name)} ${literal(value)}`);
  return given.length === 0 ? '' : ` OPTIONS (${given.join(', ')})`;
}

/** The options of a foreign object, each with its value. */
export function foreignOptionsIn({ options }: Facts): readonly (readonly [name: string, value: string])[] {
  return list(options).map((each) => {
    const at = each.indexOf(' ');
    return [each.slice(0, at), each.slice(at + 2, -1).replaceAll("''", "'")];
  });
}

function text(value: Facts[string] | undefined): string {
  return literal(typeof value === 'string' ? value : '');
}
