import { createHash } from 'node:crypto';
import type { Block, Mark } from '../report/block.js';
import { escaped } from './escape-html.js';
import { sentenceCase } from './heading.js';
import { SCRIPT, STYLE } from './html-page.js';
import { graphSvg, timelineSvg } from './html-pictures.js';

/**
 * A report as one page that needs nothing else: no network, no fonts, no frames. Items with a box can be ticked off; the
 * browser keeps the ticks under the name of the document.
 *
 * @param key what the ticks are kept under, with a hash of the content, such as the id of the plan
 */
export function renderHtml(blocks: readonly Block[], key: string): string {
  const title = blocks.find((block) => block.kind === 'title')?.text ?? 'Report';
  const sections = sectionsOf(blocks);
  const links = sections.flatMap(({ name, id }) =>
    name === undefined ? [] : [`<li><a href="#${id}">${escaped(sentenceCase(name))}</a></li>`],
  );
  const counter = { boxes: 0 };
  const body = sections.map(({ name, id, blocks: own }) => {
    const heading = name === undefined ? '' : `<h2 id="${id}-title">${escaped(sentenceCase(name))}</h2>`;
    const content = own.map((block) => renderBlock(block, counter)).join('\n');
    return name === undefined
      ? `<header>${content}</header>`
      : `<section id="${id}" aria-labelledby="${id}-title">${heading}\n${content}</section>`;
  });
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    `<body data-key="${escaped(key)}.${createHash('sha256').update(body.join('\n')).digest('hex').slice(0, 8)}">`,
    '<a class="skip" href="#main">Skip to the content</a>',
    `<nav aria-label="Sections"><ul>${links.join('')}</ul><p id="done" role="status"></p></nav>`,
    `<main id="main" tabindex="-1">${body.join('\n')}</main>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

interface Section {
  readonly name: string | undefined;
  readonly id: string;
  readonly blocks: Block[];
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [{ name: undefined, id: 'top', blocks: [] }];
  for (const block of blocks) {
    if (block.kind === 'section') sections.push({ name: block.text, id: `s${sections.length}`, blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

function renderBlock(block: Block, counter: { boxes: number }): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escaped(block.text)}</h1>`;
    case 'section':
      return '';
    case 'line':
      return `<p class="${indented(block.indent)}">${emphasized(block.text, block.emphasis)}</p>`;
    case 'field':
      return `<p class="${indented(block.indent)}"><b>${escaped(block.label)}:</b> ${escaped(block.value)}</p>`;
    case 'item':
      return renderItem(block, counter);
    case 'code':
      return `<pre class="${indented(block.indent)}" tabindex="0"><code>${escaped(block.text)}</code></pre>`;
    case 'table':
      return renderTable(block.columns, block.rows);
    case 'timeline':
      return timelineSvg(block);
    case 'graph':
      return graphSvg(block);
    case 'gap':
      return '';
  }
}

function indented(indent = 0): string {
  return `in${Math.min(4, Math.ceil(indent / 2))}`;
}

function emphasized(text: string, emphasis: string | undefined): string {
  return emphasis === undefined ? escaped(text) : `<strong class="${emphasis}">${escaped(text)}</strong>`;
}

function renderItem(
  { mark, text, indent, emphasis }: Extract<Block, { kind: 'item' }>,
  counter: { boxes: number },
): string {
  const words = `${numberOf(mark)}${emphasized(text, emphasis)}`;
  const hasBox = mark === 'box' || (typeof mark === 'object' && mark.box === true);
  if (!hasBox) return `<p class="item ${indented(indent)}">${words}</p>`;
  counter.boxes++;
  const id = `b${counter.boxes}`;
  return `<p class="box ${indented(indent)}"><input type="checkbox" id="${id}"><label for="${id}">${words}</label></p>`;
}

function numberOf(mark: Mark): string {
  return typeof mark === 'string' ? '' : `${mark.number}. `;
}

function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const isMatrix = columns[0]?.startsWith('Probability') === true;
  const body = rows
    .map((row, down) => {
      const cells = row.map((text, at) => {
        const time = MOMENT.test(text) ? ' class="time"' : '';
        if (at === 0) return `<th scope="row"${time}>${escaped(text)}</th>`;
        const heat = isMatrix ? ` class="heat${heatOf(rows.length - down, at)}"` : time;
        return `<td${heat}>${escaped(text)}</td>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  return `<div class="table" role="region" aria-label="${escaped(columns.join(', '))}" tabindex="0"><table${isMatrix ? ' class="matrix"' : ''}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A moment is read in one piece. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:+Z-]+$/;

/** The product of both ranks, on four shades, as the severities of the register. */
function heatOf(probability: number, impact: number): number {
  const product = probability * impact;
  return product >= 12 ? 4 : product >= 6 ? 3 : product >= 3 ? 2 : 1;
}
