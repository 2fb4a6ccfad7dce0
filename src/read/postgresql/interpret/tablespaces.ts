import type { AlterTableMoveAllStmt } from '@pgsql/types';
import { all } from '../nodes.js';
import { setOrDelete } from './alter-table.js';
import type { Context, IndexDraft, TableDraft, ViewDraft } from './state.js';

/** `ALTER TABLE ALL IN TABLESPACE`, and the same of indexes and materialized views. */
export function moveAllTables(
  { state }: Context,
  { objtype, orig_tablespacename, new_tablespacename, roles }: AlterTableMoveAllStmt,
): void {
  const target = new_tablespacename === 'pg_default' ? undefined : new_tablespacename;
  const source = orig_tablespacename === 'pg_default' ? undefined : orig_tablespacename;
  const owners = all('RoleSpec', roles).map(({ rolename }) => rolename);
  const move = (object: TableDraft | ViewDraft | IndexDraft, owner: string | undefined) => {
    if (owners.length > 0 && !owners.includes(owner)) return;
    if (object.tablespace === source) setOrDelete(object, 'tablespace', target);
  };
  for (const relation of state.relations.values()) {
    if (relation.$kind === 'table' && objtype === 'OBJECT_TABLE') move(relation, relation.owner);
    if (relation.$kind === 'view' && relation.isMaterialized && objtype === 'OBJECT_MATVIEW')
      move(relation, relation.owner);
    if (relation.$kind === 'index' && objtype === 'OBJECT_INDEX') move(relation.$of as IndexDraft, relation.$on.owner);
  }
}
