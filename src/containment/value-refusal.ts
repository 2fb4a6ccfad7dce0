import type { SchemaNode } from '../model/openapi.js';
import { matchesFormat } from './formats.js';
import { isMultiple } from './numbers.js';
import { matchesPattern } from './patterns.js';
import { KIND, type Kind, kindOf, kindsOfType } from './types.js';
import { identity, numberOf, plain } from './values.js';

/** The keyword that refuses a value, and the schema object that has it. */
export interface Refusal {
  readonly keyword: string;
  readonly node: SchemaNode;
}

/** What a schema says of a value itself, not of what it holds. */
export function ofValue(node: SchemaNode, value: unknown): Refusal | undefined {
  const kind = kindOf(value);
  if (node.type !== undefined && !isOfType(node, kind)) return { keyword: 'type', node };
  if (Object.hasOwn(node, 'const') && identity(plain(node.const)) !== identity(value))
    return { keyword: 'const', node };
  if (Array.isArray(node.enum) && !listed(node.enum).has(identity(value))) return { keyword: 'enum', node };
  const keyword = CHECKS[kind](node, value as never);
  return keyword === undefined ? undefined : { keyword, node };
}

const lists = new WeakMap<object, ReadonlySet<string>>();

/** The values of an enumeration, read once. */
function listed(values: readonly unknown[]): ReadonlySet<string> {
  const known = lists.get(values) ?? new Set(values.map((value) => identity(plain(value))));
  lists.set(values, known);
  return known;
}

function isOfType({ type, nullable }: SchemaNode, kind: Kind): boolean {
  if (nullable === true && kind === 'null') return true;
  return (Array.isArray(type) ? type : [type]).some((name) => (kindsOfType(name) ?? 0) & KIND[kind]);
}

const none = () => undefined;

/** The keyword that refuses a value of a kind. */
const CHECKS: { readonly [K in Kind]: (node: SchemaNode, value: never) => string | undefined } = {
  null: none,
  boolean: none,
  integer: checkNumber,
  fraction: checkNumber,
  string: checkString,
  array: (node, value: readonly unknown[]) => {
    if (node.uniqueItems === true && new Set(value.map(identity)).size < value.length) return 'uniqueItems';
    return checkSize(node, value.length, 'minItems', 'maxItems');
  },
  object: (node, value: object) => checkSize(node, Object.keys(value).length, 'minProperties', 'maxProperties'),
};

function checkNumber(node: SchemaNode, value: number): string | undefined {
  const [min, max] = [numberOf(node.minimum), numberOf(node.maximum)];
  if (min !== undefined && (value < min || (node.exclusiveMinimum === true && value === min))) return 'minimum';
  if (max !== undefined && (value > max || (node.exclusiveMaximum === true && value === max))) return 'maximum';
  const [above, below] = [numberOf(node.exclusiveMinimum), numberOf(node.exclusiveMaximum)];
  if (above !== undefined && value <= above) return 'exclusiveMinimum';
  if (below !== undefined && value >= below) return 'exclusiveMaximum';
  const factor = numberOf(node.multipleOf);
  if (factor !== undefined && factor > 0 && !isMultiple(value, factor)) return 'multipleOf';
  if (node.format === 'int32' && (!Number.isInteger(value) || Math.abs(value + 0.5) > 2147483648)) return 'format';
  return undefined;
}

function checkString(node: SchemaNode, value: string): string | undefined {
  const size = checkSize(node, [...value].length, 'minLength', 'maxLength');
  if (size !== undefined) return size;
  if (typeof node.pattern === 'string' && matchesPattern(node.pattern, value) === false) return 'pattern';
  if (typeof node.format === 'string' && matchesFormat(node.format, value) === false) return 'format';
  return undefined;
}

function checkSize(node: SchemaNode, size: number, lower: string, upper: string): string | undefined {
  if (size < (numberOf(node[lower]) ?? 0)) return lower;
  return size > (numberOf(node[upper]) ?? Number.POSITIVE_INFINITY) ? upper : undefined;
}
