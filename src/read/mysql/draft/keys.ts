import type { Place } from '../../../model/catalog/common.js';
import type { ForeignKey, ReferentialAction } from '../../../model/catalog/table.js';
import type {
  CheckDefinition,
  ForeignKeyDefinition,
  KeyDefinition,
  KeyPart,
  PeriodDefinition,
} from '../statements/definitions.js';
import { type Draft, type DraftKey, type DraftTable, keyOf, localName } from './draft.js';
import { columnOf, sameName } from './find.js';
import { noteReference } from './referrers.js';

/** One list for all that have none. */
const NONE: readonly never[] = [];

/** Adds a key, under the name that the server gives it where the file gives none. */
export function addKey(table: DraftTable, definition: KeyDefinition, place: Place, isGenerated = false): void {
  const { kind } = definition;
  const parts = definition.parts.map((part) => withoutIdlePrefix(table, part));
  const unnamed: DraftKey = { ...definition, parts, name: '', place, isGenerated };
  // A key of a foreign key that is not needed any more leaves its name to the one that takes its place.
  const generated = table.keys.find((one) => one.isGenerated && covers(unnamed, one));
  if (generated !== undefined) table.keys.splice(table.keys.indexOf(generated), 1);
  const name =
    kind === 'primary' ? 'PRIMARY' : (definition.name ?? freeName(table, parts[0]?.column ?? 'functional_index'));
  table.keys.push({ ...unnamed, name });
  if (kind === 'primary') for (const part of parts) requireValue(table, part.column);
}

/** Adds a period, whose columns always have a value (MariaDB, "Application-Time Periods"). */
export function addPeriod(table: DraftTable, period: PeriodDefinition): void {
  table.periods.push(period);
  for (const column of period.columns) requireValue(table, column);
}

/** A prefix as long as the column is none. */
function withoutIdlePrefix(table: DraftTable, part: KeyPart): KeyPart {
  if (part.prefix === undefined) return part;
  const { prefix, ...rest } = part;
  const type = columnOf(table, part.column ?? '')?.type;
  return type !== undefined && /char$|binary$/.test(type.name) && prefix === Number(type.args[0]) ? rest : part;
}

function requireValue(table: DraftTable, name: string | undefined): void {
  const column = columnOf(table, name ?? '');
  if (column !== undefined) column.nullable = false;
}

function freeName(table: DraftTable, base: string): string {
  const isTaken = (name: string) => sameName(name, 'PRIMARY') || table.keys.some((key) => sameName(key.name, name));
  if (!isTaken(base)) return base;
  for (let number = 2; ; number++) if (!isTaken(`${base}_${number}`)) return `${base}_${number}`;
}

/** Whether a key can be used wherever the other one can: its columns begin with those of the other. */
function covers(key: DraftKey, other: DraftKey): boolean {
  if (key.kind === 'fulltext' || key.kind === 'spatial' || key.kind === 'vector' || key.method === 'hash') return false;
  return other.parts.every((part, index) => {
    const mine = key.parts[index];
    return mine?.column !== undefined && sameName(mine.column, part.column ?? '') && mine.prefix === part.prefix;
  });
}

/** Adds a foreign key, with the index that the server makes for it when there is none. */
export function addForeignKey(draft: Draft, table: DraftTable, definition: ForeignKeyDefinition, place: Place): void {
  const isMariadb = draft.session.dialect === 'mariadb';
  // In MariaDB the name of the index names the constraint as well.
  const name = definition.name ?? (isMariadb ? definition.indexName : undefined) ?? nextName(table);
  const standard: ReferentialAction = isMariadb ? 'restrict' : 'no action';
  const columns = definition.columns.map((column) => columnOf(table, column)?.name ?? column);
  if (keepsForeignKeys(table)) {
    const foreignKey: ForeignKey = {
      type: 'foreign_key',
      name,
      place,
      columns,
      references: localName(draft, definition.references),
      referencedColumns: referencedColumns(draft, definition),
      onDelete: action(draft, definition.onDelete, standard),
      onUpdate: action(draft, definition.onUpdate, standard),
      setColumns: NONE,
      match: definition.match,
      isPeriod: false,
      isDeferrable: false,
      isInitiallyDeferred: false,
      isValidated: true,
      isEnforced: true,
    };
    table.foreignKeys.push(foreignKey);
    noteReference(draft, table, foreignKey);
  }
  const parts = columns.map((column) => ({ column, order: 'asc' }) as const);
  const needed: DraftKey = { kind: 'index', name: '', parts, options: {}, place, isGenerated: true };
  if (table.keys.some((key) => covers(key, needed))) return;
  addKey(
    table,
    { ...needed, name: definition.name ?? definition.indexName ?? freeName(table, columns[0] as string) },
    place,
    true,
  );
}

/** Other engines than these read a foreign key and forget it, but for the index that it needs. */
export function keepsForeignKeys({ options }: DraftTable): boolean {
  return /^(?:|innodb|ndb|ndbcluster)$/.test(options['engine'] ?? '');
}

// MySQL takes RESTRICT and NO ACTION for the same and prints either as nothing.
function action(draft: Draft, written: ReferentialAction | undefined, standard: ReferentialAction): ReferentialAction {
  if (written === undefined || (draft.session.dialect === 'mysql' && written === 'restrict')) return standard;
  return written;
}

function referencedColumns(draft: Draft, definition: ForeignKeyDefinition): readonly string[] {
  const parent = draft.tables.get(keyOf(definition.references));
  if (definition.referencedColumns.length > 0) {
    return definition.referencedColumns.map((name) =>
      parent === undefined ? name : (columnOf(parent, name)?.name ?? name),
    );
  }
  return parent?.keys.find(({ kind }) => kind === 'primary')?.parts.flatMap(({ column }) => column ?? []) ?? [];
}

/** InnoDB counts on from the highest number that a foreign key of the table has in its name. */
function nextName(table: DraftTable): string {
  const prefix = `${table.name.name}_ibfk_`;
  const numbers = table.foreignKeys
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name }) => Number(name.slice(prefix.length)) || 0);
  return `${prefix}${Math.max(0, ...numbers) + 1}`;
}

/** Adds a check of the table, under the name that the server gives it where the file gives none. */
export function addCheck(draft: Draft, table: DraftTable, definition: CheckDefinition, place: Place): void {
  const prefix = draft.session.dialect === 'mariadb' ? 'CONSTRAINT_' : `${table.name.name}_chk_`;
  table.checks.push({ ...definition, name: definition.name ?? freeCheckName(table, prefix), place });
}

function freeCheckName(table: DraftTable, prefix: string): string {
  for (let number = 1; ; number++) {
    const name = `${prefix}${number}`;
    if (!table.checks.some((check) => sameName(check.name, name))) return name;
  }
}
