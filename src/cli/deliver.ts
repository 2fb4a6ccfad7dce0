import { fail } from '../errors.js';
import { renderJson } from '../render/json.js';
import { renderText } from '../render/text.js';
import type { Block } from '../report/block.js';
import type { Io } from './io.js';
import type { Format } from './options.js';
import type { OutputFile } from './output.js';
import { paintFor, spellOut, visible } from './terminal.js';

interface Delivery {
  readonly result: object;
  readonly blocks: readonly Block[];
  /** What the result is called: "Migration plan". */
  readonly noun: string;
  readonly format: Format;
  /** Where lines of the text are broken, and later on a wider terminal; by default they are as long as they are. */
  readonly width?: number;
  /** What is written instead, when it is neither JSON nor text. */
  readonly document?: string;
  /** The file to write to; standard output when absent. */
  readonly output: string | undefined;
  /** Files that were read, which must not be overwritten. */
  readonly inputs: readonly string[];
}

/**
 * Writes a result to standard output, or to a file and its text beside it.
 *
 * @throws UserError when a file cannot be written or would overwrite an input; then nothing has been written
 */
export async function deliver(delivery: Delivery, io: Io): Promise<void> {
  try {
    await write(delivery, io);
  } catch (error) {
    // What V8 says of a string beyond its limit.
    if (error instanceof RangeError && error.message === 'Invalid string length') fail('REPORT_TOO_LARGE');
    throw error;
  }
}

async function write(delivery: Delivery, io: Io): Promise<void> {
  if (delivery.output === undefined || delivery.output === '-') return print(delivery, io);
  if (/[/\\]$/.test(delivery.output)) fail('UNWRITABLE', { file: delivery.output, problem: 'it is a folder' });
  const { isDevice, isSameFile, writeFiles } = await import('./output.js');
  // A device takes one thing; the text beside /dev/null would be a file in /dev.
  const isAlone = delivery.format === 'both' && isDevice(delivery.output);
  const files = filesOf(isAlone ? { ...delivery, format: 'json' } : delivery, delivery.output);
  for (const { path } of files) {
    if (delivery.inputs.some((input) => isSameFile(input, path))) fail('OUTPUT_IS_INPUT', { file: path });
  }
  writeFiles(files);
  for (const { path } of files) io.stderr.write(`${delivery.noun} saved to ${spellOut(path)}\n`);
}

function filesOf({ result, blocks, format, document, width }: Delivery, output: string): OutputFile[] {
  if (document !== undefined) return [{ path: output, text: document }];
  return [
    ...(format === 'text' ? [] : [{ path: output, text: renderJson(result) }]),
    ...(format === 'json' ? [] : [{ path: textPath(output, format), text: renderText(blocks, undefined, width) }]),
  ];
}

// The text of `x.json` is `x.txt`; any other name is the text's own unless the JSON has it.
function textPath(output: string, format: Format): string {
  if (/\.json$/i.test(output)) return output.replace(/\.json$/i, '.txt');
  return format === 'text' ? output : `${output}.txt`;
}

const RULE = '='.repeat(80);

async function print({ result, blocks, noun, format, document, width }: Delivery, io: Io): Promise<void> {
  if (document !== undefined) return io.stdout.write(document);
  if (format !== 'text') io.stdout.write(`${renderJson(result)}\n`);
  if (format === 'json') return;
  const text = renderText(await visible(blocks, io.stdout), await paintFor(io), await widthOf(width, io.stdout));
  // Behind the JSON the text has a banner, as in the original.
  const banner = `\n${RULE}\nHUMAN-READABLE ${noun.toUpperCase()}\n${RULE}\n`;
  io.stdout.write(format === 'both' ? `${banner}${text}\n` : text);
}

async function widthOf(width: number | undefined, output: Io['stdout']): Promise<number | undefined> {
  if (width === undefined || !(await output.isTerminal())) return width;
  return Math.max(width, output.columns?.() ?? 0);
}

/** The lines of what is read by people at a terminal, on paper or in a mail. */
export const LINE_WIDTH = 80;
