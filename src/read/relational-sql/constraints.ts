import { isObject } from '../../lib/json-value.js';
import type { Table } from '../../model/relational.js';
import { isWhole } from './columns.js';
import {
  constraintName,
  itemsOf,
  namesOf,
  type Path,
  quoted,
  quotedList,
  refuse,
  type Sheet,
  textOf,
} from './sheet.js';

/** The constraints that stand within CREATE TABLE: the keys and the checks. What says the same twice is one. */
export function constraintsOf(name: string, table: Table, sheet: Sheet): readonly (readonly [string, Path])[] {
  return [...primaryKey(name, table, sheet), ...uniqueKeys(name, table, sheet), ...checks(name, table, sheet)];
}

function primaryKey(name: string, { columns = {}, constraints }: Table, sheet: Sheet): [string, Path][] {
  const declared = namesOf(constraints?.primary_key);
  const marked = Object.entries(columns).flatMap(([column, { primary_key: isKey }]) => (isKey ? column : []));
  const names = declared.length > 0 ? declared : marked;
  const path = declared.length > 0 ? ['constraints', 'primary_key'] : ['columns', ...names.slice(0, 1), 'primary_key'];
  return names.length === 0 ? [] : [[`PRIMARY KEY ${quotedList(sheet, names)}`, ['tables', name, ...path]]];
}

function uniqueKeys(name: string, { columns = {}, constraints }: Table, sheet: Sheet): [string, Path][] {
  const path = ['tables', name];
  const keys = new Map<string, [string, Path]>();
  const add = (names: readonly string[], at: Path, called = '') => {
    if (names.length > 0) keys.set(JSON.stringify(names), [`${called}UNIQUE ${quotedList(sheet, names)}`, at]);
  };
  for (const [column, { unique }] of Object.entries(columns)) {
    if (unique) add([column], [...path, 'columns', column, 'unique']);
  }
  for (const [key, at] of itemsOf(constraints?.unique, [...path, 'constraints', 'unique'])) {
    add(namesOf(key), at, isObject(key) ? constraintName(sheet, key.name) : '');
  }
  return [...keys.values()];
}

function checks(name: string, { constraints }: Table, sheet: Sheet): [string, Path][] {
  return itemsOf(constraints?.check, ['tables', name, 'constraints', 'check']).flatMap(([check, at]) => {
    const { expression = check, name: called } = isObject(check) ? check : {};
    const condition = textOf(expression);
    if (condition !== undefined && isWhole(condition)) {
      return [[`${constraintName(sheet, called)}CHECK (${condition})`, at] as [string, Path]];
    }
    refuse(sheet, at, 'a check is the text of a condition, or an object with one as its expression');
    return [];
  });
}

const ACTIONS = /^(?:cascade|restrict|no action|set null|set default)$/i;
const REFERENCE = /^([^()]+?)\s*(?:\(([^()]+)\))?$/;

/** The foreign keys, as they stand behind ALTER TABLE … ADD. */
export function foreignKeys(name: string, { constraints }: Table, sheet: Sheet): readonly (readonly [string, Path])[] {
  return itemsOf(constraints?.foreign_key, ['tables', name, 'constraints', 'foreign_key']).flatMap(([key, at]) => {
    const text = isObject(key) ? foreignKey(key, at, sheet) : undefined;
    if (text !== undefined) return [[text, at] as const];
    refuse(sheet, at, 'a foreign key is an object with columns and references, such as users(id)');
    return [];
  });
}

function foreignKey(key: { readonly [key: string]: unknown }, path: Path, sheet: Sheet): string | undefined {
  const columns = namesOf(key.columns ?? key.column);
  const reference = isObject(key.references) ? key.references : undefined;
  const written = textOf(key.references)?.trim() ?? textOf(reference?.table);
  const [, table, list] = REFERENCE.exec(written ?? '') ?? [];
  if (columns.length === 0 || table === undefined) return undefined;
  const given = list?.split(',').map((one) => one.trim());
  const targets = given ?? namesOf(key.referenced_columns ?? reference?.columns ?? reference?.column);
  const names = table.split('.').map((part) => quoted(sheet, part));
  const actions = (['on_delete', 'on_update'] as const).flatMap((event) => {
    const action = textOf(key[event])?.trim().replaceAll('_', ' ');
    if (action === undefined) return [];
    if (!ACTIONS.test(action)) refuse(sheet, [...path, event], 'this is no action of a foreign key');
    return ` ${event.replace('_', ' ').toUpperCase()} ${action.toUpperCase()}`;
  });
  const target = `${names.join('.')}${targets.length > 0 ? ` ${quotedList(sheet, targets)}` : ''}`;
  return `${constraintName(sheet, key.name)}FOREIGN KEY ${quotedList(sheet, columns)} REFERENCES ${target}${actions.join('')}`;
}
