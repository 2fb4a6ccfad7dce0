import {
  type AvroConcrete,
  type AvroField,
  type AvroNamed,
  type AvroRecord,
  type AvroType,
  unqualified,
} from '../../model/avro.js';

type Resolve = (type: AvroType) => AvroConcrete;

/** A writer's types and a reader's. */
export interface Ends {
  readonly writer: Resolve;
  readonly reader: Resolve;
}

/** Whether data of a writer's type can be read with a reader's. */
export type CanRead = (writer: AvroType, reader: AvroType) => boolean;

/** What a type of the writer may be read as besides itself (Avro 1.12, "Schema Resolution"). */
const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Whether a primitive type may be read as another one. */
export function isPromotable(from: string, to: string): boolean {
  return from === to || (Object.hasOwn(PROMOTIONS, from) && PROMOTIONS[from]?.includes(to) === true);
}

/** Whether a reader takes a named type for its own: by its unqualified name, or by an alias. */
export function isNamedAlike(writer: AvroNamed, reader: AvroNamed): boolean {
  return unqualified(writer.name) === unqualified(reader.name) || reader.aliases.includes(writer.name);
}

/** The field of the writer that a field of the reader is read from: of its name, or else of one of its aliases. */
export function sourceOf(field: AvroField, record: AvroRecord): AvroField | undefined {
  const { byName } = indexOf(record);
  const names = [field.name, ...field.aliases];
  const name = names.find((one) => byName.has(one));
  return name === undefined ? undefined : byName.get(name);
}

/** Whether a record has a field of one of some names. */
export function hasAny(names: readonly string[], record: AvroRecord): boolean {
  return names.some((name) => indexOf(record).byName.has(name));
}

/** The field of a record that is told to have had a name. */
export function formerly(name: string, record: AvroRecord): AvroField | undefined {
  return indexOf(record).byAlias.get(name);
}

interface Index {
  readonly byName: ReadonlyMap<string, AvroField>;
  readonly byAlias: ReadonlyMap<string, AvroField>;
}

const indexes = new WeakMap<AvroRecord, Index>();

// A record may have more fields than can be gone through for each of another one's.
function indexOf(record: AvroRecord): Index {
  const known = indexes.get(record);
  if (known !== undefined) return known;
  const byAlias = new Map<string, AvroField>();
  for (const field of record.fields) {
    for (const alias of field.aliases) if (!byAlias.has(alias)) byAlias.set(alias, field);
  }
  const made = { byName: new Map(record.fields.map((field) => [field.name, field])), byAlias };
  indexes.set(record, made);
  return made;
}

/** Of the symbols of a writer's enumeration, those that the reader does not have. */
export function missingSymbols(writer: readonly string[], reader: readonly string[]): string[] {
  const known = new Set(reader);
  return writer.filter((symbol) => !known.has(symbol));
}

/**
 * Answers for all types of two versions. Types that hold themselves can be read unless something on the way cannot:
 * what rests on a pair that is still being looked at is only kept when that one turns out well.
 */
export function createCanRead(ends: Ends): CanRead {
  const known = new Map<AvroType, Map<AvroType, boolean>>();
  let assumed: (readonly [AvroType, AvroType])[] = [];
  let depth = 0;

  function canRead(writer: AvroType, reader: AvroType): boolean {
    const [from, to] = [ends.writer(writer), ends.reader(reader)];
    const answer = known.get(from)?.get(to);
    if (answer !== undefined) return answer;
    const partners = known.get(from) ?? new Map<AvroType, boolean>();
    known.set(from, partners.set(to, true));
    const mark = assumed.length;
    assumed.push([from, to]);
    depth++;
    const can = ofConcrete(from, to);
    depth--;
    if (!can) {
      // All that was found since rests on what has proven wrong.
      for (const [one, other] of assumed.splice(mark)) known.get(one)?.delete(other);
      partners.set(to, false);
    }
    if (depth === 0) assumed = [];
    return can;
  }

  function ofConcrete(writer: AvroConcrete, reader: AvroConcrete): boolean {
    if (writer.kind === 'union') return writer.branches.every((branch) => canRead(branch, reader));
    if (reader.kind === 'union') return reader.branches.some((branch) => canRead(writer, branch));
    switch (writer.kind) {
      case 'array':
        return reader.kind === 'array' && canRead(writer.items, reader.items);
      case 'map':
        return reader.kind === 'map' && canRead(writer.values, reader.values);
      case 'fixed':
        return reader.kind === 'fixed' && isNamedAlike(writer, reader) && writer.size === reader.size;
      case 'enum':
        return (
          reader.kind === 'enum' &&
          isNamedAlike(writer, reader) &&
          (reader.default !== undefined || missingSymbols(writer.symbols, reader.symbols).length === 0)
        );
      case 'record':
        return reader.kind === 'record' && isNamedAlike(writer, reader) && areFieldsRead(writer, reader);
      default:
        return isPromotable(writer.kind, reader.kind);
    }
  }

  function areFieldsRead(writer: AvroRecord, reader: AvroRecord): boolean {
    return reader.fields.every((field) => {
      const source = sourceOf(field, writer);
      return source === undefined ? field.default !== undefined : canRead(source.type, field.type);
    });
  }

  return canRead;
}

/** Whether two types are of one kind, and of one name where they have names, so that what differs is within them. */
export function isAlike(writer: AvroConcrete, reader: AvroConcrete): boolean {
  if (writer.kind !== reader.kind) return false;
  if (writer.kind === 'record' || writer.kind === 'enum' || writer.kind === 'fixed') {
    return isNamedAlike(writer, reader as AvroNamed);
  }
  return true;
}
