import { same } from '../../diff/catalog/same.js';
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
import { inMode } from './sql-mode.js';

/** Something that is made and taken away as a whole. */
export interface Whole {
  /** `view users_v`: what tells it from its like. */
  readonly key: string;
  readonly title: string;
  readonly path: string;
  readonly object: unknown;
  readonly make: readonly string[];
  /** What turns another of that name into it, where making it would lose something. */
  alter?(other: Whole): readonly string[];
  readonly drop: readonly string[];
  /** A query that counts it. */
  readonly found: string;
  /** What of it the server keeps as it was written, as conditions of that query. */
  readonly state: readonly string[];
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

/** Finds a table, but no view or sequence that has taken its name. */
export function baseTableFound(name: string): string {
  return `${tableFound(name)} AND TABLE_TYPE NOT IN ('VIEW', 'SEQUENCE')`;
}

/** A table with all that is in it, but for what leads to others and what runs. */
export function createTable(table: Table, dialect: Dialect): string {
  const own = new Set(table.columns.map((column) => ownCheck(table, column, dialect)));
  const parts = [
    ...table.columns.map((column) => columnDefinition(table, column, dialect)),
    ...table.constraints
      .filter((each) => each.type !== 'foreign_key' && !own.has(each as never))
      .map((each) => constraintDefinition(each, dialect)),
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
    state: view.columns.length === 0 ? [] : [columnsOfView(view)],
  };
}

function columnsOfView({ name, columns }: View): string {
  const names = columns.map((column) => column.name).join(',');
  return `(SELECT GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(name)}) = ${literal(names)}`;
}

/** Text as it is, of which the server takes two for the same that differ by case. */
const exactly = (column: string, text: string): string => `CAST(${column} AS BINARY) = ${literal(text)}`;

function wholeRoutine(routine: Routine): Whole {
  const { name, type, parameters, returns, body, volatility, isSecurityDefiner, options, comment } = routine;
  const isFunction = type !== 'procedure';
  const word = isFunction ? 'FUNCTION' : 'PROCEDURE';
  const making = type === 'aggregate' ? `AGGREGATE ${word}` : word;
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
    // Names of routines and events are the same whatever their case.
    key: `${word} ${name}`.toLowerCase(),
    title: `${word.toLowerCase()} ${name}`,
    path: `routines.${name}`,
    object: routine,
    make: [
      drop,
      ...inMode(options.sql_mode, [
        `CREATE ${definerText(options.definer)}${making} ${id(name)}(${inner.join(', ')})${words === '' ? '' : ` ${words}`}\n${body.text}`,
      ]),
    ],
    drop: [drop],
    found: counted('ROUTINES', 'ROUTINE_SCHEMA', `ROUTINE_NAME = ${literal(name)} AND ROUTINE_TYPE = '${word}'`),
    state: [
      exactly('ROUTINE_DEFINITION', body.text),
      `IS_DETERMINISTIC = '${volatility === 'immutable' ? 'YES' : 'NO'}'`,
      `SECURITY_TYPE = '${isSecurityDefiner ? 'DEFINER' : 'INVOKER'}'`,
    ],
  };
}

function charsetText(charset: string | undefined): string {
  return charset === undefined ? '' : ` CHARACTER SET ${charset}`;
}

function wholeTrigger(table: Table, trigger: Trigger): Whole {
  const { name, timing, events, action, definer, sqlMode } = trigger;
  const drop = `DROP TRIGGER IF EXISTS ${id(name)}`;
  const head = `${timing} ${events[0] ?? 'insert'}`.toUpperCase();
  const make = [
    drop,
    ...inMode(sqlMode, [
      `CREATE ${definerText(definer)}TRIGGER ${id(name)} ${head} ON ${id(table.name)} FOR EACH ROW ${action.text}`,
    ]),
  ];
  return {
    // Two of which the names differ by case alone are one to MySQL.
    key: `trigger ${name}`.toLowerCase(),
    title: `trigger ${name} of ${table.name}`,
    path: `tables.${table.name}.triggers.${name}`,
    object: [table.name, trigger],
    make,
    alter: ({ drop: other }) => (other.join() === drop ? make : [...other, ...make]),
    drop: [drop],
    found: counted('TRIGGERS', 'TRIGGER_SCHEMA', exactly('TRIGGER_NAME', name)),
    state: [`CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION) = '${head}'`, exactly('ACTION_STATEMENT', action.text)],
  };
}

