import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression } from '../../model/catalog/common.js';
import { isServerFunction, VOLATILE_FUNCTIONS } from '../../tables/volatile-functions.js';

const CALL = /'(?:[^']|'')*'|(?:"((?:[^"]|"")*)"|([a-z_][\w$]*))\s*\(/gi;

/** Whether a default may be another value in every row, so that the server writes the table anew to add it. */
export function isVolatile({ text }: Expression, { routines }: Catalog): boolean {
  return [...text.matchAll(CALL)].some(([, quoted, plain]) => {
    const name = quoted?.replaceAll('""', '"') ?? plain?.toLowerCase();
    if (name === undefined || WORDS.has(name)) return false;
    const own = routines.find((routine) => routine.name === name);
    if (own !== undefined) return own.volatility === 'volatile';
    return VOLATILE_FUNCTIONS.has(name) || !isServerFunction(name);
  });
}

/** What stands before a bracket and is no function. */
const WORDS: ReadonlySet<string> = new Set(
  'and or not in any all case when then else array row cast coalesce nullif greatest least values exists interval varchar char character numeric decimal time timestamp bit varying float'.split(
    ' ',
  ),
);
