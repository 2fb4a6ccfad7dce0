import type { Table } from '../model/catalog/table.js';
import type { Language, Session } from './engine.js';
import { meansOutage } from './load.js';

/**
 * Has ROLLBACK undo what is written to tables, of whatever engine they are, where the server can make it so.
 *
 * @returns what makes them as they were again
 */
export async function makeUndoable(
  session: Session,
  tables: readonly Table[],
  language: Language,
): Promise<() => Promise<void>> {
  const undone: string[] = [];
  for (const { on, off } of tables.flatMap((table) => language.undoable(table) ?? [])) {
    try {
      await session.execute(on);
      undone.push(off);
    } catch (error) {
      if (meansOutage(error, language)) throw error;
    }
  }
  return async () => {
    for (const statement of undone) await session.execute(statement);
  };
}
