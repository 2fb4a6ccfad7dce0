import { describeValue } from '../../lib/describe-issues.js';
import type { JsonObject } from '../../lib/json-value.js';
import { isNumeric } from '../../lib/python/number.js';
import type { Misshape } from '../openapi/keywords.js';

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

const SIZES = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];

/** Keywords of a schema whose values are of the right type, and that no validator would take all the same. */
export function findWrongValues(node: JsonObject): Misshape[] {
  const found: Misshape[] = [];
  const add = (keyword: string, expected: string, value: unknown) => {
    found.push({ node, keys: [keyword], problem: `expected ${expected}, got ${describeValue(value)}` });
  };
  const names = Array.isArray(node.type) ? node.type : node.type === undefined ? [] : [node.type];
  const strange = names.find((name) => !TYPES.includes(String(name)));
  if (strange !== undefined) add('type', `one of ${TYPES.join(', ')}`, strange);
  for (const keyword of SIZES) {
    const value = node[keyword];
    if (isNumeric(value) && !(Number(value) >= 0)) add(keyword, 'no less than 0', value);
  }
  const { multipleOf } = node;
  if (isNumeric(multipleOf) && !(Number(multipleOf) > 0)) add('multipleOf', 'more than 0', multipleOf);
  return found;
}
