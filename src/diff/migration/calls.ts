import { NAME, TEXT } from '../../lib/form-uses.js';
import { unquoteIdentifier } from '../../lib/quote.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';

/** A call of a routine that somebody made, where nothing but its name and arguments say which. */
export interface Call extends Name {
  /** The types of the arguments, as far as they show; absent when only the name is known. */
  readonly args?: readonly (DataType | undefined)[];
}

/** Says of which type a column is that an expression names: `mail`, `users@1.mail`. */
export type TypeOfColumn = (written: string) => DataType | undefined;

const CALL = new RegExp(`(${NAME})\\.(${NAME})\\(`, 'gu');

/** The calls of somebody's routines in expressions; what is the server's own has no schema there. */
export function callsIn(expressions: readonly (Expression | undefined)[], typeOf: TypeOfColumn): Call[] {
  return expressions.flatMap((expression) => {
    const form = expression?.form ?? '';
    // Texts keep their length, so that places in the one are places in the other.
    const bare = form.replace(TEXT, (text) => `'${'_'.repeat(text.length - 2)}'`);
    return [...bare.matchAll(CALL)].map(({ index, 0: head, 1: schema = '', 2: name = '' }): Call => {
      const args = argumentsFrom(form, bare, index + head.length).map((arg) => typeOfArgument(arg, typeOf));
      return { schema: unquoteIdentifier(schema), name: unquoteIdentifier(name), args };
    });
  });
}

function argumentsFrom(form: string, bare: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < bare.length; at++) {
    const character = bare[at];
    if (character === '(' || character === '[') depth++;
    if (depth === 0 && (character === ',' || character === ')')) {
      found.push(form.slice(from, at).trim());
      from = at + 1;
      if (character === ')') break;
    }
    if (character === ')' || character === ']') depth--;
  }
  return found.length === 1 && found[0] === '' ? [] : found;
}

const CAST = new RegExp(
  `::(?:(${NAME})\\.)?("(?:[^"]|"")*"|[\\p{L}_][\\p{L}\\p{N}_$ ]*)(?:\\([\\d,]+\\))?(\\[\\])?$`,
  'u',
);

function typeOfArgument(text: string, typeOf: TypeOfColumn): DataType | undefined {
  const [cast, schema = '', name = '', array] = CAST.exec(text) ?? [];
  if (cast !== undefined) {
    const isArray = array !== undefined;
    return { schema: unquoteIdentifier(schema), name: unquoteIdentifier(name), args: [], isArray };
  }
  return /^-?\d+$/.test(text) ? { schema: '', name: 'integer', args: [], isArray: false } : typeOf(text);
}
