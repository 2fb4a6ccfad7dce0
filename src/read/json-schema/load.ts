import { fail } from '../../errors.js';
import { copy } from '../../lib/copy.js';
import { pointerOf } from '../../lib/json-pointer.js';
import { define, isObject, type JsonObject } from '../../lib/json-value.js';
import { documentOf, type Loaded, type LoadedDocument } from '../document.js';
import { refuseRepetition } from '../json-document.js';
import { type ReferencePolicy, uriOf } from '../openapi/files.js';
import {
  addFile,
  advance,
  enter,
  finishLinking,
  type LinkedFile,
  type Linking,
  startLinking,
} from '../openapi/link.js';
import { expectKeywords, fetchFiles, refuseBroken } from '../openapi/linked-files.js';
import { createLocator, type Locate } from '../openapi/locate.js';
import { metaSchemaOf } from '../openapi/meta-schemas.js';
import { pathsTo } from '../openapi/paths.js';
import { walk } from '../openapi/walk.js';
import type { NamedDocument } from '../schema-type.js';
import { type Draft, draftOf } from './drafts.js';
import { findWrongValues } from './keywords.js';
import { respellKeywords, respellNames } from './normalize.js';

/**
 * A document that must be a schema; `true` and `false` are some (draft 6, section 4.4).
 *
 * @throws UserError when it is something else
 */
export function schemaDocumentOf(loaded: Loaded): LoadedDocument {
  const { value } = loaded;
  return documentOf(typeof value === 'boolean' ? { ...loaded, value: value ? {} : { not: {} } } : loaded);
}

/** A JSON Schema, put together from all its files, in the words of 2020-12. */
export interface LoadedJsonSchema {
  readonly schema: JsonObject;
  readonly draft: Draft;
  /** Finds where nodes of it are written, in whichever file. */
  readonly locate: Locate;
  /** What its reader should know. */
  readonly notes: readonly string[];
}

/**
 * Makes one JSON Schema of a document and all files that it refers to. The values that were read are changed in
 * place: references become pointers of the one document, and keywords those of 2020-12.
 *
 * @throws UserError with file, line, column and pointer when the draft is not read, a key is there twice, a reference
 * cannot be followed, or a keyword is not what it must be
 */
export async function loadJsonSchema(document: LoadedDocument, policy: ReferencePolicy): Promise<LoadedJsonSchema> {
  const { source, value, name } = document;
  const files: Loaded[] = [document];
  const locate = createLocator(files);
  const draft = draftOf(value);
  if (typeof draft === 'object') {
    const [place] = await locate([{ node: value, keys: ['$schema'] }]);
    return refuseDraft(place === undefined ? name : `${name}:${place.line}:${place.column}`, draft.found);
  }
  refuseRepetition(document);
  const root = { uri: uriOf(source), name, value, source };
  const { linking, dynamic } = begin(root, draft);
  await fetchFiles(linking, root, policy, (loaded, file) => {
    files.push(loaded);
    for (const node of respellNames(file, draftIn(file, draft), root)) dynamic.add(node);
  });
  finishLinking(linking);
  spellBroken(linking, dynamic);
  await refuseBroken(linking, locate);
  linking.misshapes.push(...linking.schemas.flatMap(findWrongValues));
  await expectKeywords(linking, locate);
  respell(linking, draft);
  const notes = Object.hasOwn(value, '$schema') ? [] : [`${name} has no $schema, and is read as of ${draft}`];
  return { schema: value, draft, locate, notes };
}

/**
 * A JSON Schema that is one document in memory, which stays as it is.
 *
 * @throws UserError when the draft is not read, a reference leads nowhere, or a keyword is not what it must be
 */
