import { fail } from '../errors.js';
import { copy } from '../lib/copy.js';
import { pointerOf } from '../lib/json-pointer.js';
import type { JsonObject } from '../lib/json-value.js';
import { type OpenApiDescription, openApiDescription } from '../model/openapi.js';
import { expectShape } from './json-document.js';
import { findMisshapes, type Misshape } from './openapi/keywords.js';
import type { Kind } from './openapi/kinds.js';
import { advance, enter, finishLinking, startLinking } from './openapi/link.js';
import { pathsTo } from './openapi/paths.js';
import { refuseVersion, versionOf } from './openapi/version.js';
import { walk } from './openapi/walk.js';
import type { NamedDocument } from './schema-type.js';
import { convertSwagger } from './swagger/convert.js';

/**
 * An OpenAPI description that is one document in memory, which stays as it is. References to other files lead
 * nowhere here.
 *
 * @param rules the original reads the paths of OpenAPI 2 as if they were of version 3, and so does `classic`
 * @throws UserError when its version is not read, or with the path of what is not as it must be
 */
export function readOpenApi({ name, value }: NamedDocument, rules: 'all' | 'classic'): OpenApiDescription {
  if (rules === 'classic') return expectShape(openApiDescription, value, name);
  const version = versionOf(value);
  if (version !== undefined && 'found' in version) return refuseVersion(name, version.found);
  const isSwagger = version?.generation === 2;
  const read = expectShape(openApiDescription, isSwagger ? convertCopy(name, value) : value, name);
  expectKeywords(name, value, isSwagger);
  return read;
}

function expectKeywords(name: string, value: JsonObject, isSwagger: boolean): void {
  const found: Misshape[] = [];
  const visit = (node: JsonObject, kind: Kind, base: string) => {
    found.push(...findMisshapes(node, kind, isSwagger));
    return base;
  };
  walk(value, 'description', '', visit, new Set(), false);
  if (found.length === 0) return;
  const paths = pathsTo(value, new Set(found.map(({ node }) => node)));
  const problems = found.map(({ node, keys, problem }) => {
    return `#${pointerOf([...(paths.get(node) ?? []), ...keys])}: ${problem}`;
  });
  fail('WRONG_SHAPE', { file: name, problems });
}

function convertCopy(name: string, value: JsonObject): JsonObject {
  const root = { uri: `memory:${encodeURIComponent(name)}`, name, value: copy(value) };
  const linking = startLinking(root);
  enter(linking, root.value, 'description', root, false);
  advance(linking);
  finishLinking(linking);
  return convertSwagger(linking, new WeakMap());
}
