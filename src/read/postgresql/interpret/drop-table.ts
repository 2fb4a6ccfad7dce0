import { shownName } from '../nodes.js';
import { sequencesOf } from './columns.js';
import { dropUsers, tablesOf } from './dependents.js';
import { dropForeignKeys, removeConstraint } from './drop-constraint.js';
import { dropColumnsOfType } from './drop-type.js';
import { countConstraint, keyOf, refuse } from './names.js';
import { unlink } from './partitions.js';
import { isOfIdentity } from './sequences.js';
import type { Context, IndexEntry, SequenceDraft, TableDraft } from './state.js';
import { codeUses } from './uses.js';

/** Takes a table away, its partitions, and what cannot be without it. */
export function dropTable(context: Context, table: TableDraft, cascades: boolean): void {
  const { state } = context;
  if (state.relations.get(keyOf(table)) !== table) return;
  for (const child of [...table.$children]) {
    if (table.partitioning === undefined && !cascades && context.doomed?.has(child) !== true)
      refuse(context, `table ${shownName(child)} inherits from ${shownName(table)}`);
    dropTable(context, child, cascades);
  }
  dropForeignKeys(context, table, undefined, cascades);
  dropUsers(context, table, `table ${shownName(table)}`, cascades);
  dropColumnsOfType(context, table, cascades);
  for (const parent of [...table.$parents]) unlink(table, parent);
  for (const sequence of sequencesOf(context, table)) state.relations.delete(keyOf(sequence));
  for (const { name } of table.constraints) countConstraint(state, table.schema, name, -1);
  for (const { name } of [...table.indexes, ...table.constraints]) {
    const key = keyOf({ schema: table.schema, name });
    const entry = state.relations.get(key);
    if (entry?.$kind === 'index' && entry.$on === table) state.relations.delete(key);
  }
  for (const publication of state.publications.values()) {
    publication.tables = publication.tables.filter(({ name }) => keyOf(name) !== keyOf(table));
  }
  for (const [key, other] of state.others) if (other.$on === table) state.others.delete(key);
  state.relations.delete(keyOf(table));
}

/** Takes a sequence away, and the defaults that draw from it. */
export function dropSequence(context: Context, sequence: SequenceDraft, cascades: boolean): void {
  for (const table of tablesOf(context.state)) {
    for (const column of table.columns) {
      if (!codeUses(context.state, column.default, sequence)) continue;
      if (!cascades)
        refuse(
          context,
          `default value for column ${column.name} of table ${shownName(table)} depends on ${sequence.name}`,
        );
      delete column.default;
    }
  }
  if (sequence.$owner !== undefined && isOfIdentity(sequence))
    refuse(context, `column ${sequence.$owner.column.name} requires sequence ${sequence.name}`);
  dropUsers(context, sequence, shownName(sequence), cascades);
  context.state.relations.delete(keyOf(sequence));
}

/** Takes an index away, which must belong to no constraint. */
export function dropIndex(context: Context, entry: IndexEntry, cascades: boolean): void {
  const { $on: table, $of: part } = entry;
  if ('type' in part) {
    if (!cascades) refuse(context, `constraint ${part.name} on table ${shownName(table)} requires index ${entry.name}`);
    if (table.$kind === 'table') removeConstraint(context, table, part, true);
    return;
  }
  if (part.$isInherited === true) refuse(context, `index ${entry.name} is required by that of the partitioned table`);
  context.state.relations.delete(keyOf(entry));
  table.indexes.splice(table.indexes.indexOf(part), 1);
  if (table.$kind !== 'table') return;
  if (table.replicaIdentity === part.name) table.replicaIdentity = 'nothing';
  for (const child of table.$children) {
    for (const share of child.indexes.filter(({ $parent }) => $parent === part)) {
      delete share.$isInherited;
      const found = context.state.relations.get(keyOf({ schema: child.schema, name: share.name }));
      if (found?.$kind === 'index') dropIndex(context, found, cascades);
    }
  }
}
