import type { DataType } from '../../../model/catalog/data-type.js';
import type { TypeFit } from '../../../model/catalog/type-fit.js';
import { TEXT_BYTES, TEXTS } from '../../../tables/catalog-types.js';

/**
 * MySQL's `enum` and `set`. Values are kept by their number (8.4, "The ENUM Type"), so that ones which come at the
 * end change nothing, and the order is the one of the list.
 */
export function compareLists(before: DataType, after: DataType): TypeFit {
  const [from, to] = [before.values, after.values];
  if (from === undefined) return { relation: 'narrows', loss: `only ${to?.map(quoted).join(', ')} fit` };
  if (to === undefined) {
    const isText = Object.hasOwn(TEXTS, after.name) || Object.hasOwn(TEXT_BYTES, after.name);
    return isText ? { relation: 'reinterprets', loss: 'they sort as texts' } : { relation: 'converts' };
  }
  const gone = from.filter((value) => !to.includes(value));
  if (gone.length > 0) return { relation: 'narrows', loss: `${gone.map(quoted).join(', ')} no longer fit` };
  if (before.name !== after.name)
    return { relation: before.name === 'set' ? 'narrows' : 'widens', loss: 'only one value fits' };
  const order = to.filter((value) => from.includes(value));
  const isInOrder = order.every((value, index) => value === from[index]);
  if (!isInOrder) return { relation: 'reinterprets', loss: 'they sort in another order' };
  if (from.length < to.length) return { relation: 'widens' };
  return {
    relation: before.characterSet === after.characterSet ? 'same' : 'reinterprets',
    loss: 'their character set is another one',
  };
}

function quoted(value: string): string {
  return `'${value}'`;
}
