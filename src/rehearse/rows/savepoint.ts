import type { Session } from '../engine.js';

/**
 * Does something within an open transaction of which nothing stays when it fails. The savepoint goes in either case:
 * those that stay hold a lock each, and a server has few thousands of them for everybody.
 *
 * @throws what the act throws
 */
export async function inSavepoint(session: Session, act: () => Promise<void>): Promise<void> {
  await session.execute('SAVEPOINT tried');
  try {
    await act();
  } catch (error) {
    // Who has lost the connection is told of that by the error.
    await session.execute('ROLLBACK TO SAVEPOINT tried').catch(() => {});
    await session.execute('RELEASE SAVEPOINT tried').catch(() => {});
    throw error;
  }
  await session.execute('RELEASE SAVEPOINT tried');
}
