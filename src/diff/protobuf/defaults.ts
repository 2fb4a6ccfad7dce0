import { escapeBytes } from '../../lib/escape-bytes.js';
import type { ProtoEnum, ProtoField, Scalar } from '../../model/protobuf/schema.js';
import type { Types } from './type-fit.js';

/** What a reader sees when nothing was written; of an enum its number, so that a rename is not a change. */
export function defaultOf(
  { type, default: value, cardinality }: ProtoField,
  enums: ReadonlyMap<string, ProtoEnum>,
): string {
  if (cardinality === 'repeated' || cardinality === 'map' || type.kind === 'message') return '';
  if (type.kind !== 'enum') return value ?? '';
  const values = enums.get(type.name)?.values ?? [];
  const one = value === undefined ? values[0] : values.find(({ name }) => name === value);
  return String(one?.number ?? value ?? 0);
}

/** Whether two fields, whose types read the same bytes, mean the same where nothing is written. */
export function isSameDefault(from: ProtoField, to: ProtoField, types: Types): boolean {
  const [before, after] = [defaultOf(from, types.before), defaultOf(to, types.after)];
  if (before === after) return true;
  if (from.type.kind !== 'scalar' || to.type.kind !== 'scalar' || from.type.name === to.type.name) return false;
  if (from.type.name === 'string') return escapeBytes(Buffer.from(before)) === after;
  const read = valueIn(to.type.name);
  return read(before) === read(after);
}

/** What a reader of a type makes of a number as another type of its group wrote it: the bits that it has room for. */
function valueIn(reader: Scalar): (written: string) => bigint {
  return (written) => {
    const bits = BigInt(written === 'true' ? 1 : written);
    if (reader === 'bool') return bits === 0n ? 0n : 1n;
    return BigInt.asUintN(reader.endsWith('64') ? 64 : 32, bits);
  };
}
