import type { Paint } from '../render/text.js';
import type { Block } from '../report/block.js';
import type { Io, Output } from './io.js';

/** Whether standard output gets colours: on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */
async function wantsColour({ env, stdout }: Io): Promise<boolean> {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return env.TERM !== 'dumb' && (await stdout.isTerminal());
}

/** How standard output is painted. */
export async function paintFor(io: Io): Promise<Paint> {
  if (!(await wantsColour(io))) return (text) => text;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  const styles = { strong: chalk.bold, bad: chalk.red, doubtful: chalk.yellow, good: chalk.green, dim: chalk.dim };
  return (text, style) => styles[style](text);
}

// Controls, and the marks that turn the direction of text round: a name in a schema could hide or fake what
// a terminal shows (Unicode Technical Report 36, section 2; CVE-2021-42574).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text whose invisible and active characters are spelled out; line breaks stay. */
export function spellOut(text: string): string {
  return text.replace(UNSAFE, spell);
}

function spell(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A report as it is shown: on a terminal with nothing in it that could act on it or fake a line of its own. */
export async function visible(blocks: readonly Block[], output: Output): Promise<readonly Block[]> {
  if (!(await output.isTerminal())) return blocks;
  return blocks.map((block) => {
    const show = (text: string) => (block.kind === 'code' ? spellOut(text) : spellOut(text).replaceAll('\n', spell));
    return shownAs(block, show) as Block;
  });
}

/** A value with each of its texts as it is shown. */
function shownAs(value: unknown, show: (text: string) => string): unknown {
  if (typeof value === 'string') return show(value);
  if (Array.isArray(value)) return value.map((each) => shownAs(each, show));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shownAs(each, show)]));
}
