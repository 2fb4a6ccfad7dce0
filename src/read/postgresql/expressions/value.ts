import type { TypeKey } from './library.js';

/** An expression that was understood: how it is spelled, and its type. */
export interface Value {
  /** Put in brackets where more can follow. */
  readonly form: string;
  /** Absent when it is not known; `unknown` for a literal whose type its surroundings decide. */
  readonly type?: TypeKey;
  /** The length, precision and the like that its type is known to have. */
  readonly args?: readonly string[];
  /** The text of a literal or of a constant that came from one. */
  readonly literal?: string;
  /** The literal in the grammar's tree. */
  readonly node?: object;
  readonly isNull?: boolean;
  /** Of `ARRAY[…]`, so that a cast can reach them. */
  readonly elements?: readonly Value[];
  /** Of `ROW(…)` and of a whole row. */
  readonly fields?: readonly { readonly name: string; readonly value: Value }[];
}

export const NULL: Value = { form: 'NULL', type: 'unknown', isNull: true };

export function typed(form: string, type: TypeKey | undefined, args?: readonly string[]): Value {
  if (type === undefined) return { form };
  return args === undefined || args.length === 0 ? { form, type } : { form, type, args };
}

/** What several values have in common besides their type. */
export function commonArgs(type: TypeKey | undefined, values: readonly Value[]): readonly string[] | undefined {
  const [first, ...rest] = values;
  if (first?.args === undefined || first.type !== type) return undefined;
  const args = first.args.join();
  return rest.every((one) => one.type === type && one.args?.join() === args) ? first.args : undefined;
}

export function isUnknown(value: Value): boolean {
  return value.type === 'unknown';
}

export function elementOf(type: TypeKey): TypeKey | undefined {
  if (type.endsWith('[]')) return type.slice(0, -2);
  // Types of a fixed length that can be subscripted.
  return SUBSCRIPTED[type];
}

const SUBSCRIPTED: Readonly<Record<string, TypeKey>> = {
  int2vector: 'int2',
  oidvector: 'oid',
  point: 'float8',
  box: 'point',
  lseg: 'point',
};
