import { isObject, keysOf } from '../../lib/json-value.js';
import { isNumeric } from '../../lib/python/number.js';
import type { AvroConcrete, AvroType } from '../../model/avro.js';

/**
 * Why a default does not fit its type; nothing when it does. Of a union, the first branch that it fits counts (Avro
 * 1.12; before, it had to be the first of all).
 */
export function defaultProblem(
  type: AvroType,
  value: unknown,
  resolve: (type: AvroType) => AvroConcrete,
): string | undefined {
  const fits = (type: AvroType, value: unknown): boolean => {
    const concrete = resolve(type);
    switch (concrete.kind) {
      case 'null':
        return value === null;
      case 'boolean':
        return typeof value === 'boolean';
      case 'int':
        return isWhole(value, -2147483648, 2147483647);
      case 'long':
        return isWhole(value, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      case 'float':
      case 'double':
        return isNumeric(value) || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
      case 'bytes':
      case 'string':
        return typeof value === 'string';
      case 'fixed':
        return typeof value === 'string' && value.length === concrete.size;
      case 'enum':
        return concrete.symbols.includes(value as string);
      case 'array':
        return Array.isArray(value) && value.every((one) => fits(concrete.items, one));
      case 'map':
        return isObject(value) && keysOf(value).every((key) => fits(concrete.values, value[key]));
      case 'union':
        return concrete.branches.some((branch) => fits(branch, value));
      case 'record':
        return (
          isObject(value) &&
          concrete.fields.every((field) => {
            return Object.hasOwn(value, field.name) ? fits(field.type, value[field.name]) : field.default !== undefined;
          })
        );
    }
  };
  if (fits(type, value)) return undefined;
  const { kind } = resolve(type);
  return `the default does not fit the type, which is ${kind === 'union' ? 'a union' : kind}`;
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return isNumeric(value) && Number.isInteger(Number(value)) && Number(value) >= least && Number(value) <= most;
}
