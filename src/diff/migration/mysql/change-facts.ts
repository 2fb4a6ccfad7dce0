import type { CatalogChangeKind } from '../../../model/catalog/change.js';
import type { Column } from '../../../model/catalog/table.js';
import type { MysqlFact, OnTable } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';
import type { ColumnAttribute, TableClause } from '../../../model/migration/table-step.js';
import { tableChanges } from '../../catalog/tables.js';
import { columnNamed } from './column-operations.js';
import type { CostSettings } from './cost.js';
import { lostAttributes, type ModifyClause } from './lost-attributes.js';
import { onTable } from './on-table.js';
import type { AlterStep } from './operations.js';

/** What a clause does to those who read and write the table, and to its rows. */
export function changeFacts(statement: MysqlStatement, step: AlterStep, settings: CostSettings): MysqlFact[] {
  const { clause, before, after } = step;
  const on = onTable(statement, before, step.isKnown);
  switch (clause.kind) {
    case 'rename_table':
      return [{ kind: 'table_renamed', ...on, to: { schema: after.schema, name: after.name } }];
    case 'drop_column':
      return columnNamed(before, clause.column) === undefined && step.isKnown
        ? []
        : [{ kind: 'column_dropped', ...on, column: clause.column }];
    case 'rename_column':
      return renamed(on, clause.column, clause.name);
    case 'drop_partition':
      return [{ kind: 'rows_truncated', ...on, partitions: clause.names }];
    case 'maintain_partition':
      return maintained(on, clause);
    case 'discard_tablespace':
      return [{ kind: 'rows_truncated', ...on, partitions: [] }];
    case 'modify_column':
      return [
        ...(columnNamed(before, clause.column) === undefined ? [] : renamed(on, clause.column, clause.name)),
        ...lostFacts(on, step, clause),
        ...modelFacts(statement, alignedWith(step, clause), settings, clause),
      ];
    default:
      return modelFacts(statement, step, settings);
  }
}

/** A partition that is exchanged has other rows then. */
function maintained(on: OnTable, { verb, names }: Extract<TableClause, { kind: 'maintain_partition' }>): MysqlFact[] {
  if (verb === 'truncate' || verb === 'discard') return [{ kind: 'rows_truncated', ...on, partitions: names }];
  return verb === 'exchange' ? [{ kind: 'partition_exchanged', ...on, partitions: names }] : [];
}

function renamed(on: OnTable, column: string, to: string): MysqlFact[] {
  return column.toLowerCase() === to.toLowerCase() ? [] : [{ kind: 'column_renamed', ...on, column, to }];
}

/** The step as if the column had had its new name before, so that it is compared with itself. */
function alignedWith(step: AlterStep, { column, name }: ModifyClause): AlterStep {
  if (column.toLowerCase() === name.toLowerCase()) return step;
  const columns = step.before.columns.map((one) =>
    one.name.toLowerCase() === column.toLowerCase() ? { ...one, name } : one,
  );
  return { ...step, before: { ...step.before, columns } };
}

/** What is judged like a difference of two schemas. */
const JUDGED: ReadonlySet<CatalogChangeKind> = new Set<CatalogChangeKind>([
  ...(['column_nullable_changed', 'column_generated_changed', 'column_default_changed'] as const),
  ...(['column_on_update_changed', 'column_collation_changed', 'column_is_invisible_changed'] as const),
  ...(['column_is_auto_increment_changed', 'column_order_changed', 'table_options_changed'] as const),
]);

/** What MODIFY leaves out is told as that, and not again as what becomes of it. */
const ATTRIBUTES: Partial<Record<CatalogChangeKind, readonly ColumnAttribute[]>> = {
  column_default_changed: ['default'],
  column_on_update_changed: ['on_update'],
  column_is_auto_increment_changed: ['auto_increment'],
  column_generated_changed: ['generated'],
  column_is_invisible_changed: ['invisible'],
  column_collation_changed: ['character_set', 'collation'],
};

function modelFacts(
  statement: MysqlStatement,
  step: AlterStep,
  { dialect, isStrict }: CostSettings,
  clause?: ModifyClause,
): MysqlFact[] {
  const { before, after, isKnown } = step;
  const on = onTable(statement, before, isKnown);
  const lost = clause === undefined ? [] : lostAttributes(step, clause).map(({ attribute }) => attribute);
  return tableChanges(before, after, dialect).flatMap((change): MysqlFact[] => {
    if (change.kind === 'column_type_changed') {
      const { relation } = change.fit;
      return relation === 'same' || relation === 'widens' ? [] : [{ kind: 'type_narrowed', ...on, change, isStrict }];
    }
    if (change.kind === 'column_added') {
      return isRequired(change.after) ? [{ kind: 'column_required', ...on, column: change.after, isStrict }] : [];
    }
    if (change.kind === 'column_nullable_changed' && change.after) {
      return lost.includes('nullable') ? [] : [{ kind: 'nullability_relaxed', ...on, column: change.to.name }];
    }
    const isTold = ATTRIBUTES[change.kind]?.some((attribute) => lost.includes(attribute)) === true;
    return JUDGED.has(change.kind) && !isTold ? [{ kind: 'schema_changed', statement, change }] : [];
  });
}

function isRequired(column: Column): boolean {
  const hasValue =
    column.default !== undefined || column.generated !== undefined || column.isAutoIncrement || column.options?.['row'];
  return !column.nullable && !hasValue;
}

function lostFacts(on: OnTable, step: AlterStep, clause: ModifyClause): MysqlFact[] {
  const lost = lostAttributes(step, clause);
  return lost.length === 0 ? [] : [{ kind: 'attributes_lost', ...on, column: clause.column, lost }];
}