export function readJsonSchema({ name, value }: NamedDocument): JsonObject {
  const draft = draftOf(value);
  if (typeof draft === 'object') return refuseDraft(name, draft.found);
  const root = { uri: `memory:/${encodeURIComponent(name)}`, name, value: copy(value) };
  const { linking, dynamic } = begin(root, draft);
  for (let wanted = advance(linking); wanted.size > 0; wanted = advance(linking)) {
    for (const uri of wanted.keys()) {
      const known = metaSchemaOf(uri);
      if (known === undefined) linking.failures.set(uri, ELSEWHERE);
      else {
        const file = { uri, name: uri, value: known.value };
        for (const node of respellNames(file, draftIn(file, draft), root)) dynamic.add(node);
        addFile(linking, file);
      }
    }
  }
  finishLinking(linking);
  spellBroken(linking, dynamic);
  const wrong = [...linking.misshapes, ...linking.schemas.flatMap(findWrongValues)];
  const paths = pathsTo(root.value, new Set([...wrong, ...linking.broken.map(asSpot)].map(({ node }) => node)));
  const pointer = ({ node, keys }: { readonly node: object; readonly keys: readonly string[] }) => {
    return `#${pointerOf([...(paths.get(node) ?? []), ...keys])}`;
  };
  for (const one of linking.broken) {
    const reference = String(one.reference.holder[one.reference.key]);
    fail('BROKEN_REFERENCE', { ...one, place: name, pointer: pointer(asSpot(one)), reference });
  }
  if (wrong.length > 0) {
    fail('WRONG_SHAPE', { file: name, problems: wrong.map((one) => `${pointer(one)}: ${one.problem}`) });
  }
  respell(linking, draft);
  return root.value;
}

const ELSEWHERE = { problem: 'leads out of the document', remedy: 'put what it names into the document' };

function asSpot({ reference }: Linking['broken'][number]) {
  return { node: reference.holder, keys: [reference.key] };
}

interface Begun {
  readonly linking: Linking;
  /** The schemas whose `$ref` is written as `$dynamicRef`. */
  readonly dynamic: Set<JsonObject>;
}

function begin(root: LinkedFile & { readonly value: JsonObject }, draft: Draft): Begun {
  const dynamic = new Set(respellNames(root, draft, root));
  const linking = startLinking(root);
  enter(linking, root.value, 'schema', root, true);
  return { linking, dynamic };
}

/** Calls references that lead nowhere by the keyword that is written there. */
function spellBroken(linking: Linking, dynamic: ReadonlySet<JsonObject>): void {
  const { broken } = linking;
  for (const [index, one] of broken.entries()) {
    const { holder } = one.reference;
    if (!dynamic.has(holder)) continue;
    define(holder, '$dynamicRef', holder.$ref, true);
    broken[index] = { ...one, reference: { ...one.reference, key: '$dynamicRef' } };
  }
}

function refuseDraft(place: string, found: string): never {
  return fail('WRONG_SHAPE', {
    file: place,
    problems: [`#/$schema: expected draft 4, 6, 7, 2019-09 or 2020-12 of JSON Schema, got ${found}`],
  });
}

/** What a file says it is of; one that says nothing is of what refers to it. */
function draftIn({ value }: LinkedFile, outer: Draft): Draft {
  if (!isObject(value) || !Object.hasOwn(value, '$schema')) return outer;
  const draft = draftOf(value);
  return typeof draft === 'object' ? outer : draft;
}

function respell({ files, root, schemas }: Linking, draft: Draft): void {
  const isDeclared = isObject(root.value) && Object.hasOwn(root.value, '$schema');
  const done = new Set<object>();
  for (const file of files.values()) {
    const own = draftIn(file, draft);
    const visit = (node: JsonObject, _: unknown, base: string) => {
      respellKeywords(node, own, isDeclared);
      return base;
    };
    walk(file.value, 'schema', file.uri, visit, done, false);
  }
  // Those that only references lead to, under keys that are no keywords.
  for (const schema of schemas) if (!done.has(schema)) respellKeywords(schema, draft, isDeclared);
}
