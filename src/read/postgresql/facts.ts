import type { Expression } from '../../model/catalog/common.js';
import type { OtherObject } from '../../model/catalog/objects.js';

/** What is known of an object of a rarer kind, by name; a list has no order. */
export type Facts = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>;

/**
 * The same without what is not so, and what nothing is said of: a file and a catalog then say the same. Lists are in
 * order.
 */
export function saidFacts(facts: Facts): OtherObject['facts'] {
  const said = Object.entries(facts).flatMap(([name, value]): [string, string | true | readonly string[]][] => {
    if (value === undefined || value === null || value === false || value === '') return [];
    if (typeof value === 'boolean' || typeof value === 'string') return [[name, value]];
    return value.length === 0 ? [] : [[name, [...value].sort()]];
  });
  return Object.fromEntries(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The facts of an object of a rarer kind as one text. */
export function definitionOfFacts(facts: Facts): Expression {
  const known = Object.entries(saidFacts(facts)).map(([name, value]) => {
    if (value === true) return name;
    return typeof value === 'string' ? `${name} ${value}` : `${name} (${value.join(', ')})`;
  });
  const form = known.sort().join('; ');
  return { text: form, form };
}

/** `name 'value'`, as options of foreign objects and text search are written. */
export function optionFact(name: string, value: string): string {
  return `${name} '${value.replaceAll("'", "''")}'`;
}

/** Names of one encoding (`pg_encname_tbl` of PostgreSQL's encnames.c), without what separates their words. */
const ENCODINGS: Readonly<Record<string, string>> = {
  UNICODE: 'UTF8',
  ISO88591: 'LATIN1',
  WINDOWS1252: 'WIN1252',
  MSKANJI: 'SJIS',
};

/** An encoding by the name that the server gives it. */
export function encodingFact(name: string): string {
  const plain = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return ENCODINGS[plain] ?? plain;
}
