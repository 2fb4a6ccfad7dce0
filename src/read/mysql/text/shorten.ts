const MOST = 100;

/** The beginning of a statement on one line, without passwords. */
export function shortened(statement: string): string {
  const line = statement
    .slice(0, 4 * MOST)
    .replaceAll(
      /\b(BY|PASSWORD|AS|=)(\s*\(?\s*)(?:PASSWORD\s+)?(?:'(?:[^'\\]|''|\\.)*'?|"(?:[^"\\]|""|\\.)*"?)/gi,
      "$1$2'…'",
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
