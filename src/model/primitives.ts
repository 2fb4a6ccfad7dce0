import * as z from 'zod/mini';
import { type Float, isNumeric, type Numeric } from '../lib/python/number.js';

type Metadata = { description?: string; [keyword: string]: unknown };

/** The schema with metadata that the generated JSON Schema carries (its description, or keywords). */
export function described<T extends z.ZodMiniType>(schema: T, metadata: string | Metadata): T {
  z.globalRegistry.add(schema, typeof metadata === 'string' ? { description: metadata } : metadata);
  return schema;
}

/** Any JSON number, integers of any size included. */
export function numeric(description: string) {
  const schema = z.custom<Numeric>(isNumeric, { error: 'expected a number' });
  return described(schema, { type: 'number', description });
}

/** A JSON number from 0. */
export function amount(description: string) {
  const schema = z.custom<Numeric>((value) => isNumeric(value) && Number(value) >= 0, {
    error: 'expected a number from 0',
  });
  return described(schema, { type: 'number', minimum: 0, description });
}

/** Any JSON value; readers have bounded its depth. */
export function anything(description: string) {
  return described(z.unknown(), description);
}

/** Any JSON value, but one must be there. */
export function something(description: string) {
  return described(
    z.custom<unknown>((value) => value !== undefined, { error: 'expected a value' }),
    description,
  );
}

/** A list of texts. */
export function texts(description: string) {
  return described(z.array(z.string()), description);
}

/** A list of any values, of which only the number or the text form matters. */
export function things(description: string) {
  return described(z.array(z.unknown()), description);
}

export function text(description: string) {
  return described(z.string(), description);
}

export function flag(description: string) {
  return described(z.boolean(), description);
}

export function whole(description: string) {
  return described(z.int(), description);
}

/** A record by name: any name may occur, `constructor` and `__proto__` included. */
export function named<T extends z.ZodMiniType>(schema: T, description: string) {
  return described(z.record(z.string(), schema), description);
}

/** A record by name in which keys that begin with `x-` are extensions and may hold anything. */
export function extensible<T extends z.ZodMiniType>(schema: T, description: string) {
  const name = z.string().check(z.regex(/^(?!x-)/));
  return described(z.looseRecord(name, schema), description);
}

/** The same data, read-only all the way down. */
export type Frozen<T> = T extends string | number | bigint | boolean | null | undefined | Float
  ? T
  : T extends readonly unknown[]
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T extends object
      ? { readonly [Key in keyof T]: Frozen<T[Key]> }
      : T;
