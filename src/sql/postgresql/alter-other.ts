import { same } from '../../diff/catalog/same.js';
import type { Options } from '../../model/catalog/common.js';
import type { OtherObject } from '../../model/catalog/objects.js';
import type { Alteration } from './alter-objects.js';
import { foreignChanges } from './alter-tables.js';
import { addMapping, dictionaryOptions, EVENT_TRIGGER_STATES, foreignOptionsIn, mappingsIn } from './create-other.js';
import { alterMembers } from './operator-classes.js';
import { nameOfOther } from './other-names.js';
import { describeChanged, type Target } from './ownership.js';
import { dotted, id, literal } from './spelling.js';
import { alterSubscription, SUBSCRIPTION_FACTS } from './subscriptions.js';

/** How statements call an object of a rarer kind. */
export function otherTarget(other: OtherObject): Target {
  const grants = GRANTS[other.kind];
  return {
    word: other.kind.toUpperCase(),
    name: nameOfOther(other),
    isOwned: !UNOWNED.has(other.kind),
    ...(grants !== undefined && { grants }),
    ...(other.kind === 'language' && { builtIn: 'usage' }),
  };
}

/** The kinds whose use is granted (PostgreSQL 18, `GRANT`). */
const GRANTS: Readonly<Record<string, string>> = {
  server: 'FOREIGN SERVER',
  'foreign data wrapper': 'FOREIGN DATA WRAPPER',
  language: 'LANGUAGE',
};

const UNOWNED: ReadonlySet<string> = new Set(['cast', 'transform', 'user mapping', 'access method']);

/** The facts that can be altered, and how; of every kind also who owns it, and what is granted and said of it. */
export function alterOther(from: OtherObject, to: OtherObject): Alteration {
  const alter = `ALTER ${to.kind.toUpperCase()} ${nameOfOther(to)}`;
  const ways = WAYS[to.kind] ?? {};
  // Only that of statistics says more than the facts.
  const rest = ({ kind, definition, facts }: OtherObject) => [
    kind === 'statistics' ? definition.form : '',
    ...Object.entries(facts).filter(([name]) => !Object.hasOwn(ways, name)),
  ];
  if (!same(rest(from), rest(to))) return undefined;
  const changed = Object.entries(ways).filter(([name]) => !same(from.facts[name], to.facts[name]));
  const altered = changed.map(([, way]) => way(alter, from, to));
  if (altered.includes(undefined)) return undefined;
  return [...new Set(altered.flatMap((each) => each ?? [])), ...describeChanged(otherTarget(to), from, to)];
}

type Way = (alter: string, from: OtherObject, to: OtherObject) => Alteration;

const withFunction =
  (fact: 'handler' | 'validator'): Way =>
  (alter, _, { facts }) => {
    const word = fact.toUpperCase();
    return [facts[fact] === undefined ? `${alter} NO ${word}` : `${alter} ${word} ${dotted(String(facts[fact]))}`];
  };

const withOptions =
  (query: (other: OtherObject) => string): Way =>
  (alter, from, to) => {
    const options = ({ facts }: OtherObject): Options => Object.fromEntries(foreignOptionsIn(facts));
    return foreignChanges(alter, options(from), options(to), query(to));
  };

const WAYS: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  'foreign data wrapper': {
    handler: withFunction('handler'),
    validator: withFunction('validator'),
    options: withOptions(
      ({ identity }) =>
        `SELECT FROM pg_catalog.pg_foreign_data_wrapper, pg_catalog.pg_options_to_table(fdwoptions) WHERE fdwname = ${literal(identity)}`,
    ),
  },
  server: {
    // None takes the place of one no more.
    version: (alter, _, { facts }) =>
      facts.version === undefined ? undefined : [`${alter} VERSION ${literal(String(facts.version))}`],
    options: withOptions(
      ({ identity }) =>
        `SELECT FROM pg_catalog.pg_foreign_server, pg_catalog.pg_options_to_table(srvoptions) WHERE srvname = ${literal(identity)}`,
    ),
  },
  statistics: {
    target: (alter, _, { facts }) => [`${alter} SET STATISTICS ${Number(facts.target ?? -1)}`],
  },
  'operator family': { members: (_, from, to) => alterMembers(from, to) },
  'text search configuration': {
    mappings: (alter, from, to) => {
      const gone = mappingsIn(from).filter(([token]) => !mappingsIn(to).some(([each]) => each === token));
      return [
        ...gone.map(([token]) => `${alter} DROP MAPPING IF EXISTS FOR ${id(token)}`),
        ...mappingsIn(to).flatMap((mapping) => addMapping(alter, mapping)),
      ];
    },
  },
  'text search dictionary': {
    options: (alter, from, to) => {
      const [were, are] = [from, to].map(({ facts }) => dictionaryOptions(facts)) as [string[][], string[][]];
      const gone = were.filter(([name]) => !are.some(([each]) => each === name)).map(([name = '']) => id(name));
      const given = are.filter((option) => !were.some((each) => same(each, option)));
      return [`${alter} (${[...gone, ...given.map(([name = '', value]) => `${id(name)} = ${value}`)].join(', ')})`];
    },
  },
  // Its facts change together: a slot only while it is not at work.
  subscription: Object.fromEntries(
    SUBSCRIPTION_FACTS.map((name) => [
      name,
      (_: string, from: OtherObject, to: OtherObject) => alterSubscription(from, to),
    ]),
  ),
  'event trigger': {
    enabled: (alter, _, { facts }) => [`${alter} ${EVENT_TRIGGER_STATES[String(facts.enabled)] ?? 'ENABLE'}`],
  },
};