function wholeEvent(event: ScheduledEvent): Whole {
  const { name, schedule, isEnabled, isPreserved, body, definer, comment, sqlMode } = event;
  const drop = `DROP EVENT IF EXISTS ${id(name)}`;
  const words = [
    `ON SCHEDULE ${schedule.text}`,
    `ON COMPLETION ${isPreserved ? '' : 'NOT '}PRESERVE`,
    isEnabled ? 'ENABLE' : 'DISABLE',
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
  ].join(' ');
  return {
    key: `event ${name}`.toLowerCase(),
    title: `event ${name}`,
    path: `events.${name}`,
    object: event,
    make: [drop, ...inMode(sqlMode, [`CREATE ${definerText(definer)}EVENT ${id(name)} ${words} DO ${body.text}`])],
    drop: [drop],
    found: counted('EVENTS', 'EVENT_SCHEMA', `EVENT_NAME = ${literal(name)}`),
    state: [
      ...every(schedule.text),
      `ON_COMPLETION = '${isPreserved ? '' : 'NOT '}PRESERVE'`,
      `STATUS = '${isEnabled ? 'ENABLED' : 'DISABLED'}'`,
      exactly('EVENT_COMMENT', comment ?? ''),
      exactly('EVENT_DEFINITION', body.text),
    ],
  };
}

/** `EVERY 2 HOUR …`, as far as the server has it in columns of their own. */
function every(schedule: string): string[] {
  const [, value, field] = /^EVERY\s+'?([^'\s]+|[^']+(?='))'?\s+(\w+)/i.exec(schedule) ?? [];
  if (value === undefined || field === undefined) return ["EVENT_TYPE = 'ONE TIME'"];
  return [`TRIM(BOTH '''' FROM INTERVAL_VALUE) = ${literal(value)}`, `INTERVAL_FIELD = '${field.toUpperCase()}'`];
}

function wholeSequence(sequence: Sequence): Whole {
  const { name, options, comment = '' } = sequence;
  const { start, increment, minimum, maximum, cache, cycles } = options;
  const words = `START WITH ${start} MINVALUE ${minimum} MAXVALUE ${maximum} INCREMENT BY ${increment} CACHE ${cache} ${cycles ? 'CYCLE' : 'NOCYCLE'}`;
  return {
    key: `sequence ${name}`,
    title: `sequence ${name}`,
    path: `sequences.${name}`,
    object: sequence,
    make: [`CREATE SEQUENCE IF NOT EXISTS ${id(name)} ${words}${comment === '' ? '' : ` COMMENT=${literal(comment)}`}`],
    alter: ({ object }) => {
      const was = object as Sequence;
      const counting = `ALTER SEQUENCE ${id(name)} ${words}${goesOn(was, sequence) ? '' : ' RESTART'}`;
      return [
        ...(same(was.options, options) ? [] : [counting]),
        // ALTER SEQUENCE takes no comment.
        ...((was.comment ?? '') === comment ? [] : [`ALTER TABLE ${id(name)} COMMENT=${literal(comment)}`]),
      ];
    },
    drop: [`DROP SEQUENCE IF EXISTS ${id(name)}`],
    found: tableFound(name),
    state: [
      `(SELECT CONCAT_WS(' ', start_value, minimum_value, maximum_value, increment, cache_size, cycle_option) FROM ${id(name)}) = '${[start, minimum, maximum, increment, cache, Number(cycles)].join(' ')}'`,
      exactly('TABLE_COMMENT', comment),
    ],
  };
}

/** Whether a sequence may count on when its options are others: from where it began at least. */
function goesOn({ options: from }: Sequence, { options: to }: Sequence): boolean {
  const [start, least, most] = [from.start, to.minimum, to.maximum].map((text) => BigInt(text)) as [
    bigint,
    bigint,
    bigint,
  ];
  return from.increment.startsWith('-') === to.increment.startsWith('-') && least <= start && start <= most;
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
