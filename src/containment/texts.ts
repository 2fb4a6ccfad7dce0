import { isObject } from '../lib/json-value.js';
import type { Comparison } from './failure.js';
import { rangeOf, sizeOf } from './limits.js';
import { patternImplied } from './patterns.js';
import type { Prover } from './prove.js';
import { type Shape, saying } from './shape.js';
import { patternsOf } from './strings.js';
import { KIND, type Kind, kindOf, NUMBER } from './types.js';

/** The texts that are read as a kind, and those that it is written as. */
const READ = { integer: '^[+-]?[0-9]+$', fraction: '^[+-]?[0-9]+(\\.[0-9]+)?$' } as const;
const WRITTEN = { integer: '^-?(0|[1-9][0-9]*)$', fraction: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$' } as const;
const UNSIGNED = { integer: '^(0|[1-9][0-9]*)$', fraction: '^(0|[1-9][0-9]*)(\\.[0-9]+)?$' } as const;

// A bound without a type is meant for what it bounds: who goes by it reads nothing else.
function saysKinds({ clauses }: Shape): boolean {
  return clauses.some(({ node }) => ['type', 'enum', 'const'].some((keyword) => node[keyword] !== undefined));
}

const SCALARS = ['boolean', 'integer', 'fraction'] as const;

/**
 * The kinds of the sender's that pass as another one, where values are written as text: what is a number is a text as
 * well, a text may be one of a number, and one thing is a list of one (OpenAPI 3.2, "Style Values").
 */
export function readableAsText(comparison: Comparison): number {
  const { sender, receiver } = comparison;
  if (!saysKinds(receiver)) return 0;
  let readable = 0;
  const others = sender.kinds & ~receiver.kinds;
  if (receiver.kinds & KIND.string) {
    for (const kind of SCALARS) if (sender.kinds & KIND[kind] && passesAsText(comparison, kind)) readable |= KIND[kind];
  }
  if (others & KIND.object && isAnyText(receiver) && hasNothing(sender)) readable |= KIND.object;
  if (others & KIND.string && isNumberAsText(sender, receiver)) readable |= KIND.string;
  return readable | (readableAsList(comparison) & others);
}

/** Whether any text passes. */
function isAnyText(shape: Shape): boolean {
  return (shape.kinds & KIND.string) !== 0 && ANY_TEXT.every((keyword) => saying(shape, keyword).length === 0);
}

/** Whether an object has nothing that could be written: nobody sends what nothing declares. */
function hasNothing(shape: Shape): boolean {
  return OF_OBJECTS.every((keyword) => saying(shape, keyword).length === 0);
}

/** Whether all texts that a kind is written as pass what the receiver says of texts. */
function passesAsText(comparison: Comparison, kind: (typeof SCALARS)[number]): boolean {
  const { sender, receiver, holds, conjoin } = comparison;
  return holds(textsOf(sender, kind), conjoin(receiver.clauses.map(({ node }) => node)));
}

const known = new WeakMap<Shape, Map<Kind, unknown>>();

/** A schema of the texts that the values of a kind are written as; the same shape gives the same one. */
function textsOf(shape: Shape, kind: (typeof SCALARS)[number]): unknown {
  const schemas = known.get(shape) ?? new Map<Kind, unknown>();
  known.set(shape, schemas);
  const schema = schemas.get(kind) ?? makeTexts(shape, kind);
  schemas.set(kind, schema);
  return schema;
}

function makeTexts(shape: Shape, kind: (typeof SCALARS)[number]): unknown {
  if (shape.values !== undefined) {
    return { enum: shape.values.filter((value) => kindOf(value) === kind).map(String) };
  }
  if (kind === 'boolean') return { enum: ['true', 'false'] };
  const { min, max } = rangeOf(shape);
  const isUnsigned = min !== undefined && min.value >= 0;
  const pattern = (isUnsigned ? UNSIGNED : WRITTEN)[kind];
  if (kind === 'fraction' || min === undefined || max === undefined) return { type: 'string', minLength: 1, pattern };
  const longest = Math.max(...[min, max].map(({ value }) => String(value).length));
  return { type: 'string', minLength: 1, maxLength: longest, pattern };
}

/** Whether every text of the sender's is one of a number, of which the receiver says nothing else. */
function isNumberAsText(sender: Shape, receiver: Shape): boolean {
  if ((receiver.kinds & KIND.integer) === 0) return false;
  const kind = receiver.kinds & KIND.fraction ? 'fraction' : 'integer';
  const { min, max } = rangeOf({ ...receiver, kinds: receiver.kinds & NUMBER });
  const saysMore = min !== undefined || max !== undefined || saying(receiver, 'multipleOf').length > 0;
  if (saysMore || receiver.values !== undefined) return false;
  const patterns = patternsOf(sender).map(({ pattern }) => pattern);
  return patterns.length > 0 && patternImplied(patterns, READ[kind]) === true;
}

/** Keywords that say what an object has. */
const OF_OBJECTS = ['properties', 'required', 'minProperties', 'patternProperties', 'additionalProperties'];

/** Keywords that say which texts pass. */
const ANY_TEXT = ['pattern', 'format', 'minLength', 'maxLength', 'enum', 'const'];

function readableAsList({ sender, receiver, holds }: Comparison): number {
  const items = saying(receiver, 'items')[0]?.node.items;
  const isListed = (sizeOf(receiver, 'array').min?.value ?? 0) > 1;
  if ((receiver.kinds & KIND.array) === 0 || isListed) return 0;
  const isText = isObject(items) && items.type === 'string' && !ANY_TEXT.some((keyword) => keyword in items);
  const one = { allOf: sender.clauses.map(({ node }) => node), type: 'string' };
  return isText || holds(one, items ?? true) ? NUMBER | KIND.boolean | KIND.string : 0;
}

/**
 * Whether values that pass as texts have a type that is no longer named: nothing is refused, but typed clients can no
 * longer pass them as what they are.
 */
export function losesKinds({ sender, receiver }: Prover, from: unknown, to: unknown): boolean {
  if (!receiver.isText) return false;
  const [given, demanded] = [sender.shape(from), receiver.shape(to)];
  const named = demanded.kinds & KIND.fraction ? demanded.kinds | KIND.integer : demanded.kinds;
  return (
    saysKinds(given) && saysKinds(demanded) && (given.kinds & ~named & (NUMBER | KIND.boolean | KIND.string)) !== 0
  );
}

/** What else a value may be read as that is written as text, by who goes by a schema. */
export function readingsOf(value: unknown, shape: Shape): readonly unknown[] {
  const { kinds, unions } = shape;
  const isScalar = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
  if (!isScalar || (!saysKinds(shape) && unions.length === 0)) return [];
  const lists = kinds & KIND.string && unions.length === 0 ? [] : [[value]];
  if (typeof value !== 'string') return [String(value), ...lists];
  const number = new RegExp(READ.fraction).test(value) ? [Number(value)] : [];
  return [...number, ...(value === 'true' || value === 'false' ? [value === 'true'] : []), ...lists];
}
