import { define, isObject, type JsonObject, KEY_ORDER, keysOf } from '../../lib/json-value.js';
import type { LinkedFile } from '../openapi/link.js';
import { walk } from '../openapi/walk.js';
import { type Draft, isFrom, SINCE } from './drafts.js';

/** OpenAPI's keywords, which mean nothing in a schema that stands alone, and what only tells people something. */
const FOREIGN = ['nullable', 'discriminator', 'readOnly', 'writeOnly', 'xml', 'x-stability-level', 'x-sunset'];

/** What bears on values; before 2019-09 it is ignored beside a `$ref` (draft 7, section 8.3). */
const BEARING = [
  ...['type', 'enum', 'const', 'format', 'pattern', 'multipleOf', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties'],
  ...['maxProperties', 'required', 'properties', 'patternProperties', 'additionalProperties', 'items'],
  ...['additionalItems', 'contains', 'propertyNames', 'dependencies', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then'],
  ...['else', 'contentEncoding', 'contentMediaType'],
];

/**
 * Gives schemas the names that 2020-12 has for what names them, in place and before references are followed: `id`
 * becomes `$id`, one that is only a fragment `$anchor`, and `$recursiveRef` the `$ref` that it comes to.
 *
 * @param root the document that all others are reached from
 * @returns the schemas whose `$ref` is written as `$dynamicRef`
 */
export function respellNames(file: LinkedFile, draft: Draft, root: LinkedFile): readonly JsonObject[] {
  const dynamic: JsonObject[] = [];
  let names: ReadonlySet<unknown> | undefined;
  const isNamed = (reference: string) => {
    if (!/^#[^/]/.test(reference)) return false;
    names ??= anchorsIn(file);
    return names.has(reference.slice(1));
  };
  walk(
    file.value,
    'schema',
    file.uri,
    (node, _, base) => {
      for (const keyword of FOREIGN) forget(node, keyword);
      if (draft === 'draft-04' && typeof node.id === 'string') define(node, '$id', node.id, true);
      const { $id } = node;
      if (typeof $id === 'string' && $id.startsWith('#') && !isFrom(draft, '2019-09')) {
        forget(node, '$id');
        if ($id.length > 1) define(node, '$anchor', $id.slice(1), true);
      }
      // A resource is told from its fragment; `…/order.json#` is `…/order.json`.
      if (typeof node.$id === 'string' && node.$id.endsWith('#')) define(node, '$id', node.$id.slice(0, -1), true);
      if (node.$id === '') forget(node, '$id');
      if (typeof node.$recursiveRef === 'string') respellRecursion(node, file, root);
      // One that is no name within its document is followed like any other reference, and refused if it leads nowhere.
      if (typeof node.$dynamicRef === 'string' && node.$ref === undefined && !isNamed(node.$dynamicRef)) {
        define(node, '$ref', node.$dynamicRef, true);
        forget(node, '$dynamicRef');
        dynamic.push(node);
      }
      return base;
    },
    new Set(),
    false,
  );
  return dynamic;
}

/** The names that the schemas of a file give themselves. */
function anchorsIn({ value, uri }: LinkedFile): ReadonlySet<unknown> {
  const names = new Set<unknown>();
  const visit = ({ $anchor, $dynamicAnchor }: JsonObject, _: unknown, base: string) => {
    names.add($anchor).add($dynamicAnchor);
    return base;
  };
  walk(value, 'schema', uri, visit, new Set(), false);
  return names;
}

/** 2019-09, section 8.2.4.2: it leads to the outermost schema that wants to be extended, else to its own document. */
function respellRecursion(node: JsonObject, file: LinkedFile, root: LinkedFile): void {
  const extends_ = [file, root].every(({ value }) => isObject(value) && value.$recursiveAnchor === true);
  if (node.$ref === undefined) define(node, '$ref', extends_ ? root.uri : '#', true);
  forget(node, '$recursiveRef');
}

/**
 * Gives a schema whose references have been followed the words of 2020-12, in place: what its draft does not know is
 * taken out, and `dependencies` become what they were split into.
 */
export function respellKeywords(node: JsonObject, draft: Draft, isDeclared: boolean): void {
  if (typeof node.$ref === 'string' && !isFrom(draft, '2019-09')) for (const keyword of BEARING) forget(node, keyword);
  for (const [keyword, first] of Object.entries(SINCE)) {
    if (isDeclared && !isFrom(draft, first)) forget(node, keyword);
  }
  if (isFrom(draft, 'draft-06') && isDeclared) {
    // Numbers since draft 6; what is none says nothing.
    for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum'])
      if (typeof node[keyword] === 'boolean') forget(node, keyword);
  }
  // Without a list of items there are no others (draft 7, section 6.4.2).
  if (!Array.isArray(node.items)) forget(node, 'additionalItems');
  if (isObject(node.dependencies)) splitDependencies(node, node.dependencies);
}

function splitDependencies(node: JsonObject, dependencies: JsonObject): void {
  const names = keysOf(dependencies);
  const taken = (isList: boolean) => {
    return Object.fromEntries(
      names.filter((name) => Array.isArray(dependencies[name]) === isList).map((name) => [name, dependencies[name]]),
    );
  };
  const [required, schemas] = [taken(true), taken(false)];
  const both = (own: unknown, more: object) => ({ ...more, ...(isObject(own) ? own : {}) });
  if (Object.keys(required).length > 0) define(node, 'dependentRequired', both(node.dependentRequired, required), true);
  if (Object.keys(schemas).length > 0) define(node, 'dependentSchemas', both(node.dependentSchemas, schemas), true);
}

function forget(node: JsonObject, keyword: string): void {
  if (!Object.hasOwn(node, keyword)) return;
  delete (node as Record<string, unknown>)[keyword];
  const order = (node as { [KEY_ORDER]?: string[] })[KEY_ORDER];
  if (order !== undefined) order.splice(order.indexOf(keyword), 1);
}
