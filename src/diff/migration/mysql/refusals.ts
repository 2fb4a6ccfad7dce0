import type { Expression } from '../../../model/catalog/common.js';
import type { Column, ForeignKey, Table } from '../../../model/catalog/table.js';
import type { Demand, Refusal } from '../../../model/migration/mysql-fact.js';
import { columnNamed } from './column-operations.js';
import type { CostSettings } from './cost.js';
import type { AlterStep } from './operations.js';
import { extentOf, typeOperation } from './types.js';

/** Why the server refuses a statement, whatever the rows are. */
export function refusalsOf(steps: readonly AlterStep[], { dialect }: CostSettings, demand: Demand): Refusal[] {
  const [first] = steps as readonly [AlterStep, ...AlterStep[]];
  const { after } = steps.at(-1) as AlterStep;
  return [
    ...indexRefusals(first.before, after),
    ...steps.flatMap((step) => [
      ...columnRefusals(step, after),
      ...generatedRefusals(step),
      ...parentRefusals(step, after),
      ...dropRefusals(step, after),
    ]),
    ...(dialect === 'mysql' ? steps.flatMap(unsafeDefaults) : []),
    ...(dialect === 'mysql' && demand.algorithm === 'INSTANT' && demand.lock !== undefined
      ? [{ why: 'lock_beside_instant' } as const]
      : []),
    ...(dialect === 'mariadb' && isVersioned(first.before) && steps.some(isStructural)
      ? [{ why: 'system_versioned' } as const]
      : []),
  ];
}

function isVersioned({ options }: Table): boolean {
  return options['system_versioning'] === 'yes';
}

/** MariaDB keeps the history of a table by its columns: they cannot change while it is kept. */
function isStructural({ clause: { kind } }: AlterStep): boolean {
  return /^(?:add|drop|modify|rename)_column$|^convert_charset$/.test(kind);
}

function foreignKeys({ constraints }: Table): ForeignKey[] {
  return constraints.filter((constraint) => constraint.type === 'foreign_key');
}

/** The first columns of the keys and indexes of a table, which a foreign key can use. */
function serves(table: Table, columns: readonly string[]): string | undefined {
  const lists = [
    ...table.constraints.flatMap((constraint) =>
      constraint.type === 'primary_key' || constraint.type === 'unique'
        ? [{ name: constraint.name, columns: constraint.columns }]
        : [],
    ),
    ...table.indexes
      .filter(({ method }) => method === 'btree')
      .map(({ name, keys }) => ({ name, columns: keys.map(({ column }) => column ?? '') })),
  ];
  const wanted = columns.map((column) => column.toLowerCase());
  return lists.find((list) => wanted.every((column, at) => list.columns[at]?.toLowerCase() === column))?.name;
}

/** A foreign key that stays needs an index of its columns. */
function indexRefusals(before: Table, after: Table): Refusal[] {
  return foreignKeys(after).flatMap((constraint): Refusal[] => {
    const isOld = before.constraints.some(({ type, name }) => type === 'foreign_key' && name === constraint.name);
    const index = isOld ? serves(before, constraint.columns) : undefined;
    if (index === undefined || serves(after, constraint.columns) !== undefined) return [];
    return [{ why: 'index_needed', index, constraint: constraint.name }];
  });
}

/** The type of a column stays what it is while a foreign key of its table uses it. */
function columnRefusals({ clause, before, after: now }: AlterStep, after: Table): Refusal[] {
  if (clause.kind !== 'modify_column') return [];
  const [from, to] = [columnNamed(before, clause.column), columnNamed(now, clause.name)];
  if (from === undefined || to === undefined) return [];
  if (typeOperation(extentOf(before, from), extentOf(now, to), true) !== 'change_type') return [];
  const uses = foreignKeys(after).filter(({ name, columns }) => {
    const isOld = before.constraints.some((one) => one.type === 'foreign_key' && one.name === name);
    return isOld && columns.some((column) => column.toLowerCase() === to.name.toLowerCase());
  });
  return uses.map(({ name }) => ({ why: 'column_referenced', column: from.name, constraint: name }));
}

/**
 * What is computed when it is read is nowhere in the rows: a column becomes that, or another kind, by being dropped only
 * (8.4, "ALTER TABLE and Generated Columns"; measured on MariaDB 10.11).
 */
function generatedRefusals({ clause, before, after }: AlterStep): Refusal[] {
  if (clause.kind !== 'modify_column') return [];
  const [from, to] = [columnNamed(before, clause.column), columnNamed(after, clause.name)];
  if (from === undefined || to === undefined) return [];
  const isVirtual = ({ generated }: Column) => generated?.isStored === false;
  return isVirtual(from) === isVirtual(to) ? [] : [{ why: 'generated_kind', column: from.name }];
}

/** A column stays while the table as it is in the end is made of it. */
function dropRefusals({ clause }: AlterStep, { name: table, columns, partitioning }: Table): Refusal[] {
  if (clause.kind !== 'drop_column') return [];
  const { column } = clause;
  if (columns.some(({ name }) => name.toLowerCase() === column.toLowerCase())) return [];
  const keys = partitioning?.keys ?? [];
  const isKey = keys.some((key) => key.column?.toLowerCase() === column.toLowerCase() || names(key.expression, column));
  return [
    ...columns
      .filter(({ generated }) => names(generated?.expression, column))
      .map(({ name }) => ({ why: 'column_needed', column, by: 'generated column', name }) as const),
    ...(isKey ? [{ why: 'column_needed', column, by: 'partitioning', name: table } as const] : []),
  ];
}

function names(expression: Expression | undefined, column: string): boolean {
  const form = expression?.form.toLowerCase().replaceAll(/'(?:[^']|'')*'/g, '') ?? '';
  return form.split(/[^\p{L}\p{N}_$]+/u).includes(column.toLowerCase());
}

/** What foreign keys of other tables lead to stays as it is: its type, and the key that they look it up by. */
function parentRefusals({ clause, before, after: now, referencedBy = [] }: AlterStep, after: Table): Refusal[] {
  return referencedBy.flatMap((constraint): Refusal[] => {
    const columns = constraint.referencedColumns;
    if (clause.kind === 'modify_column') {
      const [from, to] = [columnNamed(before, clause.column), columnNamed(now, clause.name)];
      const isMeant = columns.some((column) => column.toLowerCase() === clause.column.toLowerCase());
      if (!isMeant || from === undefined || to === undefined) return [];
      const isOther = typeOperation(extentOf(before, from), extentOf(now, to), true) === 'change_type';
      return isOther ? [{ why: 'column_referenced', column: from.name, constraint: constraint.name }] : [];
    }
    const index = serves(before, columns);
    if (index === undefined || serves(after, columns) !== undefined) return [];
    return [{ why: 'index_needed', index, constraint: constraint.name }];
  });
}

/** What may be another value on a replica is refused (9.7, "Data Type Default Values"; error 1674). */
const UNSAFE =
  /\b(?:uuid|uuid_short|rand|user|current_user|session_user|system_user|load_file|found_rows|row_count)\s*\(/i;

function unsafeDefaults({ clause, after }: AlterStep): Refusal[] {
  if (clause.kind !== 'add_column') return [];
  const column = columnNamed(after, clause.column);
  return UNSAFE.test(column?.default?.text ?? '') ? [{ why: 'unsafe_default', column: clause.column }] : [];
}
