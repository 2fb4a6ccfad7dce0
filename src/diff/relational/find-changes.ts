import { diffByName } from '../../lib/diff-by-name.js';
import { identical } from '../../lib/identical.js';
import { CONSTRAINT_TYPES, type RelationalSchema, type Table } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';
import { columnChanges } from './columns.js';
import { constraintChanges } from './constraints.js';
import { FOR_PEOPLE } from './definition.js';
import { enumTypeChanges } from './enums.js';
import { indexChanges } from './indexes.js';
import { procedureChanges } from './procedures.js';
import { viewChanges } from './views.js';

/** Keys that say nothing of what statements do. */
const SILENT_KEYS = [...FOR_PEOPLE, 'metadata', 'row_count', 'rows', 'size_mb', 'created_at', 'updated_at'];
const TABLE_KEYS = new Set(['columns', 'constraints', 'indexes', ...SILENT_KEYS]);
const CONSTRAINT_KEYS: ReadonlySet<string> = new Set(CONSTRAINT_TYPES);
const SCHEMA_KEYS = new Set([
  ...['tables', 'views', 'procedures', 'functions', 'enums', ...SILENT_KEYS],
  ...['schema_version', 'version', 'database', '$schema', 'generated_at'],
]);

/**
 * Every difference between two schemas: tables that went, tables that came, then what changed in those that
 * stayed; views, procedures and the rest after them. Everything is in the order of before, then of after.
 */
export function findRelationalChanges(before: RelationalSchema, after: RelationalSchema): RelationalChange[] {
  const tables = diffByName(before.tables, after.tables);
  return [
    ...tables.removed.map(([table, value]) => ({ kind: 'table_removed', table, before: value }) as const),
    ...tables.added.map(([table, value]) => ({ kind: 'table_added', table, after: value }) as const),
    ...tables.common.flatMap(([table, from, to]) => tableChanges(table, from, to)),
    ...enumTypeChanges(before.enums, after.enums),
    ...viewChanges(before.views, after.views),
    ...procedureChanges('procedures', before.procedures, after.procedures),
    ...procedureChanges('functions', before.functions, after.functions),
    ...attributeChanges(before, after, SCHEMA_KEYS).map(
      (change) => ({ kind: 'schema_attribute_changed', ...change }) as const,
    ),
  ];
}

function tableChanges(table: string, before: Table, after: Table): RelationalChange[] {
  if (identical(before, after)) return [];
  return [
    ...columnChanges(table, before, after),
    ...constraintChanges(table, before, after),
    ...indexChanges(table, before, after),
    ...attributeChanges(before.constraints ?? {}, after.constraints ?? {}, CONSTRAINT_KEYS).map(
      ({ attribute, ...change }) =>
        ({ kind: 'table_attribute_changed', table, attribute: `constraints.${attribute}`, ...change }) as const,
    ),
    ...attributeChanges(before, after, TABLE_KEYS).map(
      (change) => ({ kind: 'table_attribute_changed', table, ...change }) as const,
    ),
  ];
}
