import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';

/** How many programs are connected to a side, as a command that prints `connected` when there is one. */
export interface Side {
  readonly source: string;
  readonly target: string;
}

/** The command that sends the programs to a side. */
function switchTo({ settings }: Context, side: 'source' | 'target'): string {
  return `${settings.ask('switch_command')} ${shellQuote(side)}`;
}

/**
 * Sends the programs to the target, by a command that only those know who run them.
 *
 * @param connected prints `connected` when a program is connected to a side; nothing where nobody can ask
 * @param follows whether the source gets what the target takes from here on
 */
export function sendPrograms(context: Context, connected: Partial<Side>, follows: boolean): Draft {
  const asked = (side: 'source' | 'target') => {
    const run = connected[side];
    if (run !== undefined) return [asks(run, 'connected')];
    return [asks(`${context.settings.ask('smoke_command')} >/dev/null && echo works`, 'works')];
  };
  return command({
    phase: 'ramp',
    title: 'Send the programs to the target',
    up: [switchTo(context, 'target')],
    down: [switchTo(context, 'source')],
    verify: asked('target'),
    undo_verify: asked('source'),
    prerequisites: ['source and target are equal, and nothing writes to the source', 'inside of the window'],
    expected: 'the programs are connected to the target, and write to it',
    on_failure: follows
      ? 'undo this step and those before it, back to the one that stopped the writes: nothing is lost'
      : 'undo this step and let the source take writes again; what the target took meanwhile is brought back by hand',
    cut_over: true,
    point_of_no_return: !follows,
    owner: 'sre',
  });
}
