import type { Name } from '../../../model/catalog/common.js';
import { shownName } from '../nodes.js';
import { partsOf } from './codes.js';
import { tablesOf } from './dependents.js';
import { keyOf } from './names.js';
import type { FactsDraft, OtherDraft, State } from './state.js';

/** Kinds of objects whose identity says types. */
const OF_TYPES: ReadonlySet<string> = new Set(['cast', 'operator', 'transform']);
/** Facts that are types, or the identities of operators, which say types. */
const TYPES: ReadonlySet<string> = new Set(['type', 'storage', 'element', 'commutator', 'negator', 'stype', 'mstype']);

/** Has all that is of a type, or says it in its identity, call it by its new name. */
export function retellType(state: State, from: Name, to: Name): void {
  const types = partsOf(state).filter((part): part is Name => 'isArray' in part && 'args' in part);
  const ofTypes = tablesOf(state).flatMap(({ ofType }) => ofType ?? []);
  for (const each of [...types, ...ofTypes]) if (keyOf(each) === keyOf(from)) Object.assign(each, to);
  const [old, shown] = [shownName(from), shownName(to)];
  for (const other of [...state.others.values()]) {
    if (OF_TYPES.has(other.kind)) identify(state, other, retoldTypes(other.identity, old, shown));
    retellFacts(other.facts, (fact) => TYPES.has(fact), /^/, old, shown);
  }
  retellOptions(state, (option) => TYPES.has(option), old, shown);
}

/** Has all rarer objects that a routine is a part of call it by its new name; which of several of a name is not said. */
export function retellRoutine(state: State, from: Name, to: Name): void {
  if ((state.routines.get(keyOf(from))?.length ?? 0) > 1) return;
  const [old, shown] = [shownName(from), shownName(to)];
  for (const { facts } of state.others.values())
    retellFacts(facts, (fact) => !TYPES.has(fact), /^function /, old, shown);
  retellOptions(state, (option) => option.endsWith('func'), old, shown);
}

/** The types and functions that aggregates are made of. */
function retellOptions(state: State, isMeant: (option: string) => boolean, from: string, to: string): void {
  for (const { options } of [...state.routines.values()].flat())
    for (const [option, said] of Object.entries(options)) if (isMeant(option)) options[option] = retold(said, from, to);
}

function retellFacts(
  facts: FactsDraft,
  isMeant: (fact: string) => boolean,
  member: RegExp,
  from: string,
  to: string,
): void {
  for (const [fact, said] of Object.entries(facts)) {
    if (fact === 'members' && Array.isArray(said))
      facts[fact] = said.map((each) => (member.test(each) ? retold(each, from, to) : each));
    else if (isMeant(fact) && typeof said === 'string') facts[fact] = retold(said, from, to);
  }
}

function identify({ others }: State, other: OtherDraft, identity: string): void {
  if (identity === other.identity) return;
  others.delete(`${other.kind} ${other.identity}`);
  other.identity = identity;
  others.set(`${other.kind} ${identity}`, other);
}

/** Of an operator, only its sides are types. */
function retoldTypes(identity: string, from: string, to: string): string {
  const at = Math.max(identity.indexOf('('), 0);
  return identity.slice(0, at) + retold(identity.slice(at), from, to);
}

/** A fact in which one name stands for another. */
export function retold(said: string, from: string, to: string): string;
export function retold(said: FactsDraft[string], from: string, to: string): FactsDraft[string];
export function retold(said: FactsDraft[string], from: string, to: string): FactsDraft[string] {
  if (Array.isArray(said)) return said.map((each) => retold(each, from, to));
  if (typeof said !== 'string' || !said.includes(from)) return said;
  const name = new RegExp(String.raw`(?<![\w."$])${from.replace(/[^\w]/g, String.raw`\$&`)}(?![\w."$])`, 'g');
  return said.replace(name, () => to);
}
