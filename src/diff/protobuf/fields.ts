import type { FieldPair, ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoField, ProtoMessage } from '../../model/protobuf/schema.js';
import { defaultOf, isSameDefault } from './defaults.js';
import { deprecationOf, optionPlacesOf, placesOf } from './facts.js';
import { includes } from './ranges.js';
import { type Types, typeFit } from './type-fit.js';

/** The changes of the fields of a message that stays. Fields are what their numbers are: names are not written. */
export function* compareFields(from: ProtoMessage, to: ProtoMessage, types: Types): Generator<ProtobufChange> {
  const message = { from, to };
  const now = new Map(to.fields.map((field) => [field.number, field]));
  const then = new Set(from.fields.map((field) => field.number));
  const came = new Map(to.fields.flatMap((field) => (then.has(field.number) ? [] : [[field.name, field]])));
  const moved = new Set<ProtoField>();
  for (const before of from.fields) {
    const after = now.get(before.number);
    if (after !== undefined) {
      yield* compareField({ from: before, to: after, message: to.fullName }, types);
      continue;
    }
    const renumbered = sameType(before, came.get(before.name), types);
    if (renumbered !== undefined) moved.add(renumbered);
    yield {
      ...{ kind: 'field_removed', message, before, ...(renumbered && { renumbered }) },
      isNumberReserved: includes(to.reservedRanges, before.number),
      isNameReserved: to.reservedNames.includes(before.name),
      places: placesOf(before, renumbered ?? to),
    };
  }
  for (const after of to.fields) {
    if (then.has(after.number) || moved.has(after)) continue;
    yield { kind: 'field_added', message, after, places: placesOf(from, after) };
  }
}

function sameType(before: ProtoField, after: ProtoField | undefined, types: Types): ProtoField | undefined {
  return after !== undefined && typeFit(before.type, after.type, types) === undefined ? after : undefined;
}

/** The changes of a field or an extension that stays. */
export function* compareField(pair: FieldPair, types: Types): Generator<ProtobufChange> {
  const { from, to, message } = pair;
  const places = placesOf(from, to);
  const [before, after] = [nameIn(from), pair.extension === undefined ? to.name : types.oldName(nameIn(to))];
  const isRenamed = before !== after;
  if (isRenamed) yield { kind: 'field_renamed', ...pair, before, after, places };
  // An extension is called in JSON as it is called.
  if (from.jsonName !== to.jsonName && pair.extension === undefined) {
    if (!isRenamed || isCustom(from) || isCustom(to)) {
      yield { kind: 'field_json_name_changed', ...pair, places: optionPlacesOf(from, to, 'json_name') };
    }
  }
  const fit = typeFit(from.type, to.type, types);
  // From a list of entries to a map or back is a matter of how often.
  const isMapped = (from.cardinality === 'map') !== (to.cardinality === 'map');
  if (from.cardinality !== to.cardinality) {
    yield { kind: 'field_cardinality_changed', ...pair, places: optionPlacesOf(from, to, 'features.field_presence') };
  }
  if (fit !== undefined) yield { kind: 'field_type_changed', ...pair, fit, places };
  if (from.oneof !== to.oneof) yield { kind: 'field_oneof_changed', ...pair, places };
  if (fit === undefined && !isMapped) yield* compareTraits(pair, types);
  // Where old bytes are read as they were meant, what is not written still means what it did.
  else if (fit?.wire === true && !isMapped) yield* compareDefaults(pair, types);
  yield* deprecationOf(from, to, `field '${to.name}' of '${message}'`, `${message}.${to.name}`);
}

function nameIn(field: ProtoField): string {
  return 'fullName' in field ? (field.fullName as string) : field.name;
}

/** Whether the name in JSON is another than what is made of the name of the field. */
function isCustom({ name, jsonName }: ProtoField): boolean {
  return name.replaceAll('_', '').toLowerCase() !== jsonName.toLowerCase();
}

function* compareTraits(pair: FieldPair, types: Types): Generator<ProtobufChange> {
  const { from, to } = pair;
  const at = (...names: string[]) => ({ ...pair, places: optionPlacesOf(from, to, ...names) });
  yield* compareDefaults(pair, types);
  const isList = from.cardinality === 'repeated' && to.cardinality === 'repeated';
  if (isList && from.isPacked !== to.isPacked) {
    yield { kind: 'field_packed_changed', ...at('packed', 'features.repeated_field_encoding') };
  }
  if (from.utf8 !== to.utf8) yield { kind: 'field_utf8_changed', ...at('features.utf8_validation') };
  if (from.javaUtf8 !== to.javaUtf8) {
    yield { kind: 'field_java_utf8_changed', ...at('features.(pb.java).utf8_validation', 'features.utf8_validation') };
  }
  if (from.cppString !== to.cppString) {
    yield { kind: 'field_cpp_string_changed', ...at('ctype', 'features.(pb.cpp).string_type') };
  }
  if (from.jsType !== to.jsType) yield { kind: 'field_js_type_changed', ...at('jstype') };
}

function* compareDefaults(pair: FieldPair, types: Types): Generator<ProtobufChange> {
  const { from, to } = pair;
  if (isSameDefault(from, to, types)) return;
  const [before, after] = [defaultOf(from, types.before), defaultOf(to, types.after)];
  yield { kind: 'field_default_changed', ...pair, before, after, places: optionPlacesOf(from, to, 'default') };
}
