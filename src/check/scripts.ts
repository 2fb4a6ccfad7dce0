import { keysOf } from '../lib/json-value.js';
import { str } from '../lib/python/repr.js';
import type { MigrationScript } from '../model/compatibility-report.js';
import type { Column, Table } from '../model/relational.js';
import type { RelationalChange, RelationalChangeKind } from '../model/relational-change.js';
import { typeCompatibility } from '../rules/type-compatibility.js';

type Draft<Kind extends RelationalChangeKind> = (
  change: RelationalChange<Kind>,
) => Omit<MigrationScript, 'script_type'> | undefined;

/** The original's drafts of SQL: words to start from, not statements to run. */
const DRAFTS: { readonly [Kind in RelationalChangeKind]?: Draft<Kind> } = {
  table_added: ({ table, after }) => ({
    description: `Create new table ${table}`,
    script_content: createTable(table, after),
    rollback_script: `DROP TABLE IF EXISTS ${table};`,
    dependencies: [],
    validation_query: `SELECT COUNT(*) FROM information_schema.tables WHERE table_name = '${table}';`,
  }),

  column_added: ({ table, column, after }) => ({
    description: `Add column ${column} to table ${table}`,
    script_content: `ALTER TABLE ${table} ADD COLUMN ${columnDefinition(column, after)};`,
    rollback_script: `ALTER TABLE ${table} DROP COLUMN ${column};`,
    dependencies: [],
    validation_query: `SELECT COUNT(*) FROM information_schema.columns WHERE table_name = '${table}' AND column_name = '${column}';`,
  }),

  column_type_changed: ({ table, column, before, after }) => {
    if (typeCompatibility(before, after) !== 'breaking') return undefined;
    return {
      description: `Convert column ${column} from ${before} to ${after}`,
      script_content: `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${after} USING ${column}::${after};`,
      rollback_script: `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${before};`,
      dependencies: [`backup_${table}`],
      validation_query: `SELECT COUNT(*) FROM ${table} WHERE ${column} IS NOT NULL;`,
    };
  },

  column_nullability_changed: ({ table, column, after }) => {
    if (after) return undefined;
    return {
      description: `Make column ${column} NOT NULL`,
      script_content: [
        '',
        '-- Update NULL values first',
        `UPDATE ${table} SET ${column} = 'DEFAULT_VALUE' WHERE ${column} IS NULL;`,
        '-- Add NOT NULL constraint',
        `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`,
        '',
      ].join('\n                    '),
      rollback_script: `ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL;`,
      dependencies: [],
      validation_query: `SELECT COUNT(*) FROM ${table} WHERE ${column} IS NULL;`,
    };
  },

  constraint_added: ({ table, constraintType: type, constraint }) => ({
    description: `Add ${type} constraint to ${table}`,
    script_content: `ALTER TABLE ${table} ADD CONSTRAINT ${type}_${table} ${type.toUpperCase()} (${constraint});`,
    rollback_script: `ALTER TABLE ${table} DROP CONSTRAINT ${type}_${table};`,
    dependencies: [],
    validation_query: `SELECT COUNT(*) FROM information_schema.table_constraints WHERE table_name = '${table}' AND constraint_type = '${type.toUpperCase()}';`,
  }),
};

/** A draft of a script for every change that has one, in the order of the changes. */
export function draftScripts(changes: readonly RelationalChange[]): MigrationScript[] {
  return changes.flatMap((change) => {
    const draft = DRAFTS[change.kind] as Draft<RelationalChangeKind> | undefined;
    const script = draft?.(change);
    return script === undefined ? [] : [{ script_type: 'sql' as const, ...script }];
  });
}

function createTable(name: string, table: Table): string {
  const columns = table.columns ?? {};
  const definitions = keysOf(columns).map((column) => columnDefinition(column, columns[column] as Column));
  return `CREATE TABLE ${name} (\n  ${definitions.join(',\n  ')}\n);`;
}

function columnDefinition(name: string, column: Column): string {
  const notNull = (column.nullable ?? true) ? '' : ' NOT NULL';
  const defaults = (column.default ?? null) === null ? '' : ` DEFAULT ${str(column.default)}`;
  return `${name} ${column.type ?? 'VARCHAR(255)'}${notNull}${defaults}`;
}
