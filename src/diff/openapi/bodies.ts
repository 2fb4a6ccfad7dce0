import { diffByName } from '../../lib/diff-by-name.js';
import { isTruthy } from '../../lib/python/equal.js';
import type { RequestBody } from '../../model/openapi.js';
import type { Flow, OpenApiChange, Part } from '../../model/openapi-change.js';
import { encodingChanges } from './encodings.js';
import {
  type ApiWalk,
  componentOf,
  flowOf,
  type Pairing,
  partOf,
  placeIn,
  type Scene,
  sharedChanges,
  spotsOf,
} from './endpoint.js';
import { mediaTypesOf, relationOf } from './media-types.js';
import { compareSchemas, type SchemaSlot } from './schemas.js';

/** What changed about the body of a request: whether there is one, must be one, and what it is. */
export function requestBodyChanges(walk: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { endpoint } = pairing;
  const [before, after] = [pairing.before.operation, pairing.after.operation];
  const from = before.requestBody ? walk.schemas.before.resolve<RequestBody>(before.requestBody) : undefined;
  const to = after.requestBody ? walk.schemas.after.resolve<RequestBody>(after.requestBody) : undefined;
  const local = partOf(pairing, 'requestBody', 'the request body');
  if (to?.node === undefined) {
    if (from?.node === undefined) return [];
    const spots = spotsOf(from.node, after);
    if (to?.reference === undefined) return [{ kind: 'request_body_removed', endpoint, before: from.node, ...spots }];
    const place = { ...placeIn(pairing, local, 'request', ''), path: local.at };
    return [{ kind: 'reference_unresolved', place, reference: to.reference, ...spots }];
  }
  if (from?.node === undefined) {
    const required = isTruthy(to.node.required ?? false);
    return [{ kind: 'request_body_added', endpoint, required, after: to.node, ...spotsOf(before, to.node) }];
  }
  const nodes = { before: from.node, after: to.node };
  return sharedChanges(walk, pairing, nodes, componentOf(from.reference, to.reference), local, (part) => {
    return [
      ...requiredChanges(pairing, nodes, part),
      ...contentChanges(walk, pairing, nodes, bodyAt(pairing, part, 'request'), 'request'),
    ];
  });
}

function requiredChanges(
  pairing: Pairing,
  { before, after }: { readonly before: RequestBody; readonly after: RequestBody },
  part: Part,
): OpenApiChange[] {
  const required = { before: isTruthy(before.required ?? false), after: isTruthy(after.required ?? false) };
  if (required.before === required.after) return [];
  const flow = flowOf(pairing, 'request');
  return [{ kind: 'request_body_required_changed', ...part, ...required, flow, ...spotsOf(before, after, 'required') }];
}

/** A part that carries bodies. */
export interface BodyPart extends Part {
  readonly flow: Flow;
  readonly chosenBy: 'client' | 'server';
}

/** The client chooses what it sends, and by Accept what it gets; of what it is called with, the API does. */
export function bodyAt(scene: Scene, part: Part, direction: Flow): BodyPart {
  const chosenBy = scene.endpoint.isTurned && direction === 'request' ? 'server' : 'client';
  return { ...part, flow: flowOf(scene, direction), chosenBy };
}

interface Content {
  readonly content?: unknown;
}
type MediaType = { readonly [keyword: string]: unknown };

/**
 * The media types that went and came, and what changed about those that stayed. One that went and one that came
 * belong together when one of them is a range that holds the other.
 */
export function contentChanges(
  walk: ApiWalk,
  scene: Scene,
  { before, after }: { readonly before: Content; readonly after: Content },
  part: BodyPart,
  direction: Flow,
): OpenApiChange[] {
  const [from, to] = [contentOf(before), contentOf(after)];
  const types = diffByName(from, to);
  const changes: OpenApiChange[] = [];
  const fresh = new Map(types.added);
  const compare = (mediaType: string, one: MediaType | null, other: MediaType | null) => {
    changes.push(...mediaTypeChanges(walk, scene, mediaType, one ?? {}, other ?? {}, part, direction));
  };
  for (const [mediaType, node] of types.removed) {
    const partner = [...to.keys()].find((other) => isPartner(mediaType, other, fresh.has(other)));
    const spots = spotsOf(node ?? before, after);
    if (partner === undefined) {
      changes.push({ kind: 'media_type_removed', ...part, mediaType, ...spots });
      continue;
    }
    const isWider = relationOf(mediaType, partner) === 'wider';
    // A range that was there before stands for the type already.
    if (fresh.has(partner)) {
      changes.push({ kind: 'media_type_range_changed', ...part, before: mediaType, after: partner, isWider, ...spots });
      fresh.delete(partner);
    }
    compare(mediaType, node, to.get(partner) ?? {});
  }
  for (const [mediaType, one, other] of types.common) compare(mediaType, one, other);
  for (const [mediaType, node] of fresh) {
    const range = [...from.keys()].find((other) => relationOf(other, mediaType) === 'narrower' && other.includes('*'));
    if (range !== undefined) compare(mediaType, from.get(range) ?? {}, node);
    else changes.push({ kind: 'media_type_added', ...part, mediaType, ...spotsOf(before, node ?? after) });
  }
  return changes;
}

function contentOf({ content }: Content): ReadonlyMap<string, MediaType | null> {
  return mediaTypesOf(content as { readonly [name: string]: MediaType | null } | null | undefined);
}

/** Whether a media type that went lives on in another one: any range that holds it, or a new one that it held. */
function isPartner(before: string, after: string, isNew: boolean): boolean {
  const relation = relationOf(before, after);
  return relation !== undefined && (isNew || (relation === 'wider' && after.includes('*')));
}

function mediaTypeChanges(
  walk: ApiWalk,
  scene: Scene,
  mediaType: string,
  before: MediaType,
  after: MediaType,
  part: BodyPart,
  direction: Flow,
): OpenApiChange[] {
  const at = `${part.at}.content.${mediaType}`;
  // Each item of a stream (OpenAPI 3.2, "Media Type Object", itemSchema) is a value of its own.
  return ['schema', 'itemSchema']
    .filter((keyword) => before[keyword] !== undefined || after[keyword] !== undefined)
    .flatMap((keyword) => {
      const place = placeIn(scene, { ...part, at }, direction, keyword);
      return compareSchemas(walk.schemas, before[keyword] as SchemaSlot, after[keyword] as SchemaSlot, place);
    })
    .concat(encodingChanges(walk, before, after, { ...part, at }));
}
