import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoPlace } from '../../model/protobuf/schema.js';

interface Placed {
  readonly place?: ProtoPlace;
}

/** Where something was and is. */
export function placesOf(before?: Placed, after?: Placed): ProtobufChange['places'] {
  return { ...(before?.place && { before: before.place }), ...(after?.place && { after: after.place }) };
}

interface WithOptions extends Placed {
  readonly optionPlaces?: ReadonlyMap<string, ProtoPlace>;
}

/** Where an option was and is written, under whichever of its names; where it is not, the element that lacks it. */
export function optionPlacesOf(before: WithOptions, after: WithOptions, ...names: string[]): ProtobufChange['places'] {
  const placed = ({ place, optionPlaces }: WithOptions): Placed => {
    const own = names.map((name) => optionPlaces?.get(name)).find((found) => found !== undefined) ?? place;
    return own === undefined ? {} : { place: own };
  };
  return placesOf(placed(before), placed(after));
}

interface Deprecable extends WithOptions {
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
  yield {
    kind: 'deprecation_changed',
    subject,
    path,
    isDeprecated: to.isDeprecated,
    places: optionPlacesOf(from, to, 'deprecated'),
  };
}
