import type { CatalogChange } from '../../model/catalog/change.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Column } from '../../model/catalog/table.js';
import { optionalColumnAdded as page } from '../relational/optional-column-added.js';
import type { Rule } from '../rule.js';
import { columnPath, plain, samePage, shown, typeText } from './words.js';

export const optionalColumnAdded: Rule<CatalogChange<'column_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint, nickname text);',
  },
  judge: ({ table, now, after: column }, _, { dialect }) => {
    if (!column.nullable && !isSupplied(column)) return undefined;
    const common = new Set(table.columns.map(({ name }) => name));
    const isLast = now.columns.indexOf(column) > now.columns.findLastIndex(({ name }) => common.has(name));
    const isSafe = isLast || column.isInvisible === true;
    const isCounted = dialect !== 'postgresql' && !column.isInvisible;
    return {
      severity: isSafe ? 'additive' : 'potentially_breaking',
      description: `Column '${column.name}' added to table '${shown(table)}'${isSafe ? '' : ', between others'}`,
      field_path: columnPath(table, column.name),
      old_value: null,
      new_value: plain({ type: typeText(column.type), default: column.default }),
      impact: isSafe
        ? `None for statements that name their columns${isCounted ? '; INSERT without a list of columns fails' : ''}`
        : 'SELECT * puts other columns in the places of the old ones, and INSERT without a list of columns fails',
      suggested_migration: isSafe ? 'None needed' : 'Add it at the end, or name the columns in every statement first',
      affected_operations: isSafe ? [] : ['SELECT', 'INSERT'],
    };
  },
};

/** Whether an insert that leaves a column out gets a value. */
export function isSupplied(column: Column): boolean {
  return [defaultValue(column.default), column.generated, column.identity, column.isAutoIncrement].some(
    (one) => one !== undefined && one !== false,
  );
}
