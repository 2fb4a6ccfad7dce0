import { withoutPasswords } from '../../../lib/without-passwords.js';

const MOST = 100;

/** The beginning of a statement on one line, without passwords. */
export function shortened(statement: string): string {
  const line = withoutPasswords(statement.slice(0, 4 * MOST))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
