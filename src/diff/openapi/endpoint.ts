import { isObject } from '../../lib/json-value.js';
import type { OpenApiDescription, Operation, PathItem } from '../../model/openapi.js';
import type { Endpoint, Flow, OpenApiChange, Part, Place, Spots } from '../../model/openapi-change.js';
import { placeInFile } from './references.js';
import type { SchemaWalk } from './schemas.js';

/** An operation and what surrounds it. */
export interface Api {
  readonly description: OpenApiDescription;
  readonly item: PathItem;
  readonly operation: Operation;
}

/** An operation that both descriptions have. */
export interface Pairing {
  readonly endpoint: Endpoint;
  /** Whether nobody was promised that it stays as it is. */
  readonly isUnstable: boolean;
  /** The names of the template of before, by position, and what they are called after. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly before: Api;
  readonly after: Api;
}

/** What is needed to compare operations. */
export interface ApiWalk {
  readonly schemas: SchemaWalk;
  /** Parts that several operations refer to, with the operations that have been met. */
  readonly shared: SharedParts;
}

type SharedParts = Map<object, Map<object, Map<string, { readonly operations: string[] }>>>;

/** An endpoint and what its data mean to the client. */
export type Scene = Pick<Pairing, 'endpoint' | 'isUnstable'>;

/** Which way data go that the caller of an operation sends (`request`) or gets (`response`). */
export function flowOf({ endpoint }: Scene, direction: Flow): Flow {
  if (!endpoint.isTurned) return direction;
  return direction === 'request' ? 'response' : 'request';
}

/** A part of an operation. */
export function partOf({ endpoint }: Scene, step: string, subject?: string): Part {
  const words = subject === undefined ? endpoint.name : `${subject} of ${endpoint.name}`;
  return { at: step === '' ? endpoint.at : `${endpoint.at}.${step}`, subject: words, operations: [endpoint.name] };
}

/**
 * The place of a schema in a part of an operation. One that only unstable operations use goes neither way, since
 * nobody is to rely on it.
 */
export function placeIn(scene: Scene, part: Part, direction: Flow, step: string): Place {
  return {
    path: `${part.at}.${step}`,
    subject: part.subject,
    usage: {
      flows: new Set(scene.isUnstable ? [] : [flowOf(scene, direction)]),
      operations: new Set([scene.endpoint.name]),
    },
  };
}

/** The objects that a change is written at. */
export function spotsOf(before: unknown, after: unknown, ...keys: readonly string[]): { spots: Spots } {
  const below = keys.length === 0 ? {} : { keys };
  return {
    spots: {
      ...(isObject(before) && { before: { node: before, ...below } }),
      ...(isObject(after) && { after: { node: after, ...below } }),
    },
  };
}

/**
 * The changes of a part that both descriptions refer to by the same name: they are found once, and know every
 * operation that refers to them. Of later visits only the schemas count, whose usage grows.
 *
 * @param local the part as the operation's own, when it is no component
 */
export function sharedChanges(
  { shared }: ApiWalk,
  scene: Scene,
  nodes: { readonly before: object; readonly after: object },
  component: Pick<Part, 'at' | 'subject'> | undefined,
  local: Part,
  compare: (part: Part) => OpenApiChange[],
): OpenApiChange[] {
  if (component === undefined) return compare(local);
  const partners = shared.get(nodes.before) ?? new Map();
  shared.set(nodes.before, partners);
  const uses = partners.get(nodes.after) ?? new Map();
  partners.set(nodes.after, uses);
  const use = `${scene.endpoint.isTurned} ${scene.isUnstable}`;
  const known = uses.get(use);
  const operations: string[] = known?.operations ?? [];
  if (operations.at(-1) !== scene.endpoint.name) operations.push(scene.endpoint.name);
  uses.set(use, { operations });
  const changes = compare({ ...component, operations });
  return known === undefined ? changes : changes.filter((change) => 'place' in change);
}

const COMPONENT = /^#\/components\/(parameters|requestBodies|responses|headers)\/([^/]+)$/;

/**
 * The component, or the part of a file, that both references name, or `undefined` when they do not.
 *
 * @param noun what it is
 */
export function componentOf(
  before: string | undefined,
  after: string | undefined,
  noun: string,
): Pick<Part, 'at' | 'subject'> | undefined {
  const [, section, name] = (before === after && COMPONENT.exec(before ?? '')) || [];
  if (section === undefined || name === undefined) {
    const place = placeInFile(before, after, noun);
    return place === undefined ? undefined : { at: place.path, subject: place.subject };
  }
  return { at: `components.${section}.${name}`, subject: `component ${noun} '${name}'` };
}
