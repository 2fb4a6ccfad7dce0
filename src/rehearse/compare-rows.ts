import type { Catalog } from '../model/catalog/catalog.js';
import type { DataType } from '../model/catalog/data-type.js';
import type { Column, Table } from '../model/catalog/table.js';
import type { Step } from '../model/step.js';
import { type Content, contentDifferences, keyOf, type Reading, readContents, tablesWithRows } from './contents.js';
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
  { before, after, successors }: { readonly before: Catalog; readonly after: Catalog; readonly successors: Successors },
  steps: readonly Step[],
  language: Language,
  record: Record,
): Promise<CompareRows> {
  const tables = tablesWithRows(before, after);
  const asBefore = tables.map((table): Reading => {
    const values = storedColumns(table, successors).map((column) => {
      const successor = successors.column(table, column.name);
      return valueAsBefore(column.name, column.type, successor?.type ?? column.type, language);
    });
    // One that is made anew has its rows in partitions.
    const partitioning = table.partitioning ?? successors.table(table)?.partitioning;
    return { key: keyOf(table), table: { ...table, ...(partitioning && { partitioning }) }, values };
  });
  const pairs = tables.flatMap((table) => pairOf(table, successors, language));
  const all = await readContents(session, asBefore, language);
  const common = await readContents(
    session,
    pairs.map(({ was }) => was),
    language,
  );
  const lossy = steps.filter(({ reversibility }) => reversibility !== 'reversible');
  const mayDiffer = ({ name }: Table) =>
    lossy.some(({ up, down, because }) => [...up, ...down, ...because].some((text) => text.includes(name)));
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

/** The columns of a table but for those that are computed in another way later: no value of theirs is kept. */
function storedColumns(table: Table, successors: Successors): Column[] {
  return table.columns.filter(({ name, generated }) => {
    const next = successors.column(table, name)?.generated;
    return generated === undefined || next === undefined || generated.expression.form === next.expression.form;
  });
}

/** A table, and the one that comes after it, with the columns that both have. */
function pairOf(table: Table, successors: Successors, language: Language): { was: Reading; is: Reading }[] {
  const next = successors.table(table);
  if (next === undefined || next.partitionOf !== undefined || next.foreign !== undefined) return [];
  const columns = storedColumns(table, successors).flatMap((column) => {
    const successor = successors.column(table, column.name);
    return successor === undefined ? [] : [{ column, successor }];
  });
  const was = columns.map(({ column, successor }) => {
    return valueAsBefore(column.name, column.type, successor.type, language);
  });
  const is = columns.map(({ column, successor }) => {
    return valueAsBefore(successor.name, column.type, successor.type, language);
  });
  return [{ was: { key: keyOf(table), table, values: was }, is: { key: keyOf(next), table: next, values: is } }];
}

/** A column whose type changes, in the type that it had: 1.5 and 1.5000 are one number. Types of one's own may be gone. */
function valueAsBefore(name: string, was: DataType, is: DataType, language: Language): string {
  const value = language.recoded(language.quote(name), was);
  return isSameType(was, is) || was.schema !== '' ? value : language.cast(value, was);
}

export function isSameType(one: DataType, other: DataType): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
