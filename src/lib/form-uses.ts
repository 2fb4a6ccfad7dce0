import { unquoteIdentifier } from './quote.js';
import { tokenize } from './sql-text.js';

/** A name in the parsed form of an expression, and a text there. None begins in the middle of a long word. */
export const NAME = '(?:"(?:[^"]|"")*"|(?<![\\p{L}\\p{N}_$])[\\p{L}_][\\p{L}\\p{N}_$]*)';
/** A relation as the parsed form of a query has it, with the number that tells it from others of its name. */
const SOURCE = new RegExp(`(${NAME})\\.(${NAME}) (${NAME}@\\d+)`, 'gu');
const COLUMN = new RegExp(`(${NAME}@\\d+)\\.(${NAME})`, 'gu');
const USING = /\bUSING \(([^()]*)\)/g;
export const TEXT = /'(?:[^']|'')*'/g;

/** A relation that a query reads, and its columns that the query names. */
export interface FormUse {
  readonly schema: string;
  readonly name: string;
  /** What the query calls it, with its number. */
  readonly alias: string;
  readonly columns: Set<string>;
}

/** The relations that the parsed form of a query reads. What joins share by USING is named of each of them. */
export function usesInForm(written: string): FormUse[] {
  const form = written.replace(TEXT, "''");
  const shared = [...form.matchAll(USING)].flatMap(([, list = '']) => list.split(', ').map(unquoteIdentifier));
  const uses = new Map<string, FormUse>();
  for (const [, schema = '', name = '', alias = ''] of form.matchAll(SOURCE)) {
    const relation = { schema: unquoteIdentifier(schema), name: unquoteIdentifier(name) };
    uses.set(alias, { ...relation, alias, columns: new Set(shared) });
  }
  for (const [, alias = '', column = ''] of form.matchAll(COLUMN))
    uses.get(alias)?.columns.add(unquoteIdentifier(column));
  return [...uses.values()];
}

/** Whether the parsed form of an expression names a column of the table that it stands on, which no alias leads to. */
export function formNamesOwn(form: string, column: string): boolean {
  return mentions(form.replace(TEXT, "''").replace(COLUMN, ''), column);
}

/** Whether an expression speaks of a column. */
export function mentions(expression: string, column: string): boolean {
  return tokenize(expression).some((token) => nameOfToken(token) === column);
}

/** The last name in a token of SQL. */
export function nameOfToken(token: string): string {
  return token.startsWith('"') ? unquoteIdentifier(token) : (token.split('.').at(-1) ?? token);
}
