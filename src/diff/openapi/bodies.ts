import { isObject } from '../../lib/json-value.js';
import { isTruthy } from '../../lib/python/equal.js';
import { isUnsaid, type RequestBody } from '../../model/openapi.js';
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
import { mediaTypesOf, pairMediaTypes } from './media-types.js';
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
  return sharedChanges(
    walk,
    pairing,
    nodes,
    componentOf(from.reference, to.reference, 'request body'),
    local,
    (part) => {
      return [
        ...requiredChanges(pairing, nodes, part),
        ...contentChanges(walk, pairing, nodes, bodyAt(pairing, part, 'request'), 'request'),
      ];
    },
  );
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

/** The media types that went and came, and what changed about those that stayed. */
export function contentChanges(
  walk: ApiWalk,
  scene: Scene,
  { before, after }: { readonly before: Content; readonly after: Content },
  part: BodyPart,
  direction: Flow,
): OpenApiChange[] {
  const [from, to] = [contentOf(before), contentOf(after)];
  const pairs = pairMediaTypes([...from.keys()], [...to.keys()]);
  const spotsAt = (one: string, other: string) => spotsOf(from.get(one) ?? before, to.get(other) ?? after);
  return [
    ...pairs.removed.map((mediaType): OpenApiChange => {
      return { kind: 'media_type_removed', ...part, mediaType, ...spotsAt(mediaType, '') };
    }),
    ...pairs.kept.flatMap((pair): OpenApiChange[] => {
      const [one, other] = [from.get(pair.before) ?? {}, to.get(pair.after) ?? {}];
      const changes = mediaTypeChanges(walk, scene, pair.before, one, other, part, direction);
      if (pair.isWider === undefined || isUnsaid(one) || isUnsaid(other)) return changes;
      const names = { before: pair.before, after: pair.after, isWider: pair.isWider };
      return [{ kind: 'media_type_range_changed', ...part, ...names, ...spotsAt(pair.before, pair.after) }, ...changes];
    }),
    ...pairs.added.map((mediaType): OpenApiChange => {
      return { kind: 'media_type_added', ...part, mediaType, ...spotsAt('', mediaType) };
    }),
  ];
}

/** In XML, an element holds text or elements, and nothing says of a text what type it has. */
function isXml(mediaType: string): boolean {
  return /[/+]xml(?:;|$)/.test(mediaType);
}

function contentOf({ content }: Content): ReadonlyMap<string, MediaType | null> {
  return mediaTypesOf(content as { readonly [name: string]: MediaType | null } | null | undefined);
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
  const isForm = FORMS.has(mediaType) && ![before, after].some(hasJsonParts);
  return ['schema', 'itemSchema']
    .filter((keyword) => before[keyword] !== undefined || after[keyword] !== undefined)
    .flatMap((keyword) => {
      const place = {
        ...placeIn(scene, { ...part, at }, direction, keyword),
        ...(isForm && { text: 'form' as const }),
        ...(isXml(mediaType) && { text: 'value' as const }),
      };
      return compareSchemas(walk.schemas, before[keyword] as SchemaSlot, after[keyword] as SchemaSlot, place);
    })
    .concat(encodingChanges(walk, before, after, { ...part, at }));
}

/** Media types whose parts are texts unless something else is said (OpenAPI 3.2, "Encoding Object"). */
const FORMS: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

function hasJsonParts({ encoding }: MediaType): boolean {
  const parts = isObject(encoding) ? Object.values(encoding) : [];
  return parts.some((one) => isObject(one) && /json/i.test(String(one.contentType)));
}
