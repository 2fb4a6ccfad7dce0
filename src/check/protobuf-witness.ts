import type { Message } from '@bufbuild/protobuf';
import { load } from '../lib/load.js';
import type { Finding, Witness } from '../model/finding.js';
import type { ProtobufChange } from '../model/protobuf/change.js';
import type { ProtoEnum, ProtoField, ProtoSchema } from '../model/protobuf/schema.js';
import { describeSlice } from './protobuf-slice.js';

/** The two schemas. */
interface Sides {
  readonly before: ProtoSchema;
  readonly after: ProtoSchema;
}

/** A finding with bytes that show it: what an old writer wrote, and what a new reader makes of it. */
export function withWitness(finding: Finding, change: ProtobufChange, sides: Sides): Finding {
  if (!finding.breaks?.includes('wire')) return finding;
  if (change.kind !== 'field_type_changed' && change.kind !== 'field_cardinality_changed') return finding;
  if ('extension' in change && change.extension !== undefined) return finding;
  const { from, to, message } = change;
  const witness = proveDifference(from, to, message, sides);
  return witness === undefined ? finding : { ...finding, witness };
}

/** Tries values of a field until the other version refuses their bytes, or reads something else. */
function proveDifference(from: ProtoField, to: ProtoField, message: string, sides: Sides): Witness | undefined {
  const { toBinary, fromBinary, fromJson, toJson } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const enums = (side: ProtoSchema) => new Map<string, ProtoEnum>(side.enums.map((one) => [one.fullName, one]));
  const writer = describeSlice(from, enums(sides.before), sides.before);
  const reader = describeSlice(to, enums(sides.after), sides.after);
  for (const json of writer.samples) {
    const bytes = toBinary(writer.message, fromJson(writer.message, json));
    const written = toJson(writer.message, fromBinary(writer.message, bytes));
    const told = { message, bytes: Buffer.from(bytes).toString('hex'), json: written };
    const refusal = refusalOf(() => {
      const read: Message = fromBinary(reader.message, bytes);
      // What is required is asked for where a message is written.
      toBinary(reader.message, read);
      return toJson(reader.message, read);
    }, written);
    if (refusal !== undefined) return { value: told, accepted: 'before', refusal };
  }
  return undefined;
}

function refusalOf(read: () => unknown, written: unknown): string | undefined {
  try {
    const json = read();
    return JSON.stringify(json) === JSON.stringify(written) ? undefined : `is read as ${JSON.stringify(json)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
