import { isObject, keysOf } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { ANNOTATIONS } from '../tables/schema-annotations.js';
import type { Union } from './shape.js';

/** Every way to choose one branch of each union. */
export function choices(unions: readonly Union[]): (readonly unknown[])[] {
  return unions.reduce<(readonly unknown[])[]>(
    (chosen, { branches, orNull }) => {
      return chosen.flatMap((before) => branches.map((branch) => [...before, orNull ? orNullToo(branch) : branch]));
    },
    [[]],
  );
}

function orNullToo(branch: unknown): unknown {
  return isObject(branch) ? { anyOf: [branch, { type: 'null' }] } : branch;
}

/**
 * The branches of a schema that says nothing but that one of them must hold, whatever the others do: they are its
 * alternatives as they stand, under the names that they have.
 */
export function bareBranches(schema: SchemaNode, [only, ...others]: readonly Union[]): readonly unknown[] | undefined {
  if (only === undefined || others.length > 0 || only.orNull) return undefined;
  const { keyword, clause, branches } = only;
  if (keyword !== 'anyOf' || clause.node !== schema) return undefined;
  return keysOf(schema).every((key) => key === keyword || ANNOTATIONS.has(key)) ? branches : undefined;
}
