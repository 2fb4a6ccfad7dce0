/** A place in a text as editors count: from 1, columns in UTF-16 code units. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Where an offset is. */
export function lineAndColumn(text: string, offset: number): LineAndColumn {
  return linesAndColumns(text, [offset])[0] as LineAndColumn;
}

/** Where some offsets are, found in one pass over the lines of the text. */
export function linesAndColumns(text: string, offsets: readonly number[]): LineAndColumn[] {
  const places: LineAndColumn[] = [];
  const order = offsets.map((offset, index) => ({ offset, index })).sort((left, right) => left.offset - right.offset);
  let line = 1;
  let start = 0;
  let next = text.indexOf('\n');
  for (const { offset, index } of order) {
    for (; next >= 0 && next < offset; next = text.indexOf('\n', start)) {
      line++;
      start = next + 1;
    }
    places[index] = { line, column: offset - start + 1 };
  }
  return places;
}

const MOST_SHOWN = 100;

/** The line of an offset, or what is around it in a long one, and under it a mark at the place. */
export function excerptOf(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const from = Math.max(start, offset - MOST_SHOWN / 2);
  const shown = text.slice(from, Math.min(end < 0 ? text.length : end, from + MOST_SHOWN)).replaceAll(/[\t\r]/g, ' ');
  return `${shown.trimEnd()}\n${' '.repeat(offset - from)}^`;
}
