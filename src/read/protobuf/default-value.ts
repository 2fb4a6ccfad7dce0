import type { ProtoType, Scalar } from '../../model/protobuf/schema.js';
import type { Refuse } from './build-field.js';
import type { DraftField } from './draft.js';
import { unescapeText } from './text/strings.js';

const FLOATS: ReadonlySet<string> = new Set<Scalar>(['double', 'float']);

/**
 * The default of a field in one form, whoever wrote it, so that `0x10`, `16` and `+16` are the same; nothing when it
 * is what the type has anyway. Enums have it by the name of the value.
 */
export function defaultOf({ options, place }: DraftField, type: ProtoType, refuse: Refuse): string | undefined {
  const option = options.get('default');
  if (option === undefined) return undefined;
  const { value } = option;
  if (type.kind === 'enum') return value;
  if (type.kind !== 'scalar') return refuse(place, 'a field that is a message has no default', 'take it out');
  const isText = type.name === 'string' || type.name === 'bytes';
  if (isText !== value.startsWith('"')) refuse(option.place ?? place, `this is no default of a ${type.name}`);
  return isText ? textOf(value.slice(1), type.name) : type.name === 'bool' ? boolOf(value) : numberOf(value, type.name);
}

function textOf(escaped: string, type: string): string | undefined {
  if (escaped === '') return undefined;
  return type === 'bytes' ? escaped : unescapeText(escaped);
}

function boolOf(value: string): string | undefined {
  return value === 'true' ? value : undefined;
}

function numberOf(value: string, type: Scalar): string | undefined {
  if (/^-?(?:inf|nan)/i.test(value)) return value.toLowerCase().replace(/^-nan/, 'nan').replace('infinity', 'inf');
  const text = value.replace(/^(-?)0(?=[0-7])/, '$10o').replace(/^-(?=0[xo])/i, '');
  const isNegative = value.startsWith('-');
  if (FLOATS.has(type)) {
    const number = Number(text.replace(/f$/i, /^0x/i.test(text) ? 'f' : ''));
    const signed = isNegative && number > 0 ? -number : number;
    const kept = type === 'float' ? Math.fround(signed) : signed;
    return kept === 0 && !Object.is(kept, -0) ? undefined : Object.is(kept, -0) ? '-0' : String(kept);
  }
  const digits = text.replace(/^-/, '');
  if (!/^(?:0[xX][\da-fA-F]+|0o[0-7]+|\d+)$/.test(digits)) return value;
  const number = BigInt(digits);
  return number === 0n ? undefined : String(isNegative ? -number : number);
}
