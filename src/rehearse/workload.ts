import type { Table } from '../model/catalog/table.js';
import { rowsInUse } from './contents.js';
import type { Language, Scratch, Session } from './engine.js';

/** Reads and writes on tables, over and over, by a session of its own. */
export interface Workload {
  /** Stops it; says how long the longest of its statements took, in milliseconds. */
  stop(): Promise<number>;
}

/** Begins to read and to write rows of some tables; nothing that it writes stays. */
export async function beginWorkload(scratch: Scratch, tables: readonly Table[], language: Language): Promise<Workload> {
  const session = await scratch.connect();
  let isOver = false;
  let longest = 0;
  const timed = async (statement: string) => {
    const began = performance.now();
    // An application of one version meets what it does not know; how long it waits is the question here.
    await session.execute(statement).catch(() => {});
    longest = Math.max(longest, performance.now() - began);
  };
  const running = (async () => {
    while (!isOver && tables.length > 0) {
      for (const table of tables) await readAndWrite(session, table, language, timed);
    }
    // Where a step fails nobody stops it: it ends with its connection.
  })().catch(() => {});
  return {
    async stop() {
      isOver = true;
      await running;
      await session.close();
      return Math.round(longest * 10) / 10;
    },
  };
}

async function readAndWrite(
  session: Session,
  table: Table,
  language: Language,
  timed: (statement: string) => Promise<void>,
): Promise<void> {
  const rows = rowsInUse(language, table);
  const column = table.columns.find(({ generated, identity }) => generated === undefined && identity === undefined);
  await timed(`SELECT * FROM ${rows} LIMIT 1`);
  if (column === undefined) return;
  const name = language.quote(column.name);
  await session.execute('BEGIN');
  await timed(`UPDATE ${rows} SET ${name} = ${name}`);
  await session.execute('ROLLBACK').catch(() => {});
}
