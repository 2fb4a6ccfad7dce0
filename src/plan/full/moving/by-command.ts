import { asks, type Context, command, type Draft } from '../draft.js';
import { flagsOf, isAt, rampFlags, setFlag } from '../steps/flags.js';
import { deployOff } from '../steps/release.js';
import { CUTTING } from './cutting.js';
import type { Method } from './methods.js';
import { sendPrograms } from './send-programs.js';

/** Stores whose tools nobody here knows: each part is a command of those who do, which is asked for by name. */
export function byCommand(context: Context, follows: boolean): Method {
  const { settings } = context;
  const writes: Writes = (what, side) => `${settings.ask('writes_command')} ${what} ${side}`;
  const follow = (what: 'start' | 'stop' | 'ask', side: 'source' | 'target') =>
    `${settings.ask('follow_command')} ${what} ${side}`;
  const stops = command({
    ...CUTTING,
    title: `Stop the writes to the source${follows ? ', and drain it' : ''}`,
    up: [writes('stop', 'source'), ...(follows ? [`test "$(${follow('ask', 'target')})" = follows`] : [])],
    down: [writes('allow', 'source')],
    verify: [asks(writes('ask', 'source'), 'stopped')],
    undo_verify: [asks(writes('ask', 'source'), 'allowed')],
    prerequisites: ['the programs know how to reach the target', 'inside of the window'],
    expected: `nobody writes to the source${follows ? ', and the target has everything' : ''}`,
  });
  const isStill = onlyWhile(writes('ask', 'target'), 'stopped');
  return {
    follow: [keepStill(writes), ...(follows ? [copy(context, 'migrate', isStill), keepUp(follow)] : [])],
    turn: [
      stops,
      ...(follows ? [] : [copy(context, 'ramp', isStill)]),
      compareByCommand(context),
      ...(follows ? [turnRound(follow, writes)] : []),
      follows ? sendPrograms(context, {}, true) : takingWrites(writes, sendPrograms(context, {}, false)),
    ],
    end: follows ? [endByCommand(follow)] : [],
  };
}

type Writes = (what: 'stop' | 'allow' | 'ask', side: 'source' | 'target') => string;

/** A copy that is run once more when the target leads would go over what it took. */
function onlyWhile(question: string, answer: string): string {
  return `test "$(${question})" = ${answer} || { echo 'the target takes writes of programs: a copy would go over them' >&2; exit 1; }`;
}

function keepStill(writes: Writes): Draft {
  return command({
    phase: 'expand',
    title: 'Let nobody write to the target before it leads',
    up: [writes('stop', 'target')],
    down: [writes('allow', 'target')],
    verify: [asks(writes('ask', 'target'), 'stopped')],
    undo_verify: [asks(writes('ask', 'target'), 'allowed')],
    expected:
      'only whoever copies writes to the target: each copy asks for that, and so none goes over what the target took',
    owner: 'dba',
  });
}

/** Without anything that follows, the target takes writes from the moment at which the programs are sent there. */
function takingWrites(writes: Writes, step: Draft): Draft {
  return {
    ...step,
    up: [writes('allow', 'target'), ...step.up],
    down: [writes('stop', 'target'), ...step.down],
  };
}

/** @param guard fails once the target leads */
function copy({ settings, id }: Context, phase: 'migrate' | 'ramp', guard: string): Draft {
  return command({
    ...(phase === 'ramp' ? CUTTING : { phase, owner: 'dba' }),
    title: 'Copy from the source to the target',
    up: [guard, `${settings.ask('copy_command')} | tee copied-${id}.txt`],
    verify: [asks(`test -s copied-${id}.txt && echo copied`, 'copied')],
    expected: 'the command ends with 0, and says how many rows or objects it has copied',
    on_failure: 'do it again: it copies what the target lacks; the source was only read',
    takes: { clock: 'machine', source: 'unknown', basis: 'depends on the sizes, and on the command' },
  });
}

type Follow = (what: 'start' | 'stop' | 'ask', side: 'source' | 'target') => string;

function keepUp(follow: Follow): Draft {
  return command({
    phase: 'migrate',
    title: 'Follow the changes since',
    up: [follow('start', 'target')],
    down: [follow('stop', 'target')],
    verify: [asks(follow('ask', 'target'), 'follows')],
    undo_verify: [asks(follow('ask', 'target'), 'ended')],
    expected: 'what is written to the source, changed or deleted there, is on the target within seconds',
    prerequisites: ['it was tried with one row that is made, changed and deleted'],
    owner: 'dba',
  });
}

