import type { Described, Expression, Name, Options, Owned, Privilege } from '../../../model/catalog/common.js';
import type { Row } from './query.js';

/** Keys whose value is there, since the model leaves out what is not. */
export function present<T extends object>(values: { [Key in keyof T]: T[Key] | undefined | null }): T {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as T;
}

export function described({ comment }: Row): Described {
  return comment === null || comment === undefined ? {} : { comment };
}

export function owned(row: Row): Owned {
  return {
    ...described(row),
    ...(row.owner === null ? {} : { owner: row.owner }),
    privileges: privilegesOf(row.privileges),
  };
}

/** Ordered by grantee, then privilege. */
export function privilegesOf(privileges: readonly Privilege[] | null | undefined): Privilege[] {
  return [...(privileges ?? [])].sort((a, b) => compare(a.grantee, b.grantee) || compare(a.privilege, b.privilege));
}

export function nameOf({ schema, name }: Row): Name {
  return { schema, name };
}

export function optionsOf(options: Options | null | undefined): Options {
  return Object.fromEntries(Object.entries(options ?? {}).sort(([a], [b]) => compare(a, b)));
}

/** By code unit, which no locale changes. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows by the value of one of their keys. */
export function groupBy(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(String(row[key]));
    if (group === undefined) groups.set(String(row[key]), [row]);
    else group.push(row);
  }
  return groups;
}

export function words(text: string): Expression {
  return { text, form: text };
}
