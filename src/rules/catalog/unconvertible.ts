import { quoteLiteral } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import { INTEGER_BITS, TEXT_BYTES, TEXTS } from '../../tables/catalog-types.js';

const NUMBER = '^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?[[:space:]]*$';

/** How texts look that a cast makes values of a type from (PostgreSQL 15, chapter 8 "Data Types"). */
const FORMS: Readonly<Record<string, string>> = {
  numeric: NUMBER,
  decimal: NUMBER,
  real: NUMBER,
  float: NUMBER,
  'double precision': NUMBER,
  double: NUMBER,
  boolean:
    '^[[:space:]]*([tT]|[tT][rR][uU][eE]|[fF]|[fF][aA][lL][sS][eE]|[yY]|[yY][eE][sS]|[nN]|[nN][oO]|[oO][nN]|[oO][fF][fF]|1|0)[[:space:]]*$',
  uuid: '^[{]?([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}[}]?$',
};
const WHOLE = '^[[:space:]]*[-+]?[0-9]+[[:space:]]*$';

/**
 * The condition under which a value of a column must be converted into another kind of type: of texts, under which no cast
 * does that.
 *
 * @param name the column in quotes, as it is called before the change
 */
export function unconvertible(name: string, from: DataType, to: DataType, dialect: Dialect = 'postgresql'): string {
  const isText = Object.hasOwn(TEXTS, from.name) || (dialect !== 'postgresql' && Object.hasOwn(TEXT_BYTES, from.name));
  const isPlain = isText && !from.isArray && !to.isArray && from.schema === '' && to.schema === '';
  const form = isPlain ? (Object.hasOwn(INTEGER_BITS, to.name) ? WHOLE : FORMS[to.name]) : undefined;
  if (form === undefined) return `${name} IS NOT NULL`;
  return `${name} ${dialect === 'postgresql' ? '!~' : 'NOT REGEXP'} ${quoteLiteral(form, dialect)}`;
}
