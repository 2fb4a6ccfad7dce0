import type { Catalog } from '../../model/catalog/catalog.js';
import { tablesWithRows } from '../contents.js';
import type { Language, Session } from '../engine.js';

/** What puts all rows that there are into an empty database of the same schema, triggers and all. */
export async function insertsOfAll(session: Session, catalog: Catalog, language: Language): Promise<readonly string[]> {
  const statements: string[] = [...language.withoutTriggers];
  for (const table of tablesWithRows(catalog)) {
    const names = table.columns.filter(({ generated }) => generated === undefined).map(({ name }) => name);
    const texts = names.map((name, index) => `${language.asText(language.quote(name))} AS c${index}`);
    const rows = await session.query(`SELECT ${texts.join(', ') || '1'} FROM ${language.rowsOf(table)}`);
    for (const row of rows) {
      const values = names.map((_, index) => {
        const value = row[`c${index}`];
        return value === null ? 'NULL' : language.literal(String(value));
      });
      statements.push(language.insert(table, names, values));
    }
  }
  return statements;
}
