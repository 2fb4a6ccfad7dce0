import type { Language, Session } from '../engine.js';
import { refuseLaterConditions } from './conditions.js';
import type { TableDemand } from './demands.js';
import { type LaterSchema, type StoredRow, storedRows } from './later-schema.js';
import { type MadeRow, written } from './make-row.js';
import type { Random } from './random.js';
import { inSavepoint } from './savepoint.js';

/** Where rows go in, and who is asked whether they may. */
export interface Inserting {
  readonly session: Session;
  readonly language: Language;
  readonly random: Random;
  readonly later: LaterSchema | undefined;
}

/**
 * Inserts rows by one statement within an open transaction.
 *
 * @throws when the server refuses one of them, or the schema after would; none is there then
 */
export async function insertRows(
  { session, language, random, later }: Inserting,
  demand: TableDemand,
  rows: readonly MadeRow[],
  { checksDeferred }: { readonly checksDeferred: boolean },
): Promise<void> {
  const { table } = demand;
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  // Who left out what others have takes the default.
  const values = rows.map((row) =>
    names.map((name) => (row.has(name) ? written(table, name, row.get(name), language) : 'DEFAULT')),
  );
  const statement = language.insert(table, names, values);
  await inSavepoint(session, async () => {
    let stored: readonly StoredRow[] = [];
    // A rule may make something else of an INSERT, which returns nothing then.
    if (later === undefined || table.rules.length > 0) await session.execute(statement);
    else stored = await storedRows(session, language, table, statement);
    if (checksDeferred)
      for (const check of [...language.checkDeferred, ...language.defer]) await session.execute(check);
    await refuseLaterConditions({ session, language }, demand);
    await later?.take(table, stored, random);
  });
}
