import type { Catalog } from '../../model/catalog/catalog.js';
import { tablesWithRows } from '../contents.js';
import type { Language, Session } from '../engine.js';

const ROWS_AT_ONCE = 500;

/** What puts the rows that are there now, and no others, into another database of the same schema. */
export async function rowsAgain(
  session: Session,
  catalog: Catalog,
  language: Language,
): Promise<(other: Session) => Promise<void>> {
  const inserts = await insertsOfAll(session, catalog, language);
  return async (other) => {
    const triggers = await language.triggers(other);
    // The files of a schema may have put in rows of their own, which are among those that come.
    const emptying = language.empty(tablesWithRows(catalog));
    const all = [...language.withoutTriggers, ...triggers.off, ...emptying, ...inserts, ...triggers.on];
    for (const statement of [...all, ...language.newSession]) await other.execute(statement);
  };
}

async function insertsOfAll(session: Session, catalog: Catalog, language: Language): Promise<readonly string[]> {
  const statements: string[] = [];
  for (const table of tablesWithRows(catalog)) {
    const columns = table.columns.filter(({ generated }) => generated === undefined);
    const names = columns.map(({ name }) => name);
    const texts = columns.map(({ name, type }, index) => `${language.asText(language.quote(name), type)} AS c${index}`);
    const rows = await session.query(`SELECT ${texts.join(', ') || '1'} FROM ${language.rowsOf(table)}`);
    const values = rows.map((row) =>
      columns.map(({ type }, index) => {
        const value = row[`c${index}`];
        return value === null ? 'NULL' : language.value(String(value), type);
      }),
    );
    for (let at = 0; at < values.length; at += ROWS_AT_ONCE) {
      statements.push(language.insert(table, names, values.slice(at, at + ROWS_AT_ONCE)));
    }
  }
  return statements;
}
