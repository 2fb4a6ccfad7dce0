/** A command of a shell that reads lines of text, which the shell takes as they are; none of them ends the text too early. */
export function hereDocument(command: string, lines: readonly string[], word = 'SQL'): string {
  const mark = markFor(lines, word);
  return `${command} <<'${mark}'\n${lines.join('\n')}\n${mark}`;
}

/** The word that ends the text; no line of it is that word. */
function markFor(lines: readonly string[], word: string): string {
  const all = new Set(lines.join('\n').split('\n'));
  let mark = word;
  while (all.has(mark)) mark += '_';
  return mark;
}
