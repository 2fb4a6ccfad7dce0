import type { Language, Session } from '../engine.js';
import { meansOutage } from '../load.js';
import type { TableDemand } from './demands.js';
import { inSavepoint } from './savepoint.js';

/** Conditions that can be asked of the schema before: their columns and functions are there. */
export async function usableConditions(asking: Asking, demand: TableDemand): Promise<string[]> {
  const usable: string[] = [];
  for (const condition of demand.conditions) {
    const ask = () => refuseLaterConditions(asking, { ...demand, conditions: [condition] });
    try {
      await inSavepoint(asking.session, ask);
      usable.push(condition);
    } catch (error) {
      if (meansOutage(error, asking.language)) throw error;
    }
  }
  return usable;
}

/** Who is asked, and how. */
export interface Asking {
  readonly session: Session;
  readonly language: Language;
}

/** Throws when a row breaks what only the schema after demands. */
export async function refuseLaterConditions(
  { session, language }: Asking,
  { table, conditions }: TableDemand,
): Promise<void> {
  for (const condition of conditions) {
    const [row] = await session.query(
      `SELECT count(*) AS broken FROM ${language.rowsOf(table)} WHERE NOT (${condition})`,
    );
    if (Number(row?.broken ?? 0) > 0) throw new Error(`the schema after demands ${condition}`);
  }
}
