import type { Catalog } from '../../model/catalog/catalog.js';
import { tablesWithRows } from '../contents.js';
import type { Language, Session } from '../engine.js';

const ROWS_AT_ONCE = 500;

/** What puts all rows that there are into an empty database of the same schema, triggers and all. */
export async function insertsOfAll(session: Session, catalog: Catalog, language: Language): Promise<readonly string[]> {
  const statements: string[] = [...language.withoutTriggers];
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
