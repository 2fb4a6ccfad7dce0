import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoPlace } from '../../model/protobuf/schema.js';

interface Placed {
  readonly place?: ProtoPlace;
}

/** Where something was and is. */
export function placesOf(before?: Placed, after?: Placed): ProtobufChange['places'] {
  return { ...(before?.place && { before: before.place }), ...(after?.place && { after: after.place }) };
}

interface Deprecable extends Placed {
  readonly isDeprecated: boolean;
}

/** That something is no longer meant to be used, or is again. */
export function* deprecationOf(
  from: Deprecable,
  to: Deprecable,
  subject: string,
  path: string,
): Generator<ProtobufChange<'deprecation_changed'>> {
  if (from.isDeprecated === to.isDeprecated) return;
  yield { kind: 'deprecation_changed', subject, path, isDeprecated: to.isDeprecated, places: placesOf(from, to) };
}
