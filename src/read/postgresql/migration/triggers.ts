import type { CreateTrigStmt } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import { occasionOf } from '../interpret/triggers.js';
import { nameIn, nameOf, textsOf } from '../nodes.js';
import { plain } from './plain.js';

/** `CREATE TRIGGER`. */
export function readCreateTrigger(statement: CreateTrigStmt): Action {
  const { relation = {}, trigname, funcname, args, whenClause, transitionRels = [], isconstraint } = statement;
  const isMore = whenClause !== undefined || transitionRels.length > 0 || isconstraint === true;
  const trigger = { ...occasionOf(statement), routine: nameIn(funcname), args: textsOf(args) };
  return { ...plain('create_trigger', nameOf(relation), trigname), ...(!isMore && { trigger }) };
}
