import { printable } from '../lib/printable.js';
import type { Block, Graph, Mark, Timeline } from '../report/block.js';
import { sentenceCase } from './heading.js';

/**
 * A report as Markdown that reads well on GitHub: tables, task lists, and Mermaid for lines of time and graphs. Names of
 * strangers are text: nothing in them becomes markup.
 */
export function renderMarkdown(blocks: readonly Block[]): string {
  const lines: string[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    // A list ends, and a table or a fence begins, at an empty line.
    if (before !== undefined && !continues(before, block) && lines.at(-1) !== '') lines.push('');
    lines.push(...renderBlock(block));
    before = block;
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const IN_LISTS: readonly Block['kind'][] = ['item', 'field', 'line', 'code'];

function continues(before: Block, block: Block): boolean {
  return IN_LISTS.includes(before.kind) && IN_LISTS.includes(block.kind);
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'title':
      return [`# ${inline(block.text)}`, ''];
    case 'section':
      return ['', `## ${inline(sentenceCase(block.text))}`, ''];
    case 'line':
      return [
        `${listed(block.indent)}${block.emphasis === undefined ? inline(block.text) : `**${inline(block.text)}**`}`,
      ];
    case 'field':
      return [`${listed(block.indent)}**${inline(block.label)}:** ${inline(block.value)}`];
    case 'item':
      return [
        `${margin(block.indent)}${markOf(block.mark)} ${block.emphasis === undefined ? inline(block.text) : `**${inline(block.text)}**`}`,
      ];
    case 'code':
      return fenced(block.text, '', margin(block.indent));
    case 'table':
      return tableOf(block.columns, block.rows);
    case 'timeline':
      return fenced(gantt(block), 'mermaid', '');
    case 'graph':
      return fenced(flowchart(block), 'mermaid', '');
    case 'gap':
      return [''];
  }
}

/** What stands below an item is a part of it, and every line is an item, or GitHub would run them together. */
function margin(indent = 0): string {
  return '  '.repeat(Math.ceil(indent / 2));
}

function listed(indent = 0): string {
  return `${margin(indent)}- `;
}

function markOf(mark: Mark): string {
  if (mark === 'box') return '- [ ]';
  if (typeof mark === 'string') return '-';
  return mark.box === true ? `- [ ] ${mark.number}.` : `- ${mark.number}.`;
}

/** Text in which nothing is markup: neither Markdown nor HTML, nor a mention. */
export function inline(text: string): string {
  return (
    printable(text)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/[\\`*_[\]|~]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll(/(^|\s)@(?=\w)/g, '$1&#64;')
      // At the beginning of a line these make a heading, a list, a rule or a line under a heading.
      .replace(/^ ?(?=(?:#{1,6}|[+-]|\d+[.)])(?: |$)|=+ ?$|-[ -]*$)(\d*)/, '$1\\')
  );
}

/** A fence that is longer than any within it. */
function fenced(text: string, language: string, indent: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...printable(text).split('\n'), fence].map((row) => `${indent}${row}`);
}

function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => inline(cell)).join(' | ')} |`;
  return ['', row(columns), row(columns.map(() => '---')), ...rows.map(row), ''];
}

/** A name in Mermaid, where `;`, `:` and `#` are grammar, and `%%` begins a comment. */
function named(text: string): string {
  return (
    printable(text)
      .replaceAll(/[;:#"{}<>[\]|`]|%(?=%)/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 80)
      .trim() || '-'
  );
}

function gantt({ title, start, bars, freezes = [] }: Timeline): string {
  const first = start ?? 0;
  const at = (seconds: number) => new Date(first + seconds * 1000).toISOString().slice(0, 19);
  const lines = [
    'gantt',
    `  title ${named(title)}${start === undefined ? ' (from the beginning)' : ' (UTC)'}`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss',
    `  axisFormat ${start === undefined ? '%d. %H:%M' : '%m-%d %H:%M'}`,
  ];
  if (freezes.length > 0) lines.push('  section frozen');
  const whole = bars.reduce((latest, { end }) => Math.max(latest, end), 1);
  for (const { label, begin, end } of freezes) {
    lines.push(`  ${named(label)} :done, ${at(Math.max(0, begin))}, ${at(Math.min(whole, end))}`);
  }
  let group: string | undefined;
  for (const bar of bars) {
    if (bar.group !== group) lines.push(`  section ${named(bar.group)}`);
    group = bar.group;
    const tags = bar.end === bar.begin ? 'milestone, ' : bar.critical ? 'crit, ' : '';
    lines.push(
      `  ${named(bar.label)}${bar.isKnown ? '' : ' (how long is not known)'} :${tags}${at(bar.begin)}, ${at(bar.end)}`,
    );
  }
  return lines.join('\n');
}

function flowchart({ nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'flowchart LR',
    ...nodes.map(({ id, label }) => `  ${names.get(id)}["${named(label)}"]`),
    ...edges.map(({ from, to }) => `  ${names.get(from)} --> ${names.get(to)}`),
  ].join('\n');
}
