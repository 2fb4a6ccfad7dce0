import type { NumberRange, ProtoExtension, ProtoMessage } from '../../model/protobuf/schema.js';
import type { Refuse } from './build-field.js';
import type { DraftEnum, DraftField, DraftFile, DraftMessage, DraftName, DraftRange } from './draft.js';
import { MOST_FIELD_NUMBER } from './text/ranges.js';

/** Taken by Protobuf itself (protobuf.com/docs/language-spec#field-numbers). */
const TAKEN: NumberRange = { start: 19000, end: 19999 };

/** Refuses what protoc refuses in a file whatever its names stand for. */
export function validateFile(file: DraftFile, refuse: Refuse): void {
  for (const message of file.messages) validateMessage(message, file, refuse);
  for (const one of file.enums) validateEnum(one, refuse);
  for (const extension of file.extensions) validateLabel(extension, file, refuse);
}

function validateMessage(message: DraftMessage, file: DraftFile, refuse: Refuse): void {
  const { fields, reservedRanges, reservedNames, extensionRanges } = message;
  const taken = [...reservedRanges, ...extensionRanges].sort((left, right) => left.start - right.start);
  refuseOverlap(taken, refuse);
  const names = namesOf(reservedNames);
  const numbers = new Map<number, string>();
  if (file.syntax === 'proto3' && extensionRanges[0] !== undefined) {
    refuse(extensionRanges[0].place, 'proto3 has no extension ranges', 'use google.protobuf.Any, or an edition');
  }
  for (const field of fields) {
    const { name, number, numberPlace, place } = field;
    const first = numbers.get(number);
    if (first !== undefined) refuse(numberPlace ?? place, `the number ${number} is that of ${first} already`);
    numbers.set(number, name);
    const range = rangeOf(taken, number);
    if (range !== undefined) refuse(numberPlace ?? place, `the number ${number} is reserved or for extensions`);
    if (names.has(name)) refuse(place, `the name ${name} is reserved`);
    if (number >= TAKEN.start && number <= TAKEN.end) {
      refuse(numberPlace ?? place, `the numbers ${TAKEN.start} to ${TAKEN.end} are Protobuf's own`);
    }
    if (number > MOST_FIELD_NUMBER) refuse(numberPlace ?? place, `the largest number is ${MOST_FIELD_NUMBER}`);
    validateLabel(field, file, refuse);
  }
  for (const extension of message.extensions) validateLabel(extension, file, refuse);
  for (const inner of message.messages) validateMessage(inner, file, refuse);
  for (const one of message.enums) validateEnum(one, refuse);
}

function validateLabel({ label, place, oneof, mapKey, isGroup, options }: DraftField, file: DraftFile, refuse: Refuse) {
  const { syntax } = file;
  if (syntax === 'proto2' && label === undefined && oneof === undefined && mapKey === undefined) {
    refuse(place, 'a field of proto2 begins with optional, required or repeated');
  }
  if (syntax === 'proto3' && label === 'required') refuse(place, 'proto3 has no required fields');
  if (syntax === 'proto3' && isGroup) refuse(place, 'proto3 has no groups', 'declare a message');
  if (syntax === 'proto3' && options.has('default')) refuse(place, 'proto3 has no defaults');
  if (syntax === 'editions' && label !== undefined && label !== 'repeated' && place !== undefined && !isGroup) {
    refuse(place, `editions do not say ${label}`, 'set features.field_presence');
  }
}

function validateEnum({ name, place, values, options, ...reserved }: DraftEnum, refuse: Refuse): void {
  if (values.length === 0) refuse(place, `the enum ${name} has no values`);
  const ranges = reserved.reservedRanges.toSorted((left, right) => left.start - right.start);
  refuseOverlap(ranges, refuse);
  const names = namesOf(reserved.reservedNames);
  const numbers = new Map<number, string>();
  const isAliased = options.get('allow_alias')?.value === 'true';
  for (const value of values) {
    const first = numbers.get(value.number);
    if (first !== undefined && !isAliased) {
      const remedy = 'give it another number, or the enum the option allow_alias';
      refuse(value.place, `the number ${value.number} is that of ${first} already`, remedy);
    }
    numbers.set(value.number, value.name);
    if (rangeOf(ranges, value.number) !== undefined) refuse(value.place, `the number ${value.number} is reserved`);
    if (names.has(value.name)) refuse(value.place, `the name ${value.name} is reserved`);
  }
}

function refuseOverlap(sorted: readonly DraftRange[], refuse: Refuse): void {
  sorted.forEach((range, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && before.end >= range.start) {
      refuse(range.place, `the number ${range.start} is reserved or for extensions twice`);
    }
  });
}

function namesOf(reserved: readonly DraftName[]): ReadonlySet<string> {
  return new Set(reserved.map(({ name }) => name));
}

/** The range of sorted ones that a number is in. */
function rangeOf(sorted: readonly NumberRange[], number: number): NumberRange | undefined {
  let [from, to] = [0, sorted.length - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    const range = sorted[middle] as NumberRange;
    if (number < range.start) to = middle - 1;
    else if (number > range.end) from = middle + 1;
    else return range;
  }
  return undefined;
}

/** Refuses extensions whose message does not want their number, or has it twice. */
export function validateExtensions(
  extensions: readonly ProtoExtension[],
  messages: readonly ProtoMessage[],
  refuse: Refuse,
): void {
  const extended = new Map(messages.map((message) => [message.fullName, message]));
  const taken = new Map<string, string>();
  for (const { extendee, number, fullName, place } of extensions) {
    const message = extended.get(extendee);
    if (message !== undefined && !message.extensionRanges.some(({ start, end }) => number >= start && number <= end)) {
      refuse(place, `${extendee} has no extension range with the number ${number}`);
    }
    const key = `${extendee} ${number}`;
    const first = taken.get(key);
    if (first !== undefined) refuse(place, `the number ${number} of ${extendee} is that of ${first} already`);
    taken.set(key, fullName);
  }
}
