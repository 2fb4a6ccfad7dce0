import type { Action } from '../../model/migration/action.js';
import type { Operation } from '../../model/migration/lock.js';
import { keptAsItWas } from './choose-storage.js';
import { alone, type Chosen, withDescendants, withPartitions } from './chosen.js';
import type { KnownSchema } from './known.js';
import { find } from './known-schema.js';

/** What goes down to the tables that inherit the column (PostgreSQL 18, ALTER TABLE, "Notes"). */
const INHERITED: ReadonlySet<Operation> = new Set([
  ...(['set_default', 'drop_default', 'drop_not_null', 'set_statistics', 'set_storage'] as const),
]);

/** What concerns the table itself and nothing below it (tablecmds.c, "This command never recurses"). */
const ALONE: ReadonlySet<Operation> = new Set([
  ...(['set_compression', 'set_table_options', 'set_logged', 'set_unlogged', 'set_tablespace'] as const),
  ...(['set_access_method', 'cluster_on', 'set_replica_identity', 'set_row_type', 'set_owner'] as const),
  ...(['add_inherit', 'set_rule', 'create_rule', 'set_row_security', 'create_policy', 'alter_policy'] as const),
  ...(['drop_policy', 'create_statistics', 'comment', 'grant'] as const),
]);

function reachOf(operation: Operation): typeof withPartitions {
  if (ALONE.has(operation)) return (_, table) => alone(table);
  return INHERITED.has(operation) ? withDescendants : withPartitions;
}

/** What a command comes down to that needs nothing but to know its table. */
export function chooseForPlain(known: KnownSchema, action: Extract<Action, { kind: 'plain' }>): Chosen[] {
  const table = find(known, action.table);
  const { subject, roles } = reachOf(action.operation)(known, table);
  return [
    {
      operation: action.operation,
      subject,
      roles: { ...roles, ...(action.parent && action.isApart !== true && { parent: [find(known, action.parent)] }) },
      columns: action.part === undefined ? undefined : [action.part],
      ...keptAsItWas(table.storage, action),
    },
  ];
}
