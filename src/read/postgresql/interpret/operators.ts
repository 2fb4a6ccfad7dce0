import type { AlterOperatorStmt, Node } from '@pgsql/types';
import { all, as, itemsOf, nameIn, optionName, shownName, textIn } from '../nodes.js';
import { functionIn, given } from './other-facts.js';
import { findOther, typesIn } from './others.js';
import type { Context, FactsDraft, OtherDraft } from './state.js';

const LINKS = ['commutator', 'negator'] as const;

/** What a definition says of an operator. */
export function operatorFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = given(definition);
  const isTrue = (name: string) => options.has(name) && (textIn(options.get(name)) ?? 'true') === 'true';
  return {
    function: functionIn(context, options.get('function') ?? options.get('procedure')),
    restrict: functionIn(context, options.get('restrict')),
    join: functionIn(context, options.get('join')),
    // Two old words for what says the same (CREATE OPERATOR, "Compatibility").
    hashes: isTrue('hashes'),
    merges: isTrue('merges') || ['sort1', 'sort2', 'ltcmp', 'gtcmp'].some((name) => options.has(name)),
  };
}

/** Ties an operator to its commutator and negator, which have it for theirs unless they have another. */
export function linkOperator(context: Context, operator: OtherDraft, definition: readonly Node[] | undefined): void {
  const options = given(definition);
  for (const link of LINKS) {
    const node = options.get(link);
    if (node === undefined) continue;
    const identity = linkedIdentity(context, operator, link, node);
    operator.facts[link] = identity;
    const other = context.state.others.get(`operator ${identity}`);
    if (other !== undefined && other.facts[link] === undefined) other.facts[link] = operator.identity;
  }
}

function linkedIdentity(context: Context, operator: OtherDraft, link: string, node: Node): string {
  const names = itemsOf(node).length > 0 ? itemsOf(node) : [node];
  const types = /\((.*), (.*)\)$/.exec(operator.identity)?.slice(1) ?? [];
  const sides = `(${(link === 'commutator' ? types.reverse() : types).join(', ')})`;
  const written = nameIn(names.map((each) => ({ String: { sval: textIn(each) ?? '' } })));
  const known = [...context.state.session.path, 'pg_catalog'].find((schema) =>
    context.state.others.has(`operator ${schema}.${written.name}${sides}`),
  );
  const name =
    written.schema !== undefined ? shownName(written) : `${known ?? operator.identity.split('.')[0]}.${written.name}`;
  return `${name}${sides}`;
}

/** What was tied to an operator that goes is tied to nothing. */
export function unlinkOperator({ state }: Context, identity: string): void {
  for (const other of state.others.values()) {
    if (other.kind !== 'operator') continue;
    for (const link of LINKS) if (other.facts[link] === identity) delete other.facts[link];
  }
}

/** `ALTER OPERATOR … SET`. */
export function alterOperator(context: Context, { opername, options }: AlterOperatorStmt): void {
  const found = findOther(context, 'operator', { ObjectWithArgs: opername ?? {} });
  if (found === undefined) return;
  const set = operatorFacts(context, options);
  for (const option of all('DefElem', options)) {
    const name = optionName(option);
    if (name in set) found.facts[name] = set[name];
  }
  linkOperator(context, found, options);
}

/** The operator that `DefineStmt` names, as its identity says it. */
export function operatorIdentity(context: Context, name: string, definition: readonly Node[] | undefined): string {
  const options = given(definition);
  const sides = ['leftarg', 'rightarg'].map((side) => {
    const node = options.get(side);
    return node === undefined || as('TypeName', node) === undefined ? 'none' : (typesIn(context, [node])[0] ?? 'none');
  });
  return `${name}(${sides.join(', ')})`;
}
