import type { Catalog } from '../../model/catalog/catalog.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Routine, ScheduledEvent, Sequence, View } from '../../model/catalog/objects.js';
import type { Table, Trigger } from '../../model/catalog/table.js';
import {
  charsetOption,
  columnDefinition,
  constraintDefinition,
  id,
  indexDefinition,
  literal,
  optionTexts,
  ownCheck,
  partitioningText,
  periodText,
  typeText,
} from './spelling.js';

/** Something that is made and taken away as a whole. */
export interface Whole {
  /** `view users_v`: what tells it from its like. */
  readonly key: string;
  readonly title: string;
  readonly path: string;
  readonly object: unknown;
  readonly make: readonly string[];
  /** What turns another of that name into it, where making it would lose something. */
  readonly alter?: readonly string[];
  readonly drop: readonly string[];
  /** A query that counts it. */
  readonly found: string;
}

/** `root@localhost` as a clause. */
function definerText(definer: string | undefined): string {
  if (definer === undefined) return '';
  const at = definer.lastIndexOf('@');
  return at < 0 ? `DEFINER=${id(definer)} ` : `DEFINER=${id(definer.slice(0, at))}@${id(definer.slice(at + 1))} `;
}

const counted = (table: string, schema: string, conditions: string): string =>
  `SELECT COUNT(*) FROM information_schema.${table} WHERE ${schema} = DATABASE() AND ${conditions}`;

export function tableFound(name: string): string {
  return counted('TABLES', 'TABLE_SCHEMA', `TABLE_NAME = ${literal(name)}`);
}

/** A table with all that is in it, but for what leads to others and what runs. */
export function createTable(table: Table, dialect: Dialect): string {
  const own = new Set(table.columns.map((column) => ownCheck(table, column, dialect)));
  const parts = [
    ...table.columns.map((column) => columnDefinition(table, column, dialect)),
    ...table.constraints
      .filter((each) => each.type !== 'foreign_key' && !own.has(each as never))
      .map(constraintDefinition),
    ...table.indexes.map((index) => indexDefinition(index, dialect)),
    ...Object.entries(table.options).flatMap(([key, value]) =>
      key.startsWith('period ') ? [periodText(key, value)] : [],
    ),
  ];
  const options = [charsetOption(table.options), ...optionTexts(table.options)];
  if (table.comment !== undefined) options.push(`COMMENT=${literal(table.comment)}`);
  if (table.options['system_versioning'] !== undefined) options.push('WITH SYSTEM VERSIONING');
  const end = [...options, partitioningText(table)].filter((text) => text !== '').join(' ');
  return `CREATE TABLE IF NOT EXISTS ${id(table.name)} (\n  ${parts.join(',\n  ')}\n)${end === '' ? '' : ` ${end}`}`;
}

export function wholeView(view: View): Whole {
  const { name, query, options } = view;
  const { algorithm, definer, sql_security: security, check_option: check } = options;
  const words = [
    ...(algorithm === undefined ? [] : [`ALGORITHM=${algorithm.toUpperCase()} `]),
    definerText(definer),
    ...(security === undefined ? [] : [`SQL SECURITY ${security.toUpperCase()} `]),
  ].join('');
  const columns = view.columns.length === 0 ? '' : ` (${view.columns.map((column) => id(column.name)).join(', ')})`;
  const end = check === undefined ? '' : ` WITH ${check.toUpperCase()} CHECK OPTION`;
  return {
    key: `view ${name}`,
    title: `view ${name}`,
    path: `views.${name}`,
    object: view,
    make: [`CREATE OR REPLACE ${words}VIEW ${id(name)}${columns} AS ${query.text}${end}`],
    drop: [`DROP VIEW IF EXISTS ${id(name)}`],
    found: counted('VIEWS', 'TABLE_SCHEMA', `TABLE_NAME = ${literal(name)}`),
  };
}

