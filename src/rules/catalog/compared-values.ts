import { quoteIdentifier, quotePath } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Column, IndexKey } from '../../model/catalog/table.js';

/**
 * What an index compares of the values that are there, in SQL: their beginning, and by the collation that they get.
 *
 * @param name the column in quotes, as it is called before the change
 * @returns nothing where the collation that they get is known to the server alone
 */
export function comparedValues(
  name: string,
  key: Pick<IndexKey, 'collation' | 'prefix'>,
  { was, is, dialect }: { readonly was: Column; readonly is: Column | undefined; readonly dialect: Dialect },
): string | undefined {
  const converted = convertedText(name, was, is);
  const collation = key.collation ?? is?.collation;
  const isOther = key.collation !== undefined || converted !== name || was.collation !== is?.collation;
  if (is !== undefined && isOther && collation === undefined) return undefined;
  const text = key.prefix === undefined ? converted : `left(${converted}, ${key.prefix})`;
  if (is === undefined || !isOther || collation === undefined) return text;
  return `${text} COLLATE ${dialect === 'postgresql' ? quotePath(collation, '"') : quoteIdentifier(collation, '`')}`;
}

/** A collation is one of a character set. */
function convertedText(name: string, was: Column, is: Column | undefined): string {
  const [before, after] = [was.type.characterSet, is?.type.characterSet];
  return before === after || after === undefined ? name : `convert(${name} using ${after})`;
}
