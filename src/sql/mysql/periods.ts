import { same } from '../../diff/catalog/same.js';
import type { Column, Constraint, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { id, periodText } from './spelling.js';

/** A period of an application: from when until when what a row says holds. That of the system needs columns of its own. */
export interface Period {
  /** Of the option of the table: `period valid`. */
  readonly key: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
}

export function periodsOf({ options }: Table): Period[] {
  return Object.entries(options).flatMap(([key, columns]) => {
    if (!key.startsWith('period ') || key === 'period system_time') return [];
    const [start = '', end = ''] = columns.split(',').map((column) => column.trim());
    return [{ key, name: key.slice('period '.length), start, end }];
  });
}

/** The period whose name a key ends with. */
export function periodOfKey(table: Table, key: Constraint | Index): Period | undefined {
  if (!isWithoutOverlaps(key)) return undefined;
  return periodsOf(table).find(({ name }) => name === (key as KeyConstraint).columns.at(-1)?.toLowerCase());
}

export function isWithoutOverlaps(key: Constraint | Index): boolean {
  return 'withoutOverlaps' in key && key.withoutOverlaps;
}

const lower = ({ start, end }: Period): string[] => [start, end].map((name) => name.toLowerCase());

/** The periods that come, go or are others, each before and after: also where one of their columns is of another type. */
export function changedPeriods(from: Table, to: Table): { readonly was?: Period; readonly is?: Period }[] {
  const columns = (table: Table) => new Map(table.columns.map((each) => [each.name.toLowerCase(), each]));
  const [before, after] = [columns(from), columns(to)];
  const isOther = (name: string) => {
    const [was, is] = [before.get(name), after.get(name)];
    return was !== undefined && is !== undefined && !(same(was.type, is.type) && was.nullable === is.nullable);
  };
  const [were, are] = [periodsOf(from), periodsOf(to)];
  const named = (list: readonly Period[], key: string) => list.find((each) => each.key === key);
  return [...new Set([...were, ...are].map(({ key }) => key))].flatMap((key) => {
    const [was, is] = [named(were, key), named(are, key)];
    if (was !== undefined && is !== undefined && same(was, is) && !lower(is).some(isOther)) return [];
    return [{ ...(was && { was }), ...(is && { is }) }];
  });
}

/** The columns of periods that are others, in lower case. */
export function columnsOfPeriods(changes: readonly { readonly was?: Period; readonly is?: Period }[]): Set<string> {
  return new Set(
    changes.flatMap(({ was, is }) => [was, is].flatMap((each) => (each === undefined ? [] : lower(each)))),
  );
}

export const dropPeriod = ({ name }: Period): string => `DROP PERIOD FOR ${id(name)}`;
export const addPeriod = ({ key, start, end }: Period): string => `ADD ${periodText(key, `${start}, ${end}`)}`;

/** Values of the two ends of a period in rows of an application that does not know it: it holds at all times. */
const ALWAYS: Readonly<Record<string, readonly [start: string, end: string]>> = {
  date: ["'1000-01-01'", "'9999-12-31'"],
  datetime: ["'1000-01-01 00:00:00'", "'9999-12-31 23:59:59'"],
  timestamp: ["'1970-01-02 00:00:00'", "'2038-01-18 00:00:00'"],
};

/** What stands in for an end of a period; nothing for a column that is none. */
export function endOfTime(table: Table, { name, type }: Column): string | undefined {
  const is = (end: string) => end.toLowerCase() === name.toLowerCase();
  const period = periodsOf(table).find(({ start, end }) => is(start) || is(end));
  return period && ALWAYS[type.name]?.[is(period.start) ? 0 : 1];
}

/** That the ends of a period are given, and in order. */
export function periodQuestions(table: Table, { start, end }: Period): Question[] {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  if (!known.has(start.toLowerCase()) || !known.has(end.toLowerCase())) return [];
  return [
    {
      run: `SELECT EXISTS (SELECT 1 FROM ${id(table.name)} WHERE ${id(start)} IS NULL OR ${id(end)} IS NULL OR ${id(start)} >= ${id(end)})`,
      expect: '0',
    },
  ];
}

/** That no two rows of the same key hold at the same time. */
export function overlapQuestions(table: Table, key: KeyConstraint, { start, end }: Period): Question[] {
  const own = key.columns.slice(0, -1);
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  if (![...own, start, end].every((name) => known.has(name.toLowerCase()))) return [];
  const conditions = [
    ...own.map((name) => `other.${id(name)} = one.${id(name)}`),
    `other.${id(start)} < one.${id(end)}`,
    `one.${id(start)} < other.${id(end)}`,
  ].join(' AND ');
  const others = `SELECT COUNT(*) FROM ${id(table.name)} AS other WHERE ${conditions}`;
  return [{ run: `SELECT EXISTS (SELECT 1 FROM ${id(table.name)} AS one WHERE (${others}) > 1)`, expect: '0' }];
}
