import { nearest } from './suggest.js';

/** What a value is for, and what holds without it; nothing means that it is missed. */
export interface NamedValue {
  readonly is: string;
  readonly usual?: string;
}

/** Values by name, and what was asked for in vain. */
export interface NamedValues {
  /** The value of a name, or what stands for one that is missing, which is then on the list of `missing`. */
  ask(name: string, derived?: string): string;
  /** The same when nothing is missed without it. */
  find(name: string): string | undefined;
  /** What was asked for and is not known: the name and what it is for, in the order of the catalogue. */
  missing(): { readonly name: string; readonly is: string }[];
}

/**
 * @param missing what is written for a value that nobody gave
 */
export function valuesOf(
  given: ReadonlyMap<string, string>,
  catalogue: ReadonlyMap<string, NamedValue>,
  missing: string,
): NamedValues {
  const missed = new Set<string>();
  const find = (name: string) => {
    const value = given.get(name);
    return value === undefined || value === '' ? catalogue.get(name)?.usual : value;
  };
  return {
    find,
    ask(name, derived) {
      const value = given.get(name) || derived || catalogue.get(name)?.usual;
      if (value !== undefined) return value;
      missed.add(name);
      return missing;
    },
    missing: () => [...catalogue].flatMap(([name, { is }]) => (missed.has(name) ? [{ name, is }] : [])),
  };
}

/** What is wrong with names of values, one message for each that is none. */
export function findUnknownNames(given: Iterable<string>, names: readonly string[]): string[] {
  return [...given]
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = nearest(name, names);
      return `${name}: no such setting; ${near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${near}?`}`;
    });
}
