import type { Block } from '../report/block.js';
import { tableOf } from './columns.js';

/** A block as blocks whose lines fit into a width, as far as words can be broken apart; scripts keep their lines. */
export function narrowed(block: Block, width: number): Block[] {
  switch (block.kind) {
    case 'line':
      return wrapped(block.text, width - (block.indent ?? 0)).map((text) => ({ ...block, text }));
    case 'item': {
      const mark = markWidth(block.mark);
      const [first = '', ...rest] = wrapped(block.text, width - (block.indent ?? 0) - mark);
      const below = (block.indent ?? 0) + mark;
      return [{ ...block, text: first }, ...rest.map((text): Block => ({ kind: 'line', text, indent: below }))];
    }
    case 'field': {
      const indent = block.indent ?? 0;
      const [first = '', ...rest] = wrapped(`${block.label}: ${block.value}`, width - indent, 2);
      return [first, ...rest].map((text): Block => ({ kind: 'line', text, indent }));
    }
    case 'table':
      return tableOf(block.columns, block.rows)
        .split('\n')
        .some((row) => row.length > width)
        ? stacked(block, width)
        : [block];
    case 'code':
      // The word that ends a text of several lines is known at the margin only.
      return [/<<'(\w+)'$/m.test(block.text) ? { ...block, indent: 0 } : block];
    default:
      return [block];
  }
}

function markWidth(mark: Extract<Block, { kind: 'item' }>['mark']): number {
  if (typeof mark === 'string') return 2;
  return Math.max(mark.width ?? 0, String(mark.number).length) + 2 + (mark.box === true ? 2 : 0);
}

/** Each row as a list of its cells under its first. */
function stacked({ columns, rows }: Extract<Block, { kind: 'table' }>, width: number): Block[] {
  return rows.flatMap(([head = '', ...cells]) => [
    ...narrowed({ kind: 'item', mark: 'bullet', text: head, emphasis: 'strong' }, width),
    ...cells.flatMap((value, at) =>
      value === '' ? [] : narrowed({ kind: 'field', label: columns[at + 1] ?? '', value, indent: 2 }, width),
    ),
  ]);
}

/**
 * Lines of whole words; a word that is longer than a line stands alone.
 *
 * @param hang how far lines behind the first are indented
 */
function wrapped(text: string, width: number, hang = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line.trim() === '') line = longer;
    else {
      lines.push(line);
      line = `${' '.repeat(hang)}${word}`;
    }
  }
  return [...lines, line];
}
