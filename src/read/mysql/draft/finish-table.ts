import type { Dialect, Options } from '../../../model/catalog/common.js';
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
const NO_OPTIONS: Options = {};

/** A table as the catalog holds it. */
export function finishTable(draft: Draft, written: DraftTable): Table {
  const table = withVersioning(written);
  const { schema, name } = localName(draft, table.name);
  const keys = table.keys.filter((key) => key.kind === 'primary' || key.kind === 'unique');
  const indexes = table.keys.filter((key) => !keys.includes(key));
  const checks = [...table.columns.flatMap((column) => column.checks), ...table.checks];
  // Put together so, the list has room for no more than it holds.
  const constraints = keys
    .map((key): Constraint => finishKey(draft, table, withRowEnd(table, key)))
    .concat(table.foreignKeys, checks.map(finishCheck));
  // What all tables have comes first: V8 keeps an object in a fifth of the room when it knows from the start what it has.
  return {
    schema,
    name,
    place: table.place,
    privileges: NONE,
    persistence: table.isTemporary ? 'temporary' : 'permanent',
    columns: table.columns.map((column) => finishColumn(draft, table, column)),
    constraints,
    indexes: indexes.map((key) => finishIndex(draft, table, key)),
    triggers: table.triggers.length === 0 ? NONE : table.triggers,
    policies: NONE,
    rules: NONE,
    rowSecurity: 'off',
    inherits: NONE,
    options: finishOptions(draft.session.dialect, table),
    ...(table.comment ? { comment: table.comment } : {}),
    ...(table.partitioning === undefined ? {} : { partitioning: finishPartitioning(table.partitioning) }),
    ...(table.fromQuery === undefined ? {} : { fromQuery: table.fromQuery }),
    ...(table.size === undefined ? {} : { size: table.size }),
  };
}

const VERSIONING = 'system_versioning';

/**
 * What MariaDB remembers of which columns: where only some say so, the table does, and all others say that nothing of
 * them is; where the table does not, no column says anything (MariaDB, "System-Versioned Tables").
 */
function withVersioning(table: DraftTable): DraftTable {
  const said = table.columns.map(({ options }) => options[VERSIONING]);
  if (said.every((each) => each === undefined)) return table;
  const isWhole = table.options[VERSIONING] !== undefined;
  const isVersioned = isWhole || said.includes('yes');
  const options = (column: DraftColumn) => {
    const { [VERSIONING]: own, ...others } = column.options;
    const isLeftOut = own === 'no' || (!isWhole && own === undefined && others['row'] === undefined);
    return isVersioned && isLeftOut ? { ...others, [VERSIONING]: 'no' } : others;
  };
  return {
    ...table,
    options: isVersioned ? { ...table.options, [VERSIONING]: 'yes' } : table.options,
    columns: table.columns.map((column) => ({ ...column, options: options(column) })),
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
    type: hasOwnCharset ? { ...column.type, characterSet: column.characterSet as string } : column.type,
    nullable: column.nullable,
    privileges: NONE,
    ...(column.comment === undefined ? {} : { comment: column.comment }),
    ...(column.default === undefined ? {} : { default: column.default }),
    ...(column.generated === undefined
      ? {}
      : { generated: { expression: expressionOf(column.generated.expression), isStored: column.generated.isStored } }),
    ...(isOwnCollation ? { collation: column.collation as string } : {}),
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
    columns: key.period === undefined ? columns : [...columns, key.period],
    include: NONE,
    nullsNotDistinct: false,
    withoutOverlaps: key.period !== undefined,
    options: optionsOfKey(draft, table, key),
    isDeferrable: false,
    isInitiallyDeferred: false,
    isValidated: true,
    isEnforced: true,
    ...(key.comment ? { comment: key.comment } : {}),
    ...(isPlain ? {} : { keys: parts }),
  };
}

function optionsOfKey(draft: Draft, table: DraftTable, key: DraftKey): Options {
  const isByHash = isHashed(draft, table, key);
  if (!isByHash && !key.isInvisible) return thrifty(key.options);
  return { ...key.options, ...(isByHash ? { using: 'hash' } : {}), ...(key.isInvisible ? { invisible: 'yes' } : {}) };
}

const thrifty = (options: Options): Options => (Object.keys(options).length === 0 ? NO_OPTIONS : options);

function finishIndex(draft: Draft, table: DraftTable, key: DraftKey): Index {
  return {
    name: key.name,
    place: key.place,
    method: key.kind === 'index' ? (key.method ?? 'btree') : key.kind,
    keys: heldParts(draft, table, key).map((part) => finishPart(table, part)),
    include: NONE,
    isUnique: false,
    nullsNotDistinct: false,
    options: thrifty(key.options),
    isValid: true,
    ...(key.comment ? { comment: key.comment } : {}),
    ...(key.isInvisible ? { isInvisible: true } : {}),
  };
}

function finishPart(table: DraftTable, part: KeyPart): IndexKey {
  const { order, prefix, expression } = part;
  // NULL is less than any value, so that it comes last in falling order.
  const nulls = order === 'asc' ? 'first' : 'last';
  const column = part.column === undefined ? undefined : (columnOf(table, part.column)?.name ?? part.column);
  if (column !== undefined && prefix === undefined) return { column, order, nulls };
  return {
    order,
    nulls,
    ...(column === undefined ? {} : { column }),
    ...(expression === undefined ? {} : { expression: expressionOf(expression) }),
    ...(prefix === undefined ? {} : { prefix }),
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
  // A table of Aria has sums unless it says otherwise, and any other one none: measured on MariaDB 10.11.
  const usualSum = table.options['engine'] === 'aria' ? '1' : '0';
  const isUsual = (key: string, value: string) => value === '' || (key === 'page_checksum' && value === usualSum);
  const options = Object.entries(table.options).filter(([key, value]) => !isUsual(key, value));
  const periods = table.periods.map(({ name, columns }) => [
    `period ${name.toLowerCase()}`,
    columns.join(', ').toLowerCase(),
  ]);
  return thrifty(
    Object.fromEntries([
      ...(table.characterSet === 'utf8mb4' ? [] : [['charset', table.characterSet]]),
      ...(table.collation === usual ? [] : [['collate', table.collation]]),
      ...[...options, ...periods].sort(([left = ''], [right = '']) => (left < right ? -1 : left > right ? 1 : 0)),
    ]),
  );
}
