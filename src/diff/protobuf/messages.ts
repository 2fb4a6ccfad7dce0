import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoEnum, ProtoMessage } from '../../model/protobuf/schema.js';
import { deprecationOf, optionPlacesOf, placesOf } from './facts.js';
import { compareFields } from './fields.js';
import { includes, uncovered } from './ranges.js';
import type { Types } from './type-fit.js';

/** The changes of a message that stays. */
export function* compareMessage(from: ProtoMessage, to: ProtoMessage, types: Types): Generator<ProtobufChange> {
  const places = placesOf(from, to);
  const message = { from, to };
  yield* compareFields(from, to, types);
  const [then, now] = [
    new Map(from.oneofs.map((one) => [one.name, one])),
    new Map(to.oneofs.map((one) => [one.name, one])),
  ];
  for (const [oneof, one] of then) {
    if (!now.has(oneof)) yield { kind: 'oneof_removed', message, oneof, places: placesOf(one, to) };
  }
  for (const [oneof, one] of now) {
    if (!then.has(oneof)) yield { kind: 'oneof_added', message, oneof, places: placesOf(from, one) };
  }
  const ranges = uncovered(from.extensionRanges, to.extensionRanges);
  if (ranges.length > 0) yield { kind: 'extension_range_removed', message, ranges, places };
  yield* compareReserved('message', from, to);
  if (from.jsonFormat !== to.jsonFormat) {
    yield { kind: 'message_json_format_changed', ...message, places: optionPlacesOf(from, to, 'features.json_format') };
  }
  if (from.isMessageSet !== to.isMessageSet) {
    yield { kind: 'message_set_changed', ...message, places: optionPlacesOf(from, to, 'message_set_wire_format') };
  }
  if (from.isWithoutDescriptorAccessor !== to.isWithoutDescriptorAccessor) {
    const at = optionPlacesOf(from, to, 'no_standard_descriptor_accessor');
    yield { kind: 'message_descriptor_accessor_changed', ...message, places: at };
  }
  yield* deprecationOf(from, to, `message '${to.fullName}'`, to.fullName);
}

/** Numbers and names that were reserved and may be taken again; not those that are taken: the field says so. */
function* compareReserved(
  noun: 'message' | 'enum',
  from: ProtoMessage | ProtoEnum,
  to: ProtoMessage | ProtoEnum,
): Generator<ProtobufChange<'reserved_removed'>> {
  const ranges = uncovered(from.reservedRanges, to.reservedRanges);
  const names = from.reservedNames.filter((name) => !to.reservedNames.includes(name));
  if (ranges.length === 0 && names.length === 0) return;
  yield { kind: 'reserved_removed', noun, from, to, ranges, names, places: placesOf(from, to) };
}

/** The changes of an enum that stays. */
export function* compareEnum(from: ProtoEnum, to: ProtoEnum): Generator<ProtobufChange> {
  const pair = { from, to };
  const [then, now] = [byNumber(from), byNumber(to)];
  for (const [number, values] of then) {
    const current = now.get(number);
    const [before] = values;
    if (before === undefined) continue;
    if (current === undefined) {
      yield {
        ...{ kind: 'enum_value_removed', enum: pair, before },
        isNumberReserved: includes(to.reservedRanges, number),
        isNameReserved: values.every(({ name }) => to.reservedNames.includes(name)),
        places: placesOf(before, to),
      };
      continue;
    }
    const [old, names] = [values.map(({ name }) => name), current.map(({ name }) => name)];
    const isKept = old.every((name) => names.includes(name));
    if (!isKept) {
      const places = placesOf(before, current[0]);
      yield { kind: 'enum_value_renamed', enum: pair, number, before: old, after: names, places };
    }
    const same = current.find(({ name }) => name === before.name);
    if (same !== undefined) {
      yield* deprecationOf(
        before,
        same,
        `value '${same.name}' of enum '${to.fullName}'`,
        `${to.fullName}.${same.name}`,
      );
    }
  }
  for (const [number, [after]] of now) {
    if (after !== undefined && !then.has(number)) {
      yield { kind: 'enum_value_added', enum: pair, after, places: placesOf(from, after) };
    }
  }
  yield* compareReserved('enum', from, to);
  if (from.isClosed !== to.isClosed)
    yield { kind: 'enum_openness_changed', ...pair, places: optionPlacesOf(from, to, 'features.enum_type') };
  if (from.jsonFormat !== to.jsonFormat)
    yield { kind: 'enum_json_format_changed', ...pair, places: optionPlacesOf(from, to, 'features.json_format') };
  yield* deprecationOf(from, to, `enum '${to.fullName}'`, to.fullName);
}

function byNumber({ values }: ProtoEnum): Map<number, ProtoEnum['values'][number][]> {
  const grouped = new Map<number, ProtoEnum['values'][number][]>();
  for (const value of values) grouped.set(value.number, [...(grouped.get(value.number) ?? []), value]);
  return grouped;
}
