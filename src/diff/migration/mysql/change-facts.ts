import type { CatalogChange, CatalogChangeKind } from '../../../model/catalog/change.js';
import type { Column } from '../../../model/catalog/table.js';
import type { LostAttribute, MysqlFact } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';
import type { TableClause } from '../../../model/migration/table-step.js';
import { tableChanges } from '../../catalog/tables.js';
import { columnNamed } from './column-operations.js';
import type { CostSettings } from './cost.js';
import { onTable } from './on-table.js';
import type { AlterStep } from './operations.js';
import { extentOf } from './types.js';

type ModifyClause = Extract<TableClause, { kind: 'modify_column' }>;

/** What a clause does to those who read and write the table, and to its rows. */
export function changeFacts(
  statement: MysqlStatement,
  step: AlterStep,
  settings: CostSettings,
  isUnchecked: boolean,
): MysqlFact[] {
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
      return clause.verb === 'truncate' ? [{ kind: 'rows_truncated', ...on, partitions: [''] }] : [];
    case 'modify_column':
      return [
        ...(columnNamed(before, clause.column) === undefined ? [] : renamed(on, clause.column, clause.name)),
        ...lostFacts(statement, step, clause),
        ...modelFacts(statement, alignedWith(step, clause), settings, isUnchecked, clause),
      ];
    default:
      return modelFacts(statement, step, settings, isUnchecked);
  }
}

function renamed(on: ReturnType<typeof onTable>, column: string, to: string): MysqlFact[] {
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
  ...(['constraint_added', 'column_nullable_changed', 'column_generated_changed'] as const),
  ...(['column_collation_changed', 'column_is_invisible_changed', 'column_is_auto_increment_changed'] as const),
]);

function modelFacts(
  statement: MysqlStatement,
  { before, after, isKnown }: AlterStep,
  { dialect, isStrict }: CostSettings,
  isUnchecked: boolean,
  clause?: ModifyClause,
): MysqlFact[] {
  const on = onTable(statement, before, isKnown);
  return tableChanges(before, after, dialect).flatMap((change): MysqlFact[] => {
    if (change.kind === 'column_type_changed') {
      const { relation } = change.fit;
      return relation === 'same' || relation === 'widens' ? [] : [{ kind: 'type_narrowed', ...on, change, isStrict }];
    }
    if (change.kind === 'column_added') {
      return isRequired(change.after) ? [{ kind: 'column_required', ...on, column: change.after, isStrict }] : [];
    }
    if (change.kind === 'column_nullable_changed' && change.after) {
      const isLost = clause !== undefined && !clause.stated.includes('nullable');
      return isLost ? [] : [{ kind: 'nullability_relaxed', ...on, column: change.to.name }];
    }
    if (change.kind === 'constraint_added' && change.after.type === 'foreign_key' && isUnchecked) {
      return [{ kind: 'foreign_key_unchecked', ...on, constraint: change.after, owner: before }];
    }
    if (change.kind === 'constraint_added' && change.after.type === 'unique' && isIgnoring(statement)) return [];
    if (change.kind === 'constraint_added' && isOfNewColumn(change, before.columns)) return [];
    // What MODIFY leaves out is told as that.
    const isDefault = change.kind === 'column_default_changed' && clause === undefined;
    return isDefault || JUDGED.has(change.kind) ? [{ kind: 'schema_changed', statement, change }] : [];
  });
}

/** `ALTER IGNORE` deletes what is in the way of a key. */
export function isIgnoring({ action }: MysqlStatement): boolean {
  return action.kind === 'definition' && action.isIgnoring;
}

/** A key or a check of a column that comes with it: no row has a value that could be wrong. */
function isOfNewColumn({ after }: CatalogChange<'constraint_added'>, columns: readonly Column[]): boolean {
  const isOld = (name: string) => columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  if (after.type === 'check')
    return columns.length > 0 && !columns.some(({ name }) => mentions(after.expression.text, name));
  return after.type !== 'exclusion' && columns.length > 0 && !after.columns.some(isOld);
}

function mentions(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}

function isRequired(column: Column): boolean {
  const hasValue =
    column.default !== undefined || column.generated !== undefined || column.isAutoIncrement || column.options?.['row'];
  return !column.nullable && !hasValue;
}

/** What MODIFY and CHANGE take from a column because they do not speak of it. */
function lostFacts(
  statement: MysqlStatement,
  { before, after, isKnown }: AlterStep,
  clause: ModifyClause,
): MysqlFact[] {
  const [from, to] = [columnNamed(before, clause.column), columnNamed(after, clause.name)];
  if (from === undefined || to === undefined) return [];
  const [was, is] = [extentOf(before, from), extentOf(after, to)];
  const found: (LostAttribute | false)[] = [
    !from.nullable && to.nullable && { attribute: 'nullable', clause: 'NOT NULL' },
    from.default !== undefined &&
      to.default === undefined && { attribute: 'default', clause: `DEFAULT ${from.default.text}` },
    from.onUpdate !== undefined &&
      to.onUpdate === undefined && { attribute: 'on_update', clause: `ON UPDATE ${from.onUpdate.text}` },
    from.comment !== undefined &&
      to.comment === undefined && { attribute: 'comment', clause: `COMMENT ${quoted(from.comment)}` },
    from.isAutoIncrement === true && !to.isAutoIncrement && { attribute: 'auto_increment', clause: 'AUTO_INCREMENT' },
    from.generated !== undefined &&
      to.generated === undefined && { attribute: 'generated', clause: `AS (${from.generated.expression.text})` },
    from.isInvisible === true && !to.isInvisible && { attribute: 'invisible', clause: 'INVISIBLE' },
    isText(from) &&
      isText(to) &&
      was.charset !== is.charset && { attribute: 'character_set', clause: `CHARACTER SET ${was.charset}` },
    isText(from) &&
      isText(to) &&
      was.charset === is.charset &&
      from.collation !== undefined &&
      was.collation !== is.collation && { attribute: 'collation', clause: `COLLATE ${from.collation}` },
  ];
  const lost = found.filter((one) => one !== false).filter(({ attribute }) => !clause.stated.includes(attribute));
  return lost.length === 0
    ? []
    : [{ kind: 'attributes_lost', ...onTable(statement, before, isKnown), column: from.name, lost }];
}

function isText({ type }: Column): boolean {
  return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/.test(type.name);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
