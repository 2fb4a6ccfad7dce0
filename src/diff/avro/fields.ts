import { equal } from '../../lib/python/equal.js';
import type { AvroField, AvroRecord, AvroType } from '../../model/avro.js';
import { formerly, hasAny, sourceOf } from './can-read.js';
import { type At, harmful, sides, spotsOf, type Walk, within } from './walk.js';

type Compare = (walk: Walk, writer: AvroType, reader: AvroType, at: At, depth: number) => void;

/**
 * Compares the fields of two records.
 *
 * @param compare compares the types of those that belong together
 */
export function compareFields(
  walk: Walk,
  writer: AvroRecord,
  reader: AvroRecord,
  at: At,
  depth: number,
  compare: Compare,
): void {
  const record = sides(walk, writer, reader).before.name;
  const read = new Set<AvroField>();
  for (const field of reader.fields) {
    const source = sourceOf(field, writer);
    if (source === undefined) lacking(walk, record, field, { writer, reader }, at);
    else {
      read.add(source);
      compareField(walk, record, source, field, at, depth, compare);
    }
  }
  for (const field of writer.fields) if (!read.has(field)) passedOver(walk, record, field, { writer, reader });
  const names = (one: AvroRecord, other: AvroRecord) => {
    const known = new Set(other.fields.map(({ name }) => name));
    return one.fields.map(({ name }) => name).filter((name) => known.has(name));
  };
  const orders = sides(walk, names(writer, reader), names(reader, writer));
  if (equal(orders.before, orders.after)) return;
  const words = { name: record, before: orders.before.join(', '), after: orders.after.join(', ') };
  const spots = spotsOf(walk, within(writer, 'fields'), within(reader, 'fields'));
  walk.collector.add({ kind: 'sort_order_changed', ...words, path: at.path, subject: `record '${record}'`, spots });
}

interface Records {
  readonly writer: AvroRecord;
  readonly reader: AvroRecord;
}

function placeOf(record: string, field: string) {
  return { path: `${record}.${field}`, subject: `field '${field}' of record '${record}'` };
}

/** A field that the reader has and the data have not. */
function lacking(walk: Walk, record: string, field: AvroField, { writer, reader }: Records, at: At): void {
  const hasDefault = field.default !== undefined;
  const renamed = formerly(field.name, writer);
  const draft =
    renamed === undefined
      ? fieldDraft(
          walk.flow === 'request' ? 'field_added' : 'field_removed',
          record,
          field,
          spotsOf(walk, writer.spot, field.spot),
        )
      : renamedDraft(walk, record, renamed, field);
  if (hasDefault) walk.collector.add(draft);
  else harmful(walk, at, draft, { field: field.name, end: { writer, reader } });
}

/** A field that the data have and the reader does not look at. */
function passedOver(walk: Walk, record: string, field: AvroField, { reader }: Records): void {
  // The other direction finds it by an alias.
  if (hasAny(field.aliases, reader)) return;
  const spots = spotsOf(walk, field.spot, reader.spot);
  walk.collector.add(fieldDraft(walk.flow === 'request' ? 'field_removed' : 'field_added', record, field, spots));
}

function renamedDraft(walk: Walk, record: string, writer: AvroField, reader: AvroField) {
  const { before, after } = sides(walk, writer, reader);
  const names = { before: before.name, after: after.name, hasDefault: before.default !== undefined };
  const spots = spotsOf(walk, writer.spot, reader.spot);
  return { kind: 'field_renamed', record, ...names, ...placeOf(record, before.name), spots } as const;
}

function fieldDraft(
  kind: 'field_added' | 'field_removed',
  record: string,
  field: AvroField,
  spots: ReturnType<typeof spotsOf>,
) {
  const value = (field.spot.node as { readonly type?: unknown }).type;
  const common = {
    record,
    field: field.name,
    hasDefault: field.default !== undefined,
    ...placeOf(record, field.name),
    spots,
  };
  return kind === 'field_added' ? { kind, ...common, after: value } : { kind, ...common, before: value };
}

function compareField(
  walk: Walk,
  record: string,
  source: AvroField,
  field: AvroField,
  at: At,
  depth: number,
  compare: Compare,
): void {
  const { before, after } = sides(walk, source, field);
  const place = placeOf(record, before.name);
  const spots = spotsOf(walk, source.spot, field.spot);
  if (before.name !== after.name) walk.collector.add(renamedDraft(walk, record, source, field));
  if (
    !equal(
      [before.default?.value ?? null, before.default === undefined],
      [after.default?.value ?? null, after.default === undefined],
    )
  ) {
    const values = { before: before.default?.value, after: after.default?.value };
    walk.collector.add({ kind: 'field_default_changed', record, field: before.name, ...values, ...place, spots });
  }
  if (before.order !== after.order) {
    walk.collector.add({
      kind: 'sort_order_changed',
      name: before.name,
      before: before.order,
      after: after.order,
      ...place,
      spots,
    });
  }
  const steps = [...at.steps, { into: 'field', name: source.name } as const];
  compare(walk, source.type, field.type, { ...place, steps }, depth + 1);
}
