import { isObject } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import type { Properties } from './failure.js';
import { namesIn, readProperties } from './properties.js';
import type { View } from './prove.js';

const DEEPEST = 4;

/** Reads the properties that conditions speak of. */
export interface Statements {
  /**
   * A schema that names the properties of which conditions say something and which nothing declares, and lets all
   * pass. A declaration adds a property, which nobody sent before; a condition (`dependentSchemas`, `if`, `not`)
   * restricts what an open object lets pass.
   */
  of(conditions: readonly unknown[], declared?: Properties['declared']): unknown;
}

/** Reads the conditions of one view; the same names give the same schema. */
export function createStatements(view: View): Statements {
  const known = new Map<string, SchemaNode>();
  return {
    of(conditions, declared = new Map()) {
      const stated = conditions.flatMap((one) => namesStated(one, view, 0));
      const names = new Set(stated.filter((name) => !declared.has(name)));
      if (names.size === 0) return true;
      const key = JSON.stringify([...names]);
      const schema = known.get(key) ?? { properties: Object.fromEntries([...names].map((name) => [name, {}])) };
      known.set(key, schema);
      return schema;
    },
  };
}

function namesStated(schema: unknown, view: View, depth: number): string[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  const shape = view.shape(schema);
  const inner = [
    ...shape.unions.flatMap(({ branches }) => branches),
    ...shape.clauses.flatMap(({ node }) => [node.if, node.then, node.else, node.not, ...dependentsOf(node)]),
  ];
  const { declared, required } = readProperties(shape, view, 'receiver');
  return [...declared.keys(), ...required.keys(), ...inner.flatMap((one) => namesStated(one, view, depth + 1))];
}

/** The schemas under `dependentSchemas`. */
export function dependentsOf({ dependentSchemas: all }: SchemaNode): unknown[] {
  return namesIn(all).map((name) => (all as SchemaNode)[name]);
}
