import type { Place } from '../../../model/catalog/common.js';
import { call, column, node } from '../expressions/node.js';
import type { ColumnDefinition, Written } from '../statements/definitions.js';
import { defaultOf, defaultProblem, expressionOf } from './defaults.js';
import type { Draft, DraftCheck, DraftColumn, DraftTable, Origin } from './draft.js';
import { columnOf, sameName } from './find.js';
import { addCheck, addForeignKey, addKey } from './keys.js';
import { refuse } from './refuse.js';
import { renameInNode, renameInText } from './rename-column.js';
import { resolveType } from './types.js';

/** Where ALTER TABLE puts a column. */
export type Position = { readonly after: string } | 'first' | undefined;

/** Adds a column; the keys that stand in its definition are added by `addColumnKeys`. */
export function addColumn(
  draft: Draft,
  table: DraftTable,
  definition: ColumnDefinition,
  position: Position,
  place: Place,
): void {
  insertColumn(table, draftColumn(draft, table, definition, place), position);
}

/** Puts another definition in the place of a column (CHANGE, MODIFY). */
export function replaceColumn(
  draft: Draft,
  table: DraftTable,
  old: string,
  definition: ColumnDefinition,
  position: Position,
  place: Place,
): void {
  const index = table.columns.findIndex((one) => sameName(one.name, old));
  const before = table.columns[index];
  if (before === undefined) return;
  const changed = { ...draftColumn(draft, table, definition, place), place: before.place };
  if (isPrimary(table, old) || isOfPeriod(table, old)) changed.nullable = false;
  table.columns[index] = changed;
  if (before.name !== changed.name) renameUses(table, before.name, changed.name);
  if (position === undefined) return;
  table.columns.splice(index, 1);
  insertColumn(table, changed, position);
}

function isPrimary(table: DraftTable, name: string): boolean {
  return table.keys.some(
    ({ kind, parts }) => kind === 'primary' && parts.some((part) => sameName(part.column ?? '', name)),
  );
}

function isOfPeriod(table: DraftTable, name: string): boolean {
  return table.periods.some(({ columns }) => columns.some((column) => sameName(column, name)));
}

function insertColumn(table: DraftTable, added: DraftColumn, position: Position): void {
  if (position === undefined) table.columns.push(added);
  else if (position === 'first') table.columns.unshift(added);
  else {
    const index = table.columns.findIndex((one) => sameName(one.name, position.after));
    table.columns.splice(index < 0 ? table.columns.length : index + 1, 0, added);
  }
}

function draftColumn(draft: Draft, table: DraftTable, definition: ColumnDefinition, place: Place): DraftColumn {
  const { session } = draft;
  const { type, characterSet, collation } = resolveType(definition.type, table, session);
  const timestamp = type.name === 'timestamp' ? oldTimestamp(draft, table, definition) : {};
  const onUpdate = definition.onUpdate ?? timestamp.onUpdate;
  const nullable = definition.nullable ?? timestamp.nullable ?? true;
  // MariaDB gives a compressed column that must not be left out the empty text: measured on 10.11.
  const isEmptied = !nullable && definition.options['compressed'] !== undefined && session.dialect === 'mariadb';
  if (definition.default !== undefined)
    refuseDefault(draft, table, { place }, { name: definition.name, type, value: definition.default });
  const value = defaultOf(definition.default ?? timestamp.default ?? (isEmptied ? EMPTY : undefined), type);
  return {
    name: definition.name,
    type,
    ...(characterSet === undefined ? {} : { characterSet }),
    ...(collation === undefined ? {} : { collation }),
    nullable:
      nullable && definition.isAutoIncrement !== true && definition.key !== 'primary' && definition.row === undefined,
    ...(value === undefined ? {} : { default: value }),
    ...(onUpdate === undefined ? {} : { onUpdate: expressionOf(onUpdate) }),
    ...(definition.generated === undefined ? {} : { generated: definition.generated }),
    ...(definition.isAutoIncrement ? { isAutoIncrement: true } : {}),
    ...(definition.isInvisible ? { isInvisible: true } : {}),
    ...(definition.comment ? { comment: definition.comment } : {}),
    options: definition.row === undefined ? definition.options : { ...definition.options, row: definition.row },
    checks: session.dialect === 'mariadb' ? columnChecks(definition, place) : [],
    place,
  };
}

/** Refuses a default that a column of that type cannot hold. */
export function refuseDefault(
  draft: Draft,
  table: DraftTable,
  origin: Pick<Origin, 'place'>,
  { name, type, value }: { readonly name: string; readonly type: DraftColumn['type']; readonly value: Written },
): void {
  const problem = defaultProblem(value, type);
  if (problem !== undefined) refuse(draft, origin, `column '${name}' of table '${table.name.name}' ${problem}`);
}

