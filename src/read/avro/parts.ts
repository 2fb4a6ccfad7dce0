import type { JsonObject } from '../../lib/json-value.js';
import { isNumeric } from '../../lib/python/number.js';
import type { LogicalType } from '../../model/avro.js';
import type { Spot } from '../../model/openapi-change.js';
import { AvroProblem } from './avro-problem.js';

/** A place below another one. */
export function within({ node, keys = [] }: Spot, ...more: readonly string[]): Spot {
  return { node, keys: [...keys, ...more] };
}

/** A name as it is meant in a namespace (Avro 1.12, "Names"). */
export function fullName(name: string, namespace: string): string {
  if (name.includes('.')) return name.replace(/^\./, '');
  return namespace === '' ? name : `${namespace}.${name}`;
}

const NAME = /^\p{L}[\p{L}\p{N}_]*$|^_[\p{L}\p{N}_]*$/u;

/**
 * The full name of a type that is defined, and the namespace for what it holds.
 *
 * @throws AvroProblem when it has none, or one that is no name
 */
export function nameIn(node: JsonObject, outer: string, spot: Spot, key = 'name'): { name: string; namespace: string } {
  const { [key]: own, namespace = outer } = node;
  if (typeof own !== 'string' || own === '') throw new AvroProblem(within(spot, key), 'expected a name');
  if (typeof namespace !== 'string') throw new AvroProblem(within(spot, 'namespace'), 'expected a text');
  const name = fullName(own, namespace);
  const wrong = name.split('.').find((part) => !NAME.test(part));
  if (wrong !== undefined) throw new AvroProblem(within(spot, key), `${JSON.stringify(wrong)} is no name`);
  return { name, namespace: name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '' };
}

/** A list of texts; none where there is none. */
export function textsIn(node: JsonObject, key: string, spot: Spot): readonly string[] {
  const { [key]: list = [] } = node;
  if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
  throw new AvroProblem(within(spot, key), 'expected a list of texts');
}

/** The symbols of an enumeration, and the one that stands for those that a reader does not know. */
export function symbolsIn(node: JsonObject, spot: Spot): { symbols: readonly string[]; usual: string | undefined } {
  if (node.symbols === undefined) throw new AvroProblem(spot, 'an enum needs "symbols"');
  const symbols = textsIn(node, 'symbols', spot);
  const listed = new Set<string>();
  // Nothing is added where it is listed already.
  const again = symbols.findIndex((symbol) => listed.size === listed.add(symbol).size);
  if (again >= 0) throw new AvroProblem(within(spot, 'symbols', String(again)), `${symbols[again]} is listed twice`);
  const { default: usual } = node;
  if (usual === undefined) return { symbols, usual };
  if (typeof usual === 'string' && listed.has(usual)) return { symbols, usual };
  throw new AvroProblem(within(spot, 'default'), `the default ${JSON.stringify(usual)} is none of the symbols`);
}

export function nonNegative(node: JsonObject, key: string, spot: Spot): number {
  const value = Number(node[key]);
  if (isNumeric(node[key]) && Number.isInteger(value) && value >= 0) return value;
  throw new AvroProblem(within(spot, key), 'expected a whole number that is not negative');
}

/** The logical types and what they are of (Avro 1.12, "Logical Types"). */
const OF: Readonly<Record<string, readonly string[]>> = {
  decimal: ['bytes', 'fixed'],
  'big-decimal': ['bytes'],
  uuid: ['string', 'fixed'],
  date: ['int'],
  'time-millis': ['int'],
  'time-micros': ['long'],
  'timestamp-millis': ['long'],
  'timestamp-micros': ['long'],
  'timestamp-nanos': ['long'],
  'local-timestamp-millis': ['long'],
  'local-timestamp-micros': ['long'],
  'local-timestamp-nanos': ['long'],
  duration: ['fixed'],
};

/** What a type means; one that is unknown, or not as it must be, is ignored ("Logical Types"). */
export function logicalTypeOf(node: JsonObject, kind: string, size: number | undefined): LogicalType | undefined {
  const { logicalType: name } = node;
  if (typeof name !== 'string' || !Object.hasOwn(OF, name) || OF[name]?.includes(kind) !== true) return undefined;
  if (name === 'duration' && size !== 12) return undefined;
  if (name === 'uuid' && kind === 'fixed' && size !== 16) return undefined;
  if (name !== 'decimal') return { name };
  const [precision, scale] = [Number(node.precision), Number(node.scale ?? 0)];
  const isValid = Number.isInteger(precision) && precision > 0 && Number.isInteger(scale) && scale >= 0;
  return isValid && scale <= precision ? { name, precision, scale } : undefined;
}
