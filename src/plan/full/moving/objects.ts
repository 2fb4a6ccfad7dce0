import { singleQuoted } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { CUTTING } from './cutting.js';
import type { Method } from './methods.js';
import { sendPrograms } from './send-programs.js';

const SIDES = '"$SOURCE_REMOTE" "$TARGET_REMOTE"';
const HOW = '--checksum --metadata --transfers=16 --retries=5';
/** One list of what differs, on either side; the number of its lines. */
const differs = (options = '') =>
  `{ rclone check ${SIDES} ${options}--combined=- 2>/dev/null || true; } | grep -v '^= ' | wc -l`;

/** Objects of buckets, by rclone: what was copied is not copied again, so that the last run is short. */
export function moveObjects(context: Context): Method {
  const writes = context.settings.ask('writes_command');
  const isStill = `test "$(${writes} ask target)" = stopped || { echo ${singleQuoted(LEADS)} >&2; exit 1; }`;
  const takes = { clock: 'machine', source: 'unknown', basis: 'depends on the sizes, and on the network' } as const;
  return {
    follow: [
      command({
        phase: 'expand',
        title: 'See that both sides are reached, and how much there is',
        up: ['rclone size "$SOURCE_REMOTE"', 'rclone size "$TARGET_REMOTE"'],
        verify: [asks('rclone lsf --max-depth=1 "$SOURCE_REMOTE" >/dev/null && echo reached', 'reached'), isEmpty],
        expected: 'the source is read, and the target is there and empty',
        prerequisites: [
          'SOURCE_REMOTE and TARGET_REMOTE are remotes of rclone with their bucket, as in old:orders and new:orders',
          'the account may list and read the source, and write to the target; versions, locks and life cycles of the bucket were made as code',
        ],
        owner: 'sre',
      }),
      command({
        phase: 'migrate',
        title: 'Let nobody write to the target before it leads',
        up: [
          `test "$(${HELD})" = 0 || { echo 'the target holds objects already' >&2; exit 1; }`,
          `${writes} stop target`,
        ],
        down: [`${writes} allow target`],
        verify: [asks(`${writes} ask target`, 'stopped')],
        undo_verify: [asks(`${writes} ask target`, 'allowed')],
        expected:
          'only whoever copies writes to the target: each copy asks for that, and so none goes over what the target took',
        owner: 'sre',
      }),
      command({
        phase: 'migrate',
        title: 'Copy the objects that are there',
        up: [isStill, `rclone copy ${SIDES} ${HOW} --log-file=copy-${context.id}.log --log-level=INFO`],
        verify: [asks(`rclone check ${SIDES} --one-way >/dev/null 2>&1 && echo same`, 'same')],
        expected: 'every object of the source is on the target with its checksum, but for those written meanwhile',
        on_failure: 'do it again: what is there already is passed over; the log names what failed',
        owner: 'sre',
        takes: { ...takes, formula: 'bytes / bytes a second', query: 'rclone size --json "$SOURCE_REMOTE"' },
      }),
    ],
    turn: [
      command({
        ...CUTTING,
        title: 'Stop the writes to the source',
        up: [`${writes} stop source`],
        down: [`${writes} allow source`],
        verify: [asks(`${writes} ask source`, 'stopped')],
        undo_verify: [asks(`${writes} ask source`, 'allowed')],
        prerequisites: ['a copy has just run, so that little is left', 'inside of the window'],
        expected: 'nobody writes to the source',
      }),
      command({
        ...CUTTING,
        title: 'Copy the rest, and compare every checksum',
        up: [isStill, `rclone sync ${SIDES} ${HOW}`],
        verify: [asks(differs(), '0')],
        expected: 'both sides hold the same objects with the same checksums',
        on_failure: 'do not switch over: allow the writes to the source again, and read what differs',
        takes,
      }),
      bringingBack(context, sendPrograms(context, {}, true)),
    ],
    end: [],
  };
}

const HELD = 'rclone size --json "$TARGET_REMOTE" | jq \'.count\'';
const isEmpty = asks(HELD, '0');
const LEADS = 'the target takes writes: a copy over it would remove them';

/** The undo brings back what the target has taken: it is complete as long as the source was not written again. */
function bringingBack({ settings }: Context, step: Draft): Draft {
  const writes = settings.ask('writes_command');
  return {
    ...step,
    up: [`${writes} allow target`, ...step.up],
    down: [
      `test "$(${writes} ask source)" = stopped || { echo 'the source takes writes: a copy over it would remove them' >&2; exit 1; }`,
      `${writes} stop target`,
      `rclone sync "$TARGET_REMOTE" "$SOURCE_REMOTE" ${HOW}`,
      ...step.down,
    ],
  };
}
