import { same } from '../../diff/catalog/same.js';
import type { Partitioning, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Alteration, Way } from './alteration.js';
import { mentions, negated } from './members.js';
import { id, literal, partitioningText } from './spelling.js';
import { partitionsChanged } from './verification.js';

/** Partitions that come, go or are others: before the keys of the table change, or behind that. */
export function partitioned(from: Table, to: Table): [before: Alteration[], behind: Alteration[]] {
  const [was, is] = [partitioningText(from), partitioningText(to)];
  if (same(from.partitioning, to.partitioning) || was === is) return [[], []];
  const [none, other] = [
    { ...from, partitioning: undefined },
    { ...to, partitioning: undefined },
  ];
  if (is === '') return [[step(from, none)], []];
  const keys = ({ constraints }: Table) =>
    constraints.filter(({ type }) => type === 'primary_key' || type === 'unique');
  if (was === '' || same(keys(from), keys(to))) return [[], [step({ ...to, partitioning: from.partitioning }, to)]];
  // The columns of partitions must be in every key, before and after.
  return [[step(from, none)], [step(other, to)]];
}

/**
 * Whether a table that is divided as this one can have a unique key of these columns: it must have all by which rows
 * find their partitions (MySQL 8.4, "Partitioning Keys, Primary Keys, and Unique Keys").
 */
export function dividesBy({ columns, partitioning }: Table, key: readonly string[]): boolean {
  if (partitioning === undefined) return true;
  const { keys, partitions = [] } = partitioning;
  const texts = [
    ...keys.flatMap(({ expression }) => expression?.text ?? []),
    ...partitions.flatMap(({ text }) => (/^subpartition by /i.test(text) ? [text] : [])),
  ];
  const isMeant = (name: string) =>
    keys.some(({ column }) => column?.toLowerCase() === name.toLowerCase()) ||
    texts.some((text) => mentions(text, name));
  const own = new Set(key.map((name) => name.toLowerCase()));
  return columns.every(({ name }) => own.has(name.toLowerCase()) || !isMeant(name));
}

/** Whether the partitions of a table, or theirs, go by the column itself, and not by an expression. */
export function dividesByName({ partitioning }: Table, column: string): boolean {
  const { keys = [], partitions = [] } = partitioning ?? {};
  const isListed = keys.some((key) => key.column?.toLowerCase() === column.toLowerCase());
  return (
    isListed || partitions.some(({ text }) => /^subpartition by (?:linear )?key/i.test(text) && mentions(text, column))
  );
}

const found = (table: string, condition: string): string =>
  `SELECT COUNT(*) > 0 FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)} AND ${condition}`;

function step(from: Table, to: Table): Alteration {
  const added = addedBehind(from, to);
  const isParted = found(to.name, 'PARTITION_NAME IS NOT NULL');
  const name = /^PARTITION\s+(`(?:[^`]|``)*`|[^\s(]+)/i.exec(added[0] ?? '')?.[1];
  const done =
    name !== undefined
      ? found(to.name, `PARTITION_NAME = ${literal(name.replace(/^`|`$/g, '').replaceAll('``', '`'))}`)
      : from.partitioning === undefined
        ? isParted
        : to.partitioning === undefined
          ? negated(isParted)
          : undefined;
  const whole = (table: Table, other: Table): Way => ({
    on: table,
    partitioning: 'all',
    clauses: [other.partitioning === undefined ? 'REMOVE PARTITIONING' : partitioningText(other)],
    operations: [other.partitioning === undefined ? 'remove_partitioning' : 'partition_table'],
  });
  return {
    phase: 'migrate',
    title:
      to.partitioning === undefined
        ? `partition table ${to.name} no longer`
        : `partition table ${to.name}${name === undefined ? ' anew' : ' further'}`,
    path: `tables.${to.name}`,
    table: to.name,
    up:
      name === undefined
        ? whole(from, to)
        : {
            on: from,
            partitioning: 'some',
            clauses: [`ADD PARTITION (${added.join(', ')})`],
            operations: ['add_partition'],
          },
    down: whole(to, from),
    preflight: strays(from, to.partitioning),
    undoPreflight: strays(to, from.partitioning),
    ...(done === undefined ? { verify: partitionsChanged(from, to) } : { done }),
    undoVerify: partitionsChanged(to, from),
  };
}

/** The partitions that only come behind those that are there. */
function addedBehind({ partitioning: from }: Table, { partitioning: to }: Table): string[] {
  if (from?.partitions === undefined || to?.partitions === undefined) return [];
  if (!/^(?:range|list)$/.test(to.strategy) || !same({ ...from, partitions: [] }, { ...to, partitions: [] })) return [];
  const isSame = from.partitions.every(({ form }, at) => to.partitions?.[at]?.form === form);
  return isSame ? to.partitions.slice(from.partitions.length).map(({ text }) => text) : [];
}

const IN = /\bVALUES\s+IN\s*\((.*)\)/is;
const BELOW =
  /\bVALUES\s+LESS\s+THAN\s*(?:\((.*?)\)(?=\s*(?:$|ENGINE|COMMENT|DATA|INDEX|MAX_|MIN_|TABLESPACE))|MAXVALUE)/is;

/** NULL in a list, with the comma behind it; texts are passed over. */
const NULL_AMONG = /'(?:[^'\\]|''|\\.)*'|\bNULL\b\s*,?/gi;
const hasNull = (list: string): boolean => (list.match(NULL_AMONG) ?? []).some((item) => !item.startsWith("'"));

/** That no row is one that none of the partitions takes. */
function strays(table: Table, partitioning: Partitioning | undefined): Question[] {
  const condition = strayIn(partitioning);
  if (condition === '') return [];
  return [{ run: `SELECT EXISTS (SELECT 1 FROM ${id(table.name)} WHERE ${condition})`, expect: '0' }];
}

/** A condition that finds rows that none of the partitions takes, where they are of one column or expression. */
export function strayIn(partitioning: Partitioning | undefined): string {
  const [key, ...others] = partitioning?.keys ?? [];
  if (partitioning?.partitions === undefined || key === undefined || others.length > 0) return '';
  const value = key.column === undefined ? `(${key.expression?.text})` : id(key.column);
  const texts = partitioning.partitions.map(({ text }) => text);
  if (partitioning.strategy === 'list') {
    const lists = texts.map((text) => IN.exec(text)?.[1]);
    if (lists.includes(undefined)) return '';
    const all = lists.join(', ');
    const [given, isNullTaken] = [all.replaceAll(NULL_AMONG, (item) => (/^'/.test(item) ? item : '')), hasNull(all)];
    const named = given.replace(/^[\s,]+/, '');
    // In a list with NULL, nothing is ever not.
    const others = named === '' ? `${value} IS NOT NULL` : `${value} NOT IN (${named})`;
    return isNullTaken ? others : `${value} IS NULL OR ${others}`;
  }
  const bound = partitioning.strategy === 'range' ? BELOW.exec(texts.at(-1) ?? '')?.[1] : undefined;
  return bound === undefined || /maxvalue/i.test(bound) ? '' : `${value} >= (${bound})`;
}
