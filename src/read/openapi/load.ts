import { conforms } from '../../lib/conforms.js';
import { findIssues } from '../../lib/describe-issues.js';
import { isObject, type JsonObject } from '../../lib/json-value.js';
import { type OpenApiDescription, openApiDescription } from '../../model/openapi.js';
import type { Loaded, LoadedDocument } from '../document.js';
import { refuseRepetition } from '../json-document.js';
import { convertSwagger } from '../swagger/convert.js';
import { type ReferencePolicy, uriOf } from './files.js';
import { enter, finishLinking, type Linking, startLinking } from './link.js';
import { expectKeywords, fetchFiles, refuseBroken, refuseLines } from './linked-files.js';
import { createLocator, type Locate, type Origins } from './locate.js';
import { SHAPES } from './target-shapes.js';
import { refuseVersion, versionOf } from './version.js';

/** A description, put together from all its files, as OpenAPI 3. */
export interface LoadedDescription {
  readonly description: OpenApiDescription;
  /** Finds where nodes of it are written, in whichever file. */
  readonly locate: Locate;
  /** What its reader should know. */
  readonly notes: readonly string[];
}

/**
 * Makes one OpenAPI 3 description of a document and all files that it refers to. The values that were read are
 * changed in place: references become pointers of the one document.
 *
 * @throws UserError with file, line, column and pointer when the version is not read, a key is there twice, a
 * reference that something uses cannot be followed, or something is not as it must be
 */
export async function loadDescription(document: LoadedDocument, policy: ReferencePolicy): Promise<LoadedDescription> {
  const files: Loaded[] = [document];
  const origins: Origins = new WeakMap();
  const locate = createLocator(files, origins);
  const { value, name } = document;
  const version = versionOf(value);
  if (version !== undefined && 'found' in version) {
    return refuseVersion(await placeOf(locate, value, [version.key], name), version.found);
  }
  refuseRepetition(document);
  const linking = await link(document, policy, files, locate);
  const description = version?.generation === 2 ? convertSwagger(linking, origins) : value;
  await expectShapes(linking, description, locate, name);
  await expectKeywords(linking, locate);
  const unversioned = `${name} does not say which version of OpenAPI it is, and is read as 3.0`;
  return {
    description: description as OpenApiDescription,
    locate,
    notes: version === undefined ? [unversioned] : [],
  };
}

async function link(
  document: LoadedDocument,
  policy: ReferencePolicy,
  files: Loaded[],
  locate: Locate,
): Promise<Linking> {
  const { source, value } = document;
  const root = { uri: uriOf(source), name: source.name, value, source };
  const linking = startLinking(root);
  const fetchAll = () => fetchFiles(linking, root, policy, (loaded) => files.push(loaded));
  // What clients use, first; a component that nobody uses may be broken, unless there is nothing else.
  const { components, ...used } = value;
  const isLibrary = !isObject(value.paths) && !isObject(value.webhooks);
  enter(linking, { paths: used.paths ?? {}, webhooks: used.webhooks ?? {} }, 'description', root, true);
  await fetchAll();
  enter(linking, value, 'description', root, isLibrary);
  await fetchAll();
  finishLinking(linking);
  await refuseBroken(linking, locate);
  return linking;
}

/** Checks the description, and what references lead to besides. */
async function expectShapes(linking: Linking, description: JsonObject, locate: Locate, name: string): Promise<void> {
  if (!conforms(openApiDescription, description)) {
    await refuseShape(findIssues(openApiDescription, description), description, locate, name);
  }
  const checked = new Map<unknown, Set<unknown>>();
  for (const { to, by } of linking.leads.values()) {
    const shape = SHAPES[by.kind];
    const known = checked.get(shape) ?? new Set();
    if (shape === undefined || known.has(to)) continue;
    checked.set(shape, known.add(to));
    if (conforms(shape, to)) continue;
    await refuseShape(findIssues(shape, to), to, locate, name);
  }
}

async function refuseShape(
  issues: ReturnType<typeof findIssues>,
  value: unknown,
  locate: Locate,
  name: string,
): Promise<never> {
  const spots = issues.map(({ path }) => deepest(value as object, path));
  const places = await locate(spots);
  const lines = issues.map(({ text }, index) => {
    const place = places[index];
    return { place: place === undefined ? name : `${place.file}:${place.line}:${place.column}`, text };
  });
  return refuseLines(lines, name);
}

/** The last object on a path, and the keys behind it. */
function deepest(value: object, path: readonly PropertyKey[]): { node: object; keys: string[] } {
  let spot: { node: object; keys: string[] } = { node: value, keys: [] };
  let current: unknown = value;
  for (const key of path) {
    current = (current as Record<PropertyKey, unknown> | undefined)?.[key];
    if (typeof current === 'object' && current !== null) spot = { node: current, keys: [] };
    else spot.keys.push(String(key));
  }
  return spot;
}

async function placeOf(locate: Locate, node: object, keys: readonly string[], name: string): Promise<string> {
  const [place] = await locate([{ node, keys }]);
  return place === undefined ? name : `${name}:${place.line}:${place.column}`;
}
