import type { FieldPair } from '../../model/protobuf/change.js';
import type { NumberRange, ProtoField, ProtoType } from '../../model/protobuf/schema.js';

/** "Field 'name' (2) of message 'acme.User'" */
export function fieldName(field: Pick<ProtoField, 'name' | 'number'>, message: string): string {
  return `Field '${field.name}' (${field.number}) of message '${message}'`;
}

/** The same of a field that stays, or of an extension. */
export function subjectOf({ to, message, extension }: FieldPair): string {
  return extension === undefined
    ? fieldName(to, message)
    : `Extension '${extension}' (${to.number}) of message '${message}'`;
}

/** Where a field that stays is. */
export function pathOf({ to, message, extension }: FieldPair): string {
  return extension ?? `${message}.${to.name}`;
}

/** A type as it is written. */
export function typeText(type: ProtoType): string {
  if (type.kind === 'map') return `map<${type.key}, ${typeText(type.value)}>`;
  return type.kind === 'message' && type.isDelimited ? `${type.name} (delimited)` : type.name;
}

/** "4 to 5, 9, 1000 to max" */
export function rangesText(ranges: readonly NumberRange[]): string {
  const most = (end: number) => (end >= 536870911 ? 'max' : String(end));
  return ranges.map(({ start, end }) => (start === end ? String(start) : `${start} to ${most(end)}`)).join(', ');
}

/** A value, or that there is none. */
export function orNone(text: string): string {
  return text === '' ? 'none' : `'${text}'`;
}
