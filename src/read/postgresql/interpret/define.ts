import type { DefineStmt } from '@pgsql/types';
import { nameIn } from '../nodes.js';
import { createAggregate } from './aggregates.js';
import { refuse } from './names.js';
import { linkOperator, operatorFacts, operatorIdentity } from './operators.js';
import { baseTypeFacts, collationFacts, functionFacts } from './other-facts.js';
import { addOther, newIdentity, otherKind } from './others.js';
import type { Context, FactsDraft } from './state.js';
import { configurationFacts, dictionaryFacts } from './text-search.js';

const DEFINED: Readonly<Record<string, (context: Context, definition: DefineStmt['definition']) => FactsDraft>> = {
  collation: collationFacts,
  operator: operatorFacts,
  type: baseTypeFacts,
  'text search configuration': configurationFacts,
  'text search dictionary': dictionaryFacts,
  'text search parser': functionFacts,
  'text search template': functionFacts,
};

/** `CREATE` of the kinds that are made by a list of options. */
export function define(context: Context, statement: DefineStmt): void {
  const { kind: type, defnames, definition, if_not_exists } = statement;
  if (type === 'OBJECT_AGGREGATE') {
    createAggregate(context, statement);
    return;
  }
  const kind = type === 'OBJECT_TYPE' ? 'type' : otherKind(type);
  const facts = kind === undefined ? undefined : DEFINED[kind]?.(context, definition);
  if (kind === undefined || facts === undefined) refuse(context, 'this kind of object is not known');
  const name = newIdentity(context, kind, nameIn(defnames));
  const identity = kind === 'operator' ? operatorIdentity(context, name, definition) : name;
  // A shell is there until the type itself comes.
  if (context.state.others.get(`${kind} ${identity}`)?.facts['shell'] === true)
    context.state.others.delete(`${kind} ${identity}`);
  const other = addOther(context, kind, identity, facts, if_not_exists === true);
  if (other !== undefined && kind === 'operator') linkOperator(context, other, definition);
}
