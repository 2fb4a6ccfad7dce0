import { printable } from '../lib/printable.js';
import type { Block, Emphasis, Mark } from '../report/block.js';
import { tableOf, timelineOf } from './columns.js';
import { narrowed } from './narrow.js';

/** Colours a piece of text for a terminal; the identity where there is none. */
export type Paint = (text: string, style: Emphasis | 'dim') => string;

const WIDTH = 80;
const SECTION_WIDTH = 40;
const MARKS = { bullet: '• ', tick: '✓ ', box: '☐ ', dash: '- ' } as const;

/**
 * A report as plain text, in the original's layout; a gap at its end becomes the last line break.
 *
 * @param width where lines are broken, all but those of scripts; by default they are as long as they are
 */
export function renderText(blocks: readonly Block[], paint: Paint = (text) => text, width?: number): string {
  const shown = width === undefined ? blocks : blocks.flatMap((block) => narrowed(readable(block), width));
  return shown.map((block) => renderBlock(block, paint, width)).join('\n');
}

/** A block whose texts hold nothing that a terminal would obey. */
function readable<T>(value: T): T;
function readable(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each)]));
}

function renderBlock(block: Block, paint: Paint, width: number | undefined): string {
  switch (block.kind) {
    case 'title': {
      const rule = paint('='.repeat(WIDTH), 'dim');
      return `${rule}\n${paint(block.text, 'strong')}\n${rule}`;
    }
    case 'section':
      return `${paint(block.text, 'strong')}\n${paint('-'.repeat(SECTION_WIDTH), 'dim')}`;
    case 'line':
      return margin(block.indent) + emphasized(block.text, block.emphasis, paint);
    case 'field':
      return `${margin(block.indent)}${block.label}: ${block.value}`;
    case 'item':
      return margin(block.indent) + renderMark(block.mark) + emphasized(block.text, block.emphasis, paint);
    case 'code':
      return block.text
        .split('\n')
        .map((text) => margin(block.indent) + text)
        .join('\n');
    case 'table':
      return tableOf(block.columns, block.rows);
    case 'timeline':
      return timelineOf(block, width);
    case 'graph':
      return block.edges.map(({ from, to }) => `${labelIn(block, from)} -> ${labelIn(block, to)}`).join('\n');
    case 'gap':
      return '';
  }
}

function labelIn({ nodes }: Extract<Block, { kind: 'graph' }>, wanted: string): string {
  return nodes.find(({ id }) => id === wanted)?.label ?? wanted;
}

function margin(indent = 0): string {
  return ' '.repeat(indent);
}

function emphasized(text: string, emphasis: Emphasis | undefined, paint: Paint): string {
  return emphasis === undefined ? text : paint(text, emphasis);
}

function renderMark(mark: Mark): string {
  if (typeof mark === 'string') return MARKS[mark];
  return `${String(mark.number).padStart(mark.width ?? 0)}. ${mark.box === true ? MARKS.box : ''}`;
}
