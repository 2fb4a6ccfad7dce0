import type { Catalog } from '../model/catalog/catalog.js';
import type { DataType } from '../model/catalog/data-type.js';
import type { Table } from '../model/catalog/table.js';
import type { Step } from '../model/step.js';
import {
  type Content,
  contentDifferences,
  everything,
  keyOf,
  type Reading,
  readContents,
  tablesWithRows,
} from './contents.js';
import type { Language, Session } from './engine.js';
import { messageOf } from './load.js';
import type { Record } from './record.js';
import type { Successors } from './rows/demands.js';
import type { Boundary } from './walk.js';

/** Compares rows with those from which a walk sets out. */
export type CompareRows = (at: string, place: Boundary) => Promise<void>;

/**
 * Takes note of all rows, and says how to compare with them later: before contract as the application before reads
 * them, behind it as the one after does, in the types of before.
 */
export async function rowsToCompare(
  session: Session,
  before: Catalog,
  successors: Successors,
  steps: readonly Step[],
  language: Language,
  record: Record,
): Promise<CompareRows> {
  const asBefore = everything(before, language);
  const pairs = tablesWithRows(before).flatMap((table) => pairOf(table, successors, language));
  const all = await readContents(session, asBefore, language);
  const common = await readContents(
    session,
    pairs.map(({ was }) => was),
    language,
  );
  const lossy = steps.filter(({ reversibility }) => reversibility !== 'reversible');
  const mayDiffer = ({ name }: Table) =>
    lossy.some(({ up, down }) => [...up, ...down].some((text) => text.includes(name)));
  return async (at, place) => {
    const isLate = place === 'contract';
    const readings = isLate ? pairs.map(({ is, was }) => ({ ...is, key: was.key })) : asBefore;
    const original = new Map(
      isLate ? pairs.map(({ was }) => [was.key, was.table]) : asBefore.map((one) => [one.key, one.table]),
    );
    for (const reading of readings) {
      const was = (isLate ? common : all).get(reading.key);
      if (was === undefined || mayDiffer(original.get(reading.key) as Table)) continue;
      record.note('rows', at, await compareOne(session, reading, was, language));
    }
  };
}

async function compareOne(
  session: Session,
  reading: Reading,
  was: Content,
  language: Language,
): Promise<readonly string[]> {
  try {
    const is = await readContents(session, [reading], language);
    return contentDifferences(new Map([[reading.key, was]]), is);
  } catch (error) {
    return [`the rows of table '${reading.key}' cannot be read any more: ${messageOf(error)}`];
  }
}

/** A table, and the one that comes after it, with the columns that both have. */
function pairOf(table: Table, successors: Successors, language: Language): { was: Reading; is: Reading }[] {
  const next = successors.table(table);
  if (next === undefined || next.partitionOf !== undefined || next.foreign !== undefined) return [];
  const columns = table.columns.flatMap((column) => {
    const successor = successors.column(table, column.name);
    return successor === undefined ? [] : [{ column, successor }];
  });
  const was = columns.map(({ column }) => language.quote(column.name));
  const is = columns.map(({ column, successor }) => {
    const name = language.quote(successor.name);
    return isSameType(column.type, successor.type) ? name : language.cast(name, column.type);
  });
  return [{ was: { key: keyOf(table), table, values: was }, is: { key: keyOf(next), table: next, values: is } }];
}

export function isSameType(one: DataType, other: DataType): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
