import { define, isObject, type JsonObject } from '../../lib/json-value.js';
import { KINDS, type Kind, type Step } from './kinds.js';

/**
 * Takes something of a kind, before what it holds.
 *
 * @param base the URI that references there are relative to
 * @returns the one for what it holds
 */
export type Visit = (node: JsonObject, kind: Kind, base: string) => string;

/**
 * Walks through everything that something of a kind holds, once each; references are not followed. A null where
 * something belongs, as YAML reads a key that nothing follows, is replaced by what is empty.
 *
 * @param met what has been walked through already, and what this walk adds to it
 * @param fills whether nulls are replaced
 */
export function walk(
  start: unknown,
  kind: Kind,
  base: string,
  visit: Visit,
  met: Set<object>,
  fills: boolean = true,
): void {
  const enter = (node: unknown, kind: Kind, outer: string): void => {
    if (!isObject(node) || met.has(node)) return;
    met.add(node);
    const base = visit(node, kind, outer);
    const { keys, rest } = KINDS[kind];
    for (const key in node) {
      const step = keys.get(key) ?? (rest?.holds(key) === true ? rest.step : undefined);
      if (step === undefined) continue;
      if (node[key] === null) {
        if (fills) define(node, key, emptyOf(key, step), true);
      } else enterHeld(node[key], step, base);
    }
  };

  const enterHeld = (held: unknown, [kind, holder]: Step, base: string): void => {
    if (Array.isArray(held)) for (const item of held) enter(item, kind, base);
    else if (holder === 'one' || holder === 'list') enter(held, kind, base);
    else if (isObject(held)) {
      for (const name in held) {
        if (holder === 'patterned' && name.startsWith('x-')) continue;
        // A null schema or response says nothing, and so does an empty one.
        if (held[name] === null) {
          if (fills) define(held, name, {}, true);
        } else enter(held[name], kind, base);
      }
    }
  };

  enter(start, kind, base);
}

function emptyOf(key: string, [, holder]: Step): unknown {
  return holder === 'list' && key !== 'items' ? [] : {};
}
