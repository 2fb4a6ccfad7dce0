import type { Dialect } from '../../../model/catalog/common.js';
import type {
  CheckConstraint,
  Column,
  Constraint,
  Index,
  IndexKey,
  KeyConstraint,
  Partitioning,
  Table,
} from '../../../model/catalog/table.js';
import type { KeyPart, PartitionDefinition } from '../statements/definitions.js';
import { collationOf, standardCollation } from '../text/charsets.js';
import { expressionOf } from './defaults.js';
import { type Draft, type DraftCheck, type DraftColumn, type DraftKey, type DraftTable, localName } from './draft.js';
import { columnOf, sameName } from './find.js';
import { heldParts, isHashed } from './long-keys.js';

/** One list for all that have none, of which there are many. */
const NONE: readonly never[] = [];

/** A table as the catalog holds it. */
export function finishTable(draft: Draft, table: DraftTable): Table {
  const name = localName(draft, table.name);
  const keys = table.keys.filter((key) => key.kind === 'primary' || key.kind === 'unique');
  const indexes = table.keys.filter((key) => !keys.includes(key));
  const checks = [...table.columns.flatMap((column) => column.checks), ...table.checks];
  // Put together so, the list has room for no more than it holds.
  const constraints = keys
    .map((key): Constraint => finishKey(draft, table, withRowEnd(table, key)))
    .concat(table.foreignKeys, checks.map(finishCheck));
  return {
    ...name,
    place: table.place,
    ...(table.comment ? { comment: table.comment } : {}),
    privileges: NONE,
    persistence: table.isTemporary ? 'temporary' : 'permanent',
    columns: table.columns.map((column) => finishColumn(draft, table, column)),
    constraints,
    indexes: indexes.map((key) => finishIndex(draft, table, key)),
    triggers: table.triggers,
    policies: NONE,
    rules: NONE,
    rowSecurity: 'off',
    ...(table.partitioning === undefined ? {} : { partitioning: finishPartitioning(table.partitioning) }),
    inherits: NONE,
    options: finishOptions(draft.session.dialect, table),
    ...(table.size === undefined ? {} : { size: table.size }),
  };
}

function finishColumn(draft: Draft, table: DraftTable, column: DraftColumn): Column {
  const hasOwnCharset = column.characterSet !== undefined && column.characterSet !== table.characterSet;
  const usual = hasOwnCharset
    ? collationOf(column.characterSet as string, draft.session.dialect, draft.session.version)
    : table.collation;
  const isOwnCollation = column.collation !== undefined && column.collation !== usual;
  return {
    name: column.name,
    place: column.place,
    ...(column.comment === undefined ? {} : { comment: column.comment }),
    type: hasOwnCharset ? { ...column.type, characterSet: column.characterSet as string } : column.type,
    nullable: column.nullable,
    ...(column.default === undefined ? {} : { default: column.default }),
    ...(column.generated === undefined
      ? {}
      : { generated: { expression: expressionOf(column.generated.expression), isStored: column.generated.isStored } }),
    ...(isOwnCollation ? { collation: column.collation as string } : {}),
    privileges: NONE,
    ...(column.isAutoIncrement ? { isAutoIncrement: true } : {}),
    ...(column.onUpdate === undefined ? {} : { onUpdate: column.onUpdate }),
    ...(column.isInvisible ? { isInvisible: true } : {}),
    ...(Object.keys(column.options).length === 0 ? {} : { options: column.options }),
  };
}

/** In a table with system versioning whose moments are columns, MariaDB ends each key with that of the row's end. */
function withRowEnd(table: DraftTable, key: DraftKey): DraftKey {
  const end = table.columns.find(({ options }) => options['row'] === 'end')?.name;
  if (end === undefined || key.parts.some(({ column }) => column !== undefined && sameName(column, end))) return key;
  return { ...key, parts: [...key.parts, { column: end, order: 'asc' }] };
}

