import { fail } from '../../errors.js';
import { FORMATS } from '../options.js';

/**
 * Refuses what only means something with --detail full: an option that does nothing must not pass for one that did.
 *
 * @param flags those options, and how the command line calls them
 */
export function refuseOptionsOfFull<Options extends { readonly format: string }>(
  options: Options,
  flags: { readonly [name in keyof Options]?: string },
): void {
  const used = (Object.keys(flags) as (keyof Options)[]).find((name) => options[name] !== undefined);
  const isPlain = (FORMATS as readonly string[]).includes(options.format);
  if (used === undefined && isPlain) return;
  const problem = used === undefined ? `--format ${options.format}` : flags[used];
  fail('USAGE', { problem: `${problem}: the outline has no use for it`, remedy: 'add --detail full' });
}
