import type { Code, State } from './state.js';

/** All expressions and queries that are still to be written out. */
export function codesOf(state: State): Code[] {
  const found: Code[] = [];
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if ('$code' in value) {
      found.push(value as Code);
      return;
    }
    for (const [key, part] of Object.entries(value)) if (!key.startsWith('$')) walk(part);
  };
  for (const map of [state.relations, state.types, state.publications, state.others])
    for (const each of map.values()) walk(each);
  for (const each of state.routines.values()) walk(each);
  return found;
}

/** The same, to be changed: what the parser gave may be that of the other database too, and is copied before. */
export function ownCodesOf(state: State): Code[] {
  const codes = codesOf(state);
  for (const code of codes) {
    if (code.isOwn === true) continue;
    code.node = copy(code.node);
    code.isOwn = true;
  }
  return codes;
}

function copy<Part>(part: Part): Part {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(copy) as Part;
  const copied: Record<string, unknown> = {};
  for (const key in part) copied[key] = copy(part[key]);
  return copied as Part;
}

/** All that objects are made of, without expressions and queries. */
export function partsOf(state: State): object[] {
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value) || '$code' in value) return;
    seen.add(value);
    for (const [key, part] of Object.entries(value)) if (!key.startsWith('$')) walk(part);
  };
  for (const map of [state.relations, state.types, state.routines]) for (const each of map.values()) walk(each);
  return [...seen];
}
