import { fail, UserError } from '../errors.js';
import type { Source } from '../read/source.js';
import type { Language, Session } from './engine.js';

/**
 * Runs files as the server's own client would, statement by statement.
 *
 * @throws UserError that names the file and the line of a statement that the server refuses
 */
export async function loadSources(
  session: Session,
  sources: readonly Source[],
  language: Language,
  refusal: 'REHEARSAL_SQL_REFUSED' | 'DATA_REFUSED' = 'REHEARSAL_SQL_REFUSED',
): Promise<void> {
  for (const source of sources) {
    for (const { text, line } of language.split(source)) {
      try {
        await session.execute(text);
      } catch (error) {
        if (error instanceof UserError) throw error;
        fail(refusal, { file: source.name, line, problem: messageOf(error) });
      }
    }
    // What a file sets for its session must not reach the next, nor the steps.
    for (const statement of language.newSession) await session.execute(statement);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
