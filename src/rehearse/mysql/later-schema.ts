import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Language, Session } from '../engine.js';
import { meansOutage, messageOf } from '../load.js';
import type { Successors } from '../rows/demands.js';
import { NO_HINTS } from '../rows/hints.js';
import { type LaterSchema, type StoredRow, transactionOf } from '../rows/later-schema.js';
import type { Random } from '../rows/random.js';
import { makeValue } from '../rows/values.js';
import { keyColumns } from '../writing.js';

/**
 * The schema after of MySQL or MariaDB, where a column keeps its name when it gets another type: a row of the
 * application before is taken where what it writes is read there as it is before.
 *
 * @param session of a database with the schema after, and nothing in it
 */
export async function openLaterMysql(
  session: Session,
  after: Catalog,
  successors: Successors,
  language: Language,
): Promise<LaterSchema> {
  // What watches is told of changes of the application's, and rows that are tried here are none.
  for (const { triggers } of after.tables) {
    for (const { name } of triggers) await session.execute(`DROP TRIGGER IF EXISTS ${language.quote(name)}`);
  }
  for (const statement of language.withoutTriggers) await session.execute(statement);
  let ordinal = 0;
  return {
    ...transactionOf(session),
    async take(table, rows, random) {
      const next = successors.table(table);
      if (next === undefined) return;
      for (const row of rows) {
        const pairs = table.columns.flatMap((was): [Column, Column][] => {
          const is = successors.column(table, was.name);
          const isGiven = was.generated === undefined && is?.generated === undefined && row.has(was.name);
          return is === undefined || !isGiven ? [] : [[was, is]];
        });
        const known = new Set(pairs.map(([, { name }]) => name));
        const written = new Map([
          ...pairs.map(([was, is]): [string, string] => [is.name, literalOf(was, row, language)]),
          ...next.columns.flatMap((column): [string, string][] => {
            const value = known.has(column.name) ? undefined : givenLater(column, after, random, ordinal++);
            return value === undefined ? [] : [[column.name, language.value(value, column.type)]];
          }),
        ]);
        const problem = await tried(session, language, [table, next], written, pairs, row);
        if (problem !== undefined) throw new Error(`the schema after does not take it: ${problem}`);
      }
    },
  };
}

const literalOf = ({ name, type }: Column, row: StoredRow, language: Language): string => {
  const value = row.get(name);
  return value === null || value === undefined ? 'NULL' : language.value(value, type);
};

/** What a column that comes must be given; nothing where it can be left out. */
function givenLater(column: Column, catalog: Catalog, random: Random, ordinal: number): string | undefined {
  const { nullable, default: usual, generated, isAutoIncrement, type } = column;
  if (nullable || usual !== undefined || generated !== undefined || isAutoIncrement === true) return undefined;
  return makeValue(type, { catalog, random, ordinal, isDistinct: true }, NO_HINTS);
}

/** What is wrong with a row; nothing where what was written is read again. */
async function tried(
  session: Session,
  language: Language,
  [before, table]: readonly [Table, Table],
  written: ReadonlyMap<string, string>,
  pairs: readonly (readonly [Column, Column])[],
  row: StoredRow,
): Promise<string | undefined> {
  const keys = pairs.filter(([was]) => keyColumns(before).includes(was.name)).map(([, { name }]) => name);
  const texts = pairs.map(([was, is], at) => {
    const value = language.asText(language.cast(language.quote(is.name), was.type, is.type), was.type);
    return `${value} AS c${at}`;
  });
  try {
    await session.execute(language.insert(table, [...written.keys()], [[...written.values()]]));
    if (texts.length === 0) return undefined;
    const where = keys.map((name) => `${language.quote(name)} = ${written.get(name)}`).join(' AND ');
    const [found] = await session.query(
      `SELECT ${texts.join(', ')} FROM ${language.rowsOf(table)}${where === '' ? '' : ` WHERE ${where}`}`,
    );
    const other = pairs.find(([was], at) => found?.[`c${at}`] !== row.get(was.name));
    return other && `it reads ${other[0].name} otherwise`;
  } catch (error) {
    if (meansOutage(error, language)) throw error;
    return messageOf(error);
  }
}