function finishKey(draft: Draft, table: DraftTable, key: DraftKey): KeyConstraint {
  const parts = key.parts.map((part) => finishPart(table, part));
  const isPlain = parts.every(
    (part) => part.expression === undefined && part.prefix === undefined && part.order === 'asc',
  );
  const columns = isPlain ? parts.map(({ column }) => column as string) : parts.flatMap(({ column }) => column ?? []);
  return {
    type: key.kind === 'primary' ? 'primary_key' : 'unique',
    name: key.name,
    place: key.place,
    ...(key.comment ? { comment: key.comment } : {}),
    columns: key.period === undefined ? columns : [...columns, key.period],
    include: NONE,
    nullsNotDistinct: false,
    withoutOverlaps: key.period !== undefined,
    options: {
      ...key.options,
      ...(isHashed(draft, table, key) ? { using: 'hash' } : {}),
      ...(key.isInvisible ? { invisible: 'yes' } : {}),
    },
    ...(isPlain ? {} : { keys: parts }),
    isDeferrable: false,
    isInitiallyDeferred: false,
    isValidated: true,
    isEnforced: true,
  };
}

function finishIndex(draft: Draft, table: DraftTable, key: DraftKey): Index {
  return {
    name: key.name,
    place: key.place,
    ...(key.comment ? { comment: key.comment } : {}),
    method: key.kind === 'index' ? (key.method ?? 'btree') : key.kind,
    keys: heldParts(draft, table, key).map((part) => finishPart(table, part)),
    include: NONE,
    isUnique: false,
    nullsNotDistinct: false,
    options: key.options,
    isValid: true,
    ...(key.isInvisible ? { isInvisible: true } : {}),
  };
}

function finishPart(table: DraftTable, part: KeyPart): IndexKey {
  return {
    ...(part.column === undefined ? {} : { column: columnOf(table, part.column)?.name ?? part.column }),
    ...(part.expression === undefined ? {} : { expression: expressionOf(part.expression) }),
    ...(part.prefix === undefined ? {} : { prefix: part.prefix }),
    order: part.order,
    // NULL is less than any value, so that it comes last in falling order.
    nulls: part.order === 'asc' ? 'first' : 'last',
  };
}

function finishCheck(check: DraftCheck): CheckConstraint {
  return {
    type: 'check',
    name: check.name,
    place: check.place,
    expression: expressionOf(check.expression),
    noInherit: false,
    isDeferrable: false,
    isInitiallyDeferred: false,
    isValidated: true,
    isEnforced: check.isEnforced,
  };
}

function finishPartitioning(definition: PartitionDefinition): Partitioning {
  const ascending = { order: 'asc', nulls: 'first' } as const;
  const columns = (definition.columns ?? []).map((column) => ({ column, ...ascending }));
  const expression = definition.expression && { expression: expressionOf(definition.expression), ...ascending };
  const named = definition.partitions.map(({ text, form }) => ({ text, form }));
  const count = definition.count ?? (definition.strategy === 'hash' || definition.strategy === 'key' ? 1 : undefined);
  const numbered =
    named.length > 0 || count === undefined ? [] : [{ text: `PARTITIONS ${count}`, form: `partitions ${count}` }];
  const extra = [definition.isLinear ? 'linear' : undefined, definition.subpartitioning].filter(
    (part) => part !== undefined,
  );
  return {
    strategy: definition.strategy,
    keys: expression === undefined ? columns : [expression],
    partitions: [...extra.map((text) => ({ text, form: text })), ...numbered, ...named],
  };
}

/** The options of a table without those that it would have anyway. */
function finishOptions(dialect: Dialect, table: DraftTable): Table['options'] {
  const standard = standardCollation(dialect === 'mysql' ? 'mysql' : 'mariadb');
  const usual = table.characterSet === 'utf8mb4' ? standard : collationOf(table.characterSet, 'mariadb', 0);
  const options = Object.entries(table.options).filter(([, value]) => value !== '');
  const periods = table.periods.map(({ name, columns }) => [
    `period ${name.toLowerCase()}`,
    columns.join(', ').toLowerCase(),
  ]);
  return Object.fromEntries([
    ...(table.characterSet === 'utf8mb4' ? [] : [['charset', table.characterSet]]),
    ...(table.collation === usual ? [] : [['collate', table.collation]]),
    ...[...options, ...periods].sort(([left = ''], [right = '']) => (left < right ? -1 : left > right ? 1 : 0)),
  ]);
}
