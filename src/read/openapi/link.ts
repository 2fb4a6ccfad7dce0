import { fragmentOf, pointerOf } from '../../lib/json-pointer.js';
import { isObject, type JsonObject, type JsonValue, put } from '../../lib/json-value.js';
import { FILES } from '../../model/openapi.js';
import { findMisshapes, type Misshape } from './keywords.js';
import type { Kind } from './kinds.js';
import { pathsTo } from './paths.js';
import { resolveUri, type Target, targetOf } from './targets.js';
import { walk } from './walk.js';

/** A file that a description is made of. */
export interface LinkedFile {
  /** Where it was found; references are relative to it. */
  readonly uri: string;
  /** How messages and pointers speak of it. */
  readonly name: string;
  readonly value: JsonValue;
}

/** A reference as it stands: `holder[key]` is its text. */
export interface Reference {
  readonly holder: JsonObject;
  readonly key: string;
  readonly kind: Kind;
  readonly file: LinkedFile;
  readonly base: string;
  /** Whether something that clients use leads there. */
  readonly isNeeded: boolean;
}

/** A reference that cannot be followed, and why. */
export interface BrokenReference {
  readonly reference: Reference;
  readonly problem: string;
  readonly remedy: string;
}

/** What is known while the files of a description are put together. */
export interface Linking {
  readonly root: LinkedFile;
  readonly files: Map<string, LinkedFile>;
  /** Why a file that was wanted is not there. */
  readonly failures: Map<string, { readonly problem: string; readonly remedy: string }>;
  /** Schemas by the URI that their `$id` gives them, and by the name of their `$anchor` behind it. */
  readonly resources: Map<string, Target>;
  /** The files whose schemas have been looked through for such names. */
  readonly registered: Set<LinkedFile>;
  /** What fragments name in their files. */
  readonly named: Map<LinkedFile, Map<string, Target>>;
  /** Where in their files things are that were searched for. */
  readonly places: Map<unknown, string>;
  readonly met: Set<object>;
  /** Where each object with a `$ref` leads. */
  readonly leads: Map<object, { readonly to: unknown; readonly by: Reference }>;
  /** Every schema, for who has to change them. */
  readonly schemas: JsonObject[];
  /** Keywords that are not as they must be. */
  readonly misshapes: Misshape[];
  readonly isSwagger: boolean;
  waiting: Reference[];
  readonly broken: BrokenReference[];
}

/** Begins to link a description, with everything that it holds. Its references wait. */
export function startLinking(root: LinkedFile): Linking {
  const linking: Linking = {
    root,
    files: new Map([[root.uri, root]]),
    failures: new Map(),
    resources: new Map(),
    registered: new Set(),
    named: new Map(),
    places: new Map(),
    met: new Set(),
    leads: new Map(),
    schemas: [],
    misshapes: [],
    isSwagger: isObject(root.value) && Object.hasOwn(root.value, 'swagger'),
    waiting: [],
    broken: [],
  };
  registerSelf(linking, root);
  return linking;
}

/** Takes a file that was wanted. */
export function addFile(linking: Linking, file: LinkedFile): void {
  linking.files.set(file.uri, file);
  registerSelf(linking, file);
}

// The URI by which a document wants to be known (OpenAPI 3.2, "OpenAPI Object", $self).
function registerSelf({ resources }: Linking, file: LinkedFile): void {
  if (!isObject(file.value)) return;
  const self = typeof file.value.$self === 'string' ? resolveUri(file.value.$self, file.uri) : undefined;
  if (self !== undefined) resources.set(self.resource, { node: file.value, file, pointer: '' });
}

/** Lets what something of a kind holds be linked. */
export function enter(linking: Linking, node: unknown, kind: Kind, file: LinkedFile, isNeeded: boolean): void {
  const { waiting, schemas, misshapes, isSwagger, met } = linking;
  // Most references lead where others have led before.
  if (!isObject(node) || met.has(node)) return;
  const visit = (node: JsonObject, kind: Kind, outer: string): string => {
    const base = baseOf(node, kind, outer);
    const wait = (holder: JsonObject, key: string, isNeeded: boolean) =>
      waiting.push({ holder, key, kind, file, base, isNeeded });
    for (const misshape of findMisshapes(node, kind, isSwagger)) misshapes.push(misshape);
    if (kind === 'schema') {
      schemas.push(node);
      const mapping = isObject(node.discriminator) ? node.discriminator.mapping : undefined;
      for (const name in isObject(mapping) ? mapping : {}) {
        const text = (mapping as JsonObject)[name];
        // One that names nothing in its own file says no more than one that is not there.
        if (isReference(text)) wait(mapping as JsonObject, name, isNeeded && !text.startsWith('#'));
      }
    }
    if (typeof node.$ref === 'string') wait(node, '$ref', isNeeded);
    return base;
  };
  walk(node, kind, file.uri, visit, met);
}

