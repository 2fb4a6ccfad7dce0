import { quoteLiteral } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Domain } from '../../model/catalog/objects.js';
import type { Column } from '../../model/catalog/table.js';
import { INTEGER_BITS, TEXTS } from '../../tables/catalog-types.js';

/**
 * The condition under which a value of a column does not fit its new type, in SQL.
 *
 * @param name the column in quotes, as it is called before the change
 * @returns nothing where no condition can tell
 */
export function unfit(
  name: string,
  { type: was }: Pick<Column, 'type'>,
  { type }: Pick<Column, 'type'>,
  dialect: Dialect = 'postgresql',
): string | undefined {
  if (type.isArray) return undefined;
  // What a character set does not have, nothing but a comparison of all characters tells.
  if (was.characterSet !== type.characterSet) return undefined;
  const [first, second = '0'] = type.args;
  if (Object.hasOwn(TEXTS, type.name) && first !== undefined) return `char_length(${name}) > ${Number(first)}`;
  if (Object.hasOwn(INTEGER_BITS, type.name)) {
    const bits = BigInt(INTEGER_BITS[type.name as keyof typeof INTEGER_BITS]);
    const [low, high] = type.isUnsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
    return `${name} NOT BETWEEN ${low} AND ${high} OR ${name} <> round(${name})`;
  }
  if ((type.name === 'numeric' || type.name === 'decimal') && first !== undefined) {
    const [precision, scale] = [Number(first), Number(second)];
    return `abs(${name}) >= 1e${precision - scale} OR ${name} <> round(${name}, ${scale})`;
  }
  if (type.name === 'set' && type.values !== undefined) {
    const gone = was.values?.filter((value) => !type.values?.includes(value)) ?? [];
    return gone.map((value) => `find_in_set(${quoteLiteral(value, dialect)}, ${name}) > 0`).join(' OR ') || undefined;
  }
  if (type.values !== undefined) {
    return `${name} NOT IN (${type.values.map((value) => quoteLiteral(value, dialect)).join(', ')})`;
  }
  return undefined;
}

/** The condition under which a domain refuses a `value`, in SQL. */
export function refusedBy({ constraints, nullable }: Domain): string {
  const conditions = constraints.map(({ expression }) => `NOT (${expression.text})`);
  return [...conditions, ...(nullable ? [] : ['value IS NULL'])].join(' OR ') || 'false';
}
