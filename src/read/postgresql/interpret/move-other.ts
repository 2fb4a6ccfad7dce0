import type { A_Expr, CollateClause, Node } from '@pgsql/types';
import type { Name } from '../../../model/catalog/common.js';
import { nameIn, shownName, textsOf, visit } from '../nodes.js';
import { ownCodesOf, partsOf } from './codes.js';
import { retellType, retold } from './retell.js';
import { renameTypeInCode } from './rewrite.js';
import type { OtherDraft, State } from './state.js';

/** Gives an object of a rarer kind another name or schema, wherever it is spoken of. */
export function moveOther(state: State, other: OtherDraft, to: Partial<Name>): void {
  const [written, schema, name] = /^(?:([^ .(]+)\.)?([^ (]+)/.exec(other.identity) as unknown as [
    string,
    string?,
    string?,
  ];
  const from: Name = { schema: schema ?? '', name: name ?? '' };
  const target: Name = { ...from, ...to };
  const old = other.identity;
  state.others.delete(`${other.kind} ${old}`);
  other.identity = shownName(target) + old.slice(written.length);
  state.others.set(`${other.kind} ${other.identity}`, other);
  FOLLOWERS[other.kind]?.(state, { from, to: target, old, new: other.identity });
  if (other.kind.startsWith('text search ')) followInTextSearch(state, shownName(from), shownName(target));
}

interface Move {
  readonly from: Name;
  readonly to: Name;
  readonly old: string;
  readonly new: string;
}

/** What names an object of a kind, and follows it. */
const FOLLOWERS: Readonly<Record<string, (state: State, move: Move) => void>> = {
  collation(state, { from, to }) {
    follow(state, 'collation', from, to);
    for (const code of ownCodesOf(state)) {
      visit(code.node, (kind, body) => {
        const clause = body as CollateClause;
        if (kind === 'CollateClause') clause.collname = followed(clause.collname, from, to);
      });
    }
  },
  operator(state, move) {
    const [old, shown] = [move.old, move.new].map((each) => ` ${each.replace('(', ' (')}`) as [string, string];
    for (const { kind, facts } of state.others.values()) {
      const { members } = facts;
      if (Array.isArray(members)) facts['members'] = members.map((each) => each.replace(old, () => shown));
      if (kind !== 'operator') continue;
      for (const link of ['commutator', 'negator']) if (facts[link] === move.old) facts[link] = move.new;
    }
    for (const code of ownCodesOf(state)) {
      visit(code.node, (kind, body) => {
        if (kind === 'A_Expr') (body as A_Expr).name = followed((body as A_Expr).name, move.from, move.to);
      });
    }
  },
  'operator class': (state, { from, to }) => follow(state, 'operatorClass', from, to),
  'operator family'(state, move) {
    const method = / using .*$/.exec(move.old)?.[0] ?? '';
    for (const { kind, identity, facts } of state.others.values()) {
      if (kind === 'operator class' && identity.endsWith(method) && facts['family'] === shownName(move.from))
        facts['family'] = shownName(move.to);
    }
  },
  type(state, { from, to }) {
    renameTypeInCode({ state }, from, to);
    retellType(state, from, to);
  },
};

function follow(state: State, property: 'collation' | 'operatorClass', from: Name, to: Name): void {
  for (const part of partsOf(state) as Partial<Record<typeof property, string>>[])
    if (part[property] === shownName(from)) part[property] = shownName(to);
}

/** The name of what has moved, where its old name is written out. */
function followed<Names extends Node[] | undefined>(names: Names, from: Name, to: Name): Names | Node[] {
  const written = nameIn(names);
  if (textsOf(names).length < 2 || written.schema !== from.schema || written.name !== from.name) return names;
  return [to.schema, to.name].map((sval) => ({ String: { sval } }));
}

function followInTextSearch(state: State, from: string, to: string): void {
  for (const { kind, facts } of state.others.values()) {
    if (!kind.startsWith('text search ')) continue;
    for (const [fact, said] of Object.entries(facts)) facts[fact] = retold(said, from, to);
  }
}
