import { isObject, keysOf } from '../lib/json-value.js';
import { SILENT } from './plain.js';

/** Whether a schema, as it is written, is one of `null` alone. */
export function allowsOnlyNull(branch: unknown): boolean {
  if (!isObject(branch) || '$ref' in branch) return false;
  const { type, enum: values } = branch;
  return (
    type === 'null' ||
    (Array.isArray(type) && type.length === 1 && type[0] === 'null') ||
    branch.const === null ||
    (Array.isArray(values) && values.length > 0 && values.every((value) => value === null))
  );
}

/**
 * The schema of which one is "that or null" and nothing else, in any spelling that a reference needs for it (OpenAPI
 * 3.0: `nullable` beside `allOf`; later: an alternative); `undefined` of any other.
 */
export function schemaOrNull(node: unknown): unknown {
  if (!isObject(node)) return undefined;
  // A default, or an extension, is one of the two together.
  const keywords = keysOf(node).filter((keyword) => keyword === 'default' || !SILENT.has(keyword));
  const [keyword = ''] = keywords.filter((one) => one !== 'nullable');
  const parts = node[keyword];
  if (!Array.isArray(parts)) return undefined;
  if (keyword === 'allOf') {
    return keywords.length === 2 && node.nullable === true && parts.length === 1 ? parts[0] : undefined;
  }
  if (keywords.length !== 1 || (keyword !== 'anyOf' && keyword !== 'oneOf') || parts.length !== 2) return undefined;
  const [schema, ...others] = parts.filter((part) => !allowsOnlyNull(part));
  return others.length === 0 ? schema : undefined;
}
