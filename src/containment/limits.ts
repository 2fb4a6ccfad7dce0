import { own } from '../lib/json-value.js';
import type { Comparison } from './failure.js';
import type { Clause, Shape } from './shape.js';
import { KIND, NUMBER } from './types.js';
import { numberOf } from './values.js';

/** A bound and who says so. */
export interface Limit {
  readonly value: number;
  readonly isExclusive: boolean;
  readonly keyword: string;
  readonly clause: Clause;
}

export interface Range {
  readonly min: Limit | undefined;
  readonly max: Limit | undefined;
}

/** The keywords that bound sizes, by the kind of value. */
const SIZES = {
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
} as const;
type Sized = keyof typeof SIZES;

/** Ranges of formats (OpenAPI Format Registry); int64 is beyond what a double tells apart. */
const FORMATS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
};

/** The bounds of a string's, an array's or an object's size. */
export function sizeOf(shape: Shape, kind: Sized): Range {
  const [lower, upper] = SIZES[kind];
  return {
    // A size is at least 0 (JSON Schema Validation 2020-12, section 6.3.2).
    min: tightest(shape, 'min', ({ node }) => {
      const value = numberOf(node[lower]);
      return value === undefined || value <= 0 ? [] : [{ value, isExclusive: false, keyword: lower }];
    }),
    max: tightest(shape, 'max', ({ node }) => {
      const value = numberOf(node[upper]);
      return value === undefined ? [] : [{ value, isExclusive: false, keyword: upper }];
    }),
  };
}

/** The bounds of a number; of an integer they are integers and inclusive. */
export function rangeOf(shape: Shape): Range {
  const isWhole = (shape.kinds & NUMBER) === KIND.integer;
  const bound = (side: 'min' | 'max', clause: Clause) => {
    return boundsOf(clause, side, isWhole).map((limit) => (isWhole ? wholeLimit(limit, side) : limit));
  };
  return {
    min: tightest(shape, 'min', (clause) => bound('min', clause)),
    max: tightest(shape, 'max', (clause) => bound('max', clause)),
  };
}

type Bound = Omit<Limit, 'clause'>;

/** Bounds of both generations: a boolean exclusive bound turns the bound beside it into an exclusive one. */
function boundsOf({ node }: Clause, side: 'min' | 'max', isWhole: boolean): Bound[] {
  const [inclusive, exclusive] =
    side === 'min' ? (['minimum', 'exclusiveMinimum'] as const) : (['maximum', 'exclusiveMaximum'] as const);
  const bounds: Bound[] = [];
  const value = numberOf(node[inclusive]);
  if (value !== undefined) bounds.push({ value, isExclusive: node[exclusive] === true, keyword: inclusive });
  const beyond = numberOf(node[exclusive]);
  if (beyond !== undefined) bounds.push({ value: beyond, isExclusive: true, keyword: exclusive });
  const format = isWhole && typeof node.format === 'string' ? own(FORMATS, node.format) : undefined;
  if (format !== undefined)
    bounds.push({ value: format[side === 'min' ? 0 : 1], isExclusive: false, keyword: 'format' });
  return bounds;
}

function wholeLimit(limit: Bound, side: 'min' | 'max'): Bound {
  const { value, isExclusive } = limit;
  const whole = side === 'min' ? Math.ceil(value) : Math.floor(value);
  const step = side === 'min' ? 1 : -1;
  return { ...limit, value: isExclusive && whole === value ? whole + step : whole, isExclusive: false };
}

function tightest(shape: Shape, side: 'min' | 'max', boundsOf: (clause: Clause) => Bound[]): Limit | undefined {
  let limit: Limit | undefined;
  for (const clause of shape.clauses) {
    for (const bound of boundsOf(clause)) {
      if (limit === undefined || isTighter(bound, limit, side)) limit = { ...bound, clause };
    }
  }
  return limit;
}

function isTighter(bound: Bound, than: Bound, side: 'min' | 'max'): boolean {
  if (bound.value === than.value) return bound.isExclusive && !than.isExclusive;
  return side === 'min' ? bound.value > than.value : bound.value < than.value;
}

/** Fails for each bound of the receiver's that the sender does not keep. */
export function compareRanges(comparison: Comparison, sender: Range, receiver: Range): void {
  for (const side of ['min', 'max'] as const) {
    const [given, demanded] = [sender[side], receiver[side]];
    if (demanded === undefined || (given !== undefined && !isTighter(demanded, given, side))) continue;
    comparison.fail({ facet: demanded.keyword, sender: given?.clause, receiver: demanded.clause });
  }
}