/** In MariaDB a check of a column belongs to it and has its name; `json` brings one. */
function columnChecks(definition: ColumnDefinition, place: Place): DraftCheck[] {
  const checks = definition.checks.map((check) => ({ ...check, name: definition.name, place }));
  if (definition.type.alias !== 'json' || checks.length > 0) return checks;
  const expression: Written = {
    node: call('json_valid', [column([definition.name])]),
    text: `json_valid(\`${definition.name}\`)`,
  };
  return [{ name: definition.name, expression, isEnforced: true, place }];
}

const NOW: Written = { text: 'current_timestamp()', node: call('current_timestamp', []) };
const EMPTY: Written = { text: "''", node: node('string', [], '') };
const ZERO: Written = { text: "'0000-00-00 00:00:00'", node: node('string', [], '0000-00-00 00:00:00') };

/**
 * What a `timestamp` has by itself where `explicit_defaults_for_timestamp` is off, as it is before MySQL 8.0 and
 * MariaDB 10.10 (https://dev.mysql.com/doc/refman/5.7/en/timestamp-initialization.html).
 */
function oldTimestamp(
  draft: Draft,
  table: DraftTable,
  definition: ColumnDefinition,
): { nullable?: boolean; default?: Written; onUpdate?: Written } {
  if (draft.session.explicitTimestamps || definition.nullable === true || definition.generated !== undefined) return {};
  if (definition.row !== undefined) return {};
  if (definition.default !== undefined || definition.onUpdate !== undefined) {
    return { nullable: false, ...(definition.default === undefined ? { default: ZERO } : {}) };
  }
  const isFirst = !table.columns.some(({ type }) => type.name === 'timestamp');
  return { nullable: false, ...(isFirst ? { default: NOW, onUpdate: NOW } : { default: ZERO }) };
}

/** Adds what the definition of a column says of keys and constraints. */
export function addColumnKeys(draft: Draft, table: DraftTable, definition: ColumnDefinition, place: Place): void {
  const parts = [{ column: definition.name, order: 'asc' }] as const;
  if (definition.key !== undefined) addKey(table, { kind: definition.key, parts, options: {} }, place);
  if (draft.session.dialect === 'mysql') for (const check of definition.checks) addCheck(draft, table, check, place);
  // MySQL reads references of a column since 9.0 (https://dev.mysql.com/doc/refman/9.0/en/mysql-nutshell.html).
  const isKept = draft.session.dialect === 'mariadb' || draft.session.version >= 90000;
  if (definition.references !== undefined && isKept) addForeignKey(draft, table, definition.references, place);
}

/** Takes a column away, with what cannot be without it. */
export function dropColumn(table: DraftTable, name: string): boolean {
  const index = table.columns.findIndex((one) => sameName(one.name, name));
  if (index < 0) return false;
  table.columns.splice(index, 1);
  for (const key of table.keys) key.parts = key.parts.filter((part) => !sameName(part.column ?? '', name));
  table.keys = table.keys.filter(({ parts }) => parts.length > 0);
  // The checks go that speak of nothing else (https://dev.mysql.com/doc/refman/8.4/en/alter-table.html; MariaDB 10.11).
  table.checks = table.checks.filter(({ expression }) => !isOnlyOf(expression.node, name));
  return true;
}

function isOnlyOf(value: Written['node'], name: string): boolean {
  const names = new Set<string>();
  const visit = (one: Written['node']): void => {
    const last = one.path?.at(-1);
    if (last !== undefined) names.add(last.toLowerCase());
    one.args.forEach(visit);
  };
  visit(value);
  return names.size === 1 && names.has(name.toLowerCase());
}

/** Gives a column another name wherever the table speaks of it. */
export function renameColumn(table: DraftTable, old: string, name: string): boolean {
  const found = columnOf(table, old);
  if (found === undefined) return false;
  found.name = name;
  renameUses(table, old, name);
  return true;
}

function renameUses(table: DraftTable, old: string, name: string): void {
  const renamed = (written: Written): Written => ({
    node: renameInNode(written.node, old, name),
    text: renameInText(written.text, old, name),
  });
  const one = (column: string) => (sameName(column, old) ? name : column);
  for (const key of table.keys) {
    key.parts = key.parts.map((part) => ({
      ...part,
      ...(part.column === undefined ? {} : { column: one(part.column) }),
      ...(part.expression === undefined ? {} : { expression: renamed(part.expression) }),
    }));
  }
  table.foreignKeys = table.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(one) }));
  table.checks = table.checks.map((check) => ({ ...check, expression: renamed(check.expression) }));
  for (const each of table.columns) {
    if (each.generated !== undefined)
      each.generated = { ...each.generated, expression: renamed(each.generated.expression) };
    each.checks = each.checks.map((check) => ({
      ...check,
      name: sameName(check.name, old) ? name : check.name,
      expression: renamed(check.expression),
    }));
  }
  table.periods = table.periods.map((period) => ({ ...period, columns: period.columns.map(one) }));
  const { partitioning } = table;
  if (partitioning?.columns !== undefined)
    table.partitioning = { ...partitioning, columns: partitioning.columns.map(one) };
  if (partitioning?.expression !== undefined)
    table.partitioning = { ...partitioning, expression: renamed(partitioning.expression) };
}
