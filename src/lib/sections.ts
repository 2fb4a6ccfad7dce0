/** The lines of a text by the heads in square brackets under which they stand. */
export function sectionsOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const head = /^\[(.*)\]$/.exec(line);
    if (head === null) {
      lines.push(line);
    } else {
      lines = [];
      found.set(head[1] as string, lines);
    }
  }
  return found;
}
