import { asks, attended, type Context, command, type Draft, manual, traffic } from '../draft.js';
import { approveRemoval, close, prepare, smoke } from './common.js';
import { rampFlags, soak, stability, stabilityStage, stagesOf } from './flags.js';
import { namesOf, prefixesOf } from './manifests.js';
import { type Splitter, splitterOf } from './routes.js';
import { deployService } from './service.js';

/** How long clients have to move, at the least. */
const FALLING_HOURS = 24 * 30;
/** What people need between the waits: approvals, and windows that open on some days only. */
const SPARE_DAYS = 14;

/** How long the old version is refused on trial. */
const BROWN_OUT_SECONDS = 600;

/** The rollout of a new version of an API beside the old one. */
export function apiRollout(context: Context): Draft[] {
  const names = namesOf(context);
  const flags = context.spec.feature_flags ?? [];
  const splitter = splitterOf(context, names, []);
  const old = prefixesOf(context.spec.service_details?.legacy_service);
  const own = prefixesOf(context.spec.service_details?.new_service);
  const called = old.length > 0 ? old.join(', ') : String(context.spec.source);
  const ramps = flags.flatMap((flag, at) => stagesOf(flag, at));
  const hours = FALLING_HOURS + [...ramps, stabilityStage(context)].reduce((sum, stage) => sum + stage.hours, 0);
  const days = Math.ceil(hours / 24) + SPARE_DAYS;
  return [
    ...prepare(context),
    deployService(
      context,
      names,
      flags.map(({ name }) => name),
    ),
    command({
      phase: 'deploy',
      title: 'Publish the new version beside the old one',
      up: [splitter.install],
      down: [splitter.remove],
      verify: [asks(splitter.ask, '0')],
      undo_verify: [asks(splitter.askThere, '0')],
      expected: 'both versions answer; the old one as before',
      owner: 'sre',
    }),
    smoke(context, 'deploy', 'on both versions'),
    manual({
      phase: 'migrate',
      title: `Announce the end of ${called}`,
      up: [
        'write the guide that says what to call instead',
        `send the planning notification to every known client, with the date: in ${days} days`,
      ],
      verify: [asks('each known client has answered, or has an owner here', 'yes')],
      expected: 'each client has confirmed the date, or has an owner here',
      owner: 'developer',
    }),
    traffic({
      phase: 'migrate',
      title: `Name the end of ${called} in its answers: in ${days} days`,
      up: [splitter.announce(days)],
      down: [splitter.install],
      verify: [asks(splitter.askAnnounced, 'Deprecation Sunset')],
      undo_verify: [asks(splitter.askAnnounced, '')],
      prerequisites: ['clients were told the same date'],
      expected: 'each answer of the old version has the headers Deprecation (RFC 9745) and Sunset (RFC 8594)',
      owner: 'sre',
    }),
    ...(flags.length > 0 ? rampFlags(context, flags) : []),
    ...soak(
      context,
      `the calls of ${called} fall to nothing`,
      { percentage: 100, hours: FALLING_HOURS, path: 'usual' },
      'ramp',
      [asks(`calls of ${called} on the last day, by the access log of the gateway`, '0, or each caller is known')],
    ),
    brownOut(splitter, called),
    ...stability(context),
    approveRemoval(`${called} is removed`),
    ...removal(splitter, called, own),
    ...close(context),
  ];
}

/** What still calls is found out while somebody is there to help. */
function brownOut({ refusals }: Splitter, called: string): Draft {
  const step = {
    phase: 'stabilize',
    title: `Refuse ${called} for minutes, as announced`,
    expected: 'whoever still calls is known by name',
    owner: 'sre',
  } as const;
  if (refusals === undefined) {
    return manual({
      ...step,
      up: [
        'answer 503 with Retry-After for ten minutes, on a working day',
        'the core of the Gateway API has no filter for that: the old version does it, or a policy of your gateway',
        'note who complains, and help them',
      ],
      down: ['answer as before'],
      verify: [asks('whoever was refused is known by name', 'yes')],
      undo_verify: [asks(`a call of ${called} is answered as before`, 'yes')],
    });
  }
  return attended({
    ...step,
    up: [refusals.brownOut(BROWN_OUT_SECONDS)],
    down: [refusals.endBrownOut],
    verify: [asks(refusals.askBrownOut, '')],
    undo_verify: [asks(refusals.askBrownOut, '')],
    prerequisites: ['clients were told the hour', 'the access log of the gateway is open: it names who gets 503'],
  });
}

function removal({ refusals }: Splitter, called: string, own: readonly string[]): Draft[] {
  const removed = { phase: 'contract', title: `Remove ${called}`, expected: 'no client fails', owner: 'sre' } as const;
  const unused = 'delete the code when nobody called for a month';
  if (refusals === undefined) {
    return [
      manual({
        ...removed,
        up: [
          'answer 410 Gone with a link to the guide',
          'the core of the Gateway API has no filter for that: the old version does it, or a policy of your gateway',
          unused,
        ],
        down: ['serve the old version again'],
        verify: [asks(`a call of ${called} is answered with 410`, 'yes')],
        undo_verify: [asks(`a call of ${called} is answered as before`, 'yes')],
      }),
    ];
  }
  return [
    traffic({
      phase: 'contract',
      title: `Answer ${called} with 410 Gone`,
      up: [refusals.gone(`${called} has ended${own.length === 0 ? '' : `: call ${own.join(', ')}`}.`)],
      down: [refusals.serve],
      verify: [asks(refusals.askGone, '410')],
      undo_verify: [asks(refusals.askGone, '')],
      expected: 'each call is answered with 410 and the paths to call instead; the old version gets none',
      owner: 'sre',
    }),
    manual({
      ...removed,
      up: [unused],
      down: ['deploy the old version again, before its paths are served again'],
      verify: [asks(`nobody called ${called} for a month, by the access log of the gateway`, 'yes')],
      undo_verify: [asks(`the old version answers a call of ${called} that goes round the gateway`, 'yes')],
    }),
  ];
}
