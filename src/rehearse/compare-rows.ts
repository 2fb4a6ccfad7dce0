import { same } from '../diff/catalog/same.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { DataType } from '../model/catalog/data-type.js';
import type { Column, Table } from '../model/catalog/table.js';
import { STEP_PHASES, type Step, type StepPhase } from '../model/step.js';
import { mentionsOf } from '../sql/mentions.js';
import { type Content, contentDifferences, keyOf, type Reading, readContents, tablesToCompare } from './contents.js';
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
  const tables = tablesToCompare(before, after);
  const code = changedCode(before, after);
  const asBefore = tables.map((table): Reading => {
    const values = storedColumns(table, successors, code).map((column) => {
      const successor = successors.column(table, column.name);
      return valueAsBefore(column.name, column.type, successor?.type ?? column.type, language);
    });
    // One that is made anew has its rows in partitions.
    const partitioning = table.partitioning ?? successors.table(table)?.partitioning;
    return { key: keyOf(table), table: { ...table, ...(partitioning && { partitioning }) }, values };
  });
  const pairs = tables.flatMap((table) => pairOf(table, successors, language, code));
  const all = await readContents(session, asBefore, language);
  const common = await readContents(
    session,
    pairs.map(({ was }) => was),
    language,
  );
  const byKey = new Map(before.tables.map((table) => [keyOf(table), table]));
  const parentsOf = ({ inherits }: Table) => inherits.flatMap((parent) => byKey.get(keyOf(parent)) ?? []);
  const parts = new Map<string, Table[]>();
  for (const table of before.tables) {
    const parent = table.partitionOf && keyOf(table.partitionOf.parent);
    const list = parent === undefined ? undefined : parts.get(parent);
    if (list !== undefined) list.push(table);
    else if (parent !== undefined) parts.set(parent, [table]);
  }
  const partitionsOf = (table: Table) => parts.get(keyOf(table)) ?? [];
  // What happens to a table that is renamed is said of it by either name, to what inherits from it or has its type,
  // and to the table that it is a partition of.
  const mayDiffer = (table: Table, lost: Losses): boolean =>
    [table.name, successors.table(table)?.name].some((name) => name !== undefined && isNamed(name, lost, language)) ||
    table.columns.some(({ type }) => type.schema !== '' && isNamed(type.name, lost, language)) ||
    parentsOf(table).some((parent) => mayDiffer(parent, lost)) ||
    partitionsOf(table).some((part) => mayDiffer(part, lost));
  const ever = lossesOf(steps);
  let reached = -1;
  return async (at, place) => {
    const isLate = place === 'contract';
    // What a later phase loses is still there; what one has lost that was walked before does not come back.
    reached = Math.max(reached, STEP_PHASES.indexOf(place as StepPhase));
    const lost = lossesOf(steps.filter(({ phase }) => STEP_PHASES.indexOf(phase) <= reached));
    const readings = isLate ? pairs.map(({ is, was }) => ({ ...is, key: was.key })) : asBefore;
    const original = new Map(
      isLate ? pairs.map(({ was }) => [was.key, was.table]) : asBefore.map((one) => [one.key, one.table]),
    );
    for (const reading of readings) {
      const was = (isLate ? common : all).get(reading.key);
      const table = original.get(reading.key) as Table;
      if (was === undefined || mayDiffer(table, lost)) continue;
      const differences = await compareOne(session, reading, was, language, mayDiffer(table, ever));
      if (differences === undefined) continue;
      // That nothing is still there proves nothing.
      if (was.rows > 0 || differences.length > 0) record.note('rows', at, differences);
    }
  };
}

/** What steps say that may lose something: their statements and the words in them, and the paths of what they are for. */
interface Losses {
  readonly statements: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly paths: readonly string[];
}

function lossesOf(steps: readonly Step[]): Losses {
  const lossy = steps.filter(({ reversibility }) => reversibility !== 'reversible');
  const statements = lossy.flatMap(({ up, down }) => [...up, ...down]);
  const words = new Set(statements.flatMap((text) => text.match(/[\p{L}\p{N}_$]+/gu) ?? []));
  return { statements, words, paths: lossy.flatMap(({ because }) => because.map((path) => `.${path}.`)) };
}

function isNamed(name: string, { statements, words, paths }: Losses, language: Language): boolean {
  const quoted = language.quote(name);
  return (
    words.has(name) ||
    paths.some((path) => path.includes(`.${name}.`)) ||
    statements.some((each) => each.includes(quoted))
  );
}

/**
 * @param isLost whether a later phase loses some of it: what nobody can read any more as it was before may wait for that
 * @returns nothing where it waits
 */
async function compareOne(
  session: Session,
  reading: Reading,
  was: Content,
  language: Language,
  isLost: boolean,
): Promise<readonly string[] | undefined> {
  try {
    const is = await readContents(session, [reading], language);
    return contentDifferences(new Map([[reading.key, was]]), is);
  } catch (error) {
    if (isLost) return undefined;
    return [`the rows of table '${reading.key}' cannot be read any more: ${messageOf(error)}`];
  }
}

/** The names of what an expression may call, search texts with or convert by, in lower case; none where all of it stays. */
function changedCode(before: Catalog, after: Catalog): ReadonlySet<string> {
  if (same([before.routines, before.others], [after.routines, after.others])) return new Set();
  const names = [before, after].flatMap(({ routines, others }) => [
    ...routines.map(({ name }) => name),
    ...others.flatMap(({ identity }) => [...mentionsOf(identity).words]),
  ]);
  return new Set(names.map((name) => name.toLowerCase()));
}

/** The columns of a table but for those that are computed otherwise later, from others at least: their values are not kept. */
function storedColumns(table: Table, successors: Successors, code: ReadonlySet<string>): Column[] {
  const others = new Set<string>();
  const isOther = ({ name, generated }: Column): boolean => {
    const next = successors.column(table, name)?.generated;
    if (generated === undefined || next === undefined) return false;
    const { form } = generated.expression;
    if (form !== next.expression.form || (code.size > 0 && form.includes('OPERATOR('))) return true;
    const words = [...mentionsOf(form).words].map((word) => word.toLowerCase());
    return words.some((word) => others.has(word) || code.has(word));
  };
  // A computed column may stand before those that it is computed from.
  for (let known = -1; known < others.size; ) {
    known = others.size;
    for (const column of table.columns) if (isOther(column)) others.add(column.name.toLowerCase());
  }
  return table.columns.filter(({ name }) => !others.has(name.toLowerCase()));
}

/** A table, and the one that comes after it, with the columns that both have. */
function pairOf(
  table: Table,
  successors: Successors,
  language: Language,
  code: ReadonlySet<string>,
): { was: Reading; is: Reading }[] {
  const next = successors.table(table);
  if (next === undefined || next.partitionOf !== undefined || next.foreign !== undefined) return [];
  const columns = storedColumns(table, successors, code).flatMap((column) => {
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
  const value = language.recoded(language.quote(name), was, is);
  return isSameType(was, is) || was.schema !== '' ? value : language.cast(value, was, is);
}

export function isSameType(one: DataType | undefined, other: DataType | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