/** What references in something are relative to (JSON Schema 2020-12, section 8.2.1). */
function baseOf(node: JsonObject, kind: Kind, outer: string): string {
  return kind === 'schema' && typeof node.$id === 'string' ? (resolveUri(node.$id, outer)?.resource ?? outer) : outer;
}

/**
 * Notes the names that schemas of the files give themselves.
 *
 * @returns whether there was a file that had not been looked through
 */
export function registerNames({ files, registered, resources }: Linking): boolean {
  const others = [...files.values()].filter((file) => !registered.has(file));
  for (const file of others) {
    registered.add(file);
    const visit = (node: JsonObject, kind: Kind, outer: string): string => {
      const base = baseOf(node, kind, outer);
      if (base !== outer) resources.set(base, { node, file });
      for (const key of ['$anchor', '$dynamicAnchor']) {
        if (kind === 'schema' && typeof node[key] === 'string') resources.set(`${base}#${node[key]}`, { node, file });
      }
      return base;
    };
    walk(file.value, isDescription(file.value) ? 'description' : 'schema', file.uri, visit, new Set());
  }
  return others.length > 0;
}

function isDescription(value: JsonValue): boolean {
  return isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'));
}

// A discriminator names a schema by its name or by a reference (OpenAPI 3.2, "Discriminator Object", mapping).
function isReference(value: unknown): value is string {
  return typeof value === 'string' && /[/#]|\.(?:json|ya?ml)$/i.test(value);
}

/**
 * Follows every reference whose file is there, and lets what it leads to be linked as well.
 *
 * @returns the URIs of the files that are wanted, each with a reference to it
 */
export function advance(linking: Linking): ReadonlyMap<string, Reference> {
  const wanted = new Map<string, Reference>();
  const still: Reference[] = [];
  // What they lead to adds to the list while it is gone through.
  for (const reference of linking.waiting) {
    const found = targetOf(linking, reference);
    if ('wanted' in found) {
      wanted.set(found.wanted, reference);
      still.push(reference);
    } else if ('problem' in found) linking.broken.push({ reference, ...found });
    else arrive(linking, reference, found);
  }
  linking.waiting = still;
  return wanted;
}

function arrive(linking: Linking, reference: Reference, target: Target): void {
  const { holder, key, kind, file, isNeeded } = reference;
  if (key === '$ref') linking.leads.set(holder, { to: target.node, by: reference });
  enter(linking, target.node, kind, target.file, isNeeded);
  // Most references are `#/…` in the one file that there is, and stay as they are.
  if (file === linking.root && target.isWithin === true) return;
  (holder as Record<string, unknown>)[key] = fragmentOf(placeOf(linking, target));
}

/** Where something lies in the one document that all files become. */
function placeOf(linking: Linking, { node, file, pointer }: Target): string {
  const { root, resources, places } = linking;
  if (pointer === undefined && !places.has(node)) {
    // All that have names at once: each search goes through the whole file.
    const named = [...resources.values()].filter((target) => target.file === file).map((target) => target.node);
    const paths = pathsTo(file.value, new Set([node, ...named].filter(isObject)));
    for (const [found, path] of paths) places.set(found, pointerOf(path));
  }
  const within = pointer ?? places.get(node) ?? '';
  return file === root ? within : pointerOf([FILES, file.name]) + within;
}

/** Puts all files under one key of the description, and finds the references that only lead to each other. */
export function finishLinking(linking: Linking): void {
  const { root, files, leads, broken } = linking;
  const ends = new Set<object>();
  for (const [start, { by }] of leads) {
    const chain = new Set<object>();
    let node: unknown = start;
    while (isObject(node) && leads.has(node) && !chain.has(node) && !ends.has(node)) {
      chain.add(node);
      node = leads.get(node)?.to;
    }
    if (chain.has(node as object)) broken.push({ reference: by, ...CIRCLE });
    for (const passed of chain) ends.add(passed);
  }
  const others = [...files.values()].filter((file) => file !== root);
  if (others.length === 0 || !isObject(root.value)) return;
  const held = {};
  for (const { name, value } of others) put(held, name, value);
  put(root.value, FILES, held);
}

const CIRCLE = { problem: 'leads around in a circle', remedy: 'let one of the references on the way name a schema' };
