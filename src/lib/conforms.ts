import type * as z from 'zod/mini';
import { keysOf } from './json-value.js';

type Guard = (value: unknown) => boolean;
type Definition = { readonly type: string; readonly [key: string]: unknown };

const guards = new WeakMap<z.ZodMiniType, Guard>();

/**
 * Whether a value is what a schema describes: the verdict of `schema.safeParse(value).success`, without the
 * copy that parsing builds. On a schema of 100,000 columns that copy costs more than all the rest of a check.
 * Other than zod it looks at a key `__proto__` as well.
 *
 * Understands the schemas that `model/` is made of; any other is handed to zod.
 */
export function conforms(schema: z.ZodMiniType, value: unknown): boolean {
  return guardOf(schema)(value);
}

function guardOf(schema: z.ZodMiniType): Guard {
  let guard = guards.get(schema);
  if (guard === undefined) {
    guard = compile(schema);
    guards.set(schema, guard);
  }
  return guard;
}

function compile(schema: z.ZodMiniType): Guard {
  const definition = schema._zod.def as unknown as Definition;
  const inner = (key: string) => guardOf(definition[key] as z.ZodMiniType);
  switch (definition.type) {
    case 'unknown':
      return () => true;
    case 'string':
      return definition.checks === undefined ? (value) => typeof value === 'string' : byParsing(schema);
    case 'custom':
      return definition.fn as Guard;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'optional': {
      const guard = inner('innerType');
      return (value) => value === undefined || guard(value);
    }
    case 'nullable': {
      const guard = inner('innerType');
      return (value) => value === null || guard(value);
    }
    case 'array': {
      const guard = inner('element');
      return (value) => Array.isArray(value) && value.every(guard);
    }
    case 'record': {
      const guard = inner('valueType');
      // The keys that a loose record does not match may hold anything.
      const exempt = definition.mode === 'loose' ? negate(inner('keyType')) : () => false;
      return (value) =>
        isRecord(value) && keysOf(value).every((key) => guard((value as Record<string, unknown>)[key]) || exempt(key));
    }
    case 'null':
      return (value) => value === null;
    case 'union': {
      const options = (definition.options as z.ZodMiniType[]).map(guardOf);
      return (value) => options.some((guard) => guard(value));
    }
    case 'intersection': {
      const [left, right] = [inner('left'), inner('right')];
      return (value) => left(value) && right(value);
    }
    case 'object':
      return compileObject(schema, definition);
    default:
      return byParsing(schema);
  }
}

function negate(guard: Guard): Guard {
  return (value) => !guard(value);
}

function byParsing(schema: z.ZodMiniType): Guard {
  return (value) => schema.safeParse(value).success;
}

function compileObject(schema: z.ZodMiniType, definition: Definition): Guard {
  const catchall = (definition.catchall as z.ZodMiniType | undefined)?._zod.def.type;
  if (catchall !== 'unknown' || definition.checks !== undefined) return byParsing(schema);
  const guards = new Map<string, Guard>();
  const required: string[] = [];
  for (const [key, property] of Object.entries(definition.shape as Record<string, z.ZodMiniType>)) {
    guards.set(key, guardOf(property));
    if (!guardOf(property)(undefined)) required.push(key);
  }
  return (value) => {
    if (!isRecord(value)) return false;
    for (const key in value) {
      const guard = guards.get(key);
      if (guard !== undefined && !guard((value as Record<string, unknown>)[key])) return false;
    }
    return required.every((key) => Object.hasOwn(value, key));
  };
}

function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
