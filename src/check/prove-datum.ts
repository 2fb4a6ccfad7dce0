import { load } from '../lib/load.js';
import type { AvroConcrete, AvroType } from '../model/avro.js';
import type { AvroHarm, Trail } from '../model/avro-change.js';
import type { Witness } from '../model/finding.js';
import { datumOf, schemaOf } from './avro-data.js';

type Avsc = typeof import('avsc');
type Resolve = (type: AvroType) => AvroConcrete;

/** Who writes and who reads in a direction. */
export interface DatumEnds {
  readonly writer: Resolve;
  readonly reader: Resolve;
  /** Which of the two versions writes. */
  readonly accepted: Witness['accepted'];
}

const LARGEST = 20_000;

/**
 * Makes a datum of the writer's schema that the reader cannot read, and has avsc, which had no part in finding it,
 * write it and refuse to read it.
 *
 * @returns nothing when avsc does not agree
 */
export function proveDatum({ trail, misread, undecided }: AvroHarm, ends: DatumEnds): Witness | undefined {
  if (undecided !== undefined) return undefined;
  const datum = datumOf(trail, ends.writer);
  if (datum === undefined) return undefined;
  const text = JSON.stringify(datum.value);
  if (text.length > LARGEST || !isWritable(trail, text, ends)) return undefined;
  const refusal = misread ?? refusalOf(trail, ends);
  return refusal === undefined
    ? undefined
    : { value: datum.value as Witness['value'], accepted: ends.accepted, refusal };
}

function isWritable({ writer }: Trail, text: string, ends: DatumEnds): boolean {
  try {
    const type = typeOf(schemaOf(writer, ends.writer));
    return type.toBuffer(type.fromString(text)).length >= 0;
  } catch {
    return false;
  }
}

/** What avsc says of the two types at the end of the way. */
function refusalOf({ end, field }: Trail, { writer, reader }: DatumEnds): string | undefined {
  try {
    const from = typeOf(schemaOf(end.writer, writer, []));
    const to = typeOf(schemaOf(end.reader, reader, field === undefined ? [] : [field]));
    // The names of types are the same without their namespaces.
    (to as unknown as Resolving).createResolver(from, { ignoreNamespaces: true });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

interface Resolving {
  createResolver(type: unknown, options: { readonly ignoreNamespaces: boolean }): unknown;
}

function typeOf(schema: unknown) {
  const { Type } = load<Avsc>('avsc');
  return Type.forSchema(schema as Parameters<typeof Type.forSchema>[0], { wrapUnions: 'always' });
}
