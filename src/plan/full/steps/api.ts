import { asks, type Context, command, type Draft, manual } from '../draft.js';
import { approveRemoval, close, prepare, smoke } from './common.js';
import { rampFlags, soak, stability } from './flags.js';
import { namesOf, prefixesOf } from './manifests.js';
import { splitterOf } from './routes.js';
import { deployService } from './service.js';

/** The rollout of a new version of an API beside the old one. */
export function apiRollout(context: Context): Draft[] {
  const names = namesOf(context);
  const flags = context.spec.feature_flags ?? [];
  const splitter = splitterOf(context, names, []);
  const old = prefixesOf(context.spec.service_details?.legacy_service);
  const called = old.length > 0 ? old.join(', ') : String(context.spec.source);
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
      expected: 'both versions answer; the old one as before',
      owner: 'sre',
    }),
    smoke(context, 'deploy', 'on both versions'),
    manual({
      phase: 'migrate',
      title: `Announce the end of ${called}`,
      up: [
        'send the planning notification to every known client, with the date',
        `answer ${called} with the headers Deprecation (RFC 9745) and Sunset (RFC 8594)`,
        'write the guide that says what to call instead',
      ],
      verify: [asks(`a call of ${called} has the headers Deprecation and Sunset`, 'yes')],
      expected: 'each client has confirmed the date, or has an owner here',
      owner: 'developer',
    }),
    ...(flags.length > 0 ? rampFlags(context, flags) : []),
    ...soak(context, `the calls of ${called} fall to nothing`, { percentage: 100, hours: 24 * 30, path: 'usual' }),
    manual({
      phase: 'stabilize',
      title: `Refuse ${called} for minutes, as announced`,
      up: ['answer 503 with Retry-After for ten minutes, on a working day', 'note who complains, and help them'],
      down: ['answer as before'],
      expected: 'whoever still calls is known by name',
      owner: 'sre',
    }),
    ...stability(context),
    approveRemoval(`${called} is removed`),
    manual({
      phase: 'contract',
      title: `Remove ${called}`,
      up: ['answer 410 Gone with a link to the guide', 'delete the code when nobody called for a month'],
      down: ['serve the old version again'],
      expected: 'no client fails',
      owner: 'sre',
    }),
    ...close(context),
  ];
}
