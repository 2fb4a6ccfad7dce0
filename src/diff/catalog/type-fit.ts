import type { Dialect } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { TypeFit } from '../../model/catalog/type-fit.js';
import { SPECIAL_FITS } from '../../tables/catalog-types.js';
import { same } from './same.js';
import { compareLists } from './type-fit/lists.js';
import { compareNumbers, numberOf } from './type-fit/numbers.js';
import { compareTexts, textOf } from './type-fit/texts.js';
import { compareTimes, timeOf } from './type-fit/times.js';

/** What becomes of the values of a type when it becomes another one, by what the two can hold. */
export function compareTypes(before: DataType, after: DataType, dialect: Dialect): TypeFit {
  if (same(before, after)) return { relation: 'same' };
  if (before.isArray !== after.isArray) return { relation: 'unrelated' };
  if (before.values !== undefined || after.values !== undefined) return compareLists(before, after);
  if (before.schema !== '' || after.schema !== '') return compareOwn(before, after);
  return (
    compareFamily(before, after, dialect, numberOf, compareNumbers) ??
    compareFamily(before, after, dialect, textOf, compareTexts) ??
    compareFamily(before, after, dialect, timeOf, compareTimes) ??
    compareRest(before, after)
  );
}

function compareFamily<Extent>(
  before: DataType,
  after: DataType,
  dialect: Dialect,
  extentOf: (type: DataType, dialect: Dialect) => Extent | undefined,
  compare: (before: Extent, after: Extent) => TypeFit,
): TypeFit | undefined {
  const [from, to] = [extentOf(before, dialect), extentOf(after, dialect)];
  return from === undefined || to === undefined ? undefined : compare(from, to);
}

/** Types that people made: an enum turns into a text and back, others by whatever casts there are. */
function compareOwn(before: DataType, after: DataType): TypeFit {
  if (before.schema === after.schema && before.name === after.name) return compareArguments(before, after);
  return { relation: 'converts' };
}

function compareRest(before: DataType, after: DataType): TypeFit {
  if (before.name === after.name) return compareArguments(before, after);
  const special = Object.hasOwn(SPECIAL_FITS, before.name) ? SPECIAL_FITS[before.name]?.[after.name] : undefined;
  if (special !== undefined) return { relation: special[0], loss: special[1] };
  return { relation: 'converts' };
}

/** One type with other arguments: sizes of bits and bytes, fields of an interval, kinds of geometries. */
function compareArguments(before: DataType, after: DataType): TypeFit {
  const { args: from } = before;
  const { args: to } = after;
  if (same(from, to)) return { relation: 'reinterprets', loss: 'values may compare or print otherwise' };
  if (to.length === 0) return { relation: 'widens' };
  const [size, wanted] = [Number(from[0]), Number(to[0])];
  const isVarying = before.name !== 'bit';
  if (from.length === 1 && to.length === 1 && size <= wanted && isVarying) return { relation: 'widens' };
  return { relation: 'narrows', loss: `values that are not of (${to.join(',')}) no longer fit` };
}
