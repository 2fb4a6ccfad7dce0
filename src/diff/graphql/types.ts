import { diffByName } from '../../lib/diff-by-name.js';
import type {
  CompositeType,
  EnumType,
  GraphqlField,
  GraphqlType,
  InputType,
  Named,
  ScalarType,
  TypeReference,
  UnionType,
} from '../../model/graphql.js';
import type { GraphqlChangeKind, Subject } from '../../model/graphql-change.js';
import { compareAnnotations } from './annotations.js';
import { type Collector, state, subjects } from './collector.js';
import { compareArguments, compareInput, deprecation, inputText, isRequired, isUntold } from './inputs.js';
import { isSameField, isSameInput, isSameValue } from './sameness.js';

/** Finds the changes of a type that is in both schemas. */
export function compareType(collector: Collector, from: GraphqlType, to: GraphqlType): void {
  const subject = subjects.type(from.name, from.kind);
  compareAnnotations(collector, subject, from, to);
  if (from.kind !== to.kind) {
    state(collector, 'type_changed_kind', subject, { from, to, before: from.kind, after: to.kind });
  } else if (from.kind === 'scalar') {
    compareScalars(collector, subject, from, to as ScalarType);
  } else if (from.kind === 'enum') {
    compareValues(collector, from, to as EnumType);
  } else if (from.kind === 'union') {
    const kinds = ['type_removed_from_union', 'type_added_to_union'] as const;
    compareNames(collector, subject, from.members, (to as UnionType).members, kinds);
  } else if (from.kind === 'input') {
    compareInputObjects(collector, subject, from, to as InputType);
  } else {
    compareComposites(collector, subject, from, to as CompositeType);
  }
}

function compareScalars(collector: Collector, subject: Subject, from: ScalarType, to: ScalarType): void {
  const { before, after } = collector;
  if (from.specifiedBy === to.specifiedBy || !(before.tells.specifiedBy && after.tells.specifiedBy)) return;
  const [was, is] = [from.specifiedBy ?? null, to.specifiedBy ?? null];
  state(collector, 'specified_by_changed', subject, { from, to, before: was, after: is });
}

function compareValues(collector: Collector, from: EnumType, to: EnumType): void {
  const { removed, added, common } = diffByName(from.values, to.values);
  for (const [name, value] of removed) {
    const { deprecated } = value;
    const details = { from: value, before: name, ...(deprecated !== undefined && { deprecated }) };
    state(collector, 'value_removed_from_enum', subjects.value(from.name, name), details);
  }
  for (const [name, was, is] of common) {
    if (!isSameValue(was, is)) compareAnnotations(collector, subjects.value(from.name, name), was, is);
  }
  for (const [name, value] of added) {
    state(collector, 'value_added_to_enum', subjects.value(from.name, name), { to: value, after: name });
  }
}

function compareNames(
  collector: Collector,
  subject: Subject,
  from: Named,
  to: Named,
  [removal, addition]: readonly [GraphqlChangeKind, GraphqlChangeKind],
): void {
  const { removed, added } = diffByName(from, to);
  for (const [name, place] of removed) {
    state(collector, removal, { ...subject, member: name }, { before: name, from: placed(place) });
  }
  for (const [name, place] of added) {
    state(collector, addition, { ...subject, member: name }, { after: name, to: placed(place) });
  }
}

function placed<Place>(place: Place | undefined): { readonly place: Place } | undefined {
  return place === undefined ? undefined : { place };
}

function compareInputObjects(collector: Collector, subject: Subject, from: InputType, to: InputType): void {
  const { removed, added, common } = diffByName(from.fields, to.fields);
  const fieldOf = (name: string) => subjects.field(from.name, 'input', name);
  for (const [name, field] of removed) {
    const details = { from: field, before: field.type.text, ...deprecation(field, collector) };
    state(collector, 'field_removed', fieldOf(name), details);
  }
  for (const [name, was, is] of common) {
    if (!isSameInput(was, is)) compareInput(collector, fieldOf(name), was, is, 'input_field');
  }
  for (const [name, field] of added) {
    if (isUntold(field, collector.before)) continue;
    const kind = isRequired(field) ? 'required_input_field_added' : 'optional_input_field_added';
    state(collector, kind, fieldOf(name), { to: field, after: inputText(field) });
  }
  const { before, after } = collector;
  if (from.isOneOf === to.isOneOf || !(before.tells.oneOf && after.tells.oneOf)) return;
  state(collector, to.isOneOf ? 'one_of_added' : 'one_of_removed', subject, { from, to });
}

function compareComposites(collector: Collector, subject: Subject, from: CompositeType, to: CompositeType): void {
  const kinds = ['implemented_interface_removed', 'implemented_interface_added'] as const;
  compareNames(collector, subject, from.interfaces, to.interfaces, kinds);
  const { removed, added, common } = diffByName(from.fields, to.fields);
  const fieldOf = (name: string) => subjects.field(from.name, from.kind, name);
  for (const [name, field] of removed) {
    const { deprecated } = field;
    const details = { from: field, before: field.type.text, ...(deprecated !== undefined && { deprecated }) };
    state(collector, 'field_removed', fieldOf(name), details);
  }
  for (const [name, was, is] of common) {
    if (!isSameField(was, is)) compareFields(collector, fieldOf(name), was, is);
  }
  for (const [name, field] of added)
    state(collector, 'field_added', fieldOf(name), { to: field, after: field.type.text });
}

function compareFields(collector: Collector, subject: Subject, from: GraphqlField, to: GraphqlField): void {
  if (from.type.text !== to.type.text) {
    const safe = isSafeOutput(from.type, to.type, collector) ? '_safe' : '';
    const types = { before: from.type, after: to.type };
    const texts = { before: from.type.text, after: to.type.text };
    state(collector, `field_changed_kind${safe}`, subject, { from, to, ...texts, types });
  }
  compareArguments(collector, subject, from.args, to.args);
  compareAnnotations(collector, subject, from, to);
}

/**
 * Whether every value of a type is one of another, and what may be asked of the one may be asked of the other: in more
 * non-null marks, or of the only object type that an interface or a union could be.
 */
function isSafeOutput(from: TypeReference, to: TypeReference, collector: Collector): boolean {
  if (from.isNonNull && !to.isNonNull) return false;
  if (from.item !== undefined || to.item !== undefined) {
    return from.item !== undefined && to.item !== undefined && isSafeOutput(from.item, to.item, collector);
  }
  return from.name === to.name || isOnlyType(from.name, to.name, collector);
}

/** Whether an abstract type could be of one object type alone, which is so called, and is still of it. */
function isOnlyType(name: string, object: string, { before, after, possible }: Collector): boolean {
  const [abstract, is] = [before.types.get(name), after.types.get(object)];
  if (is?.kind !== 'object' || before.types.get(object)?.kind !== 'object') return false;
  if (abstract?.kind === 'union') {
    const still = after.types.get(name);
    return (
      abstract.members.size === 1 &&
      abstract.members.has(object) &&
      still?.kind === 'union' &&
      still.members.has(object)
    );
  }
  if (abstract?.kind !== 'interface' || !is.interfaces.has(name)) return false;
  const objects = possible()
    .get(name)
    ?.filter((one) => before.types.get(one)?.kind === 'object');
  if (objects?.length !== 1 || objects[0] !== object) return false;
  // Where the object says more exactly what a field is of, less may be asked of it.
  return [...abstract.fields.values()].every((field) => {
    return (is.fields.get(field.name)?.type.name ?? field.type.name) === field.type.name;
  });
}
