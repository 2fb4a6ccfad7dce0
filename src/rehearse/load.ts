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
  refusal: 'SQL_REFUSED' | 'DATA_REFUSED' = 'SQL_REFUSED',
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

/** Whether an error, or what has caused it, says something of the server rather than of a statement. */
export function meansOutage(error: unknown, language: Language): boolean {
  return error instanceof Error && (language.isOutage(error) || meansOutage(error.cause, language));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
