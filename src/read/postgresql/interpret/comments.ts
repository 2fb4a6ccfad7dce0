import type { AlterOwnerStmt, CommentStmt, Node } from '@pgsql/types';
import { nameOf, roleOf } from '../nodes.js';
import { changeOwner } from './change-owner.js';
import { findRelation } from './names.js';
import { objectOf } from './objects.js';
import type { Context } from './state.js';

/** `COMMENT ON`. An empty comment is none. */
export function comment(context: Context, { objtype = 'OBJECT_TABLE', object, comment: text }: CommentStmt): void {
  const found = objectOf(context, objtype, object);
  if (found === undefined) return;
  // The index of a constraint has a comment of its own, which is not the constraint's.
  const isBehind = objtype === 'OBJECT_INDEX' && 'type' in found;
  const described: { comment?: string; indexComment?: string } = found;
  const kept = isBehind ? 'indexComment' : 'comment';
  if (text === undefined || text === '') delete described[kept];
  else described[kept] = text;
}

/** `ALTER … OWNER TO`, of what is not a table. */
export function alterOwner(
  context: Context,
  { objectType = 'OBJECT_TABLE', relation, object, newowner }: AlterOwnerStmt,
): void {
  const found =
    relation === undefined ? objectOf(context, objectType, object as Node) : findRelation(context, nameOf(relation));
  if (found === undefined) return;
  changeOwner(context, found as object, roleOf(newowner, context.state.session.role));
}
