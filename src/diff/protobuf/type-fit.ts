import type { WireFit } from '../../model/protobuf/change.js';
import type { ProtoEnum, ProtoType, Scalar } from '../../model/protobuf/schema.js';

/** What is needed to compare types: the enums by name, and what is called otherwise now. */
export interface Types {
  readonly before: ReadonlyMap<string, ProtoEnum>;
  readonly after: ReadonlyMap<string, ProtoEnum>;
  /** The old name of something by its new one. */
  oldName(name: string): string;
}

/** Scalars whose bytes can be read as each other (protobuf.dev/programming-guides/proto3/#updating), with their bits. */
const WIRE_GROUPS: readonly Readonly<Partial<Record<Scalar, number>>>[] = [
  { bool: 1, int32: 32, uint32: 32, int64: 64, uint64: 64 },
  { sint32: 32, sint64: 64 },
  { fixed32: 32, sfixed32: 32 },
  { fixed64: 64, sfixed64: 64 },
];

/** Those whose JSON is a number of one size, or a text of digits (protobuf.dev/programming-guides/json). */
const JSON_GROUPS: readonly (readonly Scalar[])[] = [
  ['int32', 'uint32'],
  ['int64', 'uint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
];

const SAME: WireFit = { wire: true, json: true, isNarrower: false };
const UNFIT: WireFit = { wire: false, json: false, isNarrower: false };

/** How a type fits another one; nothing when they are the same. */
export function typeFit(before: ProtoType, after: ProtoType, types: Types): WireFit | undefined {
  if (before.kind === 'map' && after.kind === 'map') {
    const key = scalarFit(before.key, after.key);
    const value = typeFit(before.value, after.value, types);
    if (key === undefined && value === undefined) return undefined;
    return both(key ?? SAME, value ?? SAME);
  }
  if (before.kind === 'scalar' && after.kind === 'scalar') return scalarFit(before.name, after.name);
  if (before.kind === 'message' && after.kind === 'message') {
    const isSame = before.name === types.oldName(after.name) && before.isDelimited === after.isDelimited;
    return isSame ? undefined : UNFIT;
  }
  if (before.kind === 'enum' && after.kind === 'enum') {
    if (before.name === types.oldName(after.name)) return undefined;
    return isSubset(before.name, after.name, types) ? SAME : UNFIT;
  }
  return UNFIT;
}

function both(left: WireFit, right: WireFit): WireFit {
  return {
    wire: left.wire && right.wire,
    json: left.json && right.json,
    isNarrower: left.isNarrower || right.isNarrower,
  };
}

function scalarFit(before: Scalar, after: Scalar): WireFit | undefined {
  if (before === after) return undefined;
  // Every text is bytes; not all bytes are text.
  if (before === 'string' && after === 'bytes') return { ...SAME, json: false };
  const group = WIRE_GROUPS.find((one) => one[before] !== undefined && one[after] !== undefined);
  if (group === undefined) return UNFIT;
  const json = JSON_GROUPS.some((one) => one.includes(before) && one.includes(after));
  return { wire: true, json, isNarrower: (group[after] as number) < (group[before] as number) };
}

/** Whether an enum of the same short name has all values of another one. */
function isSubset(before: string, after: string, types: Types): boolean {
  const [from, to] = [types.before.get(before), types.after.get(after)];
  if (from === undefined || to === undefined || from.name !== to.name) return false;
  const names = new Map(to.values.map(({ name, number }) => [name, number]));
  return from.values.every(({ name, number }) => names.get(name) === number);
}
