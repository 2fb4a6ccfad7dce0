import type { Expression } from '../../model/catalog/common.js';

/** What is known of an object of a rarer kind, by name; a list has no order. */
export type Facts = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>;

/**
 * The definition of an object of a rarer kind. What is not so, and what nothing is said of, is left out: a file and a
 * catalog then say the same.
 */
export function definitionOfFacts(facts: Facts): Expression {
  const known = Object.entries(facts).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === false || value === '') return [];
    if (typeof value === 'boolean') return [name];
    if (typeof value === 'string') return [`${name} ${value}`];
    return value.length === 0 ? [] : [`${name} (${[...value].sort().join(', ')})`];
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