function wholeRoutine(routine: Routine): Whole {
  const { name, type, parameters, returns, body, volatility, isSecurityDefiner, options, comment } = routine;
  const isFunction = type === 'function';
  const word = isFunction ? 'FUNCTION' : 'PROCEDURE';
  const inner = parameters.map((each) => {
    return `${isFunction ? '' : `${each.mode.toUpperCase()} `}${id(each.name)} ${typeText(each.type)}${charsetText(each.type.characterSet)}`;
  });
  const words = [
    ...(returns === undefined ? [] : [`RETURNS ${typeText(returns.type)}${charsetText(returns.type.characterSet)}`]),
    ...(volatility === 'immutable' ? ['DETERMINISTIC'] : []),
    ...(options.data_access === undefined ? [] : [options.data_access.toUpperCase()]),
    ...(isSecurityDefiner ? [] : ['SQL SECURITY INVOKER']),
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
  ].join(' ');
  const drop = `DROP ${word} IF EXISTS ${id(name)}`;
  return {
    key: `${type} ${name}`,
    title: `${type} ${name}`,
    path: `routines.${name}`,
    object: routine,
    make: [
      drop,
      `CREATE ${definerText(options.definer)}${word} ${id(name)}(${inner.join(', ')})${words === '' ? '' : ` ${words}`}\n${body.text}`,
    ],
    drop: [drop],
    found: counted('ROUTINES', 'ROUTINE_SCHEMA', `ROUTINE_NAME = ${literal(name)} AND ROUTINE_TYPE = '${word}'`),
  };
}

function charsetText(charset: string | undefined): string {
  return charset === undefined ? '' : ` CHARACTER SET ${charset}`;
}

function wholeTrigger(table: Table, trigger: Trigger): Whole {
  const { name, timing, events, action, definer } = trigger;
  const drop = `DROP TRIGGER IF EXISTS ${id(name)}`;
  const head = `${timing} ${events[0] ?? 'insert'}`.toUpperCase();
  return {
    key: `trigger ${name}`,
    title: `trigger ${name} of ${table.name}`,
    path: `tables.${table.name}.triggers.${name}`,
    object: [table.name, trigger],
    make: [
      drop,
      `CREATE ${definerText(definer)}TRIGGER ${id(name)} ${head} ON ${id(table.name)} FOR EACH ROW ${action.text}`,
    ],
    drop: [drop],
    found: counted('TRIGGERS', 'TRIGGER_SCHEMA', `TRIGGER_NAME = ${literal(name)}`),
  };
}

function wholeEvent(event: ScheduledEvent): Whole {
  const { name, schedule, isEnabled, isPreserved, body, definer, comment } = event;
  const drop = `DROP EVENT IF EXISTS ${id(name)}`;
  const words = [
    `ON SCHEDULE ${schedule.text}`,
    `ON COMPLETION ${isPreserved ? '' : 'NOT '}PRESERVE`,
    isEnabled ? 'ENABLE' : 'DISABLE',
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
  ].join(' ');
  return {
    key: `event ${name}`,
    title: `event ${name}`,
    path: `events.${name}`,
    object: event,
    make: [drop, `CREATE ${definerText(definer)}EVENT ${id(name)} ${words} DO ${body.text}`],
    drop: [drop],
    found: counted('EVENTS', 'EVENT_SCHEMA', `EVENT_NAME = ${literal(name)}`),
  };
}

function wholeSequence(sequence: Sequence): Whole {
  const { name, options } = sequence;
  const { start, increment, minimum, maximum, cache, cycles } = options;
  const words = `START WITH ${start} MINVALUE ${minimum} MAXVALUE ${maximum} INCREMENT BY ${increment} CACHE ${cache} ${cycles ? 'CYCLE' : 'NOCYCLE'}`;
  return {
    key: `sequence ${name}`,
    title: `sequence ${name}`,
    path: `sequences.${name}`,
    object: sequence,
    make: [`CREATE SEQUENCE IF NOT EXISTS ${id(name)} ${words}`],
    alter: [`ALTER SEQUENCE ${id(name)} ${words}`],
    drop: [`DROP SEQUENCE IF EXISTS ${id(name)}`],
    found: tableFound(name),
  };
}

/** What of a database is made as a whole, each kind behind those that it may need. */
export function wholesOf({ sequences, routines, views, tables, events }: Catalog): Whole[] {
  return [
    ...sequences.map(wholeSequence),
    ...routines.map(wholeRoutine),
    ...views.map(wholeView),
    ...tables.flatMap((table) => table.triggers.map((trigger) => wholeTrigger(table, trigger))),
    ...events.map(wholeEvent),
  ];
}
