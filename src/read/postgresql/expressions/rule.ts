import type { Expression } from '../../../model/catalog/common.js';
import { coerce } from './coerce.js';
import type { Node } from './node.js';
import type { RelationColumn, Scope } from './scope.js';
import { newState } from './state.js';
import { readStatement } from './statements.js';
import { transform } from './transform.js';
import { expressionWith, type Written } from './written.js';

/** A rule: when it applies to statements on its relation, and what is done then. */
export function ruleOf(text: Written, node: Node, scope: Scope, columns: readonly RelationColumn[]): Expression {
  const sources = ['old', 'new'].map((name) => ({ name, columns, isQualified: true }));
  const event = (node.event as string).replace('CMD_', '');
  // The condition of a rule on UPDATE has both rows, and so must say which it means.
  const meant = { INSERT: 'new', DELETE: 'old', SELECT: 'old' }[event];
  const state = newState(scope, { sources: sources.map((each) => ({ ...each, isMeant: each.name === meant })) });
  const condition =
    node.whereClause === undefined ? '' : ` WHERE ${coerce(state, transform(state, node.whereClause), 'bool').form}`;
  const actions = ((node.actions ?? []) as Node[]).map(
    (action) => readStatement(newState(scope, { sources }), action).form,
  );
  const instead = node.instead ? 'INSTEAD ' : '';
  const form = `ON ${event}${condition} DO ${instead}${actions.length === 0 ? 'NOTHING' : actions.join('; ')}`;
  return expressionWith(text, form);
}