/** The comparison of those who know both stores. */
export function compareByCommand({ settings }: Context, place: Partial<Draft> & { owner: 'dba' } = CUTTING): Draft {
  const compares = settings.ask('compare_command');
  return command({
    phase: 'ramp',
    ...place,
    title: 'Compare source and target',
    up: [compares],
    verify: [asks(`${compares} | tail -n 1`, 'same')],
    expected: 'as many rows or objects on both sides, and the same checksums',
    on_failure: 'do not switch over: find what differs (references/data-reconciliation.md)',
    takes: { clock: 'machine', source: 'unknown', basis: 'depends on the sizes, and on the command' },
  });
}

function turnRound(follow: Follow, writes: Writes): Draft {
  return command({
    ...CUTTING,
    title: 'Turn the direction round: the source follows the target',
    up: [follow('stop', 'target'), writes('allow', 'target'), follow('start', 'source')],
    down: [writes('stop', 'target'), `test "$(${follow('ask', 'source')})" = follows`, follow('stop', 'source')],
    verify: [asks(follow('ask', 'source'), 'follows')],
    undo_verify: [asks(follow('ask', 'source'), 'ended')],
    prerequisites: ['source and target are equal'],
    expected: 'the target takes writes, and the source gets each of them',
    on_failure: 'undo this step and the one that stopped the writes: nothing is lost',
  });
}

function endByCommand(follow: Follow): Draft {
  return command({
    phase: 'contract',
    title: 'End the replication: the source follows no longer',
    up: [follow('stop', 'source')],
    verify: [asks(follow('ask', 'source'), 'ended')],
    expected: 'nothing of the migration runs between source and target',
    irreversible: {
      why: 'what is written from here on is on the target alone',
      recover_by: 'mend the target; the source is as old as this step',
    },
    owner: 'dba',
  });
}

/** A store that is fed from events which exist already: it is fed to the end, and only readers go over. */
export function streamByCommand(context: Context): Method {
  const follow: Follow = (what, side) => `${context.settings.ask('follow_command')} ${what} ${side}`;
  const step = keepUp(follow);
  return {
    follow: [
      {
        ...step,
        title: 'Replay the history, then follow',
        takes: { ...step.takes, source: 'unknown', basis: 'depends on the history' },
      },
      compareByCommand(context, { phase: 'migrate', owner: 'dba' }),
    ],
    turn: rampFlags(context, flagsOf(context)),
    end: [],
  };
}

/** The flags of a release that can write twice: for writing both, for reading, for who leads. */
export function dualWriteFlags(context: Context): string[] {
  const { settings } = context;
  const reads = flagsOf(context).map((each) => each?.name ?? settings.ask('flag'));
  return [settings.ask('dual_write_flag'), ...reads, settings.ask('lead_flag')];
}

/** Programs that write to two stores whose tools nobody here knows. */
export function dualWritesByCommand(context: Context): Method {
  const { settings } = context;
  const [both, lead] = [settings.ask('dual_write_flag'), settings.ask('lead_flag')];
  const outbox = asks(settings.ask('outbox_query'), '0');
  return {
    follow: [
      deployOff(context, dualWriteFlags(context)),
      setFlag(context, both, 100, {
        before: 0,
        prerequisite: 'the relay of the outbox runs: it is a part of the new release',
        more: {
          phase: 'migrate',
          verify: [outbox],
          expected: 'each write makes a message, and none waits for longer than a minute',
        },
      }),
      copy(context, 'migrate', onlyWhile(isAt(context, lead, 0).run, '0')),
      compareByCommand(context, { phase: 'migrate', owner: 'dba' }),
    ],
    turn: [
      ...rampFlags(context, flagsOf(context)),
      setFlag(context, lead, 100, {
        before: 0,
        prerequisite: 'every read comes from the target, and stayed well',
        more: {
          cut_over: true,
          verify: [outbox],
          expected: 'the target is written first, and the source gets every write by the outbox',
        },
      }),
    ],
    end: [endOfDualWrites(context)],
  };
}

/** The source gets no writes any longer. */
export function endOfDualWrites(context: Context): Draft {
  const off = setFlag(context, context.settings.ask('dual_write_flag'), 0, {
    before: 100,
    prerequisite: 'no reader of the source is left',
    more: { phase: 'contract', expected: 'the programs write to the target alone' },
  });
  return {
    ...off,
    down: [],
    undo_verify: [],
    reversibility: 'irreversible',
    point_of_no_return: true,
    on_failure: 'leave it on, and find out which program does not know the flag',
    irreversible: {
      why: 'what is written from here on is on the target alone',
      recover_by: 'mend the target; the source is as old as this step',
    },
  };
}
